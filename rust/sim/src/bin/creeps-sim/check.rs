//! `check`: reads a mod or a ruleset and says what is wrong, or what is in it.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use creeps_sim::Ruleset;
use creeps_sim::ruleset::Program;

use crate::files;
use crate::output::{Output, say};

/// What `check` is asked for.
#[derive(clap::Args)]
pub struct Arguments {
    /// The folder or zip file of a mod, or a ruleset (.ron)
    path: PathBuf,
}

/// Checks it; 1 where something is wrong.
pub fn run(arguments: &Arguments, out: &mut Output) -> Result<ExitCode> {
    let path = &arguments.path;
    let checked = if files::is_mod(path) {
        files::read_mod(path).map(|read| {
            let bytes: usize = read.files.iter().map(|(_, content)| content.len()).sum();
            let files = read.files.iter().count();
            format!("{}: {}, {files} files with {bytes} bytes", read.title(), summary(&read.ruleset))
        })
    } else {
        files::read_ruleset(path).map(|ruleset| format!("{}: {}", ruleset.name, summary(&ruleset)))
    };
    match checked {
        Ok(summary) => {
            writeln!(out, "{summary}")?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            say(&format!("error: {error:#}"));
            Ok(ExitCode::from(1))
        }
    }
}

/// How much is in a ruleset.
fn summary(ruleset: &Ruleset) -> String {
    let program = match &ruleset.program {
        Program::Waves { list, .. } => format!("{} waves", list.len()),
        Program::SpawnStream { levels } => format!("{} levels", levels.len()),
    };
    let Ruleset { creeps, bosses, bullets, .. } = ruleset;
    format!("{program}, {} creeps, {} bosses, {} bullets", creeps.len(), bosses.len(), bullets.len())
}
