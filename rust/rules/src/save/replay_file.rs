//! The replay file of a running game: saved repeatedly, so that a kill loses little, and once more at the end.

use super::replay_files::{self, ReplayName};
use super::score_file;
use super::store::{REPLAYS, Store, Survives};
use crate::GameMode;
use crate::ron_file::FileError;

/// The replay file of a running game. Its name has the score, so it changes; the number in the name does not.
#[derive(Clone, Debug)]
pub struct ReplayFile {
    mode: GameMode,
    /// None before the first save.
    number: Option<u32>,
    /// The name at the last save.
    name: Option<String>,
}

impl ReplayFile {
    /// The file for a new game. It does not exist before the first save.
    pub fn new(mode: GameMode) -> Self {
        Self { mode, number: None, name: None }
    }

    /// The number in the file's name. None before the first save.
    pub fn number(&self) -> Option<u32> {
        self.number
    }

    /// The file's name in the store. None before the first save.
    pub fn path(&self) -> Option<String> {
        self.name.as_ref().map(|name| format!("{REPLAYS}/{name}"))
    }

    /// Saves the replay of a game with so many points, and deletes the oldest replays of the mode if there are too many, but never the
    /// best, this one, or one in a table of high scores. Returns the file's path for people.
    ///
    /// # Errors
    /// The file can't be written. The last saved version stays.
    pub fn save(
        &mut self,
        store: &impl Store,
        points: u64,
        bytes: &[u8],
        survives: Survives,
    ) -> Result<String, FileError> {
        store.make_folder(REPLAYS)?;
        // Two windows of the game must not use the same number.
        let _lock = store.lock()?;
        let mode = self.mode.name_in_files();
        let mut names = store.list(REPLAYS);
        let number =
            self.number.unwrap_or_else(|| replay_files::next_number(names.iter().map(String::as_str), &mode));
        let name = match &self.name {
            // In a browser, every removed file stays until the next visit: see the game's system/files/browser.rs.
            Some(name) if cfg!(target_family = "wasm") && survives == Survives::Kill => name.clone(),
            _ => ReplayName { mode: mode.clone(), number, score: points }.to_string(),
        };
        let path = format!("{REPLAYS}/{name}");
        store.write(&path, bytes, survives)?;
        self.number = Some(number);
        if let Some(old) = self.name.replace(name.clone())
            && old != name
        {
            store.remove(&format!("{REPLAYS}/{old}"));
            names.retain(|other| *other != old);
        }
        if !names.contains(&name) {
            names.push(name);
        }
        let tables = score_file::read_tables(store);
        let mut kept: Vec<u32> = tables.all_rows(self.mode).filter_map(|row| row.replay).collect();
        kept.push(number);
        for surplus in replay_files::surplus(names.iter().map(String::as_str), &mode, &kept) {
            store.remove(&format!("{REPLAYS}/{surplus}"));
        }
        Ok(store.display_path(&path))
    }
}

/// Adds a replay that a player brings, of a game with so many points. Returns its name in the store.
///
/// # Errors
/// The file can't be written.
pub fn add(store: &impl Store, mode: GameMode, points: u64, bytes: &[u8]) -> Result<String, FileError> {
    store.make_folder(REPLAYS)?;
    // Two windows of the game must not use the same number.
    let _lock = store.lock()?;
    let mode = mode.name_in_files();
    let number = replay_files::next_number(store.list(REPLAYS).iter().map(String::as_str), &mode);
    let path = format!("{REPLAYS}/{}", ReplayName { mode, number, score: points });
    store.write(&path, bytes, Survives::PowerCut)?;
    Ok(path)
}
