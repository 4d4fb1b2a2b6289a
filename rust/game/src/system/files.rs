//! Reads and writes small files: the game's own inside an export, and the player's below `user://`.
//!
//! On desktops `user://` is a folder on the disk, and this module uses `std::fs`: it can lock and sync files, and errors have the
//! system's reason instead of the engine's own error output. On the web `user://` is in the browser's database, which only the
//! engine's `FileAccess` can reach.

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

/// What a written file survives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Survives {
    /// The sudden end of this process. It needs no wait for the disk, so it is used during a game.
    Kill,
    /// A power cut as well.
    PowerCut,
}

/// Reads a file of at most `limit` bytes.
///
/// # Errors
/// The file can't be opened or read, or is longer than `limit`.
pub fn read(path: &str, limit: usize) -> Result<Vec<u8>, FileError> {
    if path.starts_with("res://") { read_by_engine(path, limit) } else { disk::read(path, limit) }
}

/// Like [`read`], with the engine, which alone can read from an export's package.
fn read_by_engine(path: &str, limit: usize) -> Result<Vec<u8>, FileError> {
    let name = display_path(path);
    let Some(mut file) = FileAccess::open(path, ModeFlags::READ) else {
        let reason = match FileAccess::get_open_error() {
            Error::ERR_FILE_NOT_FOUND => "there is no such file",
            Error::ERR_FILE_NO_PERMISSION | Error::ERR_UNAUTHORIZED => "reading it is not permitted",
            _ => "it can't be opened; use a file that you may read",
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

/// A file's path for people: on disk, or inside the project.
pub fn display_path(path: &str) -> String {
    match path.strip_prefix("res://") {
        Some(inside) => inside.to_owned(),
        None => ProjectSettings::singleton().globalize_path(path).to_string(),
    }
}

/// The names that [`quarantine`] tries, in order.
fn quarantine_names(path: &str) -> impl Iterator<Item = String> {
    (1..1000).map(move |number| {
        format!("{path}.damaged{}", if number == 1 { String::new() } else { number.to_string() })
    })
}

fn cant_write(path: &str, problem: &str) -> FileError {
    FileError::whole(&display_path(path), format!("the file can't be written: {problem}"))
}
