//! The licences of everything in an export, in one text beside the game: ours, the crates', the engine's.
//!
//! Why not `cargo-about`: everybody who exports would have to install it first (minutes of compiling), and it knows nothing of the engine's
//! licences. `cargo tree` prints what we need of the crates: name, version, licence, source.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use creeps_godot_env::children;

use crate::context::Context;

/// What the file is called in an export.
pub const FILE: &str = "LICENCES.txt";

const SCRIPT: &str = include_str!("licences.gd");

/// The engine prints them within a second.
const LIMIT: Duration = Duration::from_mins(1);

/// Writes the text into a folder.
///
/// # Errors
///
/// Cargo or the engine does not say, or the file can't be written.
pub fn write(context: &Context, folder: &Path) -> Result<()> {
    let mut text = String::new();
    for ours in ["LICENSE", "LICENSE-MIT"] {
        let file = context.root().join(ours);
        text += &fs::read_to_string(&file).with_context(|| format!("could not read {}", file.display()))?;
        text += "\n";
    }
    text += "== Rust crates\n\n";
    for line in crates(context)? {
        let _ = writeln!(text, "- {line}");
    }
    text += "\n== The engine\n\n";
    text += &engine(context)?;
    let file = folder.join(FILE);
    fs::write(&file, text).with_context(|| format!("could not write {}", file.display()))
}

/// A line for each crate in the library: name, version, licence and where its source is, which MPL-2.0 asks for.
fn crates(context: &Context) -> Result<BTreeSet<String>> {
    let mut cargo = context.cargo();
    cargo.args(["tree", "--locked", "--package", "shoot_the_creeps", "--edges", "normal,no-proc-macro"]);
    cargo.args([
        "--no-default-features",
        "--features",
        "export",
        "--prefix",
        "none",
        "--format",
        "{p}, {l}, {r}",
    ]);
    let output = children::output(&mut cargo).context("could not start cargo")?;
    ensure!(output.status.success(), "cargo tree: {}", String::from_utf8_lossy(&output.stderr).trim());
    // Repeated crates are marked `(*)`; our own crates have a path.
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let lines = text.lines().map(|line| line.trim_end_matches(" (*)"));
    Ok(lines.filter(|line| !line.is_empty() && !line.contains(" (")).map(str::to_owned).collect())
}

/// What the engine says of itself.
fn engine(context: &Context) -> Result<String> {
    let script = context.root().join("target/export/licences.gd");
    fs::write(&script, SCRIPT).with_context(|| format!("could not write {}", script.display()))?;
    let mut godot = context.godot()?.command();
    godot.arg("--headless").arg("--script").arg(&script).current_dir(context.root().join("target/export"));
    let Some(output) = creeps_godot_env::output_within(godot, LIMIT)? else {
        bail!("Godot did not print its licences within {} s", LIMIT.as_secs());
    };
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    // The engine greets first.
    let start = text.find("Godot Engine\n\n").context("Godot did not print its licences")?;
    ensure!(text.contains("Permission is hereby granted"), "Godot did not print its licence");
    Ok(text[start..].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_crates_are_named_with_licence_and_source() {
        let crates = crates(&Context::new()).unwrap();
        let godot = crates.iter().find(|line| line.starts_with("godot-core ")).unwrap();
        assert!(godot.contains("MPL-2.0") && godot.contains("https://"), "{godot}");
        assert!(!crates.iter().any(|line| line.contains("creeps-rules")), "ours are no third party");
    }
}
