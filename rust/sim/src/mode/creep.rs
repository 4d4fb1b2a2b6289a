//! What a mode file says of a kind of creep: how it moves, what it does, what it takes.

use serde::{Deserialize, Serialize};

use super::names::{BulletRef, CreepRef};
use super::read;
use crate::shape::Shape;

/// A kind of creep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreepKind {
    /// What the file calls it.
    #[serde(deserialize_with = "read::name")]
    pub name: String,
    /// Its picture.
    #[serde(deserialize_with = "read::name")]
    pub sprite: String,
    /// How large it is drawn, in px.
    #[serde(deserialize_with = "read::side")]
    pub size: f32,
    /// What collides.
    pub shape: Shape,
    /// What hits must take before it is down.
    #[serde(deserialize_with = "read::health")]
    pub health: u32,
    /// Points for it, before the multiplier.
    #[serde(deserialize_with = "read::points")]
    pub points: u32,
    /// How fast it moves; each draws its own from the range.
    pub speed: Speed,
    /// How it moves.
    pub motion: Motion,
    /// What it does on the way.
    #[serde(default)]
    pub attack: Attack,
    /// What comes of it when it is shot.
    #[serde(default)]
    pub death: Death,
    /// What holds off hits.
    #[serde(default)]
    pub shield: ShieldSpec,
    /// How likely it leaves a power-up.
    #[serde(default, deserialize_with = "read::chance")]
    pub drop: f32,
    /// Whom it meets.
    #[serde(default)]
    pub meets: Meets,
}

/// The speeds that creeps draw from, in px/s; `min` is never above `max`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "UncheckedSpeed")]
pub struct Speed {
    /// The slowest, in px/s.
    pub min: f32,
    /// The fastest, in px/s.
    pub max: f32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "Speed")]
struct UncheckedSpeed {
    #[serde(deserialize_with = "read::speed")]
    min: f32,
    #[serde(deserialize_with = "read::speed")]
    max: f32,
}

impl TryFrom<UncheckedSpeed> for Speed {
    type Error = String;

    fn try_from(UncheckedSpeed { min, max }: UncheckedSpeed) -> Result<Self, String> {
        if min <= max {
            Ok(Self { min, max })
        } else {
            Err(format!("min is {min} and max is {max}; a min that is at most max is allowed"))
        }
    }
}

/// How a creep moves.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Motion {
    /// Straight down.
    Fall,
    /// Down, swinging from side to side.
    Weave {
        /// How far to either side, in px.
        #[serde(deserialize_with = "read::length")]
        amplitude: f32,
        /// How long there and back takes, in s.
        #[serde(deserialize_with = "read::seconds")]
        period: f32,
    },
    /// Down to a height, waits, then dives at where the ship is.
    Dive {
        /// The height, in px from the upper edge.
        #[serde(deserialize_with = "read::length")]
        wait_at: f32,
        /// How long it waits, in s.
        #[serde(deserialize_with = "read::delay")]
        wait: f32,
        /// How fast it dives, in px/s.
        #[serde(deserialize_with = "read::speed")]
        dive: f32,
    },
    /// Down to a height, stays there swaying, then goes on down.
    Hover {
        /// The height, in px from the upper edge.
        #[serde(deserialize_with = "read::length")]
        at: f32,
        /// How far it sways to either side, in px.
        #[serde(deserialize_with = "read::length")]
        sway: f32,
        /// How long there and back takes, in s.
        #[serde(deserialize_with = "read::seconds")]
        period: f32,
        /// How long it stays, in s.
        #[serde(deserialize_with = "read::seconds")]
        stay: f32,
    },
    /// Down, steering at the ship.
    Home {
        /// How fast its sideways speed changes, in px/s each second.
        #[serde(deserialize_with = "read::turn")]
        turn: f32,
    },
    /// Sideways; at an edge of the field down a step and back.
    March {
        /// The step, in px.
        #[serde(deserialize_with = "read::gap")]
        step: f32,
    },
}

/// What a creep does while it is on the field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Attack {
    /// Nothing.
    #[default]
    Nothing,
    /// Fires.
    Shoot {
        /// What.
        bullet: BulletRef,
        /// The time between two volleys, in s.
        #[serde(deserialize_with = "read::seconds")]
        every: f32,
        /// How fast, in px/s.
        #[serde(deserialize_with = "read::speed")]
        speed: f32,
        /// At the ship, or straight down.
        aimed: bool,
        /// How many at once.
        #[serde(deserialize_with = "read::bullets")]
        bullets: u32,
        /// The angle between the outer two, in degrees.
        #[serde(deserialize_with = "read::arc")]
        fan: f32,
    },
    /// Lets other creeps out.
    Release {
        /// Of which kind.
        creep: CreepRef,
        /// How many at once.
        #[serde(deserialize_with = "read::creeps")]
        count: u32,
        /// The time between two releases, in s.
        #[serde(deserialize_with = "read::seconds")]
        every: f32,
    },
}

/// What comes of a creep that is shot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Death {
    /// Nothing.
    #[default]
    Nothing,
    /// Other creeps, which fly apart.
    Split {
        /// Of which kind.
        creep: CreepRef,
        /// How many.
        #[serde(deserialize_with = "read::creeps")]
        count: u32,
        /// How fast the outer two fly sideways, in px/s.
        #[serde(deserialize_with = "read::speed")]
        apart: f32,
    },
}

/// A shield that takes hits before the creep does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShieldSpec {
    /// How many hits it takes; 0 for no shield.
    #[serde(deserialize_with = "read::bombs")]
    pub hits: u32,
    /// How long after the last hit it is whole again, in s; 0 for never.
    #[serde(deserialize_with = "read::delay")]
    pub recharge: f32,
}

/// Whom a creep meets: its collision layers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Meets {
    /// The ship.
    pub ship: bool,
    /// The ship's bullets.
    pub bullets: bool,
}

impl Default for Meets {
    fn default() -> Self {
        Self { ship: true, bullets: true }
    }
}
