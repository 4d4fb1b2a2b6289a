//! What harms the ship: creeps that ram it or land, their bullets, a boss and its beam. One harm a tick, for after it nothing harms.

use wide::f32x8;

use crate::area::Area;
use crate::event::{Harm, SimEvent, Weapon};
use crate::math::{max, min};
use crate::pieces::{LANES, Pieces};
use crate::shape::RoundedBox;
use crate::sim::Sim;
use crate::world::layers::SHIP_MASK;

use super::program::ProgramState;

/// How long nothing harms a ship whose shield took a hit, in ticks.
const SHIELD_PAUSE: u32 = 30;

impl Sim {
    /// Harms the ship by the first of: the creep with the lowest id that it meets, such a bullet, the boss, its beam, a creep that landed.
    pub(crate) fn harm_ship(&mut self) {
        if self.invincible || self.ship.invulnerable > 0 || matches!(self.program, ProgramState::Stress(_)) {
            return;
        }
        if let Some(index) = self.ramming_creep() {
            let by = Harm::Creep(self.creeps.kind[index]);
            self.hurt_creep(index, self.rules.ship.ram_damage, Weapon::Ram);
            self.harm(by);
        } else if let Some(index) = self.striking_bullet() {
            let by = Harm::Bullet(self.creep_bullets.kind[index]);
            self.creep_bullets.swap_remove(index);
            self.harm(by);
        } else if let Some(by) = self.boss_harm() {
            self.harm(by);
        } else if let Some(kind) = self.scratch.landed {
            self.harm(Harm::Creep(kind));
        }
    }

    fn ramming_creep(&self) -> Option<usize> {
        let Self { ship, creeps, rules, .. } = self;
        let extent = (ship.shape.extent_x(), ship.shape.extent_y());
        let area = Area::swept((ship.prev_x, ship.y), (ship.x, ship.y), extent);
        let meets = |&index: &usize| {
            let sum = rules.creeps[usize::from(creeps.kind[index])].shape.minkowski_sum(ship.shape);
            let start = (creeps.prev_x[index] - ship.prev_x, creeps.prev_y[index] - ship.y);
            area.meets(creeps.area(index, rules))
                && creeps.layer[index] & SHIP_MASK != 0
                && creeps.health[index] > 0
                && !creeps.is_out_of_reach(index, rules)
                && sum.time_of_impact(start, (creeps.x[index] - ship.x, creeps.y[index] - ship.y)).is_some()
        };
        // Most are far above the ship, which a few instructions tell of eight at once.
        let reach = rules.creeps.iter().map(|kind| kind.hit_extent.1).fold(area.half_height, max) * 2.0 + 1.0;
        let near = f32x8::splat(ship.y - reach);
        let (y, prev_y) = (Pieces::of(&creeps.y), Pieces::of(&creeps.prev_y));
        let pieces = 0..creeps.len().div_ceil(LANES);
        let low = pieces.filter(|&piece| {
            let lowest = f32x8::new(*y.at(piece)).fast_max(f32x8::new(*prev_y.at(piece)));
            lowest.simd_ge(near).any()
        });
        let creeps_there = low.flat_map(|piece| piece * LANES..creeps.len().min((piece + 1) * LANES));
        creeps_there.filter(meets).min_by_key(|&index| creeps.ids.id(index))
    }

    fn striking_bullet(&self) -> Option<usize> {
        let Self { ship, creep_bullets: bullets, rules, .. } = self;
        let strikes = |&index: &usize| {
            let sum = rules.bullets[usize::from(bullets.kind[index])].minkowski_sum(ship.shape);
            let start = (bullets.prev_x[index] - ship.prev_x, bullets.prev_y[index] - ship.y);
            let end = (bullets.x[index] - ship.x, bullets.y[index] - ship.y);
            // Most are far above the ship.
            min(start.1, end.1) < sum.extent_y()
                && max(start.1, end.1) > -sum.extent_y()
                && sum.time_of_impact(start, end).is_some()
        };
        (0..bullets.len()).filter(strikes).min_by_key(|&index| bullets.ids.id(index))
    }

    /// Pays for creeps' bullets that pass the ship closely, each once, in the pool's order.
    pub(crate) fn graze_ship(&mut self) {
        let near = self.rules.ship.graze;
        if near <= 0.0 || self.over || self.ship.invulnerable > 0 {
            return;
        }
        let (ship_x, ship_y, shape) = (self.ship.x, self.ship.y, self.ship.shape);
        for index in 0..self.creep_bullets.len() {
            let bullets = &mut self.creep_bullets;
            let (x, y) = (bullets.x[index], bullets.y[index]);
            let sum = self.rules.bullets[usize::from(bullets.kind[index])].minkowski_sum(shape);
            let around = RoundedBox { radius: sum.radius + near, ..sum };
            if !bullets.grazed[index] && around.contains(x - ship_x, y - ship_y) {
                bullets.grazed[index] = true;
                self.score.graze(&self.rules.combo);
                let points = self.score.add(self.rules.bonuses.graze as f32, &self.rules.combo);
                self.events.push(SimEvent::Grazed { x, y, points });
            }
        }
    }

    /// Harms the ship: its shield, else a life.
    fn harm(&mut self, by: Harm) {
        self.score.wave.harms += 1;
        if self.ship.shield > 0 {
            self.ship.shield -= 1;
            self.ship.invulnerable = SHIELD_PAUSE;
            self.events.push(SimEvent::ShipShielded { left: self.ship.shield, by });
            return;
        }
        self.ship.lives -= 1;
        self.ship.invulnerable = self.rules.ship.invulnerable + 1;
        self.score.chain = 0.0;
        self.events.push(SimEvent::ShipHit { lives: self.ship.lives, by });
        if self.ship.lives == 0 {
            self.over = true;
            self.events.push(SimEvent::GameOver { score: self.score.points });
        }
    }
}
