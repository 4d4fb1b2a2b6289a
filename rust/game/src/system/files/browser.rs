//! Files in a browser: the engine keeps `user://` in the browser's database, to which only one tab writes at a time.
//!
//! When a file was written, the engine lists its files and copies those that have changed into the database some milliseconds later. If one
//! of them is gone by then, it copies none, and what was written is lost with the tab. So no file may vanish after the first was written:
//! files are written in place, and a removed file stays empty until the next visit.

use std::sync::atomic::{AtomicBool, Ordering};

use creeps_rules::ron_file::FileError;
use creeps_rules::store::{Store, Survives, quarantine_names};
use godot::classes::file_access::ModeFlags;
use godot::classes::{DirAccess, FileAccess};
use godot::global::Error;
use godot::prelude::*;

use super::{display_path, read_by_engine, user_path};

/// Whether the engine may be copying files.
static HAS_WRITTEN: AtomicBool = AtomicBool::new(false);

/// The browser's database, as the engine keeps files in it.
pub struct Database;

impl Store for Database {
    /// Only one tab writes, so it needs none.
    type Lock = ();

    fn lock(&self) -> Result<(), FileError> {
        Ok(())
    }

    fn display_path(&self, name: &str) -> String {
        display_path(&user_path(name))
    }

    fn exists(&self, name: &str) -> bool {
        let path = user_path(name);
        FileAccess::file_exists(&path) || DirAccess::dir_exists_absolute(&path)
    }

    fn read(&self, name: &str, limit: usize) -> Result<Vec<u8>, FileError> {
        read_by_engine(&user_path(name), limit)
    }

    /// The engine passes the file on to the browser's database. It looks at its files only between two frames, and never sees half a file.
    ///
    /// If the storage is full, the old file may be lost.
    fn write(&self, name: &str, bytes: &[u8], _survives: Survives) -> Result<(), FileError> {
        HAS_WRITTEN.store(true, Ordering::Relaxed);
        let cant_write = |problem: &str| Err(FileError::cant_write(&self.display_path(name), problem));
        let Some(mut file) = FileAccess::open(&user_path(name), ModeFlags::WRITE) else {
            return cant_write("the browser does not permit a new file");
        };
        file.store_buffer(&PackedByteArray::from(bytes));
        file.close();
        // A full storage may show only when the file is closed, and `close` returns no error: read the file back.
        if self.read(name, bytes.len()).is_ok_and(|written| written == bytes) {
            Ok(())
        } else {
            cant_write("the browser's storage is full")
        }
    }

    fn list(&self, folder: &str) -> Vec<String> {
        let folder = user_path(folder);
        if !DirAccess::dir_exists_absolute(&folder) {
            return Vec::new();
        }
        let mut names: Vec<String> =
            DirAccess::get_files_at(&folder).as_slice().iter().map(GString::to_string).collect();
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

    fn make_folder(&self, folder: &str) -> Result<(), FileError> {
        let path = user_path(folder);
        if DirAccess::dir_exists_absolute(&path) || DirAccess::make_dir_recursive_absolute(&path) == Error::OK
        {
            Ok(())
        } else {
            let problem = "the folder can't be created: the browser does not permit it";
            Err(FileError::whole(&display_path(&path), problem))
        }
    }

    /// Empties the file, so that [`Store::list`] leaves it out, here and at the next visit, which deletes it.
    fn remove(&self, name: &str) {
        let path = user_path(name);
        if FileAccess::file_exists(&path) {
            HAS_WRITTEN.store(true, Ordering::Relaxed);
            // Opening it for writing empties it.
            let _ = FileAccess::open(&path, ModeFlags::WRITE);
        }
    }

    fn quarantine(&self, name: &str) -> Option<String> {
        let renamed = quarantine_names(name).find(|name| !self.exists(name))?;
        (DirAccess::rename_absolute(&user_path(name), &user_path(&renamed)) == Error::OK)
            .then(|| self.display_path(&renamed))
    }
}

/// Whether a file was removed, and stays until the next visit.
fn is_removed(path: &str) -> bool {
    FileAccess::open(path, ModeFlags::READ).is_some_and(|file| file.get_length() == 0)
}
