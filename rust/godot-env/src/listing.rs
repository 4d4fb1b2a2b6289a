//! A fingerprint of a project's files, cheap enough to compute before every start.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use sha2::{Digest as _, Sha256};
use walkdir::{DirEntry, WalkDir};

use crate::Error;

/// What a project consists of, except what Godot made itself (`.godot`).
pub(crate) struct Listing {
    /// A hash over every file's path, size and time of change.
    pub fingerprint: String,
    /// The extensions' descriptions, as paths below the project.
    pub extensions: Vec<PathBuf>,
}

/// Lists a project.
///
/// # Errors
///
/// [`Error::Io`] when a directory can't be read.
pub(crate) fn list(project: &Path) -> Result<Listing, Error> {
    let mut lines = String::new();
    let mut extensions = Vec::new();
    // A file may go away while we look (an editor's backup): that is no error.
    let walk = WalkDir::new(project).sort_by_file_name().into_iter().filter_entry(is_source);
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            Err(cause) if cause.depth() > 0 => continue,
            Err(cause) => return Err(Error::io("list the project", project)(cause.into())),
        };
        let Ok(meta) = entry.metadata() else { continue };
        if !meta.is_file() {
            continue;
        }
        let path = entry.path().strip_prefix(project).unwrap_or(entry.path());
        let changed =
            meta.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
        let _ = writeln!(lines, "{} {} {}", path.display(), meta.len(), changed.as_nanos());
        if path.extension().is_some_and(|extension| extension == "gdextension") {
            extensions.push(path.to_owned());
        }
    }
    Ok(Listing { fingerprint: hex::encode(Sha256::digest(&lines)), extensions })
}

fn is_source(entry: &DirEntry) -> bool {
    entry.depth() == 0 || !matches!(entry.file_name().to_str(), Some(".godot" | ".git"))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn fingerprint(dir: &Path) -> String {
        list(dir).unwrap().fingerprint
    }

    #[test]
    fn the_fingerprint_changes_with_the_sources_and_not_with_what_godot_made() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        fs::create_dir(dir.join(".godot")).unwrap();
        fs::write(dir.join("a.png"), "1").unwrap();
        let before = fingerprint(dir);

        fs::write(dir.join(".godot/cache"), "x").unwrap();
        assert_eq!(fingerprint(dir), before);
        fs::write(dir.join("a.png"), "22").unwrap();
        let changed = fingerprint(dir);
        assert_ne!(changed, before);
        fs::rename(dir.join("a.png"), dir.join("b.png")).unwrap();
        assert_ne!(fingerprint(dir), changed);
    }

    #[test]
    fn the_extensions_are_listed() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("addons")).unwrap();
        fs::write(dir.path().join("addons/x.gdextension"), "").unwrap();
        assert_eq!(list(dir.path()).unwrap().extensions, [Path::new("addons/x.gdextension")]);
    }
}
