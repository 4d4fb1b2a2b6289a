//! What a mode file says of power-ups.

use serde::{Deserialize, Serialize};

use super::names::BulletRef;
use super::read;
use crate::shape::Shape;

/// What falls from shot creeps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PowerUps {
    /// How large they are drawn, in px.
    #[serde(deserialize_with = "read::side")]
    pub size: f32,
    /// What the ship must touch.
    pub shape: Shape,
    /// How fast they fall, in px/s.
    #[serde(deserialize_with = "read::speed")]
    pub speed: f32,
    /// What they may be.
    #[serde(deserialize_with = "read::any::<_, _, 16>")]
    pub kinds: Vec<PowerUpKind>,
}

/// A kind of power-up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PowerUpKind {
    /// Its picture.
    #[serde(deserialize_with = "read::name")]
    pub sprite: String,
    /// How often it is this one, against the others' weights.
    #[serde(deserialize_with = "read::weight")]
    pub weight: u32,
    /// What it does.
    pub power: Power,
}

/// What a power-up does when it is caught.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Power {
    /// The weapon's cooldown lasts `cooldown` times as long, for `lasts` s.
    Rapid {
        /// Times.
        #[serde(deserialize_with = "read::times")]
        cooldown: f32,
        /// In s.
        #[serde(deserialize_with = "read::seconds")]
        lasts: f32,
    },
    /// `bullets` more in a volley, over `fan` degrees more, for `lasts` s.
    Spread {
        /// More bullets.
        #[serde(deserialize_with = "read::bullets")]
        bullets: u32,
        /// In degrees.
        #[serde(deserialize_with = "read::arc")]
        fan: f32,
        /// In s.
        #[serde(deserialize_with = "read::seconds")]
        lasts: f32,
    },
    /// Bullets are `bullet` and fly on through `creeps` more, for `lasts` s.
    Pierce {
        /// What the bullets become.
        bullet: BulletRef,
        /// More creeps.
        #[serde(deserialize_with = "read::pierce")]
        creeps: u32,
        /// In s.
        #[serde(deserialize_with = "read::seconds")]
        lasts: f32,
    },
    /// The next `hits` hits do no harm.
    Shield {
        /// Hits.
        #[serde(deserialize_with = "read::lives")]
        hits: u32,
    },
    /// `bombs` more bombs.
    Bomb {
        /// Bombs, 9 at most.
        #[serde(deserialize_with = "read::bombs")]
        bombs: u32,
    },
    /// Creeps and their bullets move at `pace` times their speed, for `lasts` s.
    Slow {
        /// Times.
        #[serde(deserialize_with = "read::times")]
        pace: f32,
        /// In s.
        #[serde(deserialize_with = "read::seconds")]
        lasts: f32,
    },
    /// `lives` more lives.
    Life {
        /// Lives.
        #[serde(deserialize_with = "read::lives")]
        lives: u32,
    },
}
