//! Debian's packages of Godot and of all it needs, unpacked into a directory of ours: for Linux machines that have
//! apt and do not reach the official releases.
//!
//! The system's apt fetches them with a state of its own, so neither root is needed nor anything on the system
//! changed; apt checks the archive's signature with the keyring that the system came with. What was unpacked brings
//! its own libraries and its own loader, and runs on any distribution.

mod apt;
mod mirror;
mod packages;
mod unpack;

use std::fs;
use std::path::{Path, PathBuf};

use self::apt::Apt;
use super::record::Kind;
use super::{room, wrapper};
use crate::Error;
use crate::launcher::Layout;
use crate::progress::say;

/// The release of Debian whose Godot is new enough.
const SUITE: &str = "forky";

/// Godot, and Mesa, which draws its window where there is no driver that fits (under Xvfb, in a container).
const PACKAGES: [&str; 8] = [
    "godot",
    "libgl1",
    "libegl1",
    "libglx-mesa0",
    "libegl-mesa0",
    "libgl1-mesa-dri",
    "libvulkan1",
    "mesa-vulkan-drivers",
];

/// The package lists, 180 MB of packages and what they unpack to.
const NEEDED: u64 = 1_100_000_000;

/// Where Debian and its relatives keep the key that the archive is signed with.
const KEYRINGS: [&str; 2] =
    ["/usr/share/keyrings/debian-archive-keyring.pgp", "/usr/share/keyrings/debian-archive-keyring.gpg"];

/// A machine that can fetch Debian's packages.
pub(crate) struct Debian {
    mirror: String,
    keyring: PathBuf,
    layout: &'static Layout,
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
        let layout =
            Layout::here().ok_or_else(|| format!("there are none for {}", std::env::consts::ARCH))?;
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
        Ok(Self { mirror, keyring, layout })
    }

    /// Fetches and unpacks Godot. `downloads` keeps what was fetched if this is cut; `tree` becomes the Godot.
    ///
    /// # Errors
    ///
    /// [`Error::Program`] when apt or dpkg fails, with what it said; [`Error::NoRoom`], [`Error::Io`].
    pub fn fetch(&self, downloads: &Path, tree: &Path) -> Result<Kind, Error> {
        room::check(downloads, NEEDED)?;
        let apt = Apt::set_up(&downloads.join("apt"), &self.mirror, &self.keyring)?;
        say("Reading Debian's package lists …");
        apt.update()?;
        let packages = apt.closure_of(&PACKAGES)?;
        apt.download(&PACKAGES, &packages)?;
        let archives: Vec<_> = packages.iter().map(|package| apt.archive(package)).collect();
        unpack::unpack(&archives, &tree.join("root"))?;
        let kind = Kind::Debian { architecture: self.layout.architecture.to_owned() };
        wrapper::write(tree, &kind)?;
        Ok(kind)
    }

    /// Fetches one package without what it depends on, and unpacks it below `dir/root`.
    ///
    /// # Errors
    ///
    /// Those of [`fetch`](Self::fetch).
    pub fn fetch_alone(&self, package: &str, dir: &Path) -> Result<(), Error> {
        fs::create_dir_all(dir).map_err(Error::io("make", dir))?;
        let apt = Apt::set_up(&dir.join("apt"), &self.mirror, &self.keyring)?;
        say("Reading Debian's package lists …");
        apt.update()?;
        let archive = apt.download_alone(package)?;
        unpack::unpack(&[archive], &dir.join("root"))
    }
}
