//! Reads small files through the engine, so that `res://` works inside an export and on the web too.

use creeps_rules::ron_file::{FileError, MAX_BYTES};
use godot::classes::file_access::ModeFlags;
use godot::classes::{FileAccess, ProjectSettings};
use godot::global::Error;
use godot::prelude::*;

/// The bytes of a file that a person may have written.
///
/// # Errors
/// The file can't be opened or read, or is longer than any such file may be.
pub fn read(path: &str) -> Result<Vec<u8>, FileError> {
    let name = shown(path);
    let Some(mut file) = FileAccess::open(path, ModeFlags::READ) else {
        return Err(FileError::whole(&name, why_not(FileAccess::get_open_error())));
    };
    let length = file.get_length();
    if length > MAX_BYTES as u64 {
        return Err(FileError::too_long(&name, length));
    }
    let bytes = file.get_buffer(length.cast_signed()).to_vec();
    if bytes.len() as u64 == length {
        Ok(bytes)
    } else {
        Err(FileError::whole(&name, "the file can't be read to its end"))
    }
}

/// What a person calls a file: its place on disk, or inside the project.
pub fn shown(path: &str) -> String {
    match path.strip_prefix("res://") {
        Some(inside) => inside.to_owned(),
        None => ProjectSettings::singleton().globalize_path(path).to_string(),
    }
}

fn why_not(error: Error) -> String {
    let reason = match error {
        Error::ERR_FILE_NOT_FOUND => "there is no such file",
        Error::ERR_FILE_NO_PERMISSION | Error::ERR_UNAUTHORIZED => "reading it is not permitted",
        _ => "it can't be opened; a file that you may read is allowed",
    };
    reason.to_owned()
}
