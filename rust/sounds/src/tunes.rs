//! The tunes of the game, one file each.

use crate::score::Tune;

pub mod arcade;
pub mod boss;
pub mod classic;
pub mod horde;

/// A pad row that holds the chord for the whole bar.
pub const HELD: &str = "x - - - - - - - - - - - - - - -";

/// Every tune.
pub const ALL: [&Tune; 4] = [&classic::TUNE, &arcade::TUNE, &boss::TUNE, &horde::TUNE];
