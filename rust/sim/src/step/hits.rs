//! What hits do: bullets are spent, shields and health go down, creeps fall, split and leave power-ups.

use crate::budget::{Budget, HIT_LOOKS};
use crate::event::{Event, Weapon};
use crate::mode::Death;
use crate::sim::Sim;
use crate::units::per_tick;

use super::contacts::BOSS;

/// How long a creep flashes from a hit, in ticks.
const FLASH: u32 = 6;

impl Sim {
    /// Settles what the tick's bullets hit, in the order of the bullets' ids; each bullet's as it meets the creeps, then by their ids.
    #[inline(never)] // so that a profile tells it apart
    pub(crate) fn settle_hits(&mut self) {
        let hitters = std::mem::take(&mut self.hitters);
        for hitter in &hitters {
            let shot = hitter.shot as usize;
            self.find_contacts_of(*hitter);
            let contacts = std::mem::take(&mut self.contacts);
            for contact in &contacts {
                if !Budget::take(&mut self.budget.looks_to_settle, HIT_LOOKS) {
                    break;
                }
                let along = |from: f32, to: f32| from + (to - from) * contact.time;
                let x = along(self.shots.from_x[shot], self.shots.x[shot]);
                let y = along(self.shots.from_y[shot], self.shots.y[shot]);
                self.settle(shot, contact.creep, x, y);
            }
            self.contacts = contacts;
            if self.budget.looks_to_settle == 0 {
                break;
            }
        }
        self.hitters = hitters;
    }

    /// One hit, at `(x, y)`.
    fn settle(&mut self, shot: usize, target: u32, x: f32, y: f32) {
        let damage = self.shots.damage[shot];
        self.score.hit(&self.mode.combo);
        self.shots.counts[shot] = false;
        if self.shots.pierce[shot] > 0 {
            self.shots.pierce[shot] -= 1;
        } else {
            self.shots.damage[shot] = 0;
            self.spent.push(shot as u32);
        }
        if target == BOSS {
            self.events.push(Event::BossHit { x, y });
            self.hurt_boss(damage);
            return;
        }
        let place = target as usize;
        let (id, kind) = (self.creeps.ids.id(place), self.creeps.kind[place]);
        let recharge = self.tables.creeps[usize::from(kind)].recharge;
        if self.creeps.shield[place] > 0 {
            self.creeps.shield[place] -= 1;
            self.creeps.shield_clock[place] = recharge;
            self.creeps.flash[place] = self.tick + FLASH;
            self.events.push(Event::ShieldHit { id, kind, x, y, left: self.creeps.shield[place] });
        } else if !self.hurt_creep(place, damage, Weapon::Shot) {
            self.events.push(Event::CreepHit { id, kind, x, y });
        }
    }

    /// Takes `damage` from a creep that lives; whether that took it down.
    pub(crate) fn hurt_creep(&mut self, place: usize, damage: i32, by: Weapon) -> bool {
        self.creeps.health[place] -= damage;
        self.creeps.flash[place] = self.tick + FLASH;
        if self.creeps.health[place] > 0 {
            return false;
        }
        let (id, kind) = (self.creeps.ids.id(place), self.creeps.kind[place]);
        let (x, y) = (self.creeps.x[place], self.creeps.y[place]);
        let table = self.tables.creeps[usize::from(kind)];
        let multiplier = self.score.multiplier(&self.mode.combo);
        let rammed = by == Weapon::Ram;
        let points = if rammed { 0 } else { self.score.add(table.points, &self.mode.combo) };
        self.score.kills += u64::from(!rammed);
        self.gone.push(place as u32);
        self.events.push(Event::CreepDown { id, kind, x, y, points, multiplier, by });
        if !rammed {
            self.leave_behind(table.death, x, y);
            if table.drop > 0.0 && self.dice.chance(table.drop) {
                self.drop_power_up(x, y);
            }
        }
        true
    }

    /// What comes of a creep that was shot.
    fn leave_behind(&mut self, death: Death, x: f32, y: f32) {
        if let Death::Split { creep, count, apart } = death {
            if y > self.tables.height + self.tables.creeps[usize::from(creep.0)].reach {
                return; // smaller than what was shot at the field's lower edge, they would already be out
            }
            for index in 0..count {
                if self.budget.spawns == 0 {
                    return;
                }
                let side = if count > 1 { index as f32 / (count - 1) as f32 * 2.0 - 1.0 } else { 0.0 };
                if let Some(place) = self.spawn(creep.0, x + 8.0 * side, y, 1.0) {
                    self.creeps.drift[place] = per_tick(apart) * side * self.scale.speed;
                }
            }
        }
    }
}
