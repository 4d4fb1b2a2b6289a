//! What a ruleset says of a boss: a body, and phases of attacks that are announced before they come.

use serde::{Deserialize, Serialize};

use super::limits;
use crate::shape::Shape;

/// A boss.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BossKind {
    /// What the file and the health bar call it.
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
    /// Points for each health that a hit takes, before the multiplier.
    #[serde(default, deserialize_with = "limits::points")]
    pub hit_points: u32,
    /// Where hits take more.
    #[serde(default, deserialize_with = "limits::any::<_, _, 8>")]
    pub weak_points: Vec<WeakPoint>,
    /// How fast it comes in, in px/s.
    #[serde(deserialize_with = "limits::speed")]
    pub speed: f32,
    /// The height at which it fights, in px from the upper edge.
    #[serde(deserialize_with = "limits::length")]
    pub hover_y: f32,
    /// How far it sways to either side, in px.
    #[serde(deserialize_with = "limits::length")]
    pub sway: f32,
    /// How long there and back takes, in s.
    #[serde(deserialize_with = "limits::seconds")]
    pub period: f32,
    /// How many power-ups it leaves.
    #[serde(deserialize_with = "limits::drops")]
    pub drops: u32,
    /// What it does as its health goes down.
    #[serde(deserialize_with = "limits::list::<_, _, 8>")]
    pub phases: Vec<Phase>,
}

/// A part of a boss's underside where hits take more, and pay more.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WeakPoint {
    /// How far to the right of the boss's centre its middle is, in px.
    #[serde(deserialize_with = "limits::offset")]
    pub x: f32,
    /// In px.
    #[serde(deserialize_with = "limits::side")]
    pub width: f32,
    /// How many times as much a hit takes.
    #[serde(deserialize_with = "limits::weak_times")]
    pub times: u32,
}

/// A part of the fight with a boss.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// It begins when at most this part of the health is left: 1 for the first phase, less for each after it.
    #[serde(deserialize_with = "limits::fraction")]
    pub below: f32,
    /// How fast it sways: a factor.
    #[serde(deserialize_with = "limits::times")]
    pub sway_speed: f32,
    /// What it does, one after the other, and from the start again.
    #[serde(deserialize_with = "limits::list::<_, _, 16>")]
    pub attacks: Vec<BossMove>,
    /// What it does at the same time, in the same way: no beam and no charge.
    #[serde(default, deserialize_with = "limits::any::<_, _, 16>")]
    pub also: Vec<BossMove>,
    /// How long the player has for the bonus, in s, from the first attack on.
    #[serde(default, deserialize_with = "limits::delay")]
    pub time: f32,
    /// Points for a phase that was ended in time, before the multiplier.
    #[serde(default, deserialize_with = "limits::points")]
    pub bonus: u32,
}

/// One attack of a boss, from its announcement on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BossMove {
    /// How long it is announced, in s.
    #[serde(deserialize_with = "limits::delay")]
    pub telegraph: f32,
    /// What then comes.
    pub attack: BossAttack,
    /// How long the boss rests after it, in s.
    #[serde(deserialize_with = "limits::delay")]
    pub rest: f32,
}

/// What a boss does to the ship.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub enum BossAttack {
    /// Fires fans of bullets, one after the other.
    Volley {
        /// What.
        #[serde(deserialize_with = "limits::name")]
        bullet: String,
        /// How many in a fan.
        #[serde(deserialize_with = "limits::bullets")]
        bullets: u32,
        /// The angle between the outer two, in degrees.
        #[serde(deserialize_with = "limits::arc")]
        fan: f32,
        /// At the ship, or straight down.
        aimed: bool,
        /// How fast, in px/s.
        #[serde(deserialize_with = "limits::speed")]
        speed: f32,
        /// How many fans.
        #[serde(deserialize_with = "limits::repeats")]
        times: u32,
        /// The time between two fans, in s.
        #[serde(deserialize_with = "limits::cooldown")]
        every: f32,
    },
    /// Fires all around, time after time.
    Ring {
        /// What.
        #[serde(deserialize_with = "limits::name")]
        bullet: String,
        /// How many in a ring.
        #[serde(deserialize_with = "limits::bullets")]
        bullets: u32,
        /// How far each ring is turned against the one before, in degrees.
        #[serde(deserialize_with = "limits::angle")]
        turn: f32,
        /// How fast, in px/s.
        #[serde(deserialize_with = "limits::speed")]
        speed: f32,
        /// How many rings.
        #[serde(deserialize_with = "limits::repeats")]
        times: u32,
        /// The time between two rings, in s.
        #[serde(deserialize_with = "limits::cooldown")]
        every: f32,
    },
    /// A beam down across the playfield, which sweeps.
    Beam {
        /// In px.
        #[serde(deserialize_with = "limits::side")]
        width: f32,
        /// Where it begins, in degrees from straight down; left is below 0.
        #[serde(deserialize_with = "limits::beam_angle")]
        from: f32,
        /// Where it ends.
        #[serde(deserialize_with = "limits::beam_angle")]
        to: f32,
        /// How long that takes, in s.
        #[serde(deserialize_with = "limits::seconds")]
        lasts: f32,
    },
    /// Lets creeps out.
    Summon {
        /// Of which kind.
        #[serde(deserialize_with = "limits::name")]
        creep: String,
        /// How many.
        #[serde(deserialize_with = "limits::creeps")]
        count: u32,
    },
    /// Rushes down at where the ship is, and comes back.
    Charge {
        /// How fast, in px/s.
        #[serde(deserialize_with = "limits::speed")]
        speed: f32,
    },
}
