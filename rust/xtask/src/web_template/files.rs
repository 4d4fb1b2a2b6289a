//! Copies files.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use walkdir::WalkDir;

/// Copies the files of a directory that `keep` wants, by their paths below it. A link is copied as what it leads to.
///
/// # Errors
///
/// When it has none of them, or can't be read or written.
pub fn copy_tree(from: &Path, to: &Path, keep: impl Fn(&Path) -> bool) -> Result<()> {
    let mut copied = 0;
    let below = |path: &Path| path.strip_prefix(from).unwrap_or(path).to_owned();
    // What is not wanted as a directory is not looked into: a checkout's `.git` may be larger than all else.
    let walk = WalkDir::new(from).follow_links(true).into_iter().filter_entry(|entry| {
        entry.depth() == 0
            || !entry.file_type().is_dir()
            || !is_left_behind(&entry.file_name().to_string_lossy())
    });
    for entry in walk {
        let entry = entry.with_context(|| format!("could not read {}", from.display()))?;
        let below = below(entry.path());
        if entry.file_type().is_file() && keep(&below) {
            copy(entry.path(), &to.join(below))?;
            copied += 1;
        }
    }
    ensure!(copied > 0, "there is nothing to copy in {}", from.display());
    Ok(())
}

/// Copies one file, into a directory that need not be there yet.
///
/// # Errors
///
/// When it can't be read or written.
pub fn copy(from: &Path, to: &Path) -> Result<()> {
    make_parent(to)?;
    fs::copy(from, to)
        .with_context(|| format!("could not copy {} to {}", from.display(), to.display()))
        .map(drop)
}

/// Makes the directory that a file is to lie in.
///
/// # Errors
///
/// When it can't be made.
pub fn make_parent(file: &Path) -> Result<()> {
    let dir = file.parent().unwrap_or(file);
    fs::create_dir_all(dir).with_context(|| format!("could not make {}", dir.display()))
}

/// Directories that no build of ours wants: version control and what earlier builds left.
fn is_left_behind(name: &str) -> bool {
    matches!(name, ".git" | "bin" | ".scu" | "__pycache__" | ".godot")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_wanted_is_copied_and_version_control_never() {
        let dir = tempfile::tempdir().unwrap();
        let (from, to) = (dir.path().join("from"), dir.path().join("to"));
        for file in ["a.c", "deep/b.c", "notes.md", ".git/c.c", "bin/d.c"] {
            make_parent(&from.join(file)).unwrap();
            fs::write(from.join(file), file).unwrap();
        }
        copy_tree(&from, &to, |below| below.extension().is_some_and(|extension| extension == "c")).unwrap();
        let there = |file: &str| to.join(file).exists();
        assert!(there("a.c") && there("deep/b.c"));
        assert!(!there("notes.md") && !there(".git/c.c") && !there("bin/d.c"));
    }

    #[test]
    fn a_directory_without_what_is_wanted_is_an_error() {
        let dir = tempfile::tempdir().unwrap();
        let failure = copy_tree(dir.path(), &dir.path().join("to"), |_| true).unwrap_err();
        assert!(failure.to_string().contains("nothing to copy"), "{failure}");
    }
}
