//! Installs a Godot into our cache, without root and without touching the system.
//!
//! It is put together in `godot.partial` and renamed to `godot` as the last step, so a `godot` that is there is
//! whole. Downloads stay until then, and a second attempt continues with them. One process installs at a time.

pub(crate) mod debian;
mod download;
pub(crate) mod lock;
mod official;
pub(crate) mod pins;
pub(crate) mod record;
pub(crate) mod room;
pub(crate) mod sums;
mod unzip;
pub(crate) mod wrapper;

use std::env;
use std::fs;
use std::io;
use std::path::Path;
use std::thread;
use std::time::Duration;

pub(crate) use self::debian::Debian;
use self::debian::GodotPackages;
pub(crate) use self::download::{Fetcher, Patience};
use self::official::Asset;
pub(crate) use self::official::download;
pub use self::official::{RELEASE, RELEASES};
pub use self::pins::{PINNED_FILE, pin};
use self::record::{Kind, Record};
pub(crate) use self::wrapper::make_executable;
use crate::progress::say;
use crate::{Cache, Error, Godot, probe};

/// The environment variable that names a mirror of the official releases.
pub const RELEASES_VARIABLE: &str = "CREEPS_GODOT_MIRROR";
/// The environment variable that names a mirror of Debian.
pub const DEBIAN_VARIABLE: &str = "CREEPS_DEBIAN_MIRROR";

/// A program that was unpacked a moment ago is read from the disk for the first time, and may be scanned for viruses.
const FIRST_RUN: Duration = Duration::from_mins(1);

/// Options of an install.
#[derive(Debug, Clone)]
pub struct Options {
    /// Install again even if there is a complete one.
    pub force: bool,
    /// Where the releases are; below it come `4.6.3-stable/` and the files.
    pub releases: String,
    /// The mirror of Debian; `None` takes the one of this machine's apt.
    pub debian: Option<String>,
    /// The checksums that are known without asking a server, in the form of a release's list.
    pub(crate) pinned: String,
    pub(crate) patience: Patience,
}

impl Options {
    /// The usual locations, or those that the environment names.
    pub fn from_environment() -> Self {
        let set = |name| env::var(name).ok().filter(|value| !value.is_empty());
        Self {
            force: false,
            releases: set(RELEASES_VARIABLE).unwrap_or_else(|| RELEASES.to_owned()),
            debian: set(DEBIAN_VARIABLE),
            pinned: pins::PINNED.to_owned(),
            patience: Patience::default(),
        }
    }
}

/// Installs Godot into the cache, unless there is one already: the official release, or Debian's packages where the
/// release can't be reached. Says on stderr what it does.
///
/// # Errors
///
/// [`Error::NoWayToInstall`] when both ways are closed; [`Error::Refused`], [`Error::NotInSums`],
/// [`Error::NotPinned`], [`Error::Checksum`] and [`Error::BadArchive`] when something is wrong with the release; [`Error::Program`] when
/// apt fails, the new Godot does not run or can't be linked to its libraries; [`Error::NoRoom`] and [`Error::Io`].
pub fn install(cache: &Cache, options: &Options) -> Result<Godot, Error> {
    let _lock = lock::acquire(cache)?;
    if !options.force && record::installed(cache).is_some() {
        link(cache)?;
        return record::installed(cache).ok_or_else(|| unusable(&cache.godot_dir(), "it is gone again"));
    }
    let partial = cache.partial_dir();
    let tree = partial.join("tree");
    // A whole tree is one whose install was cut just before its last step.
    if !Record::is_in(&tree) {
        remove(&tree)?;
        let downloads = partial.join("downloads");
        fs::create_dir_all(&downloads).map_err(Error::io("make", &downloads))?;
        fs::create_dir_all(&tree).map_err(Error::io("make", &tree))?;
        let kind = fetch(options, &downloads, &tree)?;
        let version = version(&kind, &tree)?;
        remove(&downloads)?;
        Record { version, kind }.write(&tree)?;
    }
    put_in_place(&tree, &cache.godot_dir())?;
    remove(&cache.partial_dir())?;
    link(cache)?;
    record::installed(cache).ok_or_else(|| unusable(&cache.godot_dir(), "it is not there after all"))
}

/// The Godot that is installed in the cache, if there is a whole one that is new enough.
///
/// One that an older version of this program installed, or whose cache was moved, is linked first. Where that fails, as in
/// a cache that may only be read, it is started through its loader, and a word says what then does not work.
pub(crate) fn installed(cache: &Cache) -> Option<Godot> {
    let found = record::installed(cache)?;
    if record::unlinked(cache).is_none() {
        return Some(found);
    }
    match lock::acquire(cache).and_then(|_lock| link(cache)) {
        Ok(()) => record::installed(cache),
        Err(why) => {
            say(&format!("The editor's F5 and F6 will not start the game, the rest works: {why}"));
            Some(found)
        }
    }
}

/// Lets Debian's Godot start by itself, if it does not yet. Needs the lock.
fn link(cache: &Cache) -> Result<(), Error> {
    let Some(tree) = record::unlinked(cache) else { return Ok(()) };
    say("Linking Godot to the libraries beside it …");
    tree.link()
}

/// Fetches and unpacks by the first way that is open.
fn fetch(options: &Options, downloads: &Path, tree: &Path) -> Result<Kind, Error> {
    let official = Asset::here().and_then(|asset| official::fetch(&asset, options, downloads, tree));
    let official = match official {
        Err(closed @ (Error::Unreachable { .. } | Error::NoRelease { .. })) => closed,
        done => return done,
    };
    let debian = match GodotPackages::here(options.debian.as_deref()) {
        Ok(debian) => debian,
        Err(debian) => return Err(Error::NoWayToInstall { official: Box::new(official), debian }),
    };
    if let Error::Unreachable { url, why } = &official {
        say(&format!("The official release can't be reached ({url}: {why})."));
    }
    say("Taking Debian's packages of Godot instead, unpacked for this game alone.");
    debian.fetch(downloads, tree)
}

/// Starts the new Godot once: what does not run here must not be kept.
fn version(kind: &Kind, tree: &Path) -> Result<String, Error> {
    let launcher = kind.launcher(tree).ok_or_else(|| unusable(tree, "it is for another kind of machine"))?;
    match probe::version(&launcher, FIRST_RUN) {
        Ok(version) if version.is_enough() => Ok(version.to_string()),
        Ok(version) => Err(unusable(&launcher.program, &format!("it is Godot {version}, which is too old"))),
        Err(reason) => Err(unusable(&launcher.program, &reason.to_string())),
    }
}

fn unusable(program: &Path, why: &str) -> Error {
    Error::Program {
        program: program.display().to_string(),
        why: format!("it was installed, but {why}."),
        advice: "Install Godot 4.6 or newer by hand and set GODOT4_BIN to it.",
    }
}

/// The last step: from now on what is in `tree` counts as installed.
pub(crate) fn put_in_place(tree: &Path, destination: &Path) -> Result<(), Error> {
    let old = destination.with_extension("old");
    remove(&old)?;
    if destination.exists() {
        fs::rename(destination, &old).map_err(Error::io("rename", destination))?;
    }
    fs::rename(tree, destination).map_err(Error::io("rename", tree))?;
    remove(&old)
}

/// Deletes a directory, if it is there.
pub(crate) fn remove(dir: &Path) -> Result<(), Error> {
    for _ in 0..50 {
        match fs::remove_dir_all(dir) {
            // What an install that was killed had started may write its last files yet.
            Err(cause) if cause.kind() == io::ErrorKind::DirectoryNotEmpty => {
                thread::sleep(Duration::from_millis(100));
            }
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
                return Err(Error::io("delete", dir)(cause));
            }
            _ => return Ok(()),
        }
    }
    fs::remove_dir_all(dir).map_err(Error::io("delete", dir))
}

#[cfg(test)]
#[cfg(unix)] // its Godot is a shell script
pub(crate) mod tests;
