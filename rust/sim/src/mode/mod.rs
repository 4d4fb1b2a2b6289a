//! A mode: everything that Arcade and Horde are, read from a RON file and checked.

mod boss;
mod check;
mod creep;
mod names;
mod parts;
mod power;
mod program;
pub(crate) mod read;
#[cfg(test)]
mod tests;

use std::fmt;

use creeps_rules::ron_file::FileError;
use serde::{Deserialize, Serialize};

pub use boss::{BossAttack, BossKind, Move, Phase};
pub use creep::{Attack, CreepKind, Death, Meets, Motion, ShieldSpec, Speed};
pub use names::{BossRef, BulletRef, CreepRef};
pub use parts::{BulletKind, Capacity, Combo, Difficulties, Field, Handicap, Ship, WeaponLevel};
pub use power::{Power, PowerUpKind, PowerUps};
pub use program::{Formation, Group, Lap, Program, Share, Stage, Wave};

use self::check::Misfit;
use crate::hash::StateHash;

/// The most kinds of bullets.
pub const MAX_BULLETS: usize = 32;
/// The most kinds of creeps.
pub const MAX_CREEPS: usize = 64;
/// The most bosses.
pub const MAX_BOSSES: usize = 32;

/// A mode that was read and is whole: every number within its limits, every name known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mode {
    /// What the menu and replays call it.
    #[serde(deserialize_with = "read::name")]
    pub name: String,
    /// The playing field.
    pub field: Field,
    /// How many of each there may be.
    pub capacity: Capacity,
    /// The ship.
    pub ship: Ship,
    /// Kinds of bullets.
    #[serde(deserialize_with = "read::list::<_, _, MAX_BULLETS>")]
    pub bullets: Vec<BulletKind>,
    /// What the ship fires, by creeps shot.
    #[serde(deserialize_with = "read::list::<_, _, 64>")]
    pub weapon: Vec<WeaponLevel>,
    /// How hits multiply points.
    pub combo: Combo,
    /// What falls from creeps.
    pub power_ups: PowerUps,
    /// Kinds of creeps.
    #[serde(deserialize_with = "read::list::<_, _, MAX_CREEPS>")]
    pub creeps: Vec<CreepKind>,
    /// Bosses.
    #[serde(default, deserialize_with = "read::any::<_, _, MAX_BOSSES>")]
    pub bosses: Vec<BossKind>,
    /// What comes.
    pub program: Program,
    /// What the three difficulties multiply.
    pub difficulties: Difficulties,
}

/// How hard a game is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Difficulty {
    /// For a first game.
    Easy,
    /// As the mode file's numbers stand.
    #[default]
    Normal,
    /// For who has seen it all.
    Hard,
}

impl Difficulty {
    /// All three, from easy to hard.
    pub const ALL: [Self; 3] = [Self::Easy, Self::Normal, Self::Hard];

    /// What players and files call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Easy => "easy",
            Self::Normal => "normal",
            Self::Hard => "hard",
        }
    }
}

impl fmt::Display for Difficulty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Mode {
    /// Reads the text of a mode file; `file` is what errors call it.
    ///
    /// # Errors
    /// The first thing in the file that is not allowed, with its place.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, FileError> {
        let mode: Self = names::read_with_names(file, bytes)?;
        mode.check()
            .map_err(|Misfit { field, problem }| FileError::of_field(file, bytes, &field, problem))?;
        Ok(mode)
    }

    /// The hash of what the file says: comments, spaces and line ends do not count.
    pub fn hash(&self) -> u64 {
        let mut hash = StateHash::default();
        // What came out of a file goes into one: nothing in a mode can't be written.
        hash.bytes(&postcard::to_allocvec(self).unwrap_or_default());
        hash.finish()
    }

    /// The numbers of a difficulty.
    pub fn handicap(&self, difficulty: Difficulty) -> &Handicap {
        match difficulty {
            Difficulty::Easy => &self.difficulties.easy,
            Difficulty::Normal => &self.difficulties.normal,
            Difficulty::Hard => &self.difficulties.hard,
        }
    }
}
