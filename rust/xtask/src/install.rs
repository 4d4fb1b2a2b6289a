//! `cargo xtask install-godot`: installs a Godot into our cache, even if there is another one.

use std::process::ExitCode;

use anyhow::Result;
use creeps_godot_env::Cache;
use creeps_godot_env::install::{self, Options};

use crate::say;

/// Install a Godot for this game alone, without root and without touching the system.
///
/// Takes the official release; where that can't be reached and apt is at hand, Debian's packages. An install that was
/// cut continues where it stopped.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Install again, even if there is one already.
    #[arg(long)]
    force: bool,
}

/// Runs `cargo xtask install-godot`.
pub fn run(args: &Args) -> Result<ExitCode> {
    let mut options = Options::from_environment();
    options.force = args.force;
    let godot = install::install(&Cache::from_environment()?, &options)?;
    say::step("Godot", &format!("{} at {}", godot.version(), godot.path().display()));
    Ok(ExitCode::SUCCESS)
}
