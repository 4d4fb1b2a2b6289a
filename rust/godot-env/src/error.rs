//! Everything that can go wrong. Each message says what was tried, why it failed and what to do next.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::emscripten::{Release, Unfit};
use crate::version::{MINIMUM, Version};

/// What can go wrong between wanting a Godot and having run it.
///
/// The messages are complete: they hold their causes, so there is no chain of sources to print.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// `$GODOT4_BIN` or `$GODOT` is set, but not to a Godot that we can use.
    #[error(
        "${name} is set to {}, but {why}.\nSet {name} to a Godot {MINIMUM} or newer, or unset it and one will be found or installed.",
        .value.display()
    )]
    BadVariable {
        /// The environment variable.
        name: &'static str,
        /// What it is set to.
        value: PathBuf,
        /// What is wrong with it.
        why: String,
    },

    /// No Godot was found, and installing one was not asked for.
    #[error("no Godot {MINIMUM} or newer was found.\n{}Install one for this game alone: cargo xtask install-godot. Or set GODOT4_BIN to yours.", list(.rejected))]
    NotFound {
        /// The programs that looked like a Godot, and what is wrong with each.
        rejected: Vec<Rejected>,
    },

    /// The platform knows no home directory for the cache.
    #[error(
        "there is no home directory to keep a Godot in.\nSet CREEPS_CACHE to a directory that may be written to."
    )]
    NoHome,

    /// Reading or writing a file failed.
    #[error("could not {doing} {}: {cause}.{}", .path.display(), advice(.cause))]
    Io {
        /// What was being done, as in "could not … the file".
        doing: &'static str,
        /// The file or directory.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },

    /// The disk has too little room for an install or a build.
    #[error(
        "this takes {} MB, and {} has {} MB free.\nMake room, or set CREEPS_CACHE to a directory on another disk.",
        needed / 1_000_000, .path.display(), free / 1_000_000
    )]
    NoRoom {
        /// Where it would be installed.
        path: PathBuf,
        /// Bytes needed.
        needed: u64,
        /// Bytes free.
        free: u64,
    },

    /// A server could not be reached, or did not answer in time.
    #[error(
        "could not reach {url}: {why}.\nCheck the connection (a proxy is taken from HTTPS_PROXY), then run the same command again: it continues where it stopped."
    )]
    Unreachable {
        /// What was asked for.
        url: String,
        /// What the network said.
        why: String,
    },

    /// A server answered, but not with what was asked for.
    #[error(
        "{url} answered {why}.\nIf CREEPS_GODOT_MIRROR is set, check that it holds the releases of godotengine/godot-builds."
    )]
    Refused {
        /// What was asked for.
        url: String,
        /// What came instead.
        why: String,
    },

    /// A download is complete, and is not what was published.
    #[error(
        "{file} is not what was published: its SHA-512 is {found}, and {published} is expected.\nIt was deleted. Run the same command again; if that does not help, the download or the mirror is being tampered with."
    )]
    Checksum {
        /// The file's name.
        file: String,
        /// As pinned or published, in hexadecimal.
        published: String,
        /// As computed, in hexadecimal.
        found: String,
    },

    /// The release's list of checksums does not name the file for this platform.
    #[error(
        "the list of checksums at {url} has no line for {file}, so it can't be checked.\nInstall Godot {MINIMUM} or newer by hand and set GODOT4_BIN to it."
    )]
    NotInSums {
        /// The list.
        url: String,
        /// The file.
        file: String,
    },

    /// A file would come by plain `http://`, and nothing that did not come that way says what it must be.
    #[error(
        "{file} would come from {url} by plain http://, where anybody on the way can change it, and its checksum is not pinned in this repository.\nSet CREEPS_GODOT_MIRROR to a mirror by https://, or pin the release's checksums first: cargo xtask pin-godot"
    )]
    NotPinned {
        /// Where it would come from.
        url: String,
        /// The file.
        file: String,
    },

    /// A release's list names another checksum for a file than the one that was pinned earlier.
    #[error(
        "the list says that the SHA-512 of {file} is {found}; pinned is {pinned}.\nA release never changes: the list is not the release's, or what was pinned was wrong. Find out which; `cargo xtask pin-godot --force` pins the new one."
    )]
    PinChanged {
        /// The file.
        file: String,
        /// As pinned, in hexadecimal.
        pinned: String,
        /// As the list has it now, in hexadecimal.
        found: String,
    },

    /// An archive can't be unpacked.
    #[error("could not unpack {}: {why}.\nIt was deleted. Run the same command again to download it again.", .archive.display())]
    BadArchive {
        /// The archive.
        archive: PathBuf,
        /// What is wrong with it.
        why: String,
    },

    /// Neither way to install Godot worked.
    #[error(
        "Godot could not be installed.\n- {official}\n- Debian's packages instead: {debian}.\nInstall Godot {MINIMUM} or newer by hand and set GODOT4_BIN to it."
    )]
    NoWayToInstall {
        /// Why not the official release.
        official: Box<Error>,
        /// Why not Debian's packages.
        debian: String,
    },

    /// There is no export template, and none can be fetched.
    #[error(
        "there is no export template {file} for Godot {version}.\nTried:\n- {}: not there\n{tried}\nInstall the templates with the editor (Editor > Manage Export Templates), or put the file there.", .folder.display()
    )]
    NoTemplate {
        /// The file.
        file: &'static str,
        /// The engine's version, as it names the folder.
        version: String,
        /// Where the engine looks.
        folder: PathBuf,
        /// How else it was looked for, a line each.
        tried: String,
    },

    /// An export template is there and can't be used.
    #[error("the export template {} can't be used: {why}.\nInstall it again with the editor (Editor > Manage Export Templates), or delete it and run the same command again.", .template.display())]
    BadTemplate {
        /// The template.
        template: PathBuf,
        /// What is wrong with it.
        why: String,
    },

    /// There is no Godot to fetch for this platform.
    #[error(
        "there is no official Godot for {platform}.\nBuild or install Godot {MINIMUM} or newer by hand and set GODOT4_BIN to it."
    )]
    NoRelease {
        /// The system and the processor.
        platform: String,
    },

    /// A program that we need ran and failed, or could not be run.
    #[error("{program} failed: {why}\n{advice}")]
    Program {
        /// What was run.
        program: String,
        /// How it failed, with what it said.
        why: String,
        /// What to do next.
        advice: &'static str,
    },

    /// A program ran past its time limit and was ended.
    #[error("{program} had not ended after {} s and was stopped.\n{advice}", .limit.as_secs())]
    TimedOut {
        /// What was run.
        program: String,
        /// The limit.
        limit: Duration,
        /// What to do next.
        advice: &'static str,
    },

    /// No Emscripten fits the engine's web template, and none could be installed that does.
    #[error(
        "no Emscripten {wanted} was found. The web template was built with it, and a library for the template has to be.\n{}{installing}Install it with Emscripten's own SDK (emsdk install {wanted} && emsdk activate {wanted}), then set EMSDK to the SDK's directory.",
        list(.unfit)
    )]
    NoEmscripten {
        /// The version that the template was built with.
        wanted: Release,
        /// What was found and does not fit.
        unfit: Vec<Unfit>,
        /// Why none was installed: empty, or a whole line.
        installing: String,
    },

    /// This text is no version of Emscripten.
    #[error("{0:?} is no version of Emscripten; one looks like 4.0.11.")]
    NotAnEmscripten(String),

    /// Godot imported the project's assets, with errors.
    #[error("Godot could not import the project's assets ({status}):\n{}\nFix what it names, then run the same command again. All it said is in {}.", indent(.lines), .log.display())]
    Import {
        /// How the process ended.
        status: String,
        /// The lines of its output that show it.
        lines: Vec<String>,
        /// The whole output.
        log: PathBuf,
    },
}

impl Error {
    /// For `map_err`: what was being done to which file.
    pub(crate) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |cause| Self::Io { doing, path, cause }
    }
}

/// A program that looked like a Godot and is none that we can use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// The program.
    pub path: PathBuf,
    /// What is wrong with it.
    pub reason: Reason,
}

/// What is wrong with a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// It is a Godot, and can't load the extension.
    TooOld(Version),
    /// It could not be asked for its version.
    NoVersion(String),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooOld(version) => write!(f, "it is Godot {version}, which is too old"),
            Self::NoVersion(why) => f.write_str(why),
        }
    }
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.reason {
            Reason::TooOld(version) => {
                write!(f, "found Godot {version} at {path}, {MINIMUM} or newer is needed")
            }
            Reason::NoVersion(why) => write!(f, "{path} is not a Godot that runs: {why}"),
        }
    }
}

fn list(found: &[impl fmt::Display]) -> String {
    found.iter().fold(String::new(), |list, found| list + &format!("- {found}\n"))
}

fn indent(lines: &[String]) -> String {
    lines.iter().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n")
}

/// What a person can do about the two failures that only they can fix.
fn advice(cause: &io::Error) -> &'static str {
    match cause.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "\nThe disk is full: make room, or set CREEPS_CACHE to a directory on another disk."
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "\nMake it yours, or set CREEPS_CACHE to a directory that may be written to."
        }
        _ => "",
    }
}
