//! What every ruleset says once: the playfield, the ship, its weapon, bullets, combos, difficulties.

use serde::{Deserialize, Serialize};

use super::limits;
use crate::shape::Shape;

/// The playfield.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Playfield {
    /// In px.
    #[serde(deserialize_with = "limits::field_side")]
    pub width: f32,
    /// In px.
    #[serde(deserialize_with = "limits::field_side")]
    pub height: f32,
}

/// How many of each there may be at once; what would be one too many does not come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Capacity {
    /// Creeps.
    #[serde(deserialize_with = "limits::pool")]
    pub creeps: u32,
    /// The ship's bullets.
    #[serde(deserialize_with = "limits::pool")]
    pub player_bullets: u32,
    /// The creeps' and bosses' bullets.
    #[serde(deserialize_with = "limits::pool")]
    pub creep_bullets: u32,
    /// Power-ups falling.
    #[serde(deserialize_with = "limits::pool")]
    pub power_ups: u32,
}

/// The ship.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ShipSpec {
    /// How large it is drawn, in px.
    #[serde(deserialize_with = "limits::side")]
    pub size: f32,
    /// What collides.
    pub shape: Shape,
    /// How far above the playfield's lower edge its centre is, in px.
    #[serde(deserialize_with = "limits::side")]
    pub above_edge: f32,
    /// How fast it moves left and right, in px/s.
    #[serde(deserialize_with = "limits::speed")]
    pub speed: f32,
    /// How far above its centre bullets start, in px.
    #[serde(deserialize_with = "limits::length")]
    pub muzzle: f32,
    /// Hits until the game is over.
    #[serde(deserialize_with = "limits::lives")]
    pub lives: u32,
    /// How long nothing harms it after a hit, in s.
    #[serde(deserialize_with = "limits::delay")]
    pub invulnerable: f32,
    /// Bombs at the start.
    #[serde(deserialize_with = "limits::bombs")]
    pub bombs: u32,
    /// What a bomb takes from every creep, and from a boss, in health.
    #[serde(deserialize_with = "limits::damage")]
    pub bomb_damage: u32,
    /// What a creep that rams the ship loses, in health.
    #[serde(deserialize_with = "limits::damage")]
    pub ram_damage: u32,
    /// How near a creeps' bullet must pass the ship's shape to graze it, in px; 0 for never.
    #[serde(default, deserialize_with = "limits::graze")]
    pub graze: f32,
}

/// A kind of bullet, the ship's or the creeps'.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BulletKind {
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
    /// A second way that a creeps' bullet takes: it waits for the ship, so to speak.
    #[serde(default)]
    pub redirect: Redirect,
}

/// When a creeps' bullet turns to where the ship is, once, and how fast it then flies.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Redirect {
    /// So long after it was fired, in s; 0 for never.
    #[serde(deserialize_with = "limits::delay")]
    pub after: f32,
    /// In px/s.
    #[serde(deserialize_with = "limits::speed")]
    pub speed: f32,
}

impl Default for Redirect {
    fn default() -> Self {
        Self { after: 0.0, speed: 10.0 }
    }
}

/// What the ship fires after so many creeps shot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WeaponLevel {
    /// From how many creeps shot on.
    #[serde(deserialize_with = "limits::kills")]
    pub kills: u32,
    /// The bullet.
    #[serde(deserialize_with = "limits::name")]
    pub bullet: String,
    /// The shortest time between two volleys, in s.
    #[serde(deserialize_with = "limits::cooldown")]
    pub cooldown: f32,
    /// Bullets in a volley.
    #[serde(deserialize_with = "limits::bullets")]
    pub bullets: u32,
    /// The angle between the outer two, in degrees.
    #[serde(deserialize_with = "limits::arc")]
    pub fan: f32,
    /// How far apart the outer two start, in px.
    #[serde(deserialize_with = "limits::length")]
    pub width: f32,
    /// How fast they fly, in px/s.
    #[serde(deserialize_with = "limits::speed")]
    pub speed: f32,
    /// What a hit takes, in health.
    #[serde(deserialize_with = "limits::damage")]
    pub damage: u32,
    /// How many creeps a bullet flies on through.
    #[serde(deserialize_with = "limits::pierce")]
    pub pierce: u32,
}

/// How hits without misses multiply points.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Combo {
    /// Hits to the next multiplier.
    #[serde(deserialize_with = "limits::combo_hits")]
    pub hits: u32,
    /// The largest multiplier.
    #[serde(deserialize_with = "limits::multiplier")]
    pub max_multiplier: u32,
    /// Hits that a bullet which leaves the playfield unused takes away.
    #[serde(deserialize_with = "limits::amount")]
    pub miss: f32,
    /// Hits that a creep counts for which is shot, beside the hit that does it.
    #[serde(default, deserialize_with = "limits::amount")]
    pub kill: f32,
    /// Hits that a graze counts for.
    #[serde(default, deserialize_with = "limits::amount")]
    pub graze: f32,
    /// How long the combo holds without a hit, in s.
    #[serde(default, deserialize_with = "limits::delay")]
    pub hold: f32,
    /// Hits that it then loses, in hits/s.
    #[serde(default, deserialize_with = "limits::fade")]
    pub fade: f32,
}

/// Points for what is no creep and no boss, before the multiplier; 0 for none.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Bonuses {
    /// For a graze.
    #[serde(deserialize_with = "limits::points")]
    pub graze: u32,
    /// For each creeps' bullet that a bomb or a boss's death takes away.
    #[serde(deserialize_with = "limits::points")]
    pub cancelled_bullet: u32,
    /// For a whole formation, of three creeps or more.
    #[serde(deserialize_with = "limits::points")]
    pub formation: u32,
    /// For a wave in which no bullet missed.
    #[serde(deserialize_with = "limits::points")]
    pub no_miss: u32,
    /// For a wave in which nothing hit the ship.
    #[serde(deserialize_with = "limits::points")]
    pub no_hit: u32,
}

/// The three difficulties' numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Difficulties {
    /// For a first game.
    pub easy: DifficultyScale,
    /// As the file's numbers stand.
    pub normal: DifficultyScale,
    /// For who has seen it all.
    pub hard: DifficultyScale,
}

/// What a difficulty multiplies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DifficultyScale {
    /// The creeps' and bosses' speed, times.
    #[serde(deserialize_with = "limits::times")]
    pub speed: f32,
    /// Their health, times.
    #[serde(deserialize_with = "limits::times")]
    pub health: f32,
    /// How often they fire, times.
    #[serde(deserialize_with = "limits::times")]
    pub fire: f32,
    /// Their bullets' speed, times.
    #[serde(deserialize_with = "limits::times")]
    pub bullet_speed: f32,
    /// How many a spawn stream brings: a factor.
    #[serde(deserialize_with = "limits::times")]
    pub rate: f32,
    /// How often power-ups fall, times.
    #[serde(deserialize_with = "limits::times")]
    pub drops: f32,
    /// The points, times.
    #[serde(deserialize_with = "limits::times")]
    pub points: f32,
    /// More lives.
    #[serde(deserialize_with = "limits::more_lives")]
    pub more_lives: u32,
}
