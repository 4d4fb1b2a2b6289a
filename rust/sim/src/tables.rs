//! A mode's numbers as the simulation uses them: by kind, in ticks, with the difficulty in them.

use crate::mode::{Attack, Death, Handicap, Lap, Mode, Motion};
use crate::shape::Rounded;
use crate::units::{per_tick, ticks};
use crate::world::layers;

/// The numbers of a game.
#[derive(Clone, Debug)]
pub(crate) struct Tables {
    /// The field's, in px.
    pub width: f32,
    /// The field's, in px.
    pub height: f32,
    /// By kind.
    pub creeps: Vec<CreepTable>,
    /// Whether any creep's shield becomes whole again.
    pub recharges: bool,
    /// By kind.
    pub bullets: Vec<Rounded>,
    /// How far a bullet is drawn from its centre, in px: the largest kind's.
    pub bullet_reach: f32,
    /// What a power-up is caught by.
    pub power_up: Rounded,
    /// In px a tick.
    pub power_up_speed: f32,
    /// What the difficulty multiplies.
    pub handicap: Handicap,
}

/// The numbers of a kind of creep.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CreepTable {
    pub motion: Motion,
    pub attack: Attack,
    pub death: Death,
    pub shape: Rounded,
    /// How far the shape reaches to the side and down, in px.
    pub hit_reach: (f32, f32),
    /// Half of what is drawn, in px: it stays this far from the field's sides, and is out of sight this far below it.
    pub reach: f32,
    /// In px a tick, before the difficulty.
    pub slowest: f32,
    /// In px a tick, before the difficulty.
    pub fastest: f32,
    pub health: f32,
    pub points: f32,
    pub layer: u8,
    pub shield: u8,
    /// Ticks; 0 for never.
    pub recharge: f32,
    pub drop: f32,
    /// Whether it has an attack.
    pub attacks: bool,
    /// Whether its motion is more than falling and swinging.
    pub steers: bool,
}

/// What the difficulty and the round multiply.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scale {
    pub speed: f32,
    pub health: f32,
    /// How often creeps and bosses fire.
    pub fire: f32,
    pub bullet_speed: f32,
}

impl Tables {
    /// The numbers of `mode`, played with `handicap`.
    pub fn new(mode: &Mode, handicap: &Handicap) -> Self {
        let creeps = mode.creeps.iter().map(|kind| CreepTable {
            motion: kind.motion,
            attack: kind.attack,
            death: kind.death,
            shape: kind.shape.rounded(),
            hit_reach: (kind.shape.rounded().reach_x(), kind.shape.rounded().reach_y()),
            reach: kind.size / 2.0,
            slowest: per_tick(kind.speed.min),
            fastest: per_tick(kind.speed.max),
            health: kind.health as f32,
            points: kind.points as f32 * handicap.points,
            layer: if kind.meets.ship { layers::MEETS_SHIP } else { 0 }
                | if kind.meets.bullets { layers::MEETS_SHOTS } else { 0 },
            shield: kind.shield.hits as u8,
            recharge: ticks(kind.shield.recharge) as f32,
            drop: kind.drop * handicap.drops,
            steers: !matches!(kind.motion, Motion::Fall | Motion::Weave { .. }),
            attacks: kind.attack != Attack::Nothing,
        });
        Self {
            width: mode.field.width,
            height: mode.field.height,
            creeps: creeps.collect(),
            recharges: mode.creeps.iter().any(|kind| kind.shield.hits > 0 && kind.shield.recharge > 0.0),
            bullets: mode.bullets.iter().map(|kind| kind.shape.rounded()).collect(),
            bullet_reach: mode.bullets.iter().map(|kind| kind.size / 2.0).fold(0.0, crate::math::greatest),
            power_up: mode.power_ups.shape.rounded(),
            power_up_speed: per_tick(mode.power_ups.speed),
            handicap: handicap.clone(),
        }
    }

    /// What is multiplied in the round after `laps` whole ones.
    pub fn scale(&self, lap: &Lap, laps: u32) -> Scale {
        let laps = laps as f32;
        Scale {
            speed: self.handicap.speed * (1.0 + lap.speed * laps),
            health: self.handicap.health * (1.0 + lap.health * laps),
            fire: self.handicap.fire * (1.0 + lap.fire * laps),
            bullet_speed: self.handicap.bullet_speed * (1.0 + lap.speed * laps),
        }
    }
}

impl Scale {
    /// `health` as this many whole points, at least one.
    pub fn health(self, health: f32, times: f32) -> i32 {
        ((health * self.health * times).round() as i32).max(1)
    }
}
