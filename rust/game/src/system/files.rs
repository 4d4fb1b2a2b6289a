//! Reads and writes small files: the game's own inside an export, and a person's under `user://`.
//!
//! On a computer `user://` is a folder of the disk, used through `std::fs`: only there can a file be locked and synced to the disk,
//! and what fails is told by us and not by the engine's own errors. On the web `user://` is kept in the browser's database, which the
//! engine's `FileAccess` alone reaches.

use creeps_rules::ron_file::FileError;
use godot::classes::file_access::ModeFlags;
use godot::classes::{FileAccess, ProjectSettings};
use godot::global::Error;
use godot::prelude::*;

#[cfg(not(target_family = "wasm"))]
mod disk;
#[cfg(target_family = "wasm")]
#[path = "files/browser.rs"]
mod disk;

pub use disk::{exists, list, lock, make_folder, quarantine, remove, write};

/// What a file survives once it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Survives {
    /// The end of this process, however sudden. It costs no wait for the disk, so it may be done in play.
    Kill,
    /// A power cut, too.
    PowerCut,
}

/// The bytes of a file that a person may have written, `limit` of them at most.
///
/// # Errors
/// The file can't be opened or read, or is longer than `limit`.
pub fn read(path: &str, limit: usize) -> Result<Vec<u8>, FileError> {
    if path.starts_with("res://") { read_by_engine(path, limit) } else { disk::read(path, limit) }
}

/// As [`read`], by the engine: it alone looks into an export's package.
fn read_by_engine(path: &str, limit: usize) -> Result<Vec<u8>, FileError> {
    let name = display_path(path);
    let Some(mut file) = FileAccess::open(path, ModeFlags::READ) else {
        let reason = match FileAccess::get_open_error() {
            Error::ERR_FILE_NOT_FOUND => "there is no such file",
            Error::ERR_FILE_NO_PERMISSION | Error::ERR_UNAUTHORIZED => "reading it is not permitted",
            _ => "it can't be opened; a file that you may read is allowed",
        };
        return Err(FileError::whole(&name, reason));
    };
    let length = file.get_length();
    if length > limit as u64 {
        return Err(FileError::too_long(&name, length, limit));
    }
    let bytes = file.get_buffer(length.cast_signed()).to_vec();
    if bytes.len() as u64 == length {
        Ok(bytes)
    } else {
        Err(FileError::whole(&name, "the file can't be read to its end"))
    }
}

/// What a person calls a file: its path on disk, or inside the project.
pub fn display_path(path: &str) -> String {
    match path.strip_prefix("res://") {
        Some(inside) => inside.to_owned(),
        None => ProjectSettings::singleton().globalize_path(path).to_string(),
    }
}

/// The names that [`quarantine`] tries, in their order.
fn quarantine_names(path: &str) -> impl Iterator<Item = String> {
    (1..1000).map(move |number| {
        format!("{path}.damaged{}", if number == 1 { String::new() } else { number.to_string() })
    })
}

fn cant_write(path: &str, problem: &str) -> FileError {
    FileError::whole(&display_path(path), format!("the file can't be written: {problem}"))
}
