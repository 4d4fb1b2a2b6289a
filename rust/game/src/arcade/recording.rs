//! A replay that was loaded to be shown.

use std::sync::Arc;

use creeps_rules::GameMode;
use creeps_rules::ron_file::FileError;
use creeps_sim::replay::{self, MAX_BYTES, Replay};
use creeps_sim::ruleset::Program;
use creeps_sim::{Difficulty, Ruleset};

use super::mod_library;
use super::ruleset_file;
use super::sprites::RulesetSprites;
use crate::system::files;

/// What messages call a link in place of a file.
const LINK_NAME: &str = "link";

/// A loaded replay, and the ruleset of its game, which the file contains.
#[derive(Clone)]
pub struct Recording {
    pub replay: Replay,
    pub ruleset: Arc<Ruleset>,
    pub sprites: RulesetSprites,
    /// The file's path for people.
    pub display_path: String,
    mode: GameMode,
    /// The file's path, or the link.
    pub source: String,
}

impl Recording {
    /// Loads a replay, from a file or from a link, and the ruleset in it.
    ///
    /// # Errors
    /// The file can't be read or is damaged, another version of the game recorded it, or the atlas lacks one of its sprites.
    pub fn read(path: &str) -> Result<Self, FileError> {
        if replay::is_link(path) {
            Self::new(LINK_NAME, path, Replay::from_link(path, &ruleset_file::shipped()))
        } else {
            let bytes = files::read(path, MAX_BYTES)?;
            Self::new(&files::display_path(path), path, Replay::from_bytes(&bytes))
        }
    }

    /// The replay in a file with these bytes, which has this name for people.
    ///
    /// # Errors
    /// As [`Recording::read`].
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Result<Self, FileError> {
        Self::new(name, name, Replay::from_bytes(bytes))
    }

    fn new(
        display_path: &str,
        source: &str,
        replay: Result<Replay, replay::ReplayError>,
    ) -> Result<Self, FileError> {
        let (replay, ruleset) = replay
            .and_then(|replay| replay.ruleset().map(|ruleset| (replay, ruleset)))
            .map_err(|error| FileError::whole(display_path, error.to_string()))?;
        let mode = mode_of_file(source, &ruleset);
        let sprites = ruleset_file::sprites(display_path, replay.ruleset_text().as_bytes(), &ruleset, mode)?;
        Ok(Self {
            replay,
            ruleset,
            sprites,
            display_path: display_path.to_owned(),
            mode,
            source: source.to_owned(),
        })
    }

    /// The mode to show it as.
    pub fn mode(&self) -> GameMode {
        self.mode
    }

    /// The difficulty.
    pub fn difficulty(&self) -> Difficulty {
        self.replay.difficulty
    }
}

/// The mode of a replay: that of its name, else that of the mod with the same ruleset, else the one that plays like it.
fn mode_of_file(path: &str, ruleset: &Ruleset) -> GameMode {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    if let Some(id) = GameMode::mod_of_file(name).filter(|id| mod_library::read(*id).is_ok()) {
        return GameMode::Mod(id);
    }
    // The shipped rules are no mod's.
    if ruleset_file::shipped().iter().any(|shipped| shipped.text() == ruleset.text()) {
        return plays_like(ruleset);
    }
    mod_library::with_ruleset(ruleset).map_or(plays_like(ruleset), GameMode::Mod)
}

/// The mode of the game itself that a ruleset plays like: only Horde's creeps spawn in a stream.
pub fn plays_like(ruleset: &Ruleset) -> GameMode {
    match ruleset.program {
        Program::SpawnStream { .. } => GameMode::Horde,
        Program::Waves { .. } => GameMode::Arcade,
    }
}
