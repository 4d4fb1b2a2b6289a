//! The directory that holds our downloads: an installed Godot, Emscripten and export templates.
//!
//! | in it | what |
//! |---|---|
//! | `godot/` | the installed Godot; `godot/godot` starts it |
//! | `godot.partial/` | an install in progress or interrupted; the next one continues it |
//! | `emscripten/`, `emscripten.partial/` | the same for Emscripten |
//! | `templates/4.6.3.stable/` | export templates of that Godot, fetched or built here |
//! | `install.lock` | held by the process that installs |

use std::env;
use std::path::{Path, PathBuf};

use directories::BaseDirs;

use crate::Error;

/// The environment variable that moves the cache.
pub const CACHE_VARIABLE: &str = "CREEPS_CACHE";

/// Our cache directory. It need not exist yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cache {
    dir: PathBuf,
}

impl Cache {
    /// `$CREEPS_CACHE`, or `shoot-the-creeps` in the platform's own cache directory.
    ///
    /// # Errors
    ///
    /// [`Error::NoHome`] when the variable is not set and the platform knows no home directory.
    pub fn from_environment() -> Result<Self, Error> {
        if let Some(dir) = env::var_os(CACHE_VARIABLE).filter(|dir| !dir.is_empty()) {
            let dir = PathBuf::from(dir);
            // Godot is started in other directories than ours: a relative path would not reach.
            return Ok(Self::at(std::path::absolute(&dir).unwrap_or(dir)));
        }
        let base = BaseDirs::new().ok_or(Error::NoHome)?;
        Ok(Self::at(base.cache_dir().join("shoot-the-creeps")))
    }

    /// A cache in a directory of the caller's choice.
    pub fn at(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into() }
    }

    /// The directory itself.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Where the installed Godot is, if there is one.
    pub fn godot_dir(&self) -> PathBuf {
        self.dir.join("godot")
    }

    /// Where export templates are, a folder for each version of Godot.
    pub fn templates_dir(&self) -> PathBuf {
        self.dir.join("templates")
    }

    /// Where an install is put together, before it is renamed to [`godot_dir`](Self::godot_dir).
    pub(crate) fn partial_dir(&self) -> PathBuf {
        self.dir.join("godot.partial")
    }

    /// Where the installed Emscripten is, if there is one.
    pub(crate) fn emscripten_dir(&self) -> PathBuf {
        self.dir.join("emscripten")
    }

    pub(crate) fn lock_file(&self) -> PathBuf {
        self.dir.join("install.lock")
    }
}
