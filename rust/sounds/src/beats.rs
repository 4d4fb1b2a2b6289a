//! The drum patterns that the tunes share, a bar each.

use crate::score::Beat;

/// A row in which nothing sounds.
pub const NONE: &str = ". . . . . . . . . . . . . . . .";
/// The big drum on every beat.
pub const FOUR: &str = "9 . . . 9 . . . 9 . . . 9 . . .";
/// The snare on beats two and four.
pub const BACK: &str = ". . . . 9 . . . . . . . 9 . . .";
/// Hats that run.
pub const TICK: &str = "7 3 . 4 7 3 . 4 7 3 . 4 7 3 . 4";
/// Open hats between the beats.
pub const LIFT: &str = ". . 8 . . . 8 . . . 8 . . . 8 .";
/// The cymbal that marks a beginning.
pub const CRASH: &str = "9 . . . . . . . . . . . . . . .";

/// Silence, to build on.
pub const REST: Beat =
    Beat { kick: NONE, snare: NONE, closed_hat: NONE, open_hat: NONE, tom: NONE, crash: NONE };
/// The plain dance beat.
pub const DRIVE: Beat = Beat { kick: FOUR, snare: BACK, closed_hat: TICK, open_hat: LIFT, ..REST };
