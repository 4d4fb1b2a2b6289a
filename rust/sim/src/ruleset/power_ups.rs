//! What a ruleset says of power-ups.

use std::mem::discriminant;

use serde::{Deserialize, Deserializer, Serialize};

use super::check::{Conflict, conflict};
use super::{Ruleset, limits};
use crate::shape::Shape;

/// The most effects of a power-up: one of each kind.
const MAX_EFFECTS: usize = 10;

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
    /// What players call it; as what it does if it is left out.
    #[serde(default, deserialize_with = "limits::name", skip_serializing_if = "String::is_empty")]
    pub title: String,
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
    /// Effects of your own, all at the same time.
    Effects {
        /// Each kind at most once.
        #[serde(deserialize_with = "limits::list::<_, _, MAX_EFFECTS>")]
        list: Vec<Effect>,
        /// How long those of them that last do, in s; left out where none lasts.
        #[serde(default, deserialize_with = "limits::lasting", skip_serializing_if = "is_zero")]
        lasts: f32,
    },
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(seconds: &f32) -> bool {
    *seconds <= 0.0
}

impl Power {
    /// How long it lasts, in s; 0 for what is done at once.
    pub fn lasts(&self) -> f32 {
        match *self {
            Self::Rapid { lasts, .. }
            | Self::Spread { lasts, .. }
            | Self::Pierce { lasts, .. }
            | Self::Slow { lasts, .. }
            | Self::Effects { lasts, .. } => lasts,
            Self::Shield { .. } | Self::Bomb { .. } | Self::Life { .. } => 0.0,
        }
    }

    /// Whether the ship gets a shield.
    pub fn shields(&self) -> bool {
        match self {
            Self::Shield { .. } => true,
            Self::Effects { list, .. } => list.iter().any(|effect| matches!(effect, Effect::Shield(_))),
            _ => false,
        }
    }

    /// Whether bullets fly on through what they hit.
    pub fn pierces(&self) -> bool {
        match self {
            Self::Pierce { .. } => true,
            Self::Effects { list, .. } => list.iter().any(|effect| matches!(effect, Effect::Pierce { .. })),
            _ => false,
        }
    }

    /// How fast creeps' time passes, times.
    pub fn time_scale(&self) -> f32 {
        match self {
            Self::Slow { time_scale, .. } => *time_scale,
            Self::Effects { list, .. } => list
                .iter()
                .find_map(|effect| if let Effect::TimeScale(times) = effect { Some(*times) } else { None })
                .unwrap_or(1.0),
            _ => 1.0,
        }
    }
}

/// An effect, of which a power-up has one or several.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub enum Effect {
    /// The weapon fires so many times as often, while it lasts.
    FireRate(#[serde(deserialize_with = "limits::times")] f32),
    /// More bullets in a volley, while it lasts.
    Bullets {
        /// How many more.
        #[serde(deserialize_with = "limits::bullets")]
        more: u32,
        /// Over how many degrees more.
        #[serde(default, deserialize_with = "limits::arc")]
        fan: f32,
    },
    /// Bullets fly so many times as fast, 2000 px/s at most, while it lasts.
    BulletSpeed(#[serde(deserialize_with = "limits::times")] f32),
    /// A bullet takes so much more health, while it lasts.
    Damage(#[serde(deserialize_with = "limits::damage")] u32),
    /// Bullets fly on through so many more creeps, while it lasts.
    Pierce {
        /// More creeps.
        #[serde(deserialize_with = "limits::pierce")]
        creeps: u32,
        /// What the bullets become; they stay what they are if it is left out.
        #[serde(default, deserialize_with = "some_name")]
        bullet: Option<String>,
    },
    /// Creeps and their bullets move at so many times their speed, while it lasts: 1 at most.
    TimeScale(#[serde(deserialize_with = "limits::time_scale")] f32),
    /// The next hits do no harm: so many.
    Shield(#[serde(deserialize_with = "limits::power_up_shield")] u32),
    /// So many more bombs, 9 at most.
    Bombs(#[serde(deserialize_with = "limits::more_bombs")] u32),
    /// So many more lives.
    Lives(#[serde(deserialize_with = "limits::lives")] u32),
    /// So many points, times the multiplier.
    Points(#[serde(deserialize_with = "limits::power_up_points")] u32),
}

fn some_name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    limits::name(deserializer).map(Some)
}

impl Effect {
    /// Whether it ends some time.
    fn ends(&self) -> bool {
        match self {
            Self::FireRate(_)
            | Self::Bullets { .. }
            | Self::BulletSpeed(_)
            | Self::Damage(_)
            | Self::Pierce { .. }
            | Self::TimeScale(_) => true,
            Self::Shield(_) | Self::Bombs(_) | Self::Lives(_) | Self::Points(_) => false,
        }
    }
}

impl Ruleset {
    /// Whether the effects of each power-up fit together, and every bullet is known.
    pub(super) fn check_power_ups(&self) -> Result<(), Conflict> {
        for (index, kind) in self.power_ups.kinds.iter().enumerate() {
            let field_path = format!("power_ups.kinds[{index}].power");
            if let Power::Pierce { bullet, .. } = &kind.power {
                self.check_bullet(format!("{field_path}.bullet"), bullet)?;
            }
            let Power::Effects { list, lasts } = &kind.power else { continue };
            for (number, effect) in list.iter().enumerate() {
                let field_path = format!("{field_path}.list[{number}]");
                let is_same = |other: &Effect| discriminant(other) == discriminant(effect);
                if list[..number].iter().any(is_same) {
                    return conflict(field_path, "the same effect again; one of each kind is allowed");
                }
                if let Effect::Pierce { bullet: Some(bullet), .. } = effect {
                    self.check_bullet(format!("{field_path}.bullet"), bullet)?;
                }
            }
            if list.iter().any(Effect::ends) != (*lasts > 0.0) {
                let problem = if *lasts > 0.0 {
                    "nothing in its list lasts; only 0 is allowed"
                } else {
                    "what is in its list lasts some time; 0.1 to 600 s is allowed for `lasts`"
                };
                let field_path = if *lasts > 0.0 { format!("{field_path}.lasts") } else { field_path };
                return conflict(field_path, problem);
            }
        }
        Ok(())
    }
}
