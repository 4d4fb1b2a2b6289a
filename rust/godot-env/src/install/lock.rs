//! Lets one process install at a time. The lock ends with the process that holds it, however that ends.

use std::fs::{self, File, OpenOptions, TryLockError};

use crate::progress::say;
use crate::{Cache, Error};

/// Waits until no other process installs into this cache, and says so when it must wait.
///
/// # Errors
///
/// [`Error::Io`] when the cache can't be written to.
pub(crate) fn acquire(cache: &Cache) -> Result<File, Error> {
    fs::create_dir_all(cache.dir()).map_err(Error::io("make", cache.dir()))?;
    let path = cache.lock_file();
    let open = OpenOptions::new().create(true).write(true).truncate(false).open(&path);
    let file = open.map_err(Error::io("write", &path))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            say(&format!("Another install is in progress in {}: waiting for it …", cache.dir().display()));
            file.lock().map_err(Error::io("lock", &path))?;
        }
        Err(TryLockError::Error(cause)) => return Err(Error::io("lock", &path)(cause)),
    }
    Ok(file)
}
