//! Power-ups: they fall, are caught, and do what the mode file says.

use crate::event::Event;
use crate::mode::Power;
use crate::sim::Sim;
use crate::units::ticks;
use crate::world::PowerUp;
use crate::world::layers::{MEETS_SHIP, SHIP_MASK};

/// The most bombs that a ship carries.
const MOST_BOMBS: u32 = 9;
/// The most lives that a ship has.
const MOST_LIVES: u32 = 99;

impl Sim {
    /// Lets a power-up fall from `(x, y)`, drawn by the mode's weights.
    pub(crate) fn drop_power_up(&mut self, x: f32, y: f32) {
        let kinds = &self.mode.power_ups.kinds;
        let Some(kind) = self.dice.weighted(kinds.iter().map(|kind| kind.weight)) else { return };
        if y > self.power_ups_below() {
            return; // nobody could catch it
        }
        let kind = kind as u8;
        let power_up = PowerUp { x, y, from_x: x, from_y: y, born: self.tick, kind };
        if self.power_ups.push(power_up).is_some() {
            self.events.push(Event::PowerUpDropped { kind, x, y });
        }
    }

    /// The height below which a power-up is gone, in px.
    fn power_ups_below(&self) -> f32 {
        self.tables.height + self.mode.power_ups.size
    }

    /// Moves the power-ups down; those below the field are gone.
    pub(crate) fn move_power_ups(&mut self) {
        let below = self.power_ups_below();
        self.power_ups.from_x.copy_from_slice(&self.power_ups.x);
        self.power_ups.from_y.copy_from_slice(&self.power_ups.y);
        for (place, y) in self.power_ups.y.iter_mut().enumerate() {
            *y += self.tables.power_up_speed;
            if *y > below {
                self.spent.push(place as u32);
            }
        }
        self.power_ups.remove_all(&mut self.spent);
    }

    /// Gives the ship what it touches.
    pub(crate) fn catch_power_ups(&mut self) {
        if self.over || SHIP_MASK & MEETS_SHIP == 0 {
            return;
        }
        let sum = self.ship.shape.plus(self.tables.power_up);
        for place in (0..self.power_ups.len()).rev() {
            let power_ups = &self.power_ups;
            let start = (power_ups.from_x[place] - self.ship.from_x, power_ups.from_y[place] - self.ship.y);
            let (x, y, kind) = (power_ups.x[place], power_ups.y[place], power_ups.kind[place]);
            if sum.entered(start, (x - self.ship.x, y - self.ship.y)).is_some() {
                self.power_ups.swap_remove(place);
                self.events.push(Event::PowerUpCaught { kind, x, y });
                self.empower(usize::from(kind));
            }
        }
    }

    fn empower(&mut self, kind: usize) {
        let ship = &mut self.ship;
        match self.mode.power_ups.kinds[kind].power {
            Power::Rapid { lasts, .. }
            | Power::Spread { lasts, .. }
            | Power::Pierce { lasts, .. }
            | Power::Slow { lasts, .. } => ship.powers[kind] = ticks(lasts).max(1),
            Power::Shield { hits } => ship.shield = ship.shield.max(hits),
            Power::Bomb { bombs } => ship.bombs = (ship.bombs + bombs).min(MOST_BOMBS),
            Power::Life { lives } => ship.lives = (ship.lives + lives).min(MOST_LIVES),
        }
    }
}
