//! What creeps do on the way: fire, and let other creeps out.

use crate::event::Event;
use crate::math::{direction, turned};
use crate::mode::Attack;
use crate::sim::Sim;
use crate::units::{per_tick, ticks, turns};
use crate::world::Bullet;

/// Bullets that fly apart from one place.
pub(super) struct Fan {
    pub x: f32,
    pub y: f32,
    /// Where the middle flies.
    pub toward: (f32, f32),
    pub bullets: u32,
    /// Between the outer two, in turns.
    pub arc: f32,
    /// In px a tick.
    pub speed: f32,
    /// Place in the mode's bullets.
    pub kind: u8,
}

impl Sim {
    /// Lets the creeps attack whose clocks ran out, in the order of their ids.
    pub(crate) fn let_creeps_attack(&mut self) {
        let mut attackers = std::mem::take(&mut self.attackers);
        attackers.sort_unstable_by_key(|&place| self.creeps.ids.id(place as usize));
        for place in attackers.drain(..) {
            self.attack(place as usize);
        }
        self.attackers = attackers;
    }

    fn attack(&mut self, place: usize) {
        let kind = self.creeps.kind[place];
        let (x, y) = (self.creeps.x[place], self.creeps.y[place]);
        match self.tables.creeps[usize::from(kind)].attack {
            Attack::Nothing => {}
            Attack::Shoot { bullet, every, speed, aimed, bullets, fan } => {
                self.creeps.reload[place] += ticks(every) as f32;
                let toward = self.aim(x, y, aimed);
                let speed = per_tick(speed) * self.scale.bullet_speed;
                self.fan_out(Fan { x, y, toward, bullets, arc: turns(fan), speed, kind: bullet.0 });
                self.events.push(Event::CreepFired { kind, x, y });
            }
            Attack::Release { creep, count, every } => {
                self.creeps.reload[place] += ticks(every) as f32;
                let reach = self.tables.creeps[usize::from(kind)].reach;
                for index in 0..count {
                    if self.budget.spawns == 0 {
                        break;
                    }
                    let side = (index as f32 + 0.5) / count as f32 - 0.5;
                    self.spawn(creep.0, x + 2.0 * reach * side, y, 1.0);
                }
                self.events.push(Event::CreepsReleased { kind, x, y });
            }
        }
    }

    /// The direction from `(x, y)` to the ship, or straight down.
    pub(super) fn aim(&self, x: f32, y: f32, aimed: bool) -> (f32, f32) {
        if aimed { direction(self.ship.x - x, self.ship.y - y) } else { (0.0, 1.0) }
    }

    /// Adds a fan's bullets to the creeps'.
    pub(super) fn fan_out(&mut self, fan: Fan) {
        let Fan { x, y, toward, bullets, arc, speed, kind } = fan;
        for index in 0..bullets {
            let side = if bullets > 1 { index as f32 / (bullets - 1) as f32 - 0.5 } else { 0.0 };
            let (right, down) = turned(toward, arc * side);
            let pushed = self.creep_shots.push(Bullet {
                x,
                y,
                from_x: x,
                from_y: y,
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
