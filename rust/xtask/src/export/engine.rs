//! Runs the engine's exporter. It ends with success even after errors, so its log is checked.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context as _, Result, bail};
use creeps_godot_env::{check_log, children};

use super::checks::{self, Plan};
use crate::context::Context;

/// What the exporter is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// A whole game.
    Game { debug: bool },
    /// The project's data alone, which needs no template.
    Pack,
}

/// Exports into `folder`, which is emptied first. Without a template it is the pack alone, and the library beside it.
///
/// # Errors
///
/// The exporter reported an error, or something essential did not come out.
pub fn export(context: &Context, plan: &Plan, folder: &Path, library: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("could not empty {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("could not make {}", folder.display()))?;
    if plan.template.is_ok() {
        run(context, plan, Asked::Game { debug: plan.debug }, &folder.join(plan.target.product()))?;
        return whole(folder, plan.target.essential());
    }
    let pack = "shoot-the-creeps.pck";
    run(context, plan, Asked::Pack, &folder.join(pack))?;
    let name = library.file_name().context("a library has a name")?;
    fs::copy(library, folder.join(name)).with_context(|| format!("could not copy {}", library.display()))?;
    whole(folder, &[pack, plan.target.library()])
}

fn run(context: &Context, plan: &Plan, asked: Asked, product: &Path) -> Result<()> {
    let scratch = context.root().join("target/export");
    fs::create_dir_all(&scratch).with_context(|| format!("could not make {}", scratch.display()))?;
    let mut godot = context.godot_in_project()?;
    godot.arg("--headless");
    godot.arg(match asked {
        Asked::Game { debug: false } => "--export-release",
        Asked::Game { debug: true } => "--export-debug",
        Asked::Pack => "--export-pack",
    });
    godot.arg(plan.target.preset()).arg(product);
    if cfg!(target_os = "linux") {
        // The templates that were found, and nothing else, where the engine looks for them.
        let data = scratch.join("data");
        checks::link_template(context, plan, &data)?;
        godot.env("XDG_DATA_HOME", data);
    }
    let log = scratch.join(format!("{}.log", plan.target.name()));
    godot.stdin(Stdio::null()).stdout(create(&log)?).stderr(create(&log.with_extension("errors.log"))?);
    let status = children::status(&mut godot).context("could not start Godot")?;
    let text = [&log, &log.with_extension("errors.log")]
        .map(|file| String::from_utf8_lossy(&fs::read(file).unwrap_or_default()).into_owned())
        .join("\n");
    let failures = check_log(&text);
    if failures.is_empty() && status.success() {
        return Ok(());
    }
    let lines: Vec<_> = failures.iter().take(10).map(|line| format!("  {line}")).collect();
    bail!("Godot's exporter failed ({status}):\n{}\nAll it said is in {}", lines.join("\n"), log.display())
}

fn create(log: &Path) -> Result<File> {
    File::create(log).with_context(|| format!("could not write {}", log.display()))
}

/// Whether all that must have come out did.
fn whole(folder: &Path, essential: &[&str]) -> Result<()> {
    let is_missing = |file: &PathBuf| file.metadata().map_or(0, |meta| meta.len()) == 0;
    match essential.iter().map(|name| folder.join(name)).find(is_missing) {
        Some(missing) => bail!("the export lacks {}, though Godot reported no error", missing.display()),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_that_lacks_a_file_is_not_whole() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a"), "a").unwrap();
        fs::write(dir.path().join("empty"), "").unwrap();
        whole(dir.path(), &["a"]).unwrap();
        for missing in ["b", "empty"] {
            let failure = whole(dir.path(), &["a", missing]).unwrap_err().to_string();
            assert!(failure.contains(missing), "{failure}");
        }
    }
}
