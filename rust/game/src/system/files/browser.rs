//! Files in a browser: the engine keeps `user://` in its database, which one tab at a time writes to.

use creeps_rules::ron_file::FileError;
use godot::classes::file_access::ModeFlags;
use godot::classes::{DirAccess, FileAccess};
use godot::global::Error;
use godot::prelude::*;

use super::{Survives, cant_write, display_path, quarantine_names, read_by_engine};

/// There are no other windows to lock out.
pub struct Lock;

/// Nothing to wait for.
///
/// # Errors
/// None; elsewhere there are.
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it may fail")]
pub fn lock() -> Result<Lock, FileError> {
    Ok(Lock)
}

/// The bytes of a file, `limit` of them at most.
///
/// # Errors
/// It can't be read, or is longer.
pub fn read(path: &str, limit: usize) -> Result<Vec<u8>, FileError> {
    read_by_engine(path, limit)
}

/// Whether there is a file or folder of that name.
pub fn exists(path: &str) -> bool {
    FileAccess::file_exists(path) || DirAccess::dir_exists_absolute(path)
}

/// The names of the files in a folder; none where there is no such folder.
pub fn list(folder: &str) -> Vec<String> {
    if !DirAccess::dir_exists_absolute(folder) {
        return Vec::new();
    }
    DirAccess::get_files_at(folder).as_slice().iter().map(GString::to_string).collect()
}

/// Makes a folder and those around it.
///
/// # Errors
/// It can't be made.
pub fn make_folder(folder: &str) -> Result<(), FileError> {
    if DirAccess::dir_exists_absolute(folder) || DirAccess::make_dir_recursive_absolute(folder) == Error::OK {
        Ok(())
    } else {
        Err(FileError::whole(
            &display_path(folder),
            "the folder can't be made: the browser does not permit it",
        ))
    }
}

/// Removes a file, if it is there.
pub fn remove(path: &str) {
    if FileAccess::file_exists(path) {
        DirAccess::remove_absolute(path);
    }
}

/// Writes a file whole or not at all: under another name first, which then becomes the file's. The engine hands it to the
/// browser's database by itself.
///
/// # Errors
/// It can't be written. What was there before still is.
pub fn write(path: &str, bytes: &[u8], _survives: Survives) -> Result<(), FileError> {
    let fresh = format!("{path}.tmp");
    let Some(mut file) = FileAccess::open(&fresh, ModeFlags::WRITE) else {
        return Err(cant_write(path, "the browser takes no new file"));
    };
    file.store_buffer(&PackedByteArray::from(bytes));
    file.close();
    // A full store may be noticed only when the file is closed, which says nothing.
    let problem = if !read(&fresh, bytes.len()).is_ok_and(|written| written == bytes) {
        "the browser's storage is full"
    } else if DirAccess::rename_absolute(&fresh, path) != Error::OK {
        "the old one can't be replaced"
    } else {
        return Ok(());
    };
    remove(&fresh);
    Err(cant_write(path, problem))
}

/// Gives a damaged file another name, so that nothing writes over it: `.damaged` behind it, and a number where that is taken. Gives
/// the new name as a person knows it; none if the file can't be renamed.
pub fn quarantine(path: &str) -> Option<String> {
    let name = quarantine_names(path).find(|name| !exists(name))?;
    (DirAccess::rename_absolute(path, &name) == Error::OK).then(|| display_path(&name))
}
