//! The saved replays: listed, read in, copied, and deleted.

use std::cmp::Reverse;
use std::collections::HashMap;

use creeps_rules::GameMode;
use creeps_rules::high_scores::HighScores;
use creeps_rules::replay_files::{self, ReplayName};
use creeps_rules::ron_file::FileError;
use creeps_sim::Difficulty;
use creeps_sim::replay::{MAX_BYTES, Replay};
use godot::classes::FileAccess;

use super::recording::{FOLDER, Recording, mod_of_name, name_in_files};
use super::ruleset_file;
use crate::flow::high_score_file;
use crate::system::files::{self, Survives};

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
    let scores = high_score_file::read_tables();
    let names = files::list(FOLDER);
    // The modes that record replays. Mods may be gone by now.
    let mut modes = vec![GameMode::Arcade, GameMode::Horde];
    for id in names.iter().filter_map(|name| mod_of_name(name)) {
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
    let parsed = names.iter().filter_map(|name| Some((name, ReplayName::parse(name, &name_in_files(mode))?)));
    parsed
        .filter_map(|(name, ReplayName { number, .. })| {
            let path = format!("{FOLDER}/{name}");
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
    let names = files::list(FOLDER);
    let name = replay_files::with_number(names.iter().map(String::as_str), &name_in_files(mode), number)?;
    Some(format!("{FOLDER}/{name}"))
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
    files::write(target, &read(path)?, Survives::PowerCut)
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

/// Adds a replay from a file or a link that the player chose.
///
/// # Errors
/// It is no replay that this version of the game can show, or it can't be saved.
pub fn import(file_or_link: &str) -> Result<String, FileError> {
    let recording = Recording::read(file_or_link)?;
    let bytes = recording.replay.to_bytes();
    let mode = name_in_files(recording.mode());
    files::make_folder(FOLDER)?;
    // Two windows of the game must not use the same number.
    let _lock = files::lock()?;
    let names = files::list(FOLDER);
    let number = replay_files::next_number(names.iter().map(String::as_str), &mode);
    let name = ReplayName { mode, number, score: recording.replay.score };
    let path = format!("{FOLDER}/{name}");
    files::write(&path, &bytes, Survives::PowerCut)?;
    Ok(path)
}

/// Deletes a replay.
pub fn delete(path: &str) {
    files::remove(path);
}
