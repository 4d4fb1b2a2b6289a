//! Debian's source packages: the upstream archives of what Debian builds from.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use super::apt::Apt;
use super::{Debian, SUITE};
use crate::Error;
use crate::install::DEBIAN_VARIABLE;
use crate::progress::say;

/// Where a source is looked for, in this order: an index may name what its pool has no more (or not yet), and an
/// older or a newer release of a library does as well.
const SUITES: [&str; 3] = [SUITE, "trixie", "sid"];

/// The sources that Debian offers today.
pub struct Sources {
    apt: Apt,
}

impl Sources {
    /// Reads the lists of source packages. `state` is where apt keeps them.
    ///
    /// # Errors
    ///
    /// [`Error::Program`] when this machine has no apt, or when apt fails, with what it said; [`Error::Io`].
    pub fn here(state: &Path) -> Result<Self, Error> {
        let mirror = env::var(DEBIAN_VARIABLE).ok().filter(|mirror| !mirror.is_empty());
        let debian = Debian::here(mirror.as_deref()).map_err(|why| Error::Program {
            program: "Fetching Debian's sources".to_owned(),
            why: format!("{why}."),
            advice: "Fetch the sources by hand and name their directory.",
        })?;
        let keyring = debian.keyring.display();
        let line =
            |suite| format!("deb-src [target=Sources signed-by={keyring}] {} {suite} main\n", debian.mirror);
        let apt = Apt::set_up(state, &SUITES.map(line).concat())?;
        say("Reading Debian's lists of sources …");
        apt.update()?;
        Ok(Self { apt })
    }

    /// Fetches a package's upstream archives into `dir`, a directory of its own, and gives them. apt has checked them.
    ///
    /// # Errors
    ///
    /// [`Error::Program`] when no suite has them; [`Error::Io`].
    pub fn fetch(&self, package: &str, dir: &Path) -> Result<Vec<PathBuf>, Error> {
        fs::create_dir_all(dir).map_err(Error::io("make", dir))?;
        let mut outcome = Ok(());
        for suite in SUITES {
            outcome = self.apt.source(&format!("{package}/{suite}"), dir);
            if outcome.is_ok() {
                break;
            }
        }
        outcome?;
        let entries = fs::read_dir(dir).map_err(Error::io("read", dir))?;
        let files = entries.flatten().map(|entry| entry.path());
        Ok(files.filter(|file| file.to_string_lossy().contains(".orig")).collect())
    }
}
