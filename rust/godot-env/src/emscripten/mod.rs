//! Finds Emscripten, the compiler for the web, in the version that fits an engine's web template; installs Debian's
//! where there is none.
//!
//! A library is loaded by the template's own runtime, so the two must come from the same Emscripten, to the minor
//! release. [`Emscripten::linker`] gives cargo its linker, [`Emscripten::command`] starts any other tool.

mod install;
mod release;
mod root;
mod search;
#[cfg(test)]
#[cfg(unix)] // its programs are shell scripts
mod tests;

use std::env;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

pub use self::release::Release;
use self::root::Root;
#[cfg(test)]
use self::search::Finder;
pub use self::search::{Search, Unfit};
use crate::progress::say;
use crate::{Cache, Error};

/// Where the search looks, in order, as a person would say it.
pub const SEARCHED: &str = "$EMCC, $EMSDK, the PATH, our cache";

/// An Emscripten that runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emscripten {
    release: Release,
    place: Place,
}

/// Where an Emscripten is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    /// This machine's own; the path of its `emcc`.
    Machine(PathBuf),
    /// Installed by us, in a file tree of its own.
    Cache(Root),
}

impl Emscripten {
    /// Finds an Emscripten that fits what was built with `wanted` (`4.0.11`), and installs none.
    ///
    /// # Errors
    ///
    /// [`Error::NoEmscripten`] with all that was found and does not fit; [`Error::NotAnEmscripten`], [`Error::NoHome`].
    pub fn find(wanted: &str) -> Result<Self, Error> {
        let wanted: Release = wanted.parse()?;
        let search = Search::here()?;
        search.fitting(wanted).cloned().ok_or_else(|| search.failure(wanted, String::new()))
    }

    /// Finds an Emscripten that fits what was built with `wanted` (`4.0.11`); when there is none and Debian's fits,
    /// installs that into the cache, without root. Says on stderr what was passed over and what it does.
    ///
    /// # Errors
    ///
    /// Those of [`find`](Self::find); [`Error::NoRoom`], [`Error::Program`] and [`Error::Io`] when the install fails.
    pub fn find_or_install(wanted: &str) -> Result<Self, Error> {
        let wanted: Release = wanted.parse()?;
        let search = Search::here()?;
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

    /// Installs Debian's Emscripten into the cache, whatever its version, unless it is there already.
    ///
    /// # Errors
    ///
    /// [`Error::NoEmscripten`] where Debian's can't be had; otherwise those of an install.
    pub fn debians() -> Result<Self, Error> {
        let cache = Cache::from_environment()?;
        match search::installed(&cache) {
            Some(installed) => Ok(installed),
            None => install::any(&cache),
        }
    }

    /// Which Emscripten it is, as in `6.0.5`.
    pub fn version(&self) -> String {
        self.release.to_string()
    }

    /// Whether a library that it builds can be loaded by what was built with that release.
    pub fn fits(&self, wanted: Release) -> bool {
        self.release.fits(wanted)
    }

    /// Whether it is that release or a newer one.
    pub fn is_at_least(&self, release: Release) -> bool {
        self.release >= release
    }

    /// What cargo takes as `CARGO_TARGET_WASM32_UNKNOWN_EMSCRIPTEN_LINKER`. A script for it is put into `dir` if one
    /// is needed.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] when the script can't be written.
    pub fn linker(&self, dir: &Path) -> Result<PathBuf, Error> {
        match &self.place {
            Place::Machine(emcc) => Ok(emcc.clone()),
            Place::Cache(root) => root.script_for("emcc", dir),
        }
    }

    /// A command that starts one of its tools (`emcc`, `wasm-opt`), or another program with them on its PATH (`scons`).
    /// The caller adds the arguments and the directory to work in.
    pub fn command(&self, program: &str) -> Command {
        match &self.place {
            Place::Machine(emcc) => beside(emcc, program),
            Place::Cache(root) => root.command(program),
        }
    }

    /// The program or the directory that a person would look at.
    pub fn path(&self) -> &Path {
        match &self.place {
            Place::Machine(emcc) => emcc,
            Place::Cache(root) => root.dir(),
        }
    }
}

impl fmt::Display for Emscripten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Emscripten {} at {}", self.release, self.path().display())
    }
}

/// A tool of the Emscripten that has this `emcc`. The SDK keeps LLVM's and Binaryen's in a directory beside.
fn beside(emcc: &Path, program: &str) -> Command {
    let own = emcc.parent().unwrap_or(Path::new(""));
    let tools = own.parent().map(|above| above.join("bin"));
    let path = env::var_os("PATH").unwrap_or_default();
    let dirs = std::iter::once(own.to_owned()).chain(tools).chain(env::split_paths(&path));
    let path = env::join_paths(dirs).unwrap_or(path);
    // Looked up here, for a command's own PATH does not count on every platform.
    let found = which::which_in(program, Some(&path), ".").unwrap_or_else(|_| program.into());
    let mut command = Command::new(found);
    command.env("PATH", path);
    command
}
