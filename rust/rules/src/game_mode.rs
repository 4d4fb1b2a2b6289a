//! The games that the player can choose.

use serde::{Deserialize, Serialize};

use crate::mod_id::ModId;

/// A game with its own rules and its own best score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GameMode {
    /// The tutorial's game: one hit ends it.
    Classic,
    /// Waves and bosses.
    Arcade,
    /// Thousands of creeps.
    Horde,
    /// A game made of data alone, which the player added or which ships with the game.
    Mod(ModId),
}
