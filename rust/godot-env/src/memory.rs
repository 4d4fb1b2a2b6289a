//! Remembers the versions of programs, so that a second search starts none of them.
//!
//! The key is the path, the size and the time of the last change: a Godot that was updated is asked again. Only
//! versions are remembered, never failures: what failed once may work the next time.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

/// The programs met so far. It lives in the cache, and losing it costs a few hundred milliseconds.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    file: PathBuf,
    known: Vec<Known>,
    changed: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    program: Identity,
    version: String,
}

/// A program as it was when it was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Identity {
    path: PathBuf,
    bytes: u64,
    changed_ns: u64,
}

impl Identity {
    fn of(path: &Path) -> Option<Self> {
        // The file behind a link: an updated Godot often keeps its link.
        let path = fs::canonicalize(path).ok()?;
        let meta = fs::metadata(&path).ok()?;
        let changed = meta.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some(Self { path, bytes: meta.len(), changed_ns: u64::try_from(changed.as_nanos()).ok()? })
    }
}

impl Memory {
    /// Reads the memory; a missing or damaged one is an empty one.
    pub fn load(file: PathBuf) -> Self {
        let known =
            fs::read_to_string(&file).ok().and_then(|text| ron::from_str(&text).ok()).unwrap_or_default();
        Self { file, known, changed: false }
    }

    /// What this program answered when it was last asked, if it has not changed since.
    pub fn recall(&self, program: &Path) -> Option<&str> {
        let identity = Identity::of(program)?;
        self.known.iter().find(|known| known.program == identity).map(|known| known.version.as_str())
    }

    /// Keeps what a program answered.
    pub fn keep(&mut self, program: &Path, version: String) {
        let Some(program) = Identity::of(program) else { return };
        self.known.retain(|known| known.program.path != program.path && known.program.path.exists());
        self.known.push(Known { program, version });
        self.changed = true;
    }

    /// Writes the memory down if it changed. A cache that can't be written to is no reason to fail.
    pub fn save(&self) {
        if !self.changed {
            return;
        }
        let Ok(text) = ron::ser::to_string_pretty(&self.known, ron::ser::PrettyConfig::default()) else {
            return;
        };
        // Renamed into place: another process may be reading it.
        let fresh = self.file.with_extension(format!("{}.tmp", std::process::id()));
        if let Some(dir) = self.file.parent() {
            let _ = fs::create_dir_all(dir);
        }
        if fs::write(&fresh, text).and_then(|()| fs::rename(&fresh, &self.file)).is_err() {
            let _ = fs::remove_file(&fresh);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_remembered_until_it_changes() {
        let dir = tempfile::tempdir().unwrap();
        let program = dir.path().join("godot");
        fs::write(&program, "one").unwrap();
        let mut memory = Memory::load(dir.path().join("probes.ron"));
        memory.keep(&program, "4.6".into());
        memory.save();

        let memory = Memory::load(dir.path().join("probes.ron"));
        assert_eq!(memory.recall(&program), Some("4.6"));
        fs::write(&program, "another").unwrap();
        assert_eq!(memory.recall(&program), None);
    }

    #[test]
    fn a_damaged_memory_is_an_empty_one() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("probes.ron");
        fs::write(&file, "[(program: (pa").unwrap();
        assert!(Memory::load(file).known.is_empty());
    }
}
