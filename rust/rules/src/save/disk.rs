//! Files on the disk of a desktop computer: written whole or not at all, whenever the game is killed.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::store::{REPLAYS, Store, Survives, quarantine_names};
use crate::ron_file::FileError;

/// Every window of the game locks this file while it saves.
const LOCK_FILE: &str = "saving.lock";
/// How long to wait for another window's save. The game is frozen during the wait; a save takes milliseconds.
const LOCK_PATIENCE: Duration = Duration::from_millis(500);
/// The ending of temporary files.
const UNFINISHED: &str = ".tmp";

/// While this lives, no other window of the game saves.
pub struct Lock(
    /// Closing the file unlocks it. None if the file can't be opened or locked; if saving fails as well, that has an error of its own.
    #[expect(dead_code, reason = "held for its drop")]
    Option<File>,
);

/// Waits until no other window of the game saves to the player's folder.
///
/// # Errors
/// Another window keeps the lock for too long.
fn lock(user_folder: &Path) -> Result<Lock, FileError> {
    static ONCE: Once = Once::new();
    let path = user_folder.join(LOCK_FILE);
    let Ok(file) = OpenOptions::new().create(true).truncate(false).write(true).open(&path) else {
        return Ok(Lock(None));
    };
    let began = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => break,
            Err(TryLockError::WouldBlock) if began.elapsed() < LOCK_PATIENCE => {
                sleep(Duration::from_millis(5));
            }
            Err(TryLockError::WouldBlock) => {
                let problem = "another window of the game keeps it locked; close that one";
                return Err(cant_write(&path, problem));
            }
            // Some network file systems have no locks.
            Err(TryLockError::Error(_)) => return Ok(Lock(None)),
        }
    }
    // Nobody writes while this holds the lock, so a killed game left these temporary files behind.
    ONCE.call_once(|| remove_unfinished(user_folder));
    Ok(Lock(Some(file)))
}

fn remove_unfinished(user_folder: &Path) {
    for folder in [user_folder, &user_folder.join(REPLAYS)] {
        for name in names_in(folder) {
            // Earlier versions called them `.new`.
            let is_old = name == "best.ron.new" || name.ends_with(".replay.new");
            if is_old || (name.starts_with('.') && name.ends_with(UNFINISHED)) {
                let _ = fs::remove_file(folder.join(name));
            }
        }
    }
}

/// Reads a file of at most `limit` bytes.
///
/// # Errors
/// It is not a file, can't be read, or is longer.
pub fn read(path: &Path, limit: usize) -> Result<Vec<u8>, FileError> {
    let wrong = |problem: &str| FileError::whole(&shown(path), problem);
    let cant_read = |error: io::Error| wrong(&reason(&error, "reading it is not permitted"));
    // Check this before opening: opening a pipe would block until somebody writes to it.
    if !fs::metadata(path).map_err(cant_read)?.is_file() {
        return Err(wrong("this is not a file; use a file that you may read"));
    }
    let file = File::open(path).map_err(cant_read)?;
    let mut bytes = Vec::new();
    file.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(cant_read)?;
    if bytes.len() > limit {
        let length = fs::metadata(path).map_or(bytes.len() as u64, |metadata| metadata.len());
        return Err(FileError::too_long(&shown(path), length, limit));
    }
    Ok(bytes)
}

/// Replaces a file atomically: writes a temporary file and renames it. If that fails, the old file stays.
fn replace(path: &Path, bytes: &[u8], survives: Survives) -> io::Result<()> {
    // Keep a link: replace its target instead.
    let target = match fs::read_link(path) {
        Ok(link) => fs::canonicalize(path).unwrap_or_else(|_| path.with_file_name("").join(link)),
        Err(_) => path.to_owned(),
    };
    let folder = target.parent().unwrap_or(Path::new("."));
    let temporary = folder.join(temporary_name(&target));
    let written = write_new(&temporary, bytes, survives).and_then(|()| fs::rename(&temporary, &target));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    } else if survives == Survives::PowerCut && cfg!(unix) {
        // On Unix the rename is safe only when the folder is synced as well.
        File::open(folder)?.sync_all()?;
    }
    written
}

/// A name that no other window and no other save of this one uses.
fn temporary_name(target: &Path) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = target.file_name().unwrap_or(OsStr::new("file")).to_string_lossy();
    let (process, count) = (std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    format!(".{name}.{process}-{count}{UNFINISHED}")
}

fn write_new(path: &Path, bytes: &[u8], survives: Survives) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    if survives == Survives::PowerCut { file.sync_all() } else { Ok(()) }
}

/// A path for people.
fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn cant_write(path: &Path, problem: &str) -> FileError {
    FileError::cant_write(&shown(path), problem)
}

/// A folder in which the game keeps a player's files. An absolute path in place of a name is a file elsewhere.
#[derive(Clone, Debug)]
pub struct UserFolder(pub PathBuf);

impl Store for UserFolder {
    type Lock = Lock;

    fn lock(&self) -> Result<Lock, FileError> {
        lock(&self.0)
    }

    fn display_path(&self, name: &str) -> String {
        shown(&self.0.join(name))
    }

    /// A broken link does not count.
    fn exists(&self, name: &str) -> bool {
        fs::metadata(self.0.join(name)).is_ok()
    }

    fn read(&self, name: &str, limit: usize) -> Result<Vec<u8>, FileError> {
        read(&self.0.join(name), limit)
    }

    fn write(&self, name: &str, bytes: &[u8], survives: Survives) -> Result<(), FileError> {
        let path = self.0.join(name);
        replace(&path, bytes, survives)
            .map_err(|error| cant_write(&path, &reason(&error, "writing here is not permitted")))
    }

    fn list(&self, folder: &str) -> Vec<String> {
        names_in(&self.0.join(folder))
    }

    fn make_folder(&self, folder: &str) -> Result<(), FileError> {
        let path = self.0.join(folder);
        fs::create_dir_all(&path).map_err(|error| {
            let problem = reason(&error, "writing here is not permitted");
            FileError::whole(&shown(&path), format!("the folder can't be created: {problem}"))
        })
    }

    fn remove(&self, name: &str) {
        let _ = fs::remove_file(self.0.join(name));
    }

    fn quarantine(&self, name: &str) -> Option<String> {
        let path = self.display_path(name);
        let renamed = quarantine_names(&path).find(|name| fs::symlink_metadata(name).is_err())?;
        fs::rename(&path, &renamed).ok()?;
        Some(renamed)
    }
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().into_string().ok()).collect()
}

/// The reason of an error in words; `not_permitted` is the text for missing permissions.
fn reason(error: &io::Error, not_permitted: &str) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".into(),
        ErrorKind::PermissionDenied => not_permitted.into(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full".into(),
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only".into(),
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => "there is a file with that name".into(),
        ErrorKind::IsADirectory => "there is a folder with that name".into(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replacing_a_file_leaves_no_temporary_file() {
        let folder = std::env::temp_dir().join(format!("creeps-files-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("best.ron");
        for (text, survives) in [("one", Survives::Kill), ("two", Survives::PowerCut)] {
            replace(&file, text.as_bytes(), survives).unwrap();
            assert_eq!(fs::read_to_string(&file).unwrap(), text);
        }
        assert!(replace(&folder.join("no/such/best.ron"), b"", Survives::Kill).is_err());
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        fs::remove_dir_all(&folder).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link() {
        let folder = std::env::temp_dir().join(format!("creeps-link-{}", std::process::id()));
        fs::create_dir_all(folder.join("elsewhere")).unwrap();
        let (link, target) = (folder.join("best.ron"), folder.join("elsewhere/mine.ron"));
        std::os::unix::fs::symlink("elsewhere/mine.ron", &link).unwrap();
        // At first the link is broken.
        for text in ["one", "two"] {
            replace(&link, text.as_bytes(), Survives::Kill).unwrap();
            assert_eq!(fs::read_to_string(&target).unwrap(), text);
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        }
        fs::remove_dir_all(&folder).unwrap();
    }
}
