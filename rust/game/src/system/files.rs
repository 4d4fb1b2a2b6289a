//! Files: the game's own inside an export, and the player's below `user://`.
//!
//! On desktops `user://` is a folder on the disk, and [`creeps_rules::disk`] keeps its files with `std::fs`: it can lock and sync them,
//! and errors have the system's reason instead of the engine's own error output. On the web `user://` is in the browser's database,
//! which only the engine's `FileAccess` can reach.

use creeps_rules::ron_file::FileError;
use godot::classes::file_access::ModeFlags;
use godot::classes::{FileAccess, ProjectSettings};
use godot::global::Error;
use godot::prelude::*;

#[cfg(target_family = "wasm")]
mod browser;

/// The engine's name for the player's folder.
const USER: &str = "user://";

/// The player's files. Names are relative to `user://`.
#[cfg(not(target_family = "wasm"))]
pub fn store() -> creeps_rules::disk::UserFolder {
    creeps_rules::disk::UserFolder(display_path(USER).into())
}

/// The player's files. Names are relative to `user://`.
#[cfg(target_family = "wasm")]
pub fn store() -> browser::Database {
    browser::Database
}

/// The engine's path of one of the player's files.
pub fn user_path(name: &str) -> String {
    format!("{USER}{name}")
}

/// The name in the [`store`] of a file with this path of the engine.
pub fn name_in_store(path: &str) -> &str {
    path.strip_prefix(USER).unwrap_or(path)
}

/// Reads a file of at most `limit` bytes, by the engine's path or the system's.
///
/// # Errors
/// The file can't be opened or read, or is longer than `limit`.
pub fn read(path: &str, limit: usize) -> Result<Vec<u8>, FileError> {
    #[cfg(not(target_family = "wasm"))]
    if !path.starts_with("res://") {
        return creeps_rules::disk::read(display_path(path).as_ref(), limit);
    }
    read_by_engine(path, limit)
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
