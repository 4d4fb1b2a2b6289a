//! The file of the high scores: loaded, and changed while no other window of the game changes it.

use super::best_scores::BestScores;
use super::high_scores::HighScores;
use super::store::{self, Problem, Store, Survives};
use crate::ron_file::{FileError, MAX_BYTES};

/// The file's name in the store.
pub const FILE: &str = "scores.ron";
/// The best scores of earlier versions. They are taken over once and stay as they are.
const OLD_FILE: &str = "best.ron";

/// Loads the tables. None if the file must not be overwritten; without a file, they are those of earlier versions or empty.
pub fn load(store: &impl Store) -> (Option<HighScores>, Option<Problem>) {
    let is_newer = |bytes: &[u8]| HighScores::newer_version(bytes).is_some();
    match store::load(store, FILE, HighScores::read, is_newer) {
        Ok(Some(scores)) => (Some(scores), None),
        Ok(None) => (Some(read_old(store)), None),
        Err(problem @ Problem::Renamed(..)) => (Some(read_old(store)), Some(problem)),
        Err(problem) => (None, Some(problem)),
    }
}

/// Takes over the best scores of earlier versions; a file that can't be read has none.
fn read_old(store: &impl Store) -> HighScores {
    if !store.exists(OLD_FILE) {
        return HighScores::default();
    }
    let best = store.read(OLD_FILE, MAX_BYTES).and_then(|bytes| BestScores::read(OLD_FILE, &bytes));
    best.map_or_else(|_| HighScores::default(), |best| HighScores::from_best_scores(&best))
}

/// The tables as they are on disk; empty if they can't be read, which is reported elsewhere.
pub fn read_tables(store: &impl Store) -> HighScores {
    if !store.exists(FILE) {
        return HighScores::default();
    }
    store.read(FILE, MAX_BYTES).and_then(|bytes| HighScores::read(FILE, &bytes)).unwrap_or_default()
}

/// What came of a change of the file.
#[derive(Clone, Debug)]
pub struct Changed<T> {
    /// The tables after the change, even if they can't be written.
    pub scores: HighScores,
    /// What the change returned.
    pub answer: T,
    /// What was wrong with the file before.
    pub problem: Option<Problem>,
    /// Whether the file was written; not if it must not be overwritten.
    pub written: Result<bool, FileError>,
}

/// Changes the tables in the file. Other windows save to the same file, so it is read again, and a lock keeps it from changing until it
/// is written. Where it can't be read, the change is made to `known`, the tables that this window knows.
///
/// # Errors
/// Another window keeps the lock for too long. Nothing was changed.
pub fn change<T>(
    store: &impl Store,
    known: &HighScores,
    survives: Survives,
    change: impl FnOnce(&mut HighScores) -> T,
) -> Result<Changed<T>, FileError> {
    let _lock = store.lock()?;
    let (file, problem) = load(store);
    let may_write = file.is_some();
    let mut scores = file.unwrap_or_else(|| known.clone());
    let answer = change(&mut scores);
    let write = || {
        let text = scores.to_text().map_err(|error| FileError::whole(FILE, error.to_string()))?;
        store.write(FILE, text.as_bytes(), survives).map(|()| true)
    };
    let written = if may_write { write() } else { Ok(false) };
    Ok(Changed { scores, answer, problem, written })
}
