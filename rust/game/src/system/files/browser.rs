//! Files in a browser: the engine keeps `user://` in the browser's database, to which only one tab writes at a time.
//!
//! When a file was written, the engine lists its files and copies those that have changed into the database some milliseconds later. If one
//! of them is gone by then, it copies none, and what was written is lost with the tab. So no file may vanish after the first was written:
//! files are written in place, and a removed file stays empty until the next visit.

use std::sync::atomic::{AtomicBool, Ordering};

use creeps_rules::ron_file::FileError;
use godot::classes::file_access::ModeFlags;
use godot::classes::{DirAccess, FileAccess};
use godot::global::Error;
use godot::prelude::*;

use super::{Survives, cant_write, display_path, quarantine_names, read_by_engine};

/// Whether the engine may be copying files.
static HAS_WRITTEN: AtomicBool = AtomicBool::new(false);

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

/// Whether a file was removed, and stays until the next visit.
fn is_removed(path: &str) -> bool {
    FileAccess::open(path, ModeFlags::READ).is_some_and(|file| file.get_length() == 0)
}

/// The names of the files in a folder. Empty if there is no such folder.
pub fn list(folder: &str) -> Vec<String> {
    if !DirAccess::dir_exists_absolute(folder) {
        return Vec::new();
    }
    let mut names: Vec<String> =
        DirAccess::get_files_at(folder).as_slice().iter().map(GString::to_string).collect();
    names.retain(|name| {
        let path = format!("{folder}/{name}");
        let is_kept = !is_removed(&path);
        if !is_kept && !HAS_WRITTEN.load(Ordering::Relaxed) {
            DirAccess::remove_absolute(&path);
        }
        is_kept
    });
    names
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

/// Removes a file if it exists: empties it, so that [`list`] leaves it out, here and at the next visit, which deletes it.
pub fn remove(path: &str) {
    if FileAccess::file_exists(path) {
        HAS_WRITTEN.store(true, Ordering::Relaxed);
        // Opening it for writing empties it.
        let _ = FileAccess::open(path, ModeFlags::WRITE);
    }
}

/// Replaces a file. The engine passes it on to the browser's database. It looks at its files only between two frames, and never sees half
/// a file.
///
/// # Errors
/// The file can't be written. If the storage is full, the old file may be lost.
pub fn write(path: &str, bytes: &[u8], _survives: Survives) -> Result<(), FileError> {
    HAS_WRITTEN.store(true, Ordering::Relaxed);
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
