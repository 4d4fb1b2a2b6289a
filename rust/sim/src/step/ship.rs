//! The ship: it steers, and its clocks run.

use crate::event::SimEvent;
use crate::hash::StateHash;
use crate::input::Input;
use crate::math::{clamp, min};
use crate::rules::{CompiledEffect, CompiledRules};
use crate::sim::Sim;
use crate::world::Ship;

impl Ship {
    /// The ship at the start of a game: in the centre, as the ruleset and the difficulty equip it.
    pub fn new(rules: &CompiledRules) -> Self {
        let x = rules.width / 2.0;
        Self {
            x,
            prev_x: x,
            y: rules.ship.y,
            shape: rules.ship.shape,
            lives: rules.ship.lives,
            invulnerable: 0,
            shield: 0,
            bombs: rules.ship.bombs,
            bomb_held: false,
            cooldown: 0.0,
            weapon: 0,
            powers: vec![0; rules.power_ups.len()],
            steer: 0,
        }
    }

    pub fn fold(&self, hash: &mut StateHash) {
        let Self {
            x,
            prev_x,
            y,
            shape: _, // the ruleset's
            lives,
            invulnerable,
            shield,
            bombs,
            bomb_held,
            cooldown,
            weapon,
            powers,
            steer,
        } = self;
        hash.floats([*x, *prev_x, *y, *cooldown]);
        hash.words([*lives, *invulnerable, *shield, *bombs, u32::from(*bomb_held), *weapon as u32]);
        for left in powers {
            hash.word(*left);
        }
        hash.word(i32::from(*steer).cast_unsigned());
    }
}

impl Sim {
    /// Moves the ship as the player steers. The whole ship stays on the playfield.
    pub(crate) fn steer(&mut self, input: Input) {
        self.ship.steer = input.steps();
        self.ship.prev_x = self.ship.x;
        self.ship.x = self.ship_x_after(input);
    }

    /// Where the ship's centre will be after a tick with this input, in px.
    pub fn ship_x_after(&self, input: Input) -> f32 {
        let (ship, rules) = (&self.ship, &self.rules.ship);
        let distance = rules.speed * f32::from(input.steps()) / f32::from(Input::FULL);
        clamp(ship.x + distance, rules.extent, self.rules.width - rules.extent)
    }

    /// The ship's clocks: invulnerability, and what lasts of the power-ups.
    pub(crate) fn run_clocks(&mut self) {
        self.ship.invulnerable = self.ship.invulnerable.saturating_sub(1);
        self.time_scale = 1.0;
        for (kind, left) in self.ship.powers.iter_mut().enumerate() {
            if *left == 0 {
                continue;
            }
            *left -= 1;
            if *left == 0 {
                self.events.push(SimEvent::PowerUpEnded { kind: kind as u8 });
                continue;
            }
            for effect in &self.rules.power_ups[kind].effects {
                if let CompiledEffect::TimeScale(times) = *effect {
                    self.time_scale = min(self.time_scale, times);
                }
            }
        }
    }
}
