//! `cargo xtask pin-godot`: writes the checksums of Godot's release into the repository.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use creeps_godot_env::install::{self, Options, PINNED_FILE, RELEASE};

use crate::context::Context;
use crate::say;

/// Write the checksums of Godot's release into this repository, so that no server is trusted with them any more.
///
/// Takes them from the list that is published with the release. Do this once for a new release, on a machine that reaches
/// it, compare the list with what others have, and commit the file.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Read this list instead of fetching the release's SHA512-SUMS.txt.
    #[arg(long, value_name = "FILE")]
    list: Option<PathBuf>,
    /// Let checksums change that were pinned before.
    #[arg(long)]
    force: bool,
}

/// Runs `cargo xtask pin-godot`.
pub fn run(context: &Context, args: &Args) -> Result<ExitCode> {
    let pinned = install::pin(&Options::from_environment(), args.list.as_deref(), args.force)?;
    let file = context.root().join(PINNED_FILE);
    fs::write(&file, &pinned).with_context(|| format!("could not write {}", file.display()))?;
    let count = pinned.lines().filter(|line| !line.starts_with('#')).count();
    say::step("Pinned", &format!("{count} files of Godot {RELEASE} in {PINNED_FILE}"));
    Ok(ExitCode::SUCCESS)
}
