//! What a ruleset says of power-ups.

use serde::{Deserialize, Serialize};

use super::limits;
use crate::shape::Shape;

/// What falls from shot creeps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PowerUpsSpec {
    /// How large they are drawn, in px.
    #[serde(deserialize_with = "limits::side")]
    pub size: f32,
    /// What the ship must touch.
    pub shape: Shape,
    /// How fast they fall, in px/s.
    #[serde(deserialize_with = "limits::speed")]
    pub speed: f32,
    /// What they may be.
    #[serde(deserialize_with = "limits::any::<_, _, 16>")]
    pub kinds: Vec<PowerUpKind>,
}

/// A kind of power-up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PowerUpKind {
    /// Its picture.
    #[serde(deserialize_with = "limits::name")]
    pub sprite: String,
    /// How often it is this one, against the others' weights.
    #[serde(deserialize_with = "limits::weight")]
    pub weight: u32,
    /// What it does.
    pub power: Power,
}

/// What a power-up does when it is caught.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub enum Power {
    /// The weapon's cooldown lasts `cooldown` times as long, for `lasts` s.
    Rapid {
        /// Times.
        #[serde(deserialize_with = "limits::times")]
        cooldown: f32,
        /// In s.
        #[serde(deserialize_with = "limits::seconds")]
        lasts: f32,
    },
    /// `bullets` more in a volley, over `fan` degrees more, for `lasts` s.
    Spread {
        /// More bullets.
        #[serde(deserialize_with = "limits::bullets")]
        bullets: u32,
        /// In degrees.
        #[serde(deserialize_with = "limits::arc")]
        fan: f32,
        /// In s.
        #[serde(deserialize_with = "limits::seconds")]
        lasts: f32,
    },
    /// Bullets are `bullet` and fly on through `creeps` more, for `lasts` s.
    Pierce {
        /// What the bullets become.
        #[serde(deserialize_with = "limits::name")]
        bullet: String,
        /// More creeps.
        #[serde(deserialize_with = "limits::pierce")]
        creeps: u32,
        /// In s.
        #[serde(deserialize_with = "limits::seconds")]
        lasts: f32,
    },
    /// The next `hits` hits do no harm.
    Shield {
        /// Hits.
        #[serde(deserialize_with = "limits::power_up_shield")]
        hits: u32,
    },
    /// `bombs` more bombs.
    Bomb {
        /// Bombs, 9 at most.
        #[serde(deserialize_with = "limits::bombs")]
        bombs: u32,
    },
    /// Creeps and their bullets move at `time_scale` times their speed, for `lasts` s.
    Slow {
        /// Times.
        #[serde(deserialize_with = "limits::times")]
        time_scale: f32,
        /// In s.
        #[serde(deserialize_with = "limits::seconds")]
        lasts: f32,
    },
    /// `lives` more lives.
    Life {
        /// Lives.
        #[serde(deserialize_with = "limits::lives")]
        lives: u32,
    },
}
