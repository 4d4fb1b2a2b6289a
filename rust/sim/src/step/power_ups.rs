//! Power-ups: they fall, are caught, and do what the ruleset says.

use crate::event::SimEvent;
use crate::rules::CompiledEffect;
use crate::sim::Sim;
use crate::world::PowerUp;
use crate::world::layers::{MEETS_SHIP, SHIP_MASK};

/// The most bombs that a ship carries.
const MAX_BOMBS: u32 = 9;
/// The most lives that a ship has.
const MAX_LIVES: u32 = 99;

impl Sim {
    /// Lets a power-up fall from `(x, y)`, drawn by the ruleset's weights.
    pub(crate) fn drop_power_up(&mut self, x: f32, y: f32) {
        let kinds = &self.rules.power_ups;
        let Some(kind) = self.rng.weighted(kinds.iter().map(|kind| kind.weight)) else { return };
        if y > self.rules.power_ups_bottom {
            return; // nobody could catch it
        }
        let kind = kind as u8;
        let power_up = PowerUp { x, y, prev_x: x, prev_y: y, born: self.tick, kind };
        if self.power_ups.push(power_up).is_some() {
            self.events.push(SimEvent::PowerUpDropped { kind, x, y });
        }
    }

    /// Moves the power-ups down; those below the playfield are gone.
    pub(crate) fn move_power_ups(&mut self) {
        let bottom = self.rules.power_ups_bottom;
        self.power_ups.prev_x.copy_from_slice(&self.power_ups.x);
        self.power_ups.prev_y.copy_from_slice(&self.power_ups.y);
        for (index, y) in self.power_ups.y.iter_mut().enumerate() {
            *y += self.rules.power_up_speed;
            if *y > bottom {
                self.scratch.power_ups_to_remove.push(index as u32);
            }
        }
        self.power_ups.remove_all(&mut self.scratch.power_ups_to_remove);
    }

    /// Gives the ship what it touches.
    pub(crate) fn catch_power_ups(&mut self) {
        if self.over || SHIP_MASK & MEETS_SHIP == 0 {
            return;
        }
        let sum = self.ship.shape.minkowski_sum(self.rules.power_up);
        for index in (0..self.power_ups.len()).rev() {
            let power_ups = &self.power_ups;
            let start = (power_ups.prev_x[index] - self.ship.prev_x, power_ups.prev_y[index] - self.ship.y);
            let (x, y, kind) = (power_ups.x[index], power_ups.y[index], power_ups.kind[index]);
            if sum.time_of_impact(start, (x - self.ship.x, y - self.ship.y)).is_some() {
                self.power_ups.swap_remove(index);
                self.events.push(SimEvent::PowerUpCaught { kind, x, y });
                self.apply_power_up(usize::from(kind));
            }
        }
    }

    fn apply_power_up(&mut self, kind: usize) {
        let ship = &mut self.ship;
        let rules = &self.rules.power_ups[kind];
        if rules.lasts > 0 {
            ship.powers[kind] = rules.lasts;
        }
        for effect in &rules.effects {
            match *effect {
                CompiledEffect::Shield(hits) => ship.shield = ship.shield.max(hits),
                CompiledEffect::Bombs(bombs) => ship.bombs = (ship.bombs + bombs).min(MAX_BOMBS),
                CompiledEffect::Lives(lives) => ship.lives = (ship.lives + lives).min(MAX_LIVES),
                CompiledEffect::Points(points) => {
                    self.score.add(points, &self.rules.combo);
                }
                // As long as it lasts.
                CompiledEffect::Cooldown(_)
                | CompiledEffect::Bullets { .. }
                | CompiledEffect::BulletSpeed(_)
                | CompiledEffect::Damage(_)
                | CompiledEffect::Pierce { .. }
                | CompiledEffect::TimeScale(_) => {}
            }
        }
    }
}
