//! The tunes of the game, one file each.

use crate::score::{Drive, Tune};

pub mod arcade;
pub mod boss;
pub mod classic;
pub mod horde;
pub mod title;

/// A pad row that holds the chord for the whole bar.
pub const HELD: &str = "x - - - - - - - - - - - - - - -";

/// Every tune.
pub const ALL: [&Tune; 5] = [&title::TUNE, &classic::TUNE, &arcade::TUNE, &boss::TUNE, &horde::TUNE];

/// What the game adds to the tunes that have it.
pub const DRIVES: [(&Tune, &Drive); 3] =
    [(&arcade::TUNE, &arcade::DRIVE), (&boss::TUNE, &boss::DRIVE), (&horde::TUNE, &horde::DRIVE)];
