//! Finds Emscripten, the compiler for the web, in the version that fits an engine's web template; installs Debian's
//! where there is none.
//!
//! A library is loaded by the template's own runtime, so the two must come from the same Emscripten, to the minor
//! release. [`Emscripten::linker`] gives cargo its linker.

mod install;
mod release;
mod root;
mod search;
#[cfg(test)]
#[cfg(unix)] // its programs are shell scripts
mod tests;

use std::fmt;
use std::path::{Path, PathBuf};

pub use self::release::Release;
use self::root::Root;
#[cfg(test)]
use self::search::EmscriptenFinder;
pub use self::search::{EmscriptenSearch, Unfit};
use crate::progress::say;
use crate::{Cache, Error};

/// Where the search looks, in order, as a person would say it.
pub const SEARCHED: &str = "$EMCC, $EMSDK, the PATH, our cache";

/// An Emscripten that runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emscripten {
    release: Release,
    location: Location,
}

/// Where an Emscripten is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Location {
    /// This machine's own; the path of its `emcc`.
    Machine(PathBuf),
    /// Installed by us, in a file tree of its own.
    Cache(Root),
}

impl Emscripten {
    /// Finds an Emscripten that fits what was built with `wanted` (`4.0.11`); when there is none and Debian's fits,
    /// installs that into the cache, without root. Says on stderr what was passed over and what it does.
    ///
    /// # Errors
    ///
    /// [`Error::NoEmscripten`] with all that was found and does not fit; [`Error::NotAnEmscripten`], [`Error::NoHome`];
    /// [`Error::NoRoom`], [`Error::Program`] and [`Error::Io`] when the install fails.
    pub fn find_or_install(wanted: &str) -> Result<Self, Error> {
        let wanted: Release = wanted.parse()?;
        let search = EmscriptenSearch::here()?;
        let fitting = search.fitting(wanted).cloned();
        // Those behind the one that is taken are nobody's concern.
        for unfit in search.before(fitting.as_ref(), wanted) {
            say(&format!("Passed over: {unfit} ({wanted} is wanted)."));
        }
        if let Some(emscripten) = fitting {
            return Ok(emscripten);
        }
        install::install(&Cache::from_environment()?, wanted, &search)
    }

    /// Which Emscripten it is, as in `6.0.5`.
    pub fn version(&self) -> String {
        self.release.to_string()
    }

    /// Whether a library that it builds can be loaded by what was built with that release.
    pub fn fits(&self, wanted: Release) -> bool {
        self.release.fits(wanted)
    }

    /// What cargo takes as `CARGO_TARGET_WASM32_UNKNOWN_EMSCRIPTEN_LINKER`. A script for it is put into `dir` if one
    /// is needed.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] when the script can't be written.
    pub fn linker(&self, dir: &Path) -> Result<PathBuf, Error> {
        match &self.location {
            Location::Machine(emcc) => Ok(emcc.clone()),
            Location::Cache(root) => root.script_for("emcc", dir),
        }
    }

    /// The program or the directory that a person would look at.
    pub fn path(&self) -> &Path {
        match &self.location {
            Location::Machine(emcc) => emcc,
            Location::Cache(root) => root.dir(),
        }
    }
}

impl fmt::Display for Emscripten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Emscripten {} at {}", self.release, self.path().display())
    }
}
