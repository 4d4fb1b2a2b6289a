//! The official release: one archive for each platform, checked by the SHA-512 that is pinned or published.

use std::fs;
use std::path::{Path, PathBuf};

use super::download::Fetcher;
use super::record::Kind;
use super::{Options, pins, room, sums, unzip, wrapper};
use crate::Error;
use crate::progress::say;

/// The release that is installed. The extension needs 4.6; a newer one of that line is as good.
pub const RELEASE: &str = "4.6.3-stable";

/// Where people's machines get Godot from.
pub const RELEASES: &str = "https://github.com/godotengine/godot-builds/releases/download";

/// The archive is 75 MB, the program 180 MB; macOS' carries two processors' code.
const NEEDED: u64 = 500_000_000;

/// What is fetched for one platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asset {
    pub archive: String,
    /// The program in it.
    pub program: PathBuf,
}

impl Asset {
    /// The release for a system and a processor, as Rust names them; `None` when there is none.
    pub fn of(system: &str, processor: &str) -> Option<Self> {
        let plain = |platform: &str| {
            let program = format!("Godot_v{RELEASE}_{platform}");
            Self { archive: format!("{program}.zip"), program: program.into() }
        };
        // On Windows the program itself prints nothing; the one beside it starts it with a console.
        let windows = |platform: &str| Self {
            archive: format!("Godot_v{RELEASE}_{platform}.exe.zip"),
            program: format!("Godot_v{RELEASE}_{platform}_console.exe").into(),
        };
        Some(match (system, processor) {
            ("linux", "x86_64") => plain("linux.x86_64"),
            ("linux", "aarch64") => plain("linux.arm64"),
            ("windows", "x86_64") => windows("win64"),
            ("windows", "aarch64") => windows("windows_arm64"),
            ("macos", _) => Self {
                archive: format!("Godot_v{RELEASE}_macos.universal.zip"),
                program: crate::usual_locations::in_bundle(Path::new("Godot.app")),
            },
            _ => return None,
        })
    }

    /// This machine's.
    ///
    /// # Errors
    ///
    /// [`Error::NoRelease`].
    pub fn here() -> Result<Self, Error> {
        let (system, processor) = (std::env::consts::OS, std::env::consts::ARCH);
        Self::of(system, processor)
            .ok_or_else(|| Error::NoRelease { platform: format!("{system} on {processor}") })
    }
}

/// Fetches, checks and unpacks a release. `downloads` keeps what was fetched if this is cut; `tree` becomes the Godot.
///
/// # Errors
///
/// [`Error::Unreachable`] within seconds when nobody answers; [`Error::Refused`], [`Error::NotInSums`],
/// [`Error::NotPinned`], [`Error::Checksum`], [`Error::BadArchive`], [`Error::Io`].
pub(crate) fn fetch(asset: &Asset, options: &Options, downloads: &Path, tree: &Path) -> Result<Kind, Error> {
    let fetcher = Fetcher::of_releases(options);
    let release = format!("{}/{RELEASE}", options.releases.trim_end_matches('/'));
    let expected = pins::checksum(options, &release, &asset.archive, &fetcher)?;
    room::check(downloads, NEEDED)?;

    let archive = downloads.join(&asset.archive);
    let url = format!("{release}/{}", asset.archive);
    download(&url, &archive, &expected, &fetcher, "Godot")?;
    say("Unpacking …");
    unzip::unzip(&archive, tree)?;
    let program = tree.join(&asset.program);
    if !program.is_file() {
        let _ = fs::remove_file(&archive);
        return Err(Error::BadArchive {
            archive,
            why: format!("there is no {} in it", asset.program.display()),
        });
    }
    wrapper::make_executable(&program)?;
    wrapper::write(tree, &asset.program)?;
    Ok(Kind::Official { program: asset.program.clone() })
}

/// Fetches the archive until it is the published one. What an earlier attempt left may be of another file: then it
/// is downloaded again, once. `label` names it on the progress bar.
pub(crate) fn download(
    url: &str,
    archive: &Path,
    published: &str,
    fetcher: &Fetcher,
    label: &str,
) -> Result<(), Error> {
    let mut is_fresh = !archive.exists();
    loop {
        fetcher.file(url, archive, label)?;
        let found = sums::sha512(archive)?;
        if found == published {
            return Ok(());
        }
        fs::remove_file(archive).map_err(Error::io("delete", archive))?;
        if is_fresh {
            let file = archive.file_name().unwrap_or_default().to_string_lossy().into_owned();
            return Err(Error::Checksum { file, published: published.to_owned(), found });
        }
        is_fresh = true;
    }
}
