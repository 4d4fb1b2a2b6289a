//! The source tree that is built: a copy of a person's, or put together from Debian's packages.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use creeps_godot_env::emscripten::Emscripten;
use creeps_godot_env::install::Sources;
use sha2::{Digest as _, Sha256};

use super::libraries::LIBRARIES;
use super::{edits, files};
use crate::say;

/// All that has a say in what a tree becomes. A tree that was made by other rules is made anew.
const RULES: [&str; 3] =
    [include_str!("edits.rs"), include_str!("libraries.rs"), include_str!("runtime_exports.txt")];

/// Where the sources come from.
#[derive(Debug, Clone, Copy)]
pub enum Origin<'a> {
    /// A person's own tree, which is left as it is.
    Person(&'a Path),
    /// Debian's packages.
    Debian,
}

/// Makes the tree at `tree` unless the one there was made in the same way. Objects of an earlier build stay.
///
/// # Errors
///
/// When the sources can't be had, or are not a Godot that the changes fit.
pub fn make(origin: Origin, tree: &Path, downloads: &Path, emscripten: &Emscripten) -> Result<()> {
    let note = tree.join(".creeps-tree");
    let rules = RULES.iter().fold(Sha256::new(), Sha256::chain_update);
    let made_by = match origin {
        Origin::Person(_) => "a person's".to_owned(),
        Origin::Debian => hex::encode(rules.finalize()),
    };
    // A person's tree may have changed since; Debian's has not.
    if matches!(origin, Origin::Debian) && fs::read_to_string(&note).is_ok_and(|there| there == made_by) {
        say::step("Sources", "those of the last time");
        return Ok(());
    }
    // Put together beside, so that a tree that is there is whole.
    let new = tree.with_extension("new");
    for old in [&new, tree] {
        if old.exists() {
            fs::remove_dir_all(old).with_context(|| format!("could not delete {}", old.display()))?;
        }
    }
    match origin {
        Origin::Person(dir) => {
            version(dir)?;
            say::step("Sources", &format!("copying {} (it is left as it is)", dir.display()));
            files::copy_tree(dir, &new, |path| path.extension().is_none_or(|extension| extension != "o"))?;
        }
        Origin::Debian => from_debian(&new, downloads, emscripten)?,
    }
    edits::apply(&new)?;
    fs::write(new.join(".creeps-tree"), made_by).context("could not write into the source tree")?;
    fs::rename(&new, tree).with_context(|| format!("could not rename {}", new.display()))
}

fn from_debian(tree: &Path, downloads: &Path, emscripten: &Emscripten) -> Result<()> {
    let sources = Sources::here(&downloads.join("apt"))?;
    let godot = unpacked(&sources, "godot", downloads, emscripten)?;
    for library in &LIBRARIES {
        let unpacked = unpacked(&sources, library.package, downloads, emscripten)?;
        library.put_back(&unpacked, &godot.join("thirdparty"))?;
    }
    fs::rename(&godot, tree).with_context(|| format!("could not rename {}", godot.display()))
}

/// Fetches a source package and unpacks it, unless an earlier run has. Gives the one directory that is in it.
fn unpacked(sources: &Sources, package: &str, downloads: &Path, emscripten: &Emscripten) -> Result<PathBuf> {
    let dir = downloads.join(package);
    say::step("Sources", package);
    let archives = sources.fetch(package, &dir)?;
    // Others are documentation: `name_1.orig-docs.tar.xz`.
    let main = archives.iter().find(|archive| archive.to_string_lossy().contains(".orig.tar"));
    let main = main.with_context(|| format!("Debian's source package {package} has no archive"))?;
    let into = dir.join("unpacked");
    if into.exists() {
        fs::remove_dir_all(&into).with_context(|| format!("could not delete {}", into.display()))?;
    }
    fs::create_dir_all(&into).with_context(|| format!("could not make {}", into.display()))?;
    // Emscripten is a Python program, and Python knows every kind of archive; `tar` needs a program for each.
    let output = emscripten.command("python3").args(["-m", "tarfile", "-e"]).arg(main).arg(&into).output();
    let output = output.context("could not start Python")?;
    if !output.status.success() {
        bail!("could not unpack {}: {}", main.display(), String::from_utf8_lossy(&output.stderr).trim());
    }
    let mut entries = fs::read_dir(&into).with_context(|| format!("could not read {}", into.display()))?;
    let inner = entries.next().transpose()?.with_context(|| format!("{} is empty", main.display()))?.path();
    ensure!(entries.next().is_none(), "{} holds more than one directory", main.display());
    Ok(inner)
}

/// Reads which Godot a source tree is, as the engine names the folder of its templates: `4.6.3.stable`.
///
/// # Errors
///
/// When it is no source tree of Godot.
pub fn version(tree: &Path) -> Result<String> {
    let file = tree.join("version.py");
    let text = fs::read_to_string(&file)
        .with_context(|| format!("{} is no source tree of Godot: it has no version.py", tree.display()))?;
    parse(&text).with_context(|| format!("{} is not as Godot's is", file.display()))
}

fn parse(text: &str) -> Option<String> {
    let value = |name: &str| {
        let mut lines = text.lines().filter_map(|line| line.split_once('='));
        lines.find(|(key, _)| key.trim() == name).map(|(_, value)| value.trim().trim_matches('"'))
    };
    let (major, minor, patch) = (value("major")?, value("minor")?, value("patch")?);
    let patch = if patch == "0" { String::new() } else { format!(".{patch}") };
    Some(format!("{major}.{minor}{patch}.{}", value("status")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_read_as_godot_prints_it() {
        let text = "name = \"Godot Engine\"\nmajor = 4\nminor = 6\npatch = 3\nstatus = \"stable\"\n";
        assert_eq!(parse(text).as_deref(), Some("4.6.3.stable"));
        assert_eq!(parse(&text.replace("patch = 3", "patch = 0")).as_deref(), Some("4.6.stable"));
        assert_eq!(parse("major = 4"), None);
    }

    #[test]
    fn a_directory_that_is_no_source_tree_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let failure = version(dir.path()).unwrap_err().to_string();
        assert!(failure.contains("no source tree of Godot"), "{failure}");
    }
}
