//! The player's files as the game sees them, wherever they are: names below one folder, a lock, and writes that are whole or not at all.

use crate::ron_file::{FileError, MAX_BYTES};

/// The folder of replays.
pub const REPLAYS: &str = "replays";

/// What a written file survives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Survives {
    /// The sudden end of this process. It needs no wait for the disk, so it is used during a game.
    Kill,
    /// A power cut as well.
    PowerCut,
}

/// A place for the player's files: a folder on the disk, or a browser's database. Names are relative to it, such as `scores.ron`.
pub trait Store {
    /// While this lives, no other window of the game saves.
    type Lock;

    /// Waits until no other window of the game saves.
    ///
    /// # Errors
    /// Another window keeps the lock for too long.
    fn lock(&self) -> Result<Self::Lock, FileError>;

    /// A file's path for people.
    fn display_path(&self, name: &str) -> String;

    /// Whether a file or folder with this name exists.
    fn exists(&self, name: &str) -> bool;

    /// Reads a file of at most `limit` bytes.
    ///
    /// # Errors
    /// It can't be read, or is longer.
    fn read(&self, name: &str, limit: usize) -> Result<Vec<u8>, FileError>;

    /// Replaces a file: a kill leaves the old one or the new one.
    ///
    /// # Errors
    /// The file can't be written.
    fn write(&self, name: &str, bytes: &[u8], survives: Survives) -> Result<(), FileError>;

    /// The names of the files in a folder. Empty if there is no such folder.
    fn list(&self, folder: &str) -> Vec<String>;

    /// Creates a folder.
    ///
    /// # Errors
    /// It can't be created.
    fn make_folder(&self, folder: &str) -> Result<(), FileError>;

    /// Removes a file if it exists.
    fn remove(&self, name: &str);

    /// Renames a damaged file, so that nothing overwrites it. Returns the new path for people. None if it can't be renamed.
    fn quarantine(&self, name: &str) -> Option<String>;
}

/// The names that [`Store::quarantine`] tries for a file, in order.
pub fn quarantine_names(path: &str) -> impl Iterator<Item = String> {
    (1..1000).map(move |number| {
        format!("{path}.damaged{}", if number == 1 { String::new() } else { number.to_string() })
    })
}

/// Why a file's content can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The file was damaged, and has this path for people now.
    Renamed(FileError, String),
    /// The file is damaged and can't be renamed, so it must not be overwritten.
    Damaged(FileError),
    /// A newer version of the game wrote the file, so it must not be overwritten.
    Newer(FileError),
}

/// Loads a RON file; none if there is no such file.
///
/// # Errors
/// The file is damaged, and was renamed if that is possible, or a newer version wrote it.
pub fn load<T>(
    store: &impl Store,
    name: &str,
    parse: impl FnOnce(&str, &[u8]) -> Result<T, FileError>,
    is_newer: impl FnOnce(&[u8]) -> bool,
) -> Result<Option<T>, Problem> {
    if !store.exists(name) {
        return Ok(None);
    }
    let error = match store.read(name, MAX_BYTES) {
        Ok(bytes) => match parse(&store.display_path(name), &bytes) {
            Ok(content) => return Ok(Some(content)),
            Err(error) if is_newer(&bytes) => return Err(Problem::Newer(error)),
            Err(error) => error,
        },
        Err(error) => error,
    };
    Err(match store.quarantine(name) {
        Some(renamed) => Problem::Renamed(error, renamed),
        None => Problem::Damaged(error),
    })
}
