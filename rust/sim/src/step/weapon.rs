//! The ship's weapon: what a volley is, with power-ups, and the bomb.

use crate::event::{SimEvent, Weapon};
use crate::input::Input;
use crate::math::{min, turned};
use crate::rules::{CompiledEffect, Volley};
use crate::sim::Sim;
use crate::world::Bullet;

/// The fastest that power-ups make bullets, in px a tick: as fast as a ruleset's may be.
const MAX_BULLET_SPEED: f32 = 2000.0 / 60.0;

impl Sim {
    /// Fires a volley when the trigger is held and the weapon has cooled down.
    pub(crate) fn fire(&mut self, input: Input) {
        self.grow_weapon();
        self.ship.cooldown -= 1.0;
        if self.ship.cooldown > 0.0 {
            return;
        }
        if !input.fire {
            // What was not fired is not saved up.
            self.ship.cooldown = 0.0;
            return;
        }
        let volley = self.volley();
        self.ship.cooldown += volley.cooldown;
        let (x, y) = (self.ship.x, self.ship.y - self.rules.ship.muzzle);
        let count = volley.bullets;
        for index in 0..count {
            // From -0.5 (left) to 0.5 (right); a lone bullet flies straight.
            let side = if count > 1 { index as f32 / (count - 1) as f32 - 0.5 } else { 0.0 };
            let (vx, vy) = turned((0.0, -volley.speed), volley.fan * side);
            let x = x + volley.width * side;
            let bullet = Bullet {
                x,
                y,
                prev_x: x,
                prev_y: y,
                vx,
                vy,
                born: self.tick,
                damage: volley.damage,
                pierce: volley.pierce as u8,
                kind: volley.bullet,
                enters: volley.pierce > 0,
                // One miss a volley: a wide weapon is no less accurate than a narrow one.
                counts: index == count / 2,
                grazed: false,
            };
            if self.player_bullets.push(bullet).is_none() {
                break; // there is no room for the rest either
            }
            self.score.fired += 1;
        }
        self.events.push(SimEvent::Fired { x, y, bullets: count });
    }

    /// The weapon's volley with what power-ups add to it.
    fn volley(&self) -> Volley {
        let mut volley = self.rules.weapons[self.ship.weapon].volley;
        for (kind, left) in self.rules.power_ups.iter().zip(&self.ship.powers) {
            if *left == 0 {
                continue;
            }
            for effect in &kind.effects {
                match *effect {
                    CompiledEffect::Cooldown(times) => volley.cooldown *= times,
                    CompiledEffect::Bullets { more, fan } => {
                        volley.bullets += more;
                        volley.fan += fan;
                    }
                    CompiledEffect::BulletSpeed(times) => {
                        volley.speed = min(volley.speed * times, MAX_BULLET_SPEED);
                    }
                    CompiledEffect::Damage(more) => volley.damage += more,
                    CompiledEffect::Pierce { bullet, creeps } => {
                        volley.bullet = bullet.unwrap_or(volley.bullet);
                        volley.pierce = (volley.pierce + creeps).min(200);
                    }
                    CompiledEffect::TimeScale(_)
                    | CompiledEffect::Shield(_)
                    | CompiledEffect::Bombs(_)
                    | CompiledEffect::Lives(_)
                    | CompiledEffect::Points(_) => {}
                }
            }
        }
        volley
    }

    /// Takes the weapon that the creeps shot so far have earned.
    fn grow_weapon(&mut self) {
        let next = self.ship.weapon + 1;
        if self.rules.weapons.get(next).is_some_and(|weapon| weapon.kills <= self.score.kills) {
            self.ship.weapon = next;
            self.events.push(SimEvent::WeaponGrew { level: next });
        }
    }

    /// Uses a bomb at the press of its button: it hits every creep and the boss, and takes away the creeps' bullets.
    pub(crate) fn use_bomb(&mut self, input: Input) {
        let pressed = input.bomb && !self.ship.bomb_held;
        self.ship.bomb_held = input.bomb;
        if !pressed || self.ship.bombs == 0 {
            return;
        }
        self.ship.bombs -= 1;
        self.events.push(SimEvent::BombExploded { x: self.ship.x, y: self.ship.y });
        self.cancel_creep_bullets();
        let damage = self.rules.ship.bomb_damage;
        // Those that a bomb sets free were not there when it went off.
        for index in 0..self.creeps.len() {
            if self.creeps.y[index] > 0.0 {
                self.creeps.shield[index] = 0;
                self.hurt_creep(index, damage, Weapon::Bomb);
            }
        }
        if self.boss.is_some() {
            self.hurt_boss(damage);
        }
        self.remove_dead();
    }
}
