//! Files in a browser: the engine keeps `user://` in the browser's database, to which only one tab writes at a time.

use creeps_rules::ron_file::FileError;
use creeps_rules::store::{Store, Survives, quarantine_names};
use godot::classes::file_access::ModeFlags;
use godot::classes::{DirAccess, FileAccess};
use godot::global::Error;
use godot::prelude::*;

use super::{display_path, read_by_engine, user_path};

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

    /// The engine passes the file on to the browser's database.
    ///
    /// It is written in place: the engine looks at its files only between two frames, and never sees half a file. It lists the files a
    /// few milliseconds before it reads them, and reports an error if one is gone by then, so a temporary file would be in its way.
    ///
    /// If the storage is full, the old file may be lost.
    fn write(&self, name: &str, bytes: &[u8], _survives: Survives) -> Result<(), FileError> {
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
        DirAccess::get_files_at(&folder).as_slice().iter().map(GString::to_string).collect()
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

    fn remove(&self, name: &str) {
        if self.exists(name) {
            DirAccess::remove_absolute(&user_path(name));
        }
    }

    fn quarantine(&self, name: &str) -> Option<String> {
        let renamed = quarantine_names(name).find(|name| !self.exists(name))?;
        (DirAccess::rename_absolute(&user_path(name), &user_path(&renamed)) == Error::OK)
            .then(|| self.display_path(&renamed))
    }
}
