//! Debian's packages, unpacked into a directory of ours: for Linux machines that have apt and can't download the official release.
//!
//! The system's apt fetches them with a state of its own, so neither root is needed nor anything on the system
//! changed; apt checks the archive's signature with the keyring that the system came with. What was unpacked brings
//! all its libraries, and none of its scripts was run.

mod apt;
mod godot;
mod mirror;
mod packages;
mod tree;
mod unpack;

use std::path::{Path, PathBuf};

use self::apt::Apt;
pub(crate) use self::godot::GodotPackages;
use self::packages::Package;
pub(crate) use self::tree::Tree;
use crate::Error;
use crate::progress::say;

/// The release of Debian whose Godot is new enough.
const SUITE: &str = "forky";

/// Where Debian and its relatives keep the key that the archive is signed with.
const KEYRINGS: [&str; 2] =
    ["/usr/share/keyrings/debian-archive-keyring.pgp", "/usr/share/keyrings/debian-archive-keyring.gpg"];

/// A machine that can fetch Debian's packages.
pub(crate) struct Debian {
    mirror: String,
    keyring: PathBuf,
}

impl Debian {
    /// Looks whether this machine can.
    ///
    /// # Errors
    ///
    /// Why it can't, and what would help, in words.
    pub fn here(mirror: Option<&str>) -> Result<Self, String> {
        if !cfg!(target_os = "linux") {
            return Err("only Linux can run them".into());
        }
        for program in ["apt-get", "dpkg-deb"] {
            which::which(program).map_err(|_| format!("this machine has no {program}"))?;
        }
        let keyring = KEYRINGS.iter().map(PathBuf::from).find(|file| file.is_file()).ok_or_else(|| {
            "this machine lacks Debian's key to check them with (apt-get install debian-archive-keyring)"
                .to_owned()
        })?;
        let mirror = match mirror {
            Some(mirror) => mirror.to_owned(),
            None => mirror::of_this_machine()?,
        };
        Ok(Self { mirror, keyring })
    }

    /// Reads the lists of packages. `downloads` keeps what is fetched, should this be cut.
    ///
    /// # Errors
    ///
    /// [`Error::Program`] when apt fails, with what it said; [`Error::Io`].
    pub fn offer<'a>(&self, names: &'a [&'a str], downloads: &Path) -> Result<Offer<'a>, Error> {
        let options = format!("target=Packages signed-by={}", self.keyring.display());
        let source = format!("deb [{options}] {} {SUITE} main\n", self.mirror);
        let apt = Apt::set_up(&downloads.join("apt"), &source)?;
        say("Reading Debian's package lists …");
        apt.update()?;
        let packages = apt.closure_of(names)?;
        Ok(Offer { apt, names, packages })
    }
}

/// Packages, with all that they need to run, as Debian offers them today.
pub(crate) struct Offer<'a> {
    apt: Apt,
    names: &'a [&'a str],
    packages: Vec<Package>,
}

impl Offer<'_> {
    /// Debian's version of one of the packages.
    pub fn version_of(&self, name: &str) -> Option<&str> {
        self.packages.iter().find_map(|package| package.version_of(name))
    }

    /// Fetches what is missing and unpacks all of it below `root`.
    ///
    /// # Errors
    ///
    /// [`Error::Program`] when apt or dpkg fails, with what it said; [`Error::Io`].
    pub fn unpack(&self, root: &Path) -> Result<(), Error> {
        self.apt.download(self.names, &self.packages)?;
        let archives: Vec<_> = self.packages.iter().map(|package| self.apt.archive(package)).collect();
        unpack::unpack(&archives, root)
    }

    /// Fetches one of the packages without what it depends on, and unpacks it below `root`.
    ///
    /// # Errors
    ///
    /// Those of [`unpack`](Self::unpack).
    pub fn unpack_alone(&self, name: &str, root: &Path) -> Result<(), Error> {
        let package = self.packages.iter().find(|package| package.version_of(name).is_some());
        let package = package.ok_or_else(|| apt::failed(&format!("it knows no package {name}.")))?;
        unpack::unpack(&[self.apt.download_alone(package)?], root)
    }
}
