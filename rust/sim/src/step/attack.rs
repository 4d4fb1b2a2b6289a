//! What creeps do on the way: fire, and let other creeps out.

use crate::event::SimEvent;
use crate::math::{direction, turned};
use crate::rules::{CompiledAttack, ShootRules};
use crate::sim::Sim;
use crate::world::Bullet;

/// Bullets that fly apart from one point.
pub(super) struct Fan {
    pub x: f32,
    pub y: f32,
    /// The direction of its middle.
    pub toward: (f32, f32),
    pub bullets: u32,
    /// Between the outer two, in turns.
    pub arc: f32,
    /// In px a tick.
    pub speed: f32,
    /// Index of the kind.
    pub kind: u8,
}

impl Sim {
    /// Lets the creeps attack whose clocks ran out, in the order of their ids.
    pub(crate) fn creeps_attack(&mut self) {
        let mut attackers = std::mem::take(&mut self.scratch.attackers);
        attackers.sort_unstable_by_key(|&index| self.creeps.ids.id(index as usize));
        for index in attackers.drain(..) {
            self.attack(index as usize);
        }
        self.scratch.attackers = attackers;
    }

    fn attack(&mut self, index: usize) {
        let kind = self.creeps.kind[index];
        let (x, y) = (self.creeps.x[index], self.creeps.y[index]);
        match self.rules.creeps[usize::from(kind)].attack {
            CompiledAttack::Nothing => {}
            CompiledAttack::Shoot(ShootRules {
                bullet,
                interval,
                speed,
                aimed,
                bullets,
                fan,
                times,
                gap,
                turn,
            }) => {
                let volleys = self.creeps.volleys[index];
                let toward = turned(self.aim(x, y, aimed), turn * f32::from(volleys));
                let ends = u32::from(volleys) + 1 >= times;
                self.creeps.volleys[index] = if ends { 0 } else { volleys + 1 };
                self.creeps.reload[index] += if ends { interval } else { gap };
                let speed = speed * self.scale.bullet_speed;
                self.fire_fan(Fan { x, y, toward, bullets, arc: fan, speed, kind: bullet });
                self.events.push(SimEvent::CreepFired { kind, x, y });
            }
            CompiledAttack::Release { creep, count, interval } => {
                self.creeps.reload[index] += interval;
                let extent = self.rules.creeps[usize::from(kind)].extent;
                for index in 0..count {
                    if self.scratch.budget.spawns == 0 {
                        break;
                    }
                    let side = (index as f32 + 0.5) / count as f32 - 0.5;
                    self.spawn(creep, x + 2.0 * extent * side, y, 1.0);
                }
                self.events.push(SimEvent::CreepsReleased { kind, x, y });
            }
        }
    }

    /// The direction from `(x, y)` to the ship, or straight down.
    pub(super) fn aim(&self, x: f32, y: f32, aimed: bool) -> (f32, f32) {
        if aimed { direction(self.ship.x - x, self.ship.y - y) } else { (0.0, 1.0) }
    }

    /// Adds a fan's bullets to the creeps'.
    pub(super) fn fire_fan(&mut self, fan: Fan) {
        let Fan { x, y, toward, bullets, arc, speed, kind } = fan;
        for index in 0..bullets {
            let side = if bullets > 1 { index as f32 / (bullets - 1) as f32 - 0.5 } else { 0.0 };
            let (right, down) = turned(toward, arc * side);
            let pushed = self.creep_bullets.push(Bullet {
                x,
                y,
                prev_x: x,
                prev_y: y,
                vx: right * speed,
                vy: down * speed,
                born: self.tick,
                damage: 1,
                kind,
                ..Bullet::default()
            });
            if pushed.is_none() {
                break; // there is no room for the rest either
            }
        }
    }
}
