//! The games that the player can choose.

use serde::{Deserialize, Serialize};

/// A game with its own rules and its own best score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GameMode {
    /// The tutorial's game: one hit ends it.
    Classic,
    /// Waves and bosses.
    Arcade,
    /// Thousands of creeps.
    Horde,
}

impl GameMode {
    /// The mode's name in the names of files.
    pub const fn name_in_files(self) -> &'static str {
        match self {
            Self::Classic => "classic",
            Self::Arcade => "arcade",
            Self::Horde => "horde",
        }
    }
}
