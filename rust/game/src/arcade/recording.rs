//! Replays: saved while a game is played, and loaded to be shown.

use creeps_rules::GameMode;
use creeps_rules::replay_files::{self, ReplayName};
use creeps_rules::ron_file::FileError;
use creeps_sim::Difficulty;
use creeps_sim::replay::{MAX_BYTES, Replay};

use super::ruleset_file::RulesetFile;
use crate::system::files::{self, Survives};

/// The folder of replays.
const FOLDER: &str = "user://replays";

/// A loaded replay and its ruleset.
pub struct Recording {
    pub replay: Replay,
    pub file: RulesetFile,
    /// The file's path for people.
    pub display_path: String,
    mode: GameMode,
}

impl Recording {
    /// Loads a replay and finds its ruleset: the player's own, the shipped one, or the built-in one.
    ///
    /// # Errors
    /// The file can't be read or is damaged, or none of the rulesets is the replay's.
    pub fn read(path: &str) -> Result<Self, FileError> {
        let display_path = files::display_path(path);
        let wrong = |problem: String| FileError::whole(&display_path, problem);
        let replay =
            Replay::from_bytes(&files::read(path, MAX_BYTES)?).map_err(|error| wrong(error.to_string()))?;
        let mut named = None;
        for mode in [GameMode::Arcade, GameMode::Horde] {
            let Some(built_in) = RulesetFile::built_in(mode) else { continue };
            let mut read = built_in.clone();
            // Ignore an invalid file here; it is reported when a game with it starts.
            let _ = read.read();
            for file in [read, built_in] {
                if file.ruleset.hash() == replay.mode_hash {
                    return Ok(Self { replay, file, display_path, mode });
                }
                if file.ruleset.name == replay.mode || named.is_none() {
                    named = Some(file);
                }
            }
        }
        let other = named.and_then(|file| replay.start(&file.ruleset).err());
        Err(wrong(other.map_or_else(|| "there is no ruleset".to_owned(), |error| error.to_string())))
    }

    /// The mode.
    pub fn mode(&self) -> GameMode {
        self.mode
    }

    /// The difficulty.
    pub fn difficulty(&self) -> Difficulty {
        self.replay.difficulty
    }
}

/// The replay file of a running game. It is saved repeatedly during the game, so that a kill loses little, and once more at the end.
pub struct ReplayFile {
    /// The mode's name, with which the file's name begins.
    mode: String,
    /// The number in the file's name. None before the first save.
    number: Option<u32>,
    /// The file's name at the last save; the name has the score, so it changes.
    name: Option<String>,
}

impl ReplayFile {
    /// The file for a new game. It does not exist before the first save.
    pub fn new(mode: GameMode) -> Self {
        Self { mode: format!("{mode:?}").to_lowercase(), number: None, name: None }
    }

    /// Saves the replay, and deletes the oldest replays of the mode if there are too many, but never the best or this one. Returns the
    /// file's path for people.
    ///
    /// # Errors
    /// The file can't be written. The last saved version stays.
    pub fn save(&mut self, replay: &Replay, survives: Survives) -> Result<String, FileError> {
        files::make_folder(FOLDER)?;
        // Two windows of the game must not use the same number.
        let _lock = files::lock()?;
        let mut names = files::list(FOLDER);
        let next = || replay_files::next_number(names.iter().map(String::as_str), &self.mode);
        let number = self.number.unwrap_or_else(next);
        let name = ReplayName { mode: self.mode.clone(), number, score: replay.score }.to_string();
        let path = format!("{FOLDER}/{name}");
        files::write(&path, &replay.to_bytes(), survives)?;
        self.number = Some(number);
        if let Some(old) = self.name.replace(name.clone())
            && old != name
        {
            files::remove(&format!("{FOLDER}/{old}"));
            names.retain(|other| *other != old);
        }
        if !names.contains(&name) {
            names.push(name);
        }
        for surplus in replay_files::surplus(names.iter().map(String::as_str), &self.mode, number) {
            files::remove(&format!("{FOLDER}/{surplus}"));
        }
        Ok(files::display_path(&path))
    }
}
