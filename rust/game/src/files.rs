//! Reads and writes small files through the engine, so that `res://` works inside an export, and `user://` on the web too.

use creeps_rules::ron_file::{FileError, MAX_BYTES};
use godot::classes::file_access::ModeFlags;
use godot::classes::{DirAccess, FileAccess, ProjectSettings};
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

/// Writes a file whole or not at all: under another name first, which then becomes the file's.
///
/// # Errors
/// It can't be written. What was there before still is.
pub fn write(path: &str, bytes: &[u8]) -> Result<(), FileError> {
    let fresh = format!("{path}.new");
    let failed =
        |problem: &str| FileError::whole(&shown(path), format!("the file can't be written: {problem}"));
    let Some(mut file) = FileAccess::open(&fresh, ModeFlags::WRITE) else {
        return Err(failed("this folder takes no new file"));
    };
    file.store_buffer(&PackedByteArray::from(bytes));
    file.close();
    // A full disk may be noticed only when the file is closed, which says nothing.
    let problem = if !read(&fresh).is_ok_and(|written| written == bytes) {
        "the disk is full"
    } else if DirAccess::rename_absolute(&fresh, path) != Error::OK {
        "the old one can't be replaced"
    } else {
        return Ok(());
    };
    DirAccess::remove_absolute(&fresh);
    Err(failed(problem))
}

/// Gives a file another name, so that nothing writes over it: `.damaged` behind it, and a number where that is taken. Gives the
/// new name as a person knows it; none if the file can't be renamed.
pub fn set_aside(path: &str) -> Option<String> {
    let aside = (1..1000)
        .map(|number| {
            format!("{path}.damaged{}", if number == 1 { String::new() } else { number.to_string() })
        })
        .find(|name| !FileAccess::file_exists(name) && !DirAccess::dir_exists_absolute(name))?;
    (DirAccess::rename_absolute(path, &aside) == Error::OK).then(|| shown(&aside))
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
