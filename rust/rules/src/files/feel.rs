//! `config/feel.ron`: how it feels to shoot and to be hit in Arcade and Horde. Nothing in it changes a game: it is about the picture,
//! the gamepad and the phone only.

use serde::{Deserialize, Serialize};

use super::limits;
use super::ron_file::{self, FileError};

/// How it feels to shoot and to be hit. A file names only what it changes.
///
/// | part | is about |
/// |---|---|
/// | `shot` | the ship fires |
/// | `hit` | something is hit and lives |
/// | `scraps` | what is left of creeps |
/// | `bomb` | a bomb explodes |
/// | `impacts` | shake, hit-stop and rumble |
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Feel {
    /// The ship fires.
    pub shot: Shot,
    /// Something is hit and lives.
    pub hit: Hit,
    /// What is left of creeps.
    pub scraps: Scraps,
    /// A bomb explodes.
    pub bomb: Bomb,
    /// Shake, hit-stop and rumble.
    pub impacts: Impacts,
}

/// The ship fires.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Shot {
    /// How far the ship is pushed back, in px.
    #[serde(deserialize_with = "limits::recoil")]
    pub ship_recoil: f32,
    /// How far the gun in its nose is pushed into the hull, as a share of the ship's length.
    #[serde(deserialize_with = "limits::gun_recoil")]
    pub gun_recoil: f32,
    /// How long it takes both to come back, in s.
    #[serde(deserialize_with = "limits::effect_time")]
    pub recoil_time: f32,
    /// The size of the muzzle flash, in px.
    #[serde(deserialize_with = "limits::muzzle_flash")]
    pub muzzle_flash: f32,
}

/// Something is hit and lives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Hit {
    /// How far a creep's picture is knocked back, in px.
    #[serde(deserialize_with = "limits::knock_back")]
    pub creep_knock_back: f32,
    /// How far a boss's picture is knocked back, in px.
    #[serde(deserialize_with = "limits::knock_back")]
    pub boss_knock_back: f32,
    /// How much a creep turns white.
    #[serde(deserialize_with = "limits::share")]
    pub creep_flash: f32,
    /// How much a boss turns white. It is large and hit often, so the limit is low: [`limits::BOSS_FLASH`].
    #[serde(deserialize_with = "limits::boss_flash")]
    pub boss_flash: f32,
}

/// What is left of creeps: scraps fall to the ground line and lie there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Scraps {
    /// The share of an explosion's shards that fall.
    #[serde(deserialize_with = "limits::share")]
    pub share: f32,
    /// How long they lie, in s.
    #[serde(deserialize_with = "limits::scraps_time")]
    pub time: f32,
}

/// A bomb explodes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Bomb {
    /// How white the playfield turns at first.
    #[serde(deserialize_with = "limits::share")]
    pub white_out: f32,
    /// How long that takes to fade, in s.
    #[serde(deserialize_with = "limits::effect_time")]
    pub white_out_time: f32,
    /// How long the shock wave takes to sweep the whole playfield, in s. It turns bullets into points as it reaches them.
    #[serde(deserialize_with = "limits::effect_time")]
    pub wave_time: f32,
}

/// What happens when, besides its picture and sound.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Impacts {
    /// A creep is killed that is worth many points: the impact of the entry with the most points that the creep is worth.
    pub kills: Vec<KillImpact>,
    /// The ship's shield takes a hit.
    pub shield_hit: Impact,
    /// The ship loses a life.
    pub life_lost: Impact,
    /// A bomb explodes.
    pub bomb: Impact,
    /// A boss goes on to its next phase.
    pub boss_phase: Impact,
    /// A boss is killed.
    pub boss_killed: Impact,
    /// The last explosion of a boss.
    pub boss_blast: Impact,
}

/// What the kill of a creep does that is worth so many points or more.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KillImpact {
    /// The points, before they are multiplied.
    pub points: u32,
    /// What it does.
    pub impact: Impact,
}

/// How something is felt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Impact {
    /// The most that the picture shakes, in px.
    #[serde(deserialize_with = "limits::shake")]
    pub shake: f32,
    /// How long the picture stands still, in ticks. The game goes on meanwhile.
    #[serde(deserialize_with = "limits::hit_stop")]
    pub hit_stop: u32,
    /// How the gamepad or phone vibrates.
    pub rumble: Rumble,
}

/// How a gamepad or a phone vibrates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rumble {
    /// The strength of the gamepad's small, fast motor.
    #[serde(deserialize_with = "limits::share")]
    pub weak: f32,
    /// The strength of its large, slow motor. A phone has one motor, and vibrates so strongly.
    #[serde(deserialize_with = "limits::share")]
    pub strong: f32,
    /// How long, in s.
    #[serde(deserialize_with = "limits::rumble_time")]
    pub time: f32,
}

impl Default for Shot {
    fn default() -> Self {
        Self { ship_recoil: 3.0, gun_recoil: 0.09, recoil_time: 0.12, muzzle_flash: 34.0 }
    }
}

impl Default for Hit {
    fn default() -> Self {
        Self { creep_knock_back: 6.0, boss_knock_back: 3.0, creep_flash: 0.7, boss_flash: 0.16 }
    }
}

impl Default for Scraps {
    fn default() -> Self {
        Self { share: 0.25, time: 10.0 }
    }
}

impl Default for Bomb {
    fn default() -> Self {
        Self { white_out: 0.75, white_out_time: 0.5, wave_time: 0.6 }
    }
}

impl Default for Impacts {
    fn default() -> Self {
        let impact = |shake, hit_stop, (weak, strong, time)| Impact {
            shake,
            hit_stop,
            rumble: Rumble { weak, strong, time },
        };
        let kill = |points, impact| KillImpact { points, impact };
        Self {
            kills: vec![
                kill(100, impact(1.5, 1, (0.25, 0.0, 0.08))),
                kill(300, impact(2.5, 2, (0.3, 0.15, 0.12))),
                kill(800, impact(4.0, 3, (0.4, 0.3, 0.18))),
            ],
            shield_hit: impact(1.7, 0, (0.5, 0.2, 0.15)),
            life_lost: impact(9.0, 3, (0.6, 1.0, 0.4)),
            bomb: impact(7.0, 0, (0.4, 0.6, 0.3)),
            boss_phase: impact(2.8, 0, (0.3, 0.4, 0.2)),
            boss_killed: impact(14.0, 6, (0.6, 0.8, 0.5)),
            boss_blast: impact(10.0, 0, (0.8, 1.0, 0.6)),
        }
    }
}

impl Impacts {
    /// What the kill of a creep does that is worth so many points before they are multiplied. None if that is nothing special.
    pub fn of_kill(&self, points: u32) -> Option<Impact> {
        let entries = self.kills.iter().filter(|kill| kill.points <= points);
        Some(entries.max_by_key(|kill| kill.points)?.impact)
    }
}

impl Feel {
    /// Parses the file. `file` is its name in errors.
    ///
    /// # Errors
    /// The first thing in the file that is not allowed, with its location.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, FileError> {
        ron_file::read(file, bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../../../godot-project/config/feel.ron");

    fn read(text: &str) -> Result<Feel, FileError> {
        Feel::read("feel.ron", text.as_bytes())
    }

    #[test]
    fn the_shipped_file_is_the_default_and_names_every_field() {
        assert_eq!(read(SHIPPED), Ok(Feel::default()));
        let everything = ron::to_string(&Feel::default()).unwrap();
        for (field, _) in everything.split(['(', ',', ')']).filter_map(|part| part.split_once(':')) {
            assert!(SHIPPED.contains(&format!("{field}:")), "{field} is not in the shipped file");
        }
    }

    #[test]
    fn the_shipped_file_says_every_limit() {
        for limits in [
            limits::SHARE,
            limits::SHAKE,
            limits::RECOIL,
            limits::GUN_RECOIL,
            limits::EFFECT_TIME,
            limits::MUZZLE_FLASH,
            limits::KNOCK_BACK,
            limits::BOSS_FLASH,
            limits::SCRAPS_TIME,
            limits::RUMBLE_TIME,
        ] {
            let words = format!("{} to {}", limits.min, limits.max);
            assert!(SHIPPED.contains(&words), "the shipped file does not say {words:?}");
        }
        assert!(SHIPPED.contains(&format!("0 to {}", limits::MAX_HIT_STOP)));
    }

    #[test]
    fn a_file_need_only_name_what_it_changes() {
        let feel = read("(hit: (boss_flash: 0.1))").unwrap();
        assert_eq!(feel.hit, Hit { boss_flash: 0.1, ..Hit::default() });
        assert_eq!(feel.impacts, Impacts::default());
        // An impact that is named has nothing that is not.
        let feel = read("(impacts: (bomb: (shake: 2)))").unwrap();
        assert_eq!(feel.impacts.bomb, Impact { shake: 2.0, ..Impact::default() });
    }

    #[test]
    fn errors_say_where_and_what_is_allowed() {
        for (text, said) in [
            (
                "(hit: (boss_flash: 0.5))",
                "feel.ron:1:20: hit.boss_flash: 0.5 is out of range; a number from 0 to 0.18",
            ),
            ("(shot: (ship_recoil: -1))", "shot.ship_recoil: -1 is out of range; a number from 0 to 20 px"),
            (
                "(impacts: (bomb: (hit_stop: 13)))",
                "impacts.bomb.hit_stop: 13 is out of range; a whole number from 0 to 12 ticks",
            ),
            ("(impacts: (bomb: (hit_stop: 1.5)))", "is not a whole number"),
            ("(impacts: (kills: [(points: 100, impact: (shake: 99))]))", "a number from 0 to 40 px"),
            ("(impacts: (bomb: (rumble: (strong: 2))))", "a number from 0 to 1"),
            ("(scraps: (tiem: 3))", "tiem"),
            ("", "feel.ron"),
        ] {
            let error = read(text).expect_err(text).to_string();
            assert!(error.contains(said), "{text}: {error}");
        }
    }

    #[test]
    fn the_most_that_a_creep_is_worth_decides() {
        let impacts = Impacts::default();
        assert_eq!(impacts.of_kill(99), None);
        let stops = [100, 299, 300, 800, 5000].map(|points| impacts.of_kill(points).unwrap().hit_stop);
        assert_eq!(stops, [1, 1, 2, 3, 3]);
    }

    /// The relative luminance of a gray (WCAG 2.2), from 0 to 1.
    fn luminance(value: f32) -> f32 {
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    }

    #[test]
    fn a_boss_that_is_hit_never_changes_by_a_tenth_of_the_luminance() {
        let share = limits::BOSS_FLASH.max;
        for step in 0..=255 {
            let value = step as f32 / 255.0;
            let change = luminance(value + (1.0 - value) * share) - luminance(value);
            assert!(change < 0.1, "{value} changes by {change}");
        }
    }
}
