//! Debian's packages of Godot. What was unpacked brings its own loader too, and runs on any distribution.

use std::path::Path;

use super::Debian;
use crate::Error;
use crate::install::record::Kind;
use crate::install::room;
use crate::launcher::Layout;

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

/// A machine that can fetch and run Debian's Godot.
pub(crate) struct GodotPackages {
    debian: Debian,
    layout: &'static Layout,
}

impl GodotPackages {
    /// Looks whether this machine can.
    ///
    /// # Errors
    ///
    /// Why it can't, and what would help, in words.
    pub fn here(mirror: Option<&str>) -> Result<Self, String> {
        let layout =
            Layout::here().ok_or_else(|| format!("there are none for {}", std::env::consts::ARCH))?;
        Ok(Self { debian: Debian::here(mirror)?, layout })
    }

    /// Fetches and unpacks Godot. `downloads` keeps what was fetched if this is cut; `tree` becomes the Godot,
    /// which is [linked](super::Tree::link) once it is in its final folder.
    ///
    /// # Errors
    ///
    /// [`Error::Program`] when apt or dpkg fails, with what it said; [`Error::NoRoom`], [`Error::Io`].
    pub fn fetch(&self, downloads: &Path, tree: &Path) -> Result<Kind, Error> {
        room::check(downloads, NEEDED)?;
        self.debian.offer(&PACKAGES, downloads)?.unpack(&tree.join("root"))?;
        Ok(Kind::Debian { architecture: self.layout.architecture.to_owned() })
    }
}
