//! A ruleset: everything that makes Arcade or Horde what it is, as a RON file says it.
//!
//! The types here are what serde reads: with names, in px, px/s, s and degrees. `check` sees that the fields fit together and that every
//! name is known. `compile` then makes the `CompiledRules` that a game runs on: with indexes, ticks, px a tick and turns.

mod boss;
mod check;
mod compile;
mod creep;
mod drawn;
pub(crate) mod limits;
mod motion;
mod names;
mod parts;
mod path;
mod power_ups;
mod program;
mod sky;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;

use creeps_rules::ron_file::{self, FileError};
use serde::{Deserialize, Serialize};

pub use boss::{BossAttack, BossKind, BossMove, Phase, WeakPoint};
pub use creep::{Attack, CreepKind, Death, Landing, Meets, ShieldSpec, SpeedRange};
pub use motion::{Motion, MotionPart, Move, Until};
pub use parts::{
    Bonuses, BulletKind, Capacity, Combo, Difficulties, DifficultyScale, Playfield, Redirect, ShipSpec,
    WeaponLevel,
};
pub use power_ups::{Effect, Power, PowerUpKind, PowerUpsSpec};
pub use program::{
    Entry, Formation, Group, LegendEntry, Level, Loop, Path, PathPoint, PictureRow, Program, Rank, Share,
    Wave,
};
pub use sky::Sky;

use self::check::Conflict;
use crate::hash::StateHash;

/// The most kinds of bullets.
pub const MAX_BULLETS: usize = 32;
/// The most kinds of creeps.
pub const MAX_CREEPS: usize = 64;
/// The most paths.
pub const MAX_PATHS: usize = 32;
/// The most bosses.
pub const MAX_BOSSES: usize = 32;
/// The most skies.
pub const MAX_SKIES: usize = 32;

/// A ruleset. One that was read is whole: every number is within its limits, every name is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Ruleset {
    /// What the menu and replays call it.
    #[serde(deserialize_with = "limits::name")]
    pub name: String,
    /// The playfield.
    pub playfield: Playfield,
    /// How many of each there may be.
    pub capacity: Capacity,
    /// The ship.
    pub ship: ShipSpec,
    /// Kinds of bullets.
    #[serde(deserialize_with = "limits::list::<_, _, MAX_BULLETS>")]
    pub bullets: Vec<BulletKind>,
    /// What the ship fires, by creeps shot.
    #[serde(deserialize_with = "limits::list::<_, _, 64>")]
    pub weapon: Vec<WeaponLevel>,
    /// How hits multiply points.
    pub combo: Combo,
    /// Points for what is no creep.
    #[serde(default)]
    pub bonuses: Bonuses,
    /// What falls from creeps.
    pub power_ups: PowerUpsSpec,
    /// Kinds of creeps.
    #[serde(deserialize_with = "limits::list::<_, _, MAX_CREEPS>")]
    pub creeps: Vec<CreepKind>,
    /// Bosses.
    #[serde(default, deserialize_with = "limits::any::<_, _, MAX_BOSSES>")]
    pub bosses: Vec<BossKind>,
    /// Paths that formations fly in on.
    #[serde(default, deserialize_with = "limits::any::<_, _, MAX_PATHS>")]
    pub paths: Vec<Path>,
    /// What is behind the playfield, by waves. A ruleset without skies keeps the mode's first one.
    #[serde(default, deserialize_with = "limits::any::<_, _, MAX_SKIES>")]
    pub skies: Vec<Sky>,
    /// What comes.
    pub program: Program,
    /// What the three difficulties multiply.
    pub difficulties: Difficulties,
    /// The text that it was read from: what a replay carries.
    #[serde(skip)]
    text: Arc<str>,
}

/// How hard a game is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Difficulty {
    /// For a first game.
    Easy,
    /// As the ruleset's numbers stand.
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

impl Ruleset {
    /// Reads the text of a ruleset; `file` is what errors call it.
    ///
    /// # Errors
    /// The first thing in the file that is not allowed, with its location.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, FileError> {
        let mut ruleset: Self = ron_file::read(file, bytes)?;
        ruleset.check().map_err(|Conflict { field_path, problem }| {
            FileError::of_field(file, bytes, &field_path, problem)
        })?;
        // What was read is UTF-8: nothing is lost.
        ruleset.text = String::from_utf8_lossy(bytes).into();
        Ok(ruleset)
    }

    /// The text that it was read from. What was changed in memory since is not in it.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// The hash of what the file says: comments, spaces and line ends do not count.
    pub fn hash(&self) -> u64 {
        let mut hash = StateHash::default();
        // What came out of a file goes into one: nothing in a ruleset can't be written.
        hash.bytes(&postcard::to_allocvec(self).unwrap_or_default());
        hash.finish()
    }

    /// What a difficulty multiplies.
    pub fn difficulty_scale(&self, difficulty: Difficulty) -> &DifficultyScale {
        match difficulty {
            Difficulty::Easy => &self.difficulties.easy,
            Difficulty::Normal => &self.difficulties.normal,
            Difficulty::Hard => &self.difficulties.hard,
        }
    }
}
