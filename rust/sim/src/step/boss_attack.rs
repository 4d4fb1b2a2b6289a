//! A boss's attacks: how each begins, and what it does until it is done.

use crate::event::Event;
use crate::math::turned;
use crate::mode::BossAttack;
use crate::sim::Sim;
use crate::units::{per_tick, ticks, turns};
use crate::world::{Boss, Step};

use super::attack::Fan;

impl Sim {
    /// The announcement is over: the attack begins.
    pub(super) fn begin(&mut self, boss: &mut Boss, attack: BossAttack) {
        boss.step = Step::Attack;
        boss.clock = 0.0;
        boss.fired = 0;
        match attack {
            BossAttack::Volley { .. } | BossAttack::Ring { .. } => return,
            BossAttack::Beam { .. } => {}
            // It charges at where the ship is now.
            BossAttack::Charge { .. } => boss.aim = self.ship.x,
            BossAttack::Summon { creep, count } => {
                for index in 0..count {
                    let side = (index as f32 + 0.5) / count as f32 - 0.5;
                    self.spawn(creep.0, boss.x + self.tables.width * 0.8 * side, boss.y, 1.0);
                }
            }
        }
        self.events.push(Event::BossAttacked { boss: boss.kind, x: boss.x, y: boss.y });
    }

    /// A tick of an attack; whether it is done.
    pub(super) fn go_on(&mut self, boss: &mut Boss, attack: BossAttack) -> bool {
        let (x, y) = (boss.x, boss.y);
        match attack {
            BossAttack::Volley { bullet, bullets, fan, aimed, speed, times, every } => {
                while due(boss, times, every) {
                    let toward = self.aim(x, y, aimed);
                    let speed = per_tick(speed) * self.scale.bullet_speed;
                    self.fan_out(Fan { x, y, toward, bullets, arc: turns(fan), speed, kind: bullet.0 });
                    self.events.push(Event::BossAttacked { boss: boss.kind, x, y });
                }
                boss.fired >= times
            }
            BossAttack::Ring { bullet, bullets, turn, speed, times, every } => {
                while due(boss, times, every) {
                    let toward = turned((0.0, 1.0), turns(turn) * boss.fired as f32);
                    let speed = per_tick(speed) * self.scale.bullet_speed;
                    // The last is one step before the first.
                    let arc = (bullets - 1) as f32 / bullets as f32;
                    self.fan_out(Fan { x, y, toward, bullets, arc, speed, kind: bullet.0 });
                    self.events.push(Event::BossAttacked { boss: boss.kind, x, y });
                }
                boss.fired >= times
            }
            BossAttack::Beam { from, to, lasts, .. } => {
                let part = crate::math::least(boss.clock / ticks(lasts) as f32, 1.0);
                boss.aim = turns(from) + (turns(to) - turns(from)) * part;
                part >= 1.0
            }
            BossAttack::Summon { .. } => true,
            BossAttack::Charge { speed } => {
                let goal = (boss.aim, self.ship.y);
                boss.fly_to(goal, per_tick(speed) * self.pace * self.scale.speed)
            }
        }
    }
}

/// Whether an attack that fires `times` times fires (again) now; counts it.
fn due(boss: &mut Boss, times: u32, every: f32) -> bool {
    let due = boss.fired < times && boss.clock >= boss.fired as f32 * (every * 60.0);
    boss.fired += u32::from(due);
    due
}
