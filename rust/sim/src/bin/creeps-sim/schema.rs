//! `schema` and `convert`: rulesets for editors and programs that know JSON.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use creeps_sim::schema;

use crate::files;
use crate::output::Output;

/// What `convert` is asked for.
#[derive(clap::Args)]
pub struct Arguments {
    /// The ruleset: a .ron or .json file
    from: PathBuf,
    /// The file to write: .json or .ron, the other one. Comments are lost
    to: PathBuf,
}

/// Prints the JSON Schema of rulesets.
pub fn print(out: &mut Output) -> Result<ExitCode> {
    writeln!(out, "{:#}", schema::json_schema())?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a ruleset in the other format.
pub fn convert(arguments: &Arguments, out: &mut Output) -> Result<ExitCode> {
    let Arguments { from, to } = arguments;
    let is_json = |path: &Path| path.extension().is_some_and(|extension| extension == "json");
    ensure!(is_json(from) != is_json(to), "one of the two files is a .json file, the other a .ron file");
    let converted = if is_json(from) {
        let text = String::from_utf8(files::read_text(from)?)
            .with_context(|| format!("{} is not UTF-8 text", from.display()))?;
        schema::from_json(&from.display().to_string(), &text)?.text().to_string()
    } else {
        let ruleset = files::read_ruleset(from)?;
        schema::to_json(&ruleset)
    };
    fs::write(to, converted).with_context(|| format!("{} can't be written", to.display()))?;
    writeln!(out, "{}", to.display())?;
    Ok(ExitCode::SUCCESS)
}
