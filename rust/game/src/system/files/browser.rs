//! Files in a browser: the engine keeps `user://` in the browser's database, to which only one tab writes at a time.

use creeps_rules::ron_file::FileError;
use godot::classes::file_access::ModeFlags;
use godot::classes::{DirAccess, FileAccess};
use godot::global::Error;
use godot::prelude::*;

use super::{Survives, cant_write, display_path, quarantine_names, read_by_engine};

/// A lock against other windows. A browser needs none.
pub struct Lock;

/// Does nothing.
///
/// # Errors
/// Never here; on desktops it may fail.
#[expect(clippy::unnecessary_wraps, reason = "on desktops it may fail")]
pub fn lock() -> Result<Lock, FileError> {
    Ok(Lock)
}

/// Reads a file of at most `limit` bytes.
///
/// # Errors
/// The file can't be read, or is longer.
pub fn read(path: &str, limit: usize) -> Result<Vec<u8>, FileError> {
    read_by_engine(path, limit)
}

/// Whether a file or folder with this path exists.
pub fn exists(path: &str) -> bool {
    FileAccess::file_exists(path) || DirAccess::dir_exists_absolute(path)
}

/// The names of the files in a folder. Empty if there is no such folder.
pub fn list(folder: &str) -> Vec<String> {
    if !DirAccess::dir_exists_absolute(folder) {
        return Vec::new();
    }
    DirAccess::get_files_at(folder).as_slice().iter().map(GString::to_string).collect()
}

/// Creates a folder and its parents.
///
/// # Errors
/// It can't be created.
pub fn make_folder(folder: &str) -> Result<(), FileError> {
    if DirAccess::dir_exists_absolute(folder) || DirAccess::make_dir_recursive_absolute(folder) == Error::OK {
        Ok(())
    } else {
        Err(FileError::whole(
            &display_path(folder),
            "the folder can't be created: the browser does not permit it",
        ))
    }
}

/// Removes a file if it exists.
pub fn remove(path: &str) {
    if FileAccess::file_exists(path) {
        DirAccess::remove_absolute(path);
    }
}

/// Replaces a file. The engine passes it on to the browser's database.
///
/// It is written in place: the engine looks at its files only between two frames, and never sees half a file. It lists the files a few
/// milliseconds before it reads them, and reports an error if one is gone by then, so a temporary file would be in its way.
///
/// # Errors
/// The file can't be written. If the storage is full, the old file may be lost.
pub fn write(path: &str, bytes: &[u8], _survives: Survives) -> Result<(), FileError> {
    let Some(mut file) = FileAccess::open(path, ModeFlags::WRITE) else {
        return Err(cant_write(path, "the browser does not permit a new file"));
    };
    file.store_buffer(&PackedByteArray::from(bytes));
    file.close();
    // A full storage may show only when the file is closed, and `close` returns no error: read the file back.
    if read(path, bytes.len()).is_ok_and(|written| written == bytes) {
        Ok(())
    } else {
        Err(cant_write(path, "the browser's storage is full"))
    }
}

/// Renames a damaged file to `NAME.damaged`, with a number if that name is taken, so that nothing overwrites it. Returns the new path
/// for people. None if the file can't be renamed.
pub fn quarantine(path: &str) -> Option<String> {
    let name = quarantine_names(path).find(|name| !exists(name))?;
    (DirAccess::rename_absolute(path, &name) == Error::OK).then(|| display_path(&name))
}
