//! What harms the ship: creeps that ram it, their bullets, a boss and its beam. One harm a tick, for after it nothing harms.

use std::ops::ControlFlow;

use crate::event::{Event, Harm, Weapon};
use crate::grid::Area;
use crate::ids::Id;
use crate::math::{greatest, least};
use crate::sim::Sim;
use crate::units::ticks;
use crate::world::layers::SHIP_MASK;

use super::program::Program;

/// How long nothing harms a ship whose shield took a hit, in ticks.
const SHIELD_PAUSE: u32 = 30;

impl Sim {
    /// Harms the ship by the first of: the creep with the least id that it meets, such a bullet, the boss, its beam.
    pub(crate) fn harm_ship(&mut self) {
        if self.ship.invulnerable > 0 || matches!(self.program, Program::Stress(_)) {
            return;
        }
        if let Some(place) = self.ramming_creep() {
            let by = Harm::Creep(self.creeps.kind[place]);
            self.hurt_creep(place, self.mode.ship.ram_damage.cast_signed(), Weapon::Ram);
            self.harm(by);
        } else if let Some(place) = self.striking_bullet() {
            let by = Harm::Bullet(self.creep_shots.kind[place]);
            self.creep_shots.swap_remove(place);
            self.harm(by);
        } else if let Some(by) = self.boss_harm() {
            self.harm(by);
        }
    }

    fn ramming_creep(&self) -> Option<usize> {
        let Self { ship, creeps, tables, .. } = self;
        let reach = (ship.shape.reach_x(), ship.shape.reach_y());
        let area = Area::swept((ship.from_x, ship.y), (ship.x, ship.y), reach);
        let mut first: Option<(Id, usize)> = None;
        // A single search needs no limit, and nothing breaks it off.
        let mut looks = u32::MAX;
        let _ = self.grid.near(area, &mut looks, |place| {
            let sum = tables.creeps[usize::from(creeps.kind[place])].shape.plus(ship.shape);
            let start = (creeps.from_x[place] - ship.from_x, creeps.from_y[place] - ship.y);
            let meets = creeps.layer[place] & SHIP_MASK != 0 && creeps.health[place] > 0;
            if meets && sum.entered(start, (creeps.x[place] - ship.x, creeps.y[place] - ship.y)).is_some() {
                let id = creeps.ids.id(place);
                if first.is_none_or(|(other, _)| id < other) {
                    first = Some((id, place));
                }
            }
            ControlFlow::Continue(())
        });
        first.map(|(_, place)| place)
    }

    fn striking_bullet(&self) -> Option<usize> {
        let Self { ship, creep_shots: shots, tables, .. } = self;
        let strikes = |&place: &usize| {
            let sum = tables.bullets[usize::from(shots.kind[place])].plus(ship.shape);
            let start = (shots.from_x[place] - ship.from_x, shots.from_y[place] - ship.y);
            let end = (shots.x[place] - ship.x, shots.y[place] - ship.y);
            // Most are far above the ship.
            least(start.1, end.1) < sum.reach_y()
                && greatest(start.1, end.1) > -sum.reach_y()
                && sum.entered(start, end).is_some()
        };
        (0..shots.len()).filter(strikes).min_by_key(|&place| shots.ids.id(place))
    }

    /// Harms the ship: its shield, else a life.
    fn harm(&mut self, by: Harm) {
        if self.ship.shield > 0 {
            self.ship.shield -= 1;
            self.ship.invulnerable = SHIELD_PAUSE;
            self.events.push(Event::ShipShielded { left: self.ship.shield, by });
            return;
        }
        self.ship.lives -= 1;
        self.ship.invulnerable = ticks(self.mode.ship.invulnerable) + 1;
        self.score.chain = 0;
        self.events.push(Event::ShipHit { lives: self.ship.lives, by });
        if self.ship.lives == 0 {
            self.over = true;
            self.events.push(Event::GameOver { score: self.score.points });
        }
    }
}
