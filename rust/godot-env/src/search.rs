//! The search for a Godot: the environment, the PATH, the usual locations, our cache; the first that is new enough.

use std::collections::HashSet;
use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::error::{Reason, Rejected};
use crate::launcher::Launcher;
use crate::usual_locations::{self, UsualLocations};
use crate::{Cache, Error, Godot, Origin, Version, install, probe};

/// Where the search looks, in order, as a person would say it.
pub const SEARCHED: &str = "$GODOT4_BIN, $GODOT, the PATH, this platform's usual locations, our cache";

/// The variables that name a Godot, the most specific first.
const VARIABLES: [&str; 2] = ["GODOT4_BIN", "GODOT"];

/// The world that is searched. Tests make their own; everyone else takes [`from_environment`](Self::from_environment).
pub struct Finder {
    variables: Vec<(&'static str, PathBuf)>,
    path: Option<OsString>,
    usual_locations: UsualLocations,
    cache: Cache,
    limit: Duration,
}

/// What a search brought.
#[derive(Debug)]
pub struct GodotSearch {
    /// The first Godot that is new enough.
    pub godot: Option<Godot>,
    /// What was met before it and could not be used.
    pub rejected: Vec<Rejected>,
}

impl GodotSearch {
    /// The Godot, or the reason why there is none.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`].
    pub fn into_godot(self) -> Result<Godot, Error> {
        self.godot.ok_or(Error::NotFound { rejected: self.rejected })
    }
}

impl Finder {
    /// This machine and this environment.
    ///
    /// # Errors
    ///
    /// [`Error::NoHome`].
    pub fn from_environment() -> Result<Self, Error> {
        let variables =
            VARIABLES.into_iter().filter_map(|name| Some((name, env::var_os(name)?.into()))).collect();
        let (path, cache) = (env::var_os("PATH"), Cache::from_environment()?);
        Ok(Self { variables, path, usual_locations: UsualLocations::here(), cache, limit: probe::LIMIT })
    }

    /// The cache that is searched last.
    pub fn cache(&self) -> &Cache {
        &self.cache
    }

    /// Searches.
    ///
    /// # Errors
    ///
    /// [`Error::BadVariable`]: a variable that is set is meant, so a wrong one is not passed over.
    pub fn find(&self) -> Result<GodotSearch, Error> {
        let set = self.variables.iter().find(|(_, value)| !value.as_os_str().is_empty());
        if let Some((name, value)) = set {
            let godot = self.named_by(name, value)?;
            return Ok(GodotSearch { godot: Some(godot), rejected: Vec::new() });
        }
        let mut rejected = Vec::new();
        let mut met = HashSet::new();
        for (origin, path) in self.candidates() {
            if !met.insert(fs::canonicalize(&path).unwrap_or_else(|_| path.clone())) {
                continue;
            }
            match self.examine(&path) {
                Ok(version) => {
                    let launcher = Launcher::direct(&path);
                    return Ok(GodotSearch {
                        godot: Some(Godot { path, version, origin, launcher }),
                        rejected,
                    });
                }
                Err(reason) => rejected.push(Rejected { path, reason }),
            }
        }
        Ok(GodotSearch { godot: install::installed(&self.cache), rejected })
    }

    /// Every program that may be a Godot, on the PATH first. None of them was started yet.
    fn candidates(&self) -> impl Iterator<Item = (Origin, PathBuf)> {
        let on_path = usual_locations::NAMES.iter().flat_map(|name| self.on_path(OsStr::new(name)));
        let usual = self.usual_locations.programs();
        on_path
            .map(|path| (Origin::Path, path))
            .chain(usual.into_iter().map(|path| (Origin::UsualPlace, path)))
    }

    fn on_path(&self, name: &OsStr) -> Vec<PathBuf> {
        which::which_in_all(name, self.path.as_ref(), ".").map(Iterator::collect).unwrap_or_default()
    }

    fn named_by(&self, name: &'static str, value: &Path) -> Result<Godot, Error> {
        let bad = |why: String| Error::BadVariable { name, value: value.to_owned(), why };
        let is_a_name = value.components().count() == 1 && !value.exists();
        let path = if is_a_name {
            let found = self.on_path(value.as_os_str()).into_iter().next();
            found.ok_or_else(|| bad("there is no such program on the PATH".into()))?
        } else if value.extension() == Some(OsStr::new("app")) {
            usual_locations::in_bundle(value)
        } else {
            // The game is started in other directories than this one.
            std::path::absolute(value).unwrap_or_else(|_| value.to_owned())
        };
        if !path.exists() {
            return Err(bad("there is no such file".into()));
        }
        if path.is_dir() {
            return Err(bad("that is a directory".into()));
        }
        let version = self.examine(&path).map_err(|reason| match reason {
            Reason::TooOld(version) => bad(format!("that is Godot {version}")),
            Reason::NoVersion(why) => bad(format!("that is not a Godot that runs: {why}")),
        })?;
        let launcher = Launcher::direct(&path);
        Ok(Godot { path, version, origin: Origin::Variable(name), launcher })
    }

    /// The version of a program, if it is new enough.
    fn examine(&self, path: &Path) -> Result<Version, Reason> {
        let version = probe::version(&Launcher::direct(path), self.limit)?;
        if version.is_enough() { Ok(version) } else { Err(Reason::TooOld(version)) }
    }
}

#[cfg(test)]
#[cfg(unix)] // its programs are shell scripts
#[path = "search_tests.rs"]
mod tests;
