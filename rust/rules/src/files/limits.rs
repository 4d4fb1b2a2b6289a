//! The range of each number that a person may change.
//!
//! Each function deserializes one field (`#[serde(deserialize_with = …)]`), so that an error has the location of that number.

use std::fmt;

use serde::{Deserialize, Deserializer, de::Error};

/// The closed interval that a number must be in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The minimum, in `unit`.
    pub min: f32,
    /// The maximum, in `unit`.
    pub max: f32,
    /// `px`, `px/s`, `s`, or `times …`.
    pub unit: &'static str,
}

impl Limits {
    const fn new(min: f32, max: f32, unit: &'static str) -> Self {
        Self { min, max, unit }
    }

    /// Whether `value` is in the interval. NaN is not.
    pub fn allow(self, value: f32) -> bool {
        (self.min..=self.max).contains(&value)
    }

    fn read<'de, D: Deserializer<'de>>(self, deserializer: D) -> Result<f32, D::Error> {
        let value = f32::deserialize(deserializer)
            .map_err(|error| D::Error::custom(format_args!("{error}; {self} is allowed")))?;
        if self.allow(value) {
            Ok(value)
        } else {
            Err(D::Error::custom(format_args!("{value} is out of range; {self} is allowed")))
        }
    }
}

impl fmt::Display for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a number from {} to {} {}", self.min, self.max, self.unit)
    }
}

macro_rules! limits {
    ($($field:ident / $constant:ident: $min:literal to $max:literal $unit:literal;)*) => {$(
        #[doc = concat!("From ", $min, " to ", $max, " ", $unit, ".")]
        pub const $constant: Limits = Limits::new($min, $max, $unit);

        pub(crate) fn $field<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f32, D::Error> {
            $constant.read(deserializer)
        }
    )*};
}

// These speeds and sizes rule out tunneling in Classic: in one tick, the fastest bullet and the fastest mob approach each other by
// (1000 + 800) / 60 = 30 px, and the shortest pair that can collide head-on is 4 + 56 / 2 = 32 px long.
limits! {
    player_speed / PLAYER_SPEED: 10.0 to 2000.0 "px/s";
    scale / SCALE: 0.5 to 3.0 "times the drawn size";
    cooldown / COOLDOWN: 0.02 to 10.0 "s";
    bullet_speed / BULLET_SPEED: 10.0 to 1000.0 "px/s";
    bullet_size / BULLET_SIZE: 4.0 to 200.0 "px";
    muzzle / MUZZLE: 0.0 to 100.0 "px";
    mob_speed / MOB_SPEED: 10.0 to 800.0 "px/s";
    spawn_interval / SPAWN_INTERVAL: 0.02 to 60.0 "s";
    delay / DELAY: 0.1 to 30.0 "s";
}

// How Arcade and Horde feel. A change of luminance by less than a tenth is no flash for WCAG 2.3.1. Glowing by this share, no color
// changes by more, however large the boss is and however often it is hit: see `docs/flashes.md`.
limits! {
    share / SHARE: 0.0 to 1.0 "(the share of the whole)";
    shake / SHAKE: 0.0 to 40.0 "px";
    recoil / RECOIL: 0.0 to 20.0 "px";
    gun_recoil / GUN_RECOIL: 0.0 to 0.5 "times the ship's length";
    effect_time / EFFECT_TIME: 0.02 to 5.0 "s";
    muzzle_flash / MUZZLE_FLASH: 0.0 to 80.0 "px";
    knock_back / KNOCK_BACK: 0.0 to 30.0 "px";
    boss_flash / BOSS_FLASH: 0.0 to 0.18 "(the share of white)";
    scraps_time / SCRAPS_TIME: 0.0 to 60.0 "s";
    rumble_time / RUMBLE_TIME: 0.0 to 1.0 "s";
}

/// The longest hit-stop, in ticks.
pub const MAX_HIT_STOP: u32 = 12;

/// Deserializes a hit-stop, in ticks.
pub(crate) fn hit_stop<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let allowed = format!("a whole number from 0 to {MAX_HIT_STOP} ticks is allowed");
    let value = u32::deserialize(deserializer)
        .map_err(|error| D::Error::custom(format_args!("{error}; {allowed}")))?;
    if value <= MAX_HIT_STOP {
        Ok(value)
    } else {
        Err(D::Error::custom(format_args!("{value} is out of range; {allowed}")))
    }
}
