//! Replays: written while a game is played, read to be shown again.

use creeps_rules::best::Mode;
use creeps_rules::replay_files::{self, ReplayName};
use creeps_rules::ron_file::FileError;
use creeps_sim::Difficulty;
use creeps_sim::replay::{MAX_BYTES, Replay};

use super::mode_file::ModeFile;
use crate::system::files::{self, Survives};

/// Where replays are kept.
const FOLDER: &str = "user://replays";

/// A recorded game, and the numbers that it was played by.
pub struct Recording {
    pub replay: Replay,
    pub file: ModeFile,
    /// The replay's file, as a person knows it.
    pub shown: String,
    mode: Mode,
}

impl Recording {
    /// Reads a replay, and finds the mode file that it was played by: the player's, the game's, or the one built in.
    ///
    /// # Errors
    /// The file can't be read, is damaged, or no mode file is the one that it was played by.
    pub fn read(path: &str) -> Result<Self, FileError> {
        let shown = files::display_path(path);
        let wrong = |problem: String| FileError::whole(&shown, problem);
        let replay =
            Replay::from_bytes(&files::read(path, MAX_BYTES)?).map_err(|error| wrong(error.to_string()))?;
        let mut named = None;
        for mode in [Mode::Arcade, Mode::Horde] {
            let Some(built_in) = ModeFile::built_in(mode) else { continue };
            let mut read = built_in.clone();
            // A file that is wrong is told when a game by it starts.
            let _ = read.read();
            for file in [read, built_in] {
                if file.mode.hash() == replay.mode_hash {
                    return Ok(Self { replay, file, shown, mode });
                }
                if file.mode.name == replay.mode || named.is_none() {
                    named = Some(file);
                }
            }
        }
        let other = named.and_then(|file| replay.start(&file.mode).err());
        Err(wrong(other.map_or_else(|| "no mode file is there".to_owned(), |error| error.to_string())))
    }

    /// What was played.
    pub fn mode(&self) -> Mode {
        self.mode
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
