//! Installs Debian's Emscripten into our cache, without root and without touching the system.
//!
//! As with Godot, it is put together in a directory beside and renamed as the last step; what was fetched stays
//! until then, and a second attempt continues with it.

use std::env;
use std::fs;

use super::root::Root;
use super::search::{self, EmscriptenSearch};
use super::{Emscripten, Release};
use crate::install::debian::Debian;
use crate::install::{DEBIAN_VARIABLE, lock, put_in_place, remove, room};
use crate::progress::say;
use crate::{Cache, Error};

/// Emscripten, the Python that it is written in, and what its tree needs to be entered.
const PACKAGES: [&str; 4] = ["emscripten", "python3", "coreutils", "dash"];

/// The package lists, 170 MB of packages, what they unpack to, and the libraries that it builds for itself.
const NEEDED: u64 = 2_200_000_000;

/// Installs it if it fits what was built with `wanted`.
///
/// # Errors
///
/// [`Error::NoEmscripten`] when Debian's does not fit or can't be had here; [`Error::NoRoom`], [`Error::Program`] and
/// [`Error::Io`] when something goes wrong on the way.
pub(super) fn install(
    cache: &Cache,
    wanted: Release,
    search: &EmscriptenSearch,
) -> Result<Emscripten, Error> {
    let closed = |why: &str| search.failure(wanted, format!("- Debian's packages instead: {why}.\n"));
    let mirror = env::var(DEBIAN_VARIABLE).ok().filter(|mirror| !mirror.is_empty());
    let debian = Debian::here(mirror.as_deref()).map_err(|why| closed(&why))?;
    Root::can_be_entered()?;
    let _lock = lock::acquire(cache)?;
    // Another process may have installed it while we waited.
    let there = search::installed(cache);
    if let Some(there) = there.filter(|there| there.fits(wanted)) {
        return Ok(there);
    }

    let partial = cache.dir().join("emscripten.partial");
    let (downloads, tree) = (partial.join("downloads"), partial.join("tree"));
    fs::create_dir_all(&downloads).map_err(Error::io("make", &downloads))?;
    room::check(&partial, NEEDED)?;
    say("Installing Debian's Emscripten for this game alone.");
    // What a person needs to know is which Emscripten is wanted; why Debian's can't be had comes with it.
    let offer = debian.offer(&PACKAGES, &downloads).map_err(|error| closed(&first_lines(&error)))?;
    let offered = offer.version_of("emscripten").and_then(Release::in_text);
    if let Some(offered) = offered.filter(|offered| !offered.fits(wanted)) {
        return Err(closed(&format!("they hold {offered}")));
    }
    remove(&tree)?;
    offer.unpack(&tree.join("root"))?;
    Root::prepare(&tree)?.finish()?;
    put_in_place(&tree, &cache.emscripten_dir())?;
    remove(&partial)?;
    search::installed(cache).ok_or_else(|| closed("it is not there after all"))
}

/// What went wrong, without the advice that comes last.
fn first_lines(error: &Error) -> String {
    let text = error.to_string();
    text.lines().take(2).map(str::trim).collect::<Vec<_>>().join(" ")
}
