//! The saved replays: listed, read in, copied, and deleted.

use std::cmp::Reverse;
use std::collections::HashMap;

use creeps_rules::GameMode;
use creeps_rules::high_scores::HighScores;
use creeps_rules::replay_files::{self, ReplayName};
use creeps_rules::ron_file::FileError;
use creeps_rules::store::{REPLAYS, Store as _, Survives};
use creeps_rules::{replay_file, score_file};
use creeps_sim::Difficulty;
use creeps_sim::replay::{MAX_BYTES, Replay};
use godot::classes::FileAccess;

use super::recording::Recording;
use super::ruleset_file;
use crate::system::files;

/// A saved replay.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedReplay {
    /// The file.
    pub path: String,
    pub mode: GameMode,
    pub difficulty: Difficulty,
    pub score: u64,
    /// The last wave or level. None if no table has the game.
    pub wave: Option<u32>,
    /// How long it is, in ticks.
    pub ticks: u32,
    /// When the game was played: seconds since 1970, UTC.
    pub time: u64,
    /// The number in its name.
    number: u32,
}

/// All replays that can be read, the newest first.
pub fn list() -> Vec<SavedReplay> {
    let scores = score_file::read_tables(&files::store());
    let names = files::store().list(REPLAYS);
    // The modes that record replays. Mods may be gone by now.
    let mut modes = vec![GameMode::Arcade, GameMode::Horde];
    for id in names.iter().filter_map(|name| GameMode::mod_of_file(name)) {
        if !modes.contains(&GameMode::Mod(id)) {
            modes.push(GameMode::Mod(id));
        }
    }
    let mut replays: Vec<SavedReplay> =
        modes.into_iter().flat_map(|mode| list_of(mode, &names, &scores)).collect();
    replays.sort_by_key(|replay| Reverse((replay.time, replay.number)));
    replays
}

fn list_of(mode: GameMode, names: &[String], scores: &HighScores) -> Vec<SavedReplay> {
    let rows: HashMap<u32, _> = scores.all_rows(mode).filter_map(|row| Some((row.replay?, row))).collect();
    let parsed =
        names.iter().filter_map(|name| Some((name, ReplayName::parse(name, &mode.name_in_files())?)));
    parsed
        .filter_map(|(name, ReplayName { number, .. })| {
            let path = path_of_name(name);
            let replay = Replay::from_bytes(&files::read(&path, MAX_BYTES).ok()?).ok()?;
            let row = rows.get(&number);
            Some(SavedReplay {
                mode,
                difficulty: replay.difficulty,
                score: replay.score,
                wave: row.map(|row| row.wave),
                ticks: replay.ticks(),
                time: row.map_or_else(|| FileAccess::get_modified_time(&path), |row| row.time),
                number,
                path,
            })
        })
        .collect()
}

/// The file of a mode's replay with this number. None if there is none any more.
pub fn path_of(mode: GameMode, number: u32) -> Option<String> {
    let names = files::store().list(REPLAYS);
    let name = replay_files::with_number(names.iter().map(String::as_str), &mode.name_in_files(), number)?;
    Some(path_of_name(name))
}

/// The path of the replay with this file name.
fn path_of_name(name: &str) -> String {
    files::user_path(&format!("{REPLAYS}/{name}"))
}

/// The bytes of a replay.
///
/// # Errors
/// The file can't be read.
pub fn read(path: &str) -> Result<Vec<u8>, FileError> {
    files::read(path, MAX_BYTES)
}

/// Copies a replay to a file that the player chose.
///
/// # Errors
/// A file can't be read or written.
pub fn copy_to(path: &str, target: &str) -> Result<(), FileError> {
    files::store().write(target, &read(path)?, Survives::PowerCut)
}

/// The end of a link to a replay. None if it is too long for a link.
///
/// # Errors
/// The file can't be read.
pub fn link_to(path: &str) -> Result<Option<String>, FileError> {
    let recording = Recording::read(path)?;
    let link = recording.replay.to_link(&ruleset_file::shipped());
    link.map_err(|error| FileError::whole(&recording.display_path, error.to_string()))
}

/// Adds a replay that the player brings. Returns its path.
///
/// # Errors
/// It can't be saved.
pub fn add(recording: &Recording) -> Result<String, FileError> {
    let Recording { replay, .. } = recording;
    let name = replay_file::add(&files::store(), recording.mode(), replay.score, &replay.to_bytes())?;
    Ok(files::user_path(&name))
}

/// Deletes a replay.
pub fn delete(path: &str) {
    files::store().remove(files::name_in_store(path));
}
