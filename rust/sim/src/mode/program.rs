//! What comes when: waves in formations with bosses, or creeps that pour down.

use serde::{Deserialize, Deserializer, Serialize};

use super::names::{BossRef, CreepRef};
use super::read;

/// What comes in a mode.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Program {
    /// Waves, one after the other, and from the first again.
    Waves {
        /// From the end of a wave to the next, and from the start of a game to the first, in s.
        #[serde(deserialize_with = "read::seconds")]
        pause: f32,
        /// What each further round of all waves adds.
        lap: Lap,
        /// The waves.
        #[serde(deserialize_with = "read::list::<_, _, 100>")]
        list: Vec<Wave>,
    },
    /// Creeps that pour down, more and more.
    Pour {
        /// One after the other; the last goes on.
        #[serde(deserialize_with = "read::list::<_, _, 32>")]
        stages: Vec<Stage>,
    },
}

/// What a further round of all waves adds: 0.2 makes it 1.2 times in the second round, 1.4 in the third.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lap {
    /// To speeds.
    #[serde(deserialize_with = "read::growth")]
    pub speed: f32,
    /// To health.
    #[serde(deserialize_with = "read::growth")]
    pub health: f32,
    /// To how often creeps and bosses fire.
    #[serde(deserialize_with = "read::growth")]
    pub fire: f32,
}

/// A wave. It is over when all of it has come and gone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wave {
    /// What its banner says.
    #[serde(deserialize_with = "read::name")]
    pub name: String,
    /// The boss that comes at its start, if one does.
    #[serde(default, deserialize_with = "some_boss")]
    pub boss: Option<BossRef>,
    /// The creeps.
    #[serde(default, deserialize_with = "read::any::<_, _, 32>")]
    pub groups: Vec<Group>,
}

fn some_boss<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<BossRef>, D::Error> {
    BossRef::deserialize(deserializer).map(Some)
}

/// Creeps of one kind that come together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// When, in s from the wave's start.
    #[serde(deserialize_with = "read::delay")]
    pub at: f32,
    /// Which.
    pub creep: CreepRef,
    /// How many.
    #[serde(deserialize_with = "read::creeps")]
    pub count: u32,
    /// Where the formation's middle is: 0 at the left edge, 1 at the right.
    #[serde(deserialize_with = "read::fraction")]
    pub x: f32,
    /// How they are placed.
    pub formation: Formation,
}

/// How a group of creeps is placed above the field.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Formation {
    /// Side by side.
    Line {
        /// Between two, in px.
        #[serde(deserialize_with = "read::gap")]
        gap: f32,
    },
    /// One behind the other.
    Column {
        /// Between two, in px.
        #[serde(deserialize_with = "read::gap")]
        gap: f32,
    },
    /// A wedge, its point first.
    V {
        /// Between two, sideways and upwards, in px.
        #[serde(deserialize_with = "read::gap")]
        gap: f32,
    },
    /// One behind the other on a winding path, whatever their own motion.
    Snake {
        /// Between two, in px.
        #[serde(deserialize_with = "read::gap")]
        gap: f32,
        /// How far the path winds to either side, in px.
        #[serde(deserialize_with = "read::length")]
        amplitude: f32,
        /// How long there and back takes, in s.
        #[serde(deserialize_with = "read::seconds")]
        period: f32,
    },
    /// Anywhere in a circle.
    Swarm {
        /// In px.
        #[serde(deserialize_with = "read::length")]
        radius: f32,
    },
    /// Two columns, from the left and from the right, that fly at each other's side.
    Split {
        /// Between two of a column, in px.
        #[serde(deserialize_with = "read::gap")]
        gap: f32,
        /// How fast they fly sideways, in px/s.
        #[serde(deserialize_with = "read::speed")]
        drift: f32,
    },
    /// On a circle.
    Ring {
        /// In px.
        #[serde(deserialize_with = "read::length")]
        radius: f32,
    },
    /// In rows.
    Grid {
        /// In a row.
        #[serde(deserialize_with = "read::creeps")]
        columns: u32,
        /// Between two, sideways and upwards, in px.
        #[serde(deserialize_with = "read::gap")]
        gap: f32,
    },
    /// Anywhere over the field's width, one after the other.
    Rain {
        /// From the first to the last, in s.
        #[serde(deserialize_with = "read::delay")]
        over: f32,
    },
}

/// A time during which creeps pour down. The last goes on, and its rate goes on growing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// What its banner says.
    #[serde(deserialize_with = "read::name")]
    pub name: String,
    /// How long it lasts, in s.
    #[serde(deserialize_with = "read::seconds")]
    pub lasts: f32,
    /// How many come at its start, in creeps/s.
    #[serde(deserialize_with = "read::rate")]
    pub from: f32,
    /// How many come at its end, in creeps/s.
    #[serde(deserialize_with = "read::rate")]
    pub to: f32,
    /// Their health, times.
    #[serde(deserialize_with = "read::times")]
    pub health: f32,
    /// Which, and how often each.
    #[serde(deserialize_with = "read::list::<_, _, 16>")]
    pub creeps: Vec<Share>,
}

/// How often a kind comes among those that pour down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// Which.
    pub creep: CreepRef,
    /// How often, against the others' weights.
    #[serde(deserialize_with = "read::weight")]
    pub weight: u32,
}
