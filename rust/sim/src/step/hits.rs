//! What hits do: bullets are spent, shields and health go down, creeps fall, split and leave power-ups.

use crate::budget::{Budget, HIT_LOOKS};
use crate::event::{Bonus, SimEvent, Weapon};
use crate::rules::CompiledDeath;
use crate::sim::Sim;

use super::contacts::BOSS;

/// How long a creep flashes from a hit, in ticks.
const FLASH: u32 = 6;

impl Sim {
    /// Settles what the tick's bullets hit, in the order of the bullets' ids; each bullet's as it meets the creeps, then by their ids.
    #[inline(never)] // so that a profile tells it apart
    pub(crate) fn resolve_hits(&mut self) {
        let contacts = std::mem::take(&mut self.scratch.contacts);
        for of_bullet in contacts.chunk_by(|a, b| a.bullet == b.bullet) {
            self.find_hits(of_bullet);
            let hits = std::mem::take(&mut self.scratch.hits);
            for hit in &hits {
                if !Budget::take(&mut self.scratch.budget.looks_to_resolve, HIT_LOOKS) {
                    break;
                }
                let bullet = hit.bullet as usize;
                let along = |from: f32, to: f32| from + (to - from) * hit.time;
                let x = along(self.player_bullets.prev_x[bullet], self.player_bullets.x[bullet]);
                let y = along(self.player_bullets.prev_y[bullet], self.player_bullets.y[bullet]);
                self.resolve_hit(bullet, hit.creep, x, y);
            }
            self.scratch.hits = hits;
            if self.scratch.budget.looks_to_resolve == 0 {
                break;
            }
        }
        self.scratch.contacts = contacts;
    }

    /// One hit, at `(x, y)`.
    fn resolve_hit(&mut self, bullet: usize, target: u32, x: f32, y: f32) {
        let damage = self.player_bullets.damage[bullet];
        self.score.hit(&self.rules.combo);
        self.player_bullets.counts[bullet] = false;
        if self.player_bullets.pierce[bullet] > 0 {
            self.player_bullets.pierce[bullet] -= 1;
        } else {
            self.player_bullets.damage[bullet] = 0;
            self.scratch.player_bullets_to_remove.push(bullet as u32);
        }
        if target == BOSS {
            let (damage, weak) = self.damage_at(damage, x);
            let points = self.boss_hit_points() * damage as f32;
            let points = self.score.add(points, &self.rules.combo);
            self.events.push(SimEvent::BossHit { x, y, points, weak });
            self.hurt_boss(damage);
            return;
        }
        let index = target as usize;
        let (id, kind) = (self.creeps.ids.id(index), self.creeps.kind[index]);
        let recharge = self.rules.creeps[usize::from(kind)].recharge;
        if self.creeps.shield[index] > 0 {
            self.creeps.shield[index] -= 1;
            self.creeps.shield_clock[index] = recharge;
            self.creeps.flash[index] = self.tick + FLASH;
            self.events.push(SimEvent::ShieldHit { id, kind, x, y, left: self.creeps.shield[index] });
        } else if !self.hurt_creep(index, damage, Weapon::Bullet) {
            self.events.push(SimEvent::CreepHit { id, kind, x, y });
        }
    }

    /// Takes `damage` from a creep that lives; whether that killed it.
    pub(crate) fn hurt_creep(&mut self, index: usize, damage: i32, by: Weapon) -> bool {
        self.creeps.health[index] -= damage;
        self.creeps.flash[index] = self.tick + FLASH;
        if self.creeps.health[index] > 0 {
            return false;
        }
        let (id, kind) = (self.creeps.ids.id(index), self.creeps.kind[index]);
        let (x, y) = (self.creeps.x[index], self.creeps.y[index]);
        let creep_rules = self.rules.creeps[usize::from(kind)];
        let multiplier = self.score.multiplier(&self.rules.combo);
        let rammed = by == Weapon::Ram;
        let points = if rammed { 0 } else { self.score.add(creep_rules.points, &self.rules.combo) };
        if !rammed {
            self.score.kill(&self.rules.combo);
        }
        self.scratch.creeps_to_remove.push(index as u32);
        self.events.push(SimEvent::CreepKilled { id, kind, x, y, points, multiplier, by });
        if !rammed {
            self.spawn_on_death(creep_rules.death, x, y);
            let carried = self.creeps.prize[index];
            if carried || (creep_rules.drop > 0.0 && self.rng.chance(creep_rules.drop)) {
                self.drop_power_up(x, y);
            }
        }
        self.leave_squad(index, rammed);
        true
    }

    /// A creep of a formation was killed; who shot all of it gets a bonus.
    fn leave_squad(&mut self, index: usize, rammed: bool) {
        let number = usize::from(self.creeps.squad[index]).wrapping_sub(1);
        let Some(squad) = self.squads.get_mut(number) else { return };
        squad.left = squad.left.saturating_sub(1);
        squad.incomplete |= rammed;
        if squad.left == 0 && !squad.incomplete {
            let (x, y) = (self.creeps.x[index], self.creeps.y[index]);
            self.give_bonus(Bonus::Formation, self.rules.bonuses.formation as f32, x, y);
        }
    }

    /// Adds a bonus' points, if it has any.
    pub(crate) fn give_bonus(&mut self, bonus: Bonus, points: f32, x: f32, y: f32) {
        if points > 0.0 {
            let points = self.score.add(points, &self.rules.combo);
            self.events.push(SimEvent::BonusEarned { bonus, x, y, points });
        }
    }

    /// What comes of a creep that was shot.
    fn spawn_on_death(&mut self, death: CompiledDeath, x: f32, y: f32) {
        if let CompiledDeath::Split { creep, count, vx } = death {
            if y > self.rules.height + self.rules.creeps[usize::from(creep)].extent {
                return; // smaller than what was shot at the playfield's lower edge, they would already be out
            }
            for nth in 0..count {
                if self.scratch.budget.spawns == 0 {
                    return;
                }
                let side = if count > 1 { nth as f32 / (count - 1) as f32 * 2.0 - 1.0 } else { 0.0 };
                if let Some(index) = self.spawn(creep, x + 8.0 * side, y, 1.0) {
                    self.creeps.vx[index] = vx * side * self.scale.speed;
                }
            }
        }
    }
}
