//! The search for an Emscripten: the environment, the PATH, our cache.

use std::collections::HashSet;
use std::env;
use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::root::Root;
use super::{Emscripten, Location, Release};
use crate::{Cache, Error, process};

/// How long `emcc --version` may take. It is a Python program: half a second, some more on a cold disk.
const LIMIT: Duration = Duration::from_secs(30);

/// The world that is searched. Tests make their own.
pub(super) struct EmscriptenFinder {
    pub emcc: Option<PathBuf>,
    pub emsdk: Option<PathBuf>,
    pub path: Option<OsString>,
    pub cache: Cache,
}

/// Every Emscripten of this machine, in the order of the search.
#[derive(Debug)]
pub struct EmscriptenSearch {
    found: Vec<Result<Emscripten, Unfit>>,
}

/// An `emcc` that was found and can't be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    /// The program.
    pub path: PathBuf,
    /// Its version, or what is wrong with it.
    pub what: String,
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.what, self.path.display())
    }
}

impl From<&Emscripten> for Unfit {
    fn from(emscripten: &Emscripten) -> Self {
        Self { path: emscripten.path().to_owned(), what: format!("Emscripten {}", emscripten.version()) }
    }
}

impl EmscriptenSearch {
    /// Searches this machine.
    ///
    /// # Errors
    ///
    /// [`Error::NoHome`].
    pub fn here() -> Result<Self, Error> {
        Ok(EmscriptenFinder::from_environment()?.search())
    }

    /// Those that run.
    pub fn usable(&self) -> impl Iterator<Item = &Emscripten> {
        self.found.iter().filter_map(|found| found.as_ref().ok())
    }

    pub(super) fn fitting(&self, wanted: Release) -> Option<&Emscripten> {
        self.usable().find(|found| found.fits(wanted))
    }

    /// What comes before `taken` in the search, and so was passed over.
    pub(super) fn before(&self, taken: Option<&Emscripten>, wanted: Release) -> Vec<Unfit> {
        let before = self.found.iter().take_while(|found| taken.is_none() || found.as_ref().ok() != taken);
        before
            .filter_map(|found| match found {
                Ok(found) => (!found.fits(wanted)).then(|| found.into()),
                Err(unfit) => Some(unfit.clone()),
            })
            .collect()
    }

    pub(super) fn failure(&self, wanted: Release, installing: String) -> Error {
        Error::NoEmscripten { wanted, unfit: self.before(None, wanted), installing }
    }
}

impl EmscriptenFinder {
    pub fn from_environment() -> Result<Self, Error> {
        let set = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let cache = Cache::from_environment()?;
        Ok(Self { emcc: set("EMCC"), emsdk: set("EMSDK"), path: env::var_os("PATH"), cache })
    }

    pub fn search(&self) -> EmscriptenSearch {
        let mut met = HashSet::new();
        let programs = self.programs().into_iter();
        let mut found: Vec<_> = programs
            .filter(|path| met.insert(fs::canonicalize(path).unwrap_or_else(|_| path.clone())))
            .map(examine)
            .collect();
        found.extend(installed(&self.cache).map(Ok));
        EmscriptenSearch { found }
    }

    /// Every program that may be an `emcc`. None of them was started yet.
    fn programs(&self) -> Vec<PathBuf> {
        let on_path = |name: &Path| {
            which::which_in_all(name, self.path.as_ref(), ".").map(Iterator::collect).unwrap_or_default()
        };
        let named: Vec<_> = match &self.emcc {
            Some(emcc) if emcc.components().count() == 1 => on_path(emcc),
            // Cargo starts its linker in other directories than this one.
            Some(emcc) => vec![std::path::absolute(emcc).unwrap_or_else(|_| emcc.clone())],
            None => Vec::new(),
        };
        let in_sdk = self.emsdk.iter().flat_map(|sdk| {
            let dir = sdk.join("upstream/emscripten");
            which::which_in_all("emcc", Some(dir), ".").map(Vec::from_iter).unwrap_or_default()
        });
        named.into_iter().chain(in_sdk).chain(on_path(Path::new("emcc"))).collect()
    }
}

/// The Emscripten that is installed in the cache, if there is a whole one.
pub(super) fn installed(cache: &Cache) -> Option<Emscripten> {
    let (root, release) = Root::installed(&cache.emscripten_dir())?;
    Some(Emscripten { release, location: Location::Cache(root) })
}

/// Asks a program for its version.
fn examine(path: PathBuf) -> Result<Emscripten, Unfit> {
    match probe(&path) {
        Ok(release) => Ok(Emscripten { release, location: Location::Machine(path) }),
        Err(why) => Err(Unfit { path, what: format!("an emcc that does not run ({why})") }),
    }
}

fn probe(path: &Path) -> Result<Release, String> {
    let mut command = Command::new(path);
    command.arg("--version");
    let output = process::output_within(command, LIMIT)
        .map_err(|cause| cause.to_string())?
        .ok_or_else(|| format!("it did not print its version within {} s", LIMIT.as_secs()))?;
    Release::in_text(&String::from_utf8_lossy(&output.stdout)).ok_or_else(|| {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().find(|line| !line.trim().is_empty()).unwrap_or("it printed no version");
        format!("`--version` ended with {}: {said}", output.status)
    })
}
