//! Replays: written while a game is played, read to be shown again.

use std::sync::Arc;

use creeps_rules::best::Mode;
use creeps_rules::replay_files::{self, ReplayName};
use creeps_rules::ron_file::FileError;
use creeps_sim::replay::{MAX_BYTES, Replay};
use creeps_sim::ruleset::Program;
use creeps_sim::{Difficulty, Ruleset};

use super::looks::Looks;
use crate::system::files::{self, Survives};

/// Where replays are kept.
const FOLDER: &str = "user://replays";

/// A recorded game, and the ruleset that it was played by, which its file carries.
pub struct Recording {
    pub replay: Replay,
    pub ruleset: Arc<Ruleset>,
    pub looks: Looks,
    /// The replay's file, as a person knows it.
    pub shown: String,
}

impl Recording {
    /// Reads a replay and the ruleset in it.
    ///
    /// # Errors
    /// The file can't be read or is damaged, or another version of the game played it.
    pub fn read(path: &str) -> Result<Self, FileError> {
        let shown = files::display_path(path);
        let bytes = files::read(path, MAX_BYTES)?;
        let (replay, ruleset) = Replay::from_bytes(&bytes)
            .and_then(|replay| replay.ruleset().map(|ruleset| (replay, ruleset)))
            .map_err(|error| FileError::whole(&shown, error.to_string()))?;
        let looks = Looks::new(&shown, replay.ruleset_text().as_bytes(), &ruleset)?;
        Ok(Self { replay, ruleset, looks, shown })
    }

    /// Which of the two modes to show it as: only Horde's creeps come in a stream.
    pub fn mode(&self) -> Mode {
        match self.ruleset.program {
            Program::SpawnStream { .. } => Mode::Horde,
            Program::Waves { .. } => Mode::Arcade,
        }
    }

    /// How hard it was.
    pub fn difficulty(&self) -> Difficulty {
        self.replay.difficulty
    }
}

/// The file of a game's replay. It is written again and again while the game is played, so that little is lost when the game is
/// killed, and a last time at its end.
pub struct ReplayFile {
    /// The mode's name, as files' names begin.
    mode: String,
    /// Which of the mode's games it is; none before the first save.
    number: Option<u32>,
    /// The name that it was last saved under.
    name: Option<String>,
}

impl ReplayFile {
    /// The file of a new game, which is not there yet.
    pub fn new(mode: Mode) -> Self {
        Self { mode: format!("{mode:?}").to_lowercase(), number: None, name: None }
    }

    /// Saves what was played so far, and drops the oldest replays of the mode where there are too many; its best one stays, and
    /// this one. Gives the file.
    ///
    /// # Errors
    /// It can't be written. What was saved before still is.
    pub fn save(&mut self, replay: &Replay, survives: Survives) -> Result<String, FileError> {
        files::make_folder(FOLDER)?;
        // Two windows must not take the same number.
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
