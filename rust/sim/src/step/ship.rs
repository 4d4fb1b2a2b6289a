//! The ship: it steers, and its clocks run.

use crate::event::Event;
use crate::hash::StateHash;
use crate::input::Input;
use crate::math::within;
use crate::mode::{Mode, Power};
use crate::sim::Sim;
use crate::tables::Tables;
use crate::units::per_tick;
use crate::world::Ship;

impl Ship {
    /// The ship at the start of a game: in the middle, as the mode and the difficulty equip it.
    pub fn new(mode: &Mode, tables: &Tables) -> Self {
        let x = mode.field.width / 2.0;
        Self {
            x,
            from_x: x,
            y: mode.field.height - mode.ship.above_edge,
            shape: mode.ship.shape.rounded(),
            lives: mode.ship.lives + tables.handicap.more_lives,
            invulnerable: 0,
            shield: 0,
            bombs: mode.ship.bombs,
            bomb_held: false,
            cooldown: 0.0,
            weapon: 0,
            powers: vec![0; mode.power_ups.kinds.len()],
            steer: 0,
        }
    }

    pub fn fold(&self, hash: &mut StateHash) {
        let Self {
            x,
            from_x,
            y,
            shape: _,
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
        hash.floats([*x, *from_x, *y, *cooldown]);
        hash.words([*lives, *invulnerable, *shield, *bombs, u32::from(*bomb_held), *weapon as u32]);
        for left in powers {
            hash.word(*left);
        }
        hash.word(i32::from(*steer).cast_unsigned());
    }
}

impl Sim {
    /// Moves the ship as the player steers. The whole ship stays on the field.
    pub(crate) fn steer(&mut self, input: Input) {
        let ship = &mut self.ship;
        ship.steer = input.steps();
        ship.from_x = ship.x;
        let step = per_tick(self.mode.ship.speed) * f32::from(ship.steer) / f32::from(Input::FULL);
        let edge = self.mode.ship.size / 2.0;
        ship.x = within(ship.x + step, edge, self.tables.width - edge);
    }

    /// The ship's clocks: invulnerability, and what lasts of the power-ups.
    pub(crate) fn run_clocks(&mut self) {
        self.ship.invulnerable = self.ship.invulnerable.saturating_sub(1);
        self.pace = 1.0;
        for (kind, left) in self.ship.powers.iter_mut().enumerate() {
            if *left == 0 {
                continue;
            }
            *left -= 1;
            if *left == 0 {
                self.events.push(Event::PowerUpEnded { kind: kind as u8 });
            } else if let Power::Slow { pace, .. } = self.mode.power_ups.kinds[kind].power {
                self.pace = crate::math::least(self.pace, pace);
            }
        }
    }
}
