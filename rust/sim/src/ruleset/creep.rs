//! What a ruleset says of a kind of creep: how it moves, what it does, what it takes.

use serde::{Deserialize, Serialize};

use super::limits;
use super::motion::Motion;
use crate::shape::Shape;

/// A kind of creep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CreepKind {
    /// What the file calls it.
    #[serde(deserialize_with = "limits::name")]
    pub name: String,
    /// Its picture.
    #[serde(deserialize_with = "limits::name")]
    pub sprite: String,
    /// How large it is drawn, in px.
    #[serde(deserialize_with = "limits::side")]
    pub size: f32,
    /// What collides.
    pub shape: Shape,
    /// What hits must take before it dies.
    #[serde(deserialize_with = "limits::health")]
    pub health: u32,
    /// Points for it, before the multiplier.
    #[serde(deserialize_with = "limits::points")]
    pub points: u32,
    /// How fast it moves; each draws its own from the range.
    pub speed: SpeedRange,
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
    #[serde(default, deserialize_with = "limits::chance")]
    pub drop: f32,
    /// Whom it meets.
    #[serde(default)]
    pub meets: Meets,
    /// What happens when it leaves the playfield at the lower edge.
    #[serde(default, skip_serializing_if = "Landing::is_nothing")]
    pub landing: Landing,
}

/// What happens when a creep leaves the playfield at the lower edge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub enum Landing {
    /// Nothing.
    #[default]
    Nothing,
    /// It harms the ship, as if it had touched it.
    Harm,
}

impl Landing {
    /// Left out where a ruleset is hashed, so that the hashes of rulesets from before it stay.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
    fn is_nothing(&self) -> bool {
        *self == Self::Nothing
    }
}

/// The speeds that creeps draw from, in px/s; `min` is never above `max`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(try_from = "UncheckedSpeedRange")]
pub struct SpeedRange {
    /// The slowest, in px/s.
    pub min: f32,
    /// The fastest, in px/s.
    pub max: f32,
}

#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename = "SpeedRange")]
struct UncheckedSpeedRange {
    #[serde(deserialize_with = "limits::speed")]
    min: f32,
    #[serde(deserialize_with = "limits::speed")]
    max: f32,
}

impl TryFrom<UncheckedSpeedRange> for SpeedRange {
    type Error = String;

    fn try_from(UncheckedSpeedRange { min, max }: UncheckedSpeedRange) -> Result<Self, String> {
        if min <= max {
            Ok(Self { min, max })
        } else {
            Err(format!("min is {min} and max is {max}; a min that is at most max is allowed"))
        }
    }
}

/// What a creep does while it is on the playfield.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub enum Attack {
    /// Nothing.
    #[default]
    Nothing,
    /// Fires.
    Shoot {
        /// What.
        #[serde(deserialize_with = "limits::name")]
        bullet: String,
        /// The time between two volleys, in s.
        #[serde(deserialize_with = "limits::seconds")]
        every: f32,
        /// How fast, in px/s.
        #[serde(deserialize_with = "limits::speed")]
        speed: f32,
        /// At the ship, or straight down.
        aimed: bool,
        /// How many at once.
        #[serde(deserialize_with = "limits::bullets")]
        bullets: u32,
        /// The angle between the outer two, in degrees; 360 for all around.
        #[serde(deserialize_with = "limits::arc")]
        fan: f32,
        /// How many volleys, one after the other.
        #[serde(default = "once", deserialize_with = "limits::repeats")]
        times: u32,
        /// The time between two of them, in s.
        #[serde(default = "tenth", deserialize_with = "limits::cooldown")]
        gap: f32,
        /// How far each is turned against the one before, in degrees: a spiral.
        #[serde(default, deserialize_with = "limits::angle")]
        turn: f32,
    },
    /// Lets other creeps out.
    Release {
        /// Of which kind.
        #[serde(deserialize_with = "limits::name")]
        creep: String,
        /// How many at once.
        #[serde(deserialize_with = "limits::creeps")]
        count: u32,
        /// The time between two releases, in s.
        #[serde(deserialize_with = "limits::seconds")]
        every: f32,
    },
}

/// A volley alone.
fn once() -> u32 {
    1
}

/// Between two volleys, in s, where nothing else is said.
fn tenth() -> f32 {
    0.1
}

/// What comes of a creep that is shot.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub enum Death {
    /// Nothing.
    #[default]
    Nothing,
    /// Other creeps, which fly apart.
    Split {
        /// Of which kind.
        #[serde(deserialize_with = "limits::name")]
        creep: String,
        /// How many.
        #[serde(deserialize_with = "limits::creeps")]
        count: u32,
        /// How fast the outer two fly sideways, in px/s.
        #[serde(deserialize_with = "limits::speed")]
        apart: f32,
    },
}

/// A shield that takes hits before the creep does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ShieldSpec {
    /// How many hits it takes; 0 for no shield.
    #[serde(deserialize_with = "limits::shield_hits")]
    pub hits: u32,
    /// How long after the last hit it is whole again, in s; 0 for never.
    #[serde(deserialize_with = "limits::delay")]
    pub recharge: f32,
}

/// Whom a creep meets: its collision layers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
