//! Keeps the library that was installed, so that a benchmark leaves nothing behind.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};

/// The library that Godot loaded before the optimised one took its place. It comes back when this is dropped.
pub struct DevLibrary {
    loaded: PathBuf,
    aside: PathBuf,
}

impl DevLibrary {
    /// Sets the library aside that is loaded from this path; `None` when there is none yet.
    pub fn set_aside(loaded: PathBuf) -> Result<Option<Self>> {
        if !loaded.exists() {
            return Ok(None);
        }
        let aside = loaded.with_extension("aside");
        // One that a benchmark left behind which was killed; cargo has put its own back since, or will.
        let _ = fs::remove_file(&aside);
        // A link, not a copy: cargo and `cargo xtask doctor` then know it for the file that it was.
        fs::hard_link(&loaded, &aside)
            .or_else(|_| fs::copy(&loaded, &aside).map(drop))
            .with_context(|| format!("{} can't be written", aside.display()))?;
        Ok(Some(Self { loaded, aside }))
    }
}

impl Drop for DevLibrary {
    fn drop(&mut self) {
        // Should this fail, the next build without `--release` puts it back.
        let _ = fs::rename(&self.aside, &self.loaded);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_there_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let (loaded, fresh) = (folder.path().join("lib.so"), folder.path().join("lib.fresh"));
        fs::write(&loaded, "dev").unwrap();
        let kept = DevLibrary::set_aside(loaded.clone()).unwrap();
        fs::write(&fresh, "optimised").unwrap();
        fs::rename(&fresh, &loaded).unwrap();
        drop(kept);
        assert_eq!(fs::read_to_string(&loaded).unwrap(), "dev");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn where_nothing_was_the_optimised_one_stays() {
        let folder = tempfile::tempdir().unwrap();
        let loaded = folder.path().join("lib.so");
        let kept = DevLibrary::set_aside(loaded.clone()).unwrap();
        fs::write(&loaded, "optimised").unwrap();
        drop(kept);
        assert!(loaded.exists());
    }
}
