//! Where everything lies that `cargo xtask web-template` makes.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use creeps_godot_env::Cache;
use creeps_godot_env::templates::{Platform, Template};

/// What is built: our preset's, no threads, with extensions.
const TEMPLATE: Template = Template { platform: Platform::Web, debug: false };

/// Where everything lies, below the cache.
pub struct Places {
    templates: PathBuf,
    pub work: PathBuf,
}

impl Places {
    /// The cache's.
    ///
    /// # Errors
    ///
    /// When there is no home directory for a cache.
    pub fn new() -> Result<Self> {
        let cache = Cache::from_environment()?;
        Ok(Self { work: cache.dir().join("web-template"), templates: cache.templates_dir() })
    }

    /// Deletes what builds leave, but for the templates.
    ///
    /// # Errors
    ///
    /// When something can't be deleted.
    pub fn clean(&self) -> Result<()> {
        for name in ["downloads", "godot", "godot.new", "objects"] {
            let dir = self.in_work(name);
            if dir.exists() {
                fs::remove_dir_all(&dir).with_context(|| format!("could not delete {}", dir.display()))?;
            }
        }
        Ok(())
    }

    /// Something in our part of it.
    pub fn in_work(&self, name: &str) -> PathBuf {
        self.work.join(name)
    }

    /// Where exports look for the template of a version.
    pub fn template(&self, version: &str) -> PathBuf {
        self.templates.join(version).join(TEMPLATE.file())
    }
}
