//! How creeps move: all of them fall, drift and swing by their columns; some steer, which changes the columns.

use crate::math::{direction, floor, greatest, sine, within};
use crate::mode::Motion;
use crate::sim::Sim;
use crate::units::{per_tick, ticks};
use crate::world::Creeps;

/// What a creep that steers has to know.
struct Around {
    width: f32,
    ship_x: f32,
    ship_y: f32,
    pace: f32,
    /// What speeds are multiplied by.
    scale: f32,
}

impl Sim {
    /// Moves every creep by a tick; notes who attacks and who is out of the field.
    #[inline(never)] // so that a profile tells it apart
    pub(crate) fn move_creeps(&mut self) {
        let (width, height) = (self.tables.width, self.tables.height);
        let (ship_x, ship_y) = (self.ship.x, self.ship.y);
        let around = Around { width, ship_x, ship_y, pace: self.pace, scale: self.scale.speed };
        let reload = self.pace * self.scale.fire;
        let creeps = &mut self.creeps;
        creeps.fly(width, self.pace);
        for place in 0..creeps.len() {
            let table = &self.tables.creeps[usize::from(creeps.kind[place])];
            if table.steers {
                creeps.steer(place, table.motion, &around);
            }
            let y = creeps.y[place];
            if y > height + table.reach {
                self.gone.push(place as u32);
            }
            // On the field, and not from beside the ship.
            if table.attacks && y > 0.0 && y < ship_y - 160.0 {
                creeps.reload[place] -= reload;
                if creeps.reload[place] <= 0.0 {
                    self.attackers.push(place as u32);
                }
            }
        }
    }
}

impl Creeps {
    /// Falls, drifts and swings for a tick. What drifts turns around at the field's sides; nothing swings beyond them.
    ///
    /// Every creep alike, column by column: the compiler makes SIMD of it.
    fn fly(&mut self, width: f32, pace: f32) {
        self.from_x.copy_from_slice(&self.x);
        self.from_y.copy_from_slice(&self.y);
        for (y, fall) in self.y.iter_mut().zip(&self.fall) {
            *y += fall * pace;
        }
        for ((middle, drift), reach) in self.middle.iter_mut().zip(&mut self.drift).zip(&self.reach) {
            let free = *middle + *drift * pace;
            let inside = within(free, *reach, width - reach);
            *drift = if free < *reach || free > width - reach { -*drift } else { *drift };
            *middle = inside;
        }
        for (phase, beat) in self.phase.iter_mut().zip(&self.beat) {
            let free = *phase + beat * pace;
            *phase = free - floor(free);
        }
        let swings = self.middle.iter().zip(&self.swing).zip(&self.phase).zip(&self.reach);
        for (x, (((middle, swing), phase), reach)) in self.x.iter_mut().zip(swings) {
            *x = within(middle + swing * sine(*phase), *reach, width - reach);
        }
    }

    /// What one creep does by its motion, now that it flew.
    fn steer(&mut self, place: usize, motion: Motion, around: &Around) {
        let stage = self.stage[place];
        let arrives = stage == 0 && self.y[place] >= self.station[place];
        match motion {
            Motion::Dive { wait, .. } if arrives => self.stay(place, ticks(wait)),
            Motion::Dive { dive, .. } if stage == 1 => {
                if self.waited(place, around.pace) {
                    let (x, y) = (around.ship_x - self.x[place], around.ship_y - self.y[place]);
                    // Always downwards, however low it waited.
                    let (right, down) = direction(x, greatest(y, 40.0));
                    let speed = per_tick(dive) * around.scale;
                    (self.drift[place], self.fall[place]) = (right * speed, down * speed);
                    self.stage[place] = 2;
                }
            }
            Motion::Hover { sway, period, stay, .. } if arrives => {
                self.stay(place, ticks(stay));
                self.swing[place] = sway;
                self.beat[place] = 1.0 / greatest(ticks(period) as f32, 1.0);
                self.phase[place] = 0.0;
            }
            Motion::Hover { .. } if stage == 1 => {
                if self.waited(place, around.pace) {
                    self.still(place);
                    self.fall[place] = self.speed[place];
                    self.stage[place] = 2;
                }
            }
            Motion::March { .. } if self.fall[place] > 0.0 => {
                if self.y[place] >= self.station[place] {
                    // It is in its row, and marches to the farther side.
                    let right = self.x[place] < around.width / 2.0;
                    self.fall[place] = 0.0;
                    self.drift[place] = if right { self.speed[place] } else { -self.speed[place] };
                    self.still(place);
                    self.stage[place] = 1;
                }
            }
            Motion::March { step } => {
                let (x, reach) = (self.x[place], self.reach[place]);
                if x <= reach || x >= around.width - reach {
                    self.station[place] = self.y[place] + step;
                    self.fall[place] = self.speed[place];
                    self.drift[place] = 0.0;
                }
            }
            Motion::Home { turn } => {
                let most = self.speed[place];
                let wanted = within((around.ship_x - self.x[place]) * 0.05, -most, most);
                let change = per_tick(per_tick(turn)) * around.pace;
                self.drift[place] += within(wanted - self.drift[place], -change, change);
            }
            Motion::Fall | Motion::Weave { .. } | Motion::Dive { .. } | Motion::Hover { .. } => {}
        }
    }

    /// Stays where it is for so many ticks.
    fn stay(&mut self, place: usize, ticks: u32) {
        self.still(place);
        (self.drift[place], self.fall[place]) = (0.0, 0.0);
        self.clock[place] = ticks as f32;
        self.stage[place] = 1;
    }

    /// Runs the clock of what waits; whether it is up.
    fn waited(&mut self, place: usize, time: f32) -> bool {
        self.clock[place] -= time;
        self.clock[place] <= 0.0
    }

    /// Ends a swing where it is.
    fn still(&mut self, place: usize) {
        self.middle[place] = self.x[place];
        self.swing[place] = 0.0;
    }
}
