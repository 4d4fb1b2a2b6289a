//! Replays: saved while a game is played, and loaded to be shown.

use std::sync::Arc;

use creeps_rules::GameMode;
use creeps_rules::mod_id::ModId;
use creeps_rules::replay_files::{self, ReplayName};
use creeps_rules::ron_file::FileError;
use creeps_sim::replay::{self, MAX_BYTES, Replay};
use creeps_sim::ruleset::Program;
use creeps_sim::{Difficulty, Ruleset};

use super::mod_library;
use super::ruleset_file;
use super::sprites::RulesetSprites;
use crate::flow::high_score_file;
use crate::system::files::{self, Survives};

/// The folder of replays.
pub const FOLDER: &str = "user://replays";
/// How the names of mods' replays begin.
const MOD: &str = "mod-";

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
        let (display_path, replay) = if replay::is_link(path) {
            (LINK_NAME.to_owned(), Replay::from_link(path, &ruleset_file::shipped()))
        } else {
            (files::display_path(path), Replay::from_bytes(&files::read(path, MAX_BYTES)?))
        };
        let (replay, ruleset) = replay
            .and_then(|replay| replay.ruleset().map(|ruleset| (replay, ruleset)))
            .map_err(|error| FileError::whole(&display_path, error.to_string()))?;
        let mode = mode_of_file(path, &ruleset);
        let sprites = ruleset_file::sprites(&display_path, replay.ruleset_text().as_bytes(), &ruleset, mode)?;
        Ok(Self { replay, ruleset, sprites, display_path, source: path.to_owned(), mode })
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

/// A mode's name in the names of its replays.
pub fn name_in_files(mode: GameMode) -> String {
    match mode {
        GameMode::Mod(id) => format!("{MOD}{id}"),
        mode => format!("{mode:?}").to_lowercase(),
    }
}

/// The mod whose replay a file is, by its name.
pub fn mod_of_name(name: &str) -> Option<ModId> {
    let (id, _) = name.strip_prefix(MOD)?.split_once('-')?;
    ModId::new(id).ok()
}

/// The mode of a replay: that of its name, else that of the mod with the same ruleset, else the one that plays like it.
fn mode_of_file(path: &str, ruleset: &Ruleset) -> GameMode {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let is_known = |id: &ModId| mod_library::read(*id).is_ok();
    if let Some(id) = mod_of_name(name).filter(is_known) {
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

/// The replay file of a running game. It is saved repeatedly during the game, so that a kill loses little, and once more at the end.
pub struct ReplayFile {
    game_mode: GameMode,
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
        Self { game_mode: mode, mode: name_in_files(mode), number: None, name: None }
    }

    /// The number in the file's name. None before the first save.
    pub fn number(&self) -> Option<u32> {
        self.number
    }

    /// The saved file. None before the first save.
    pub fn path(&self) -> Option<String> {
        self.name.as_ref().map(|name| format!("{FOLDER}/{name}"))
    }

    /// Saves the replay, and deletes the oldest replays of the mode if there are too many, but never the best, this one, or one
    /// in a table of high scores. Returns the
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
        let name = match &self.name {
            // In a browser, every removed file stays until the next visit: see system/files/browser.rs.
            Some(name) if cfg!(target_family = "wasm") && survives == Survives::Kill => name.clone(),
            _ => ReplayName { mode: self.mode.clone(), number, score: replay.score }.to_string(),
        };
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
        let tables = high_score_file::read_tables();
        let mut kept: Vec<u32> = tables.all_rows(self.game_mode).filter_map(|row| row.replay).collect();
        kept.push(number);
        for surplus in replay_files::surplus(names.iter().map(String::as_str), &self.mode, &kept) {
            files::remove(&format!("{FOLDER}/{surplus}"));
        }
        Ok(files::display_path(&path))
    }
}
