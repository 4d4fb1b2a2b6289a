//! The ship's weapon: what a volley is, with power-ups, and the bomb.

use crate::event::{Event, Weapon};
use crate::input::Input;
use crate::math::turned;
use crate::mode::{Power, WeaponLevel};
use crate::sim::Sim;
use crate::units::{per_tick, turns};
use crate::world::Bullet;

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
        self.ship.cooldown += volley.cooldown * 60.0;
        let (x, y) = (self.ship.x, self.ship.y - self.mode.ship.muzzle);
        let count = volley.bullets;
        let speed = per_tick(volley.speed);
        for index in 0..count {
            // From -0.5 (left) to 0.5 (right); a lone bullet flies straight.
            let side = if count > 1 { index as f32 / (count - 1) as f32 - 0.5 } else { 0.0 };
            let (vx, vy) = turned((0.0, -speed), turns(volley.fan) * side);
            let x = x + volley.width * side;
            let bullet = Bullet {
                x,
                y,
                from_x: x,
                from_y: y,
                vx,
                vy,
                born: self.tick,
                damage: volley.damage.cast_signed(),
                pierce: volley.pierce as u8,
                kind: volley.bullet.0,
                enters: volley.pierce > 0,
                // One miss a volley: a wide weapon is no less accurate than a narrow one.
                counts: index == count / 2,
            };
            if self.shots.push(bullet).is_none() {
                break; // there is no room for the rest either
            }
            self.score.fired += 1;
        }
        self.events.push(Event::Fired { x, y, bullets: count });
    }

    /// The weapon's level with what power-ups add to it.
    fn volley(&self) -> WeaponLevel {
        let mut volley = self.mode.weapon[self.ship.weapon].clone();
        for (kind, _) in
            self.mode.power_ups.kinds.iter().zip(&self.ship.powers).filter(|(_, left)| **left > 0)
        {
            match kind.power {
                Power::Rapid { cooldown, .. } => volley.cooldown *= cooldown,
                Power::Spread { bullets, fan, .. } => {
                    volley.bullets += bullets;
                    volley.fan += fan;
                }
                Power::Pierce { bullet, creeps, .. } => {
                    volley.bullet = bullet;
                    volley.pierce = (volley.pierce + creeps).min(200);
                }
                Power::Shield { .. } | Power::Bomb { .. } | Power::Slow { .. } | Power::Life { .. } => {}
            }
        }
        volley
    }

    /// Takes the weapon that the creeps shot so far have earned.
    fn grow_weapon(&mut self) {
        let next = self.ship.weapon + 1;
        if self.mode.weapon.get(next).is_some_and(|weapon| u64::from(weapon.kills) <= self.score.kills) {
            self.ship.weapon = next;
            self.events.push(Event::WeaponGrew { level: next });
        }
    }

    /// Lets a bomb off at the press of its button: hits every creep and the boss, and clears away the creeps' bullets.
    pub(crate) fn let_off_bomb(&mut self, input: Input) {
        let pressed = input.bomb && !self.ship.bomb_held;
        self.ship.bomb_held = input.bomb;
        if !pressed || self.ship.bombs == 0 {
            return;
        }
        self.ship.bombs -= 1;
        self.events.push(Event::BombExploded { x: self.ship.x, y: self.ship.y });
        while self.creep_shots.len() > 0 {
            self.creep_shots.swap_remove(self.creep_shots.len() - 1);
        }
        let damage = self.mode.ship.bomb_damage.cast_signed();
        // Those that a bomb sets free were not there when it went off.
        for place in 0..self.creeps.len() {
            if self.creeps.y[place] > 0.0 {
                self.creeps.shield[place] = 0;
                self.hurt_creep(place, damage, Weapon::Bomb);
            }
        }
        if self.boss.is_some() {
            self.hurt_boss(damage);
        }
        self.bury();
    }
}
