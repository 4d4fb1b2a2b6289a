//! `config/tuning.ron`: every number of Classic that a person may want to change, typed and range-checked.

use std::fmt;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use crate::limits;
use crate::ron_file::{self, FileError};

/// The numbers of a game. The default is the tutorial's game; a file names only what it changes.
///
/// | part | what it tunes |
/// |---|---|
/// | `player` | the ship |
/// | `bullet` | the ship's bullets |
/// | `mob` | the creeps |
/// | `messages` | how long messages are shown |
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tuning {
    /// The ship.
    pub player: Player,
    /// The ship's bullets.
    pub bullet: Bullet,
    /// The creeps.
    pub mob: Mob,
    /// How long messages are shown.
    pub messages: Messages,
}

/// The ship.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Player {
    /// The ship's speed to the left and right, in px/s.
    #[serde(deserialize_with = "limits::player_speed")]
    pub speed: f32,
    /// Scale of the ship's sprite and collision shape.
    #[serde(deserialize_with = "limits::scale")]
    pub scale: f32,
}

/// The ship's bullets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Bullet {
    /// The minimum time between two shots, in s. The game rounds it to ticks.
    #[serde(deserialize_with = "limits::cooldown")]
    pub cooldown: f32,
    /// A bullet's speed upwards, in px/s.
    #[serde(deserialize_with = "limits::bullet_speed")]
    pub speed: f32,
    /// Width and height of a bullet, in px.
    #[serde(deserialize_with = "limits::bullet_size")]
    pub size: f32,
    /// How far above the ship's center a bullet spawns, in px.
    #[serde(deserialize_with = "limits::muzzle")]
    pub muzzle: f32,
    /// A bullet's color.
    pub color: Rgb,
}

/// The creeps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mob {
    /// The range of speeds downwards, in px/s. Each creep draws its own.
    pub speed: SpeedRange,
    /// Scale of a creep's sprite and collision shape.
    #[serde(deserialize_with = "limits::scale")]
    pub scale: f32,
    /// The time between two creeps, in s. The game rounds it to ticks.
    #[serde(deserialize_with = "limits::spawn_interval")]
    pub spawn_interval: f32,
}

/// How long messages are shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Messages {
    /// From the start of a game to the start of the spawn timer, in s.
    #[serde(deserialize_with = "limits::delay")]
    pub start_delay: f32,
    /// How long "Get Ready" is shown unless creeps spawn sooner, in s.
    #[serde(deserialize_with = "limits::delay")]
    pub message_time: f32,
    /// From "Game Over" to the results with their "Play again" button, in s.
    #[serde(deserialize_with = "limits::delay")]
    pub button_delay: f32,
}

impl Default for Player {
    fn default() -> Self {
        Self { speed: 400.0, scale: 1.0 }
    }
}

impl Default for Bullet {
    fn default() -> Self {
        Self { cooldown: 0.25, speed: 200.0, size: 20.0, muzzle: 20.0, color: Rgb(0x00, 0xff, 0xff) }
    }
}

impl Default for Mob {
    fn default() -> Self {
        Self { speed: SpeedRange { min: 150.0, max: 250.0 }, scale: 1.0, spawn_interval: 0.5 }
    }
}

impl Default for Messages {
    fn default() -> Self {
        Self { start_delay: 2.0, message_time: 2.0, button_delay: 1.0 }
    }
}

/// The range of speeds that creeps draw from, in px/s. `min` is never above `max`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "UncheckedSpeedRange")]
pub struct SpeedRange {
    /// The slowest, in px/s.
    pub min: f32,
    /// The fastest, in px/s.
    pub max: f32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "SpeedRange")]
struct UncheckedSpeedRange {
    #[serde(deserialize_with = "limits::mob_speed")]
    min: f32,
    #[serde(deserialize_with = "limits::mob_speed")]
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

/// A color, written as six hexadecimal digits: `"00ffff"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(into = "String")]
pub struct Rgb(pub u8, pub u8, pub u8);

impl<'de> Deserialize<'de> for Rgb {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const ALLOWED: &str = "six hexadecimal digits in quotes such as \"00ffff\" are allowed";
        let text = String::deserialize(deserializer)
            .map_err(|error| D::Error::custom(format_args!("{error}; {ALLOWED}")))?;
        let digits = text.strip_prefix('#').unwrap_or(&text);
        let is_hex = digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        match u32::from_str_radix(digits, 16) {
            Ok(value) if is_hex => Ok(Self((value >> 16) as u8, (value >> 8) as u8, value as u8)),
            _ => Err(D::Error::custom(format_args!("{text:?} is not a color; {ALLOWED}"))),
        }
    }
}

impl From<Rgb> for String {
    fn from(color: Rgb) -> Self {
        color.to_string()
    }
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

impl Tuning {
    /// Parses a tuning file. `file` is its name in errors.
    ///
    /// # Errors
    /// The first thing in the file that is not allowed, with its location.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, FileError> {
        ron_file::read(file, bytes)
    }
}
