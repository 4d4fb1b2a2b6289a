//! How creeps move.

use crate::math::{direction, greatest, sine, within};
use crate::mode::Motion;
use crate::sim::Sim;
use crate::tables::CreepTable;
use crate::units::{per_tick, ticks};
use crate::world::Creeps;

/// What a creep that moves has to know.
struct Around {
    width: f32,
    height: f32,
    ship_x: f32,
    ship_y: f32,
    pace: f32,
    /// What speeds are multiplied by.
    speed: f32,
    /// What firing rates are multiplied by.
    fire: f32,
}

impl Sim {
    /// Moves every creep by a tick; notes who attacks and who is out of the field.
    pub(crate) fn move_creeps(&mut self) {
        let around = Around {
            width: self.tables.width,
            height: self.tables.height,
            ship_x: self.ship.x,
            ship_y: self.ship.y,
            pace: self.pace,
            speed: self.scale.speed,
            fire: self.scale.fire,
        };
        let creeps = &mut self.creeps;
        creeps.from_x.copy_from_slice(&creeps.x);
        creeps.from_y.copy_from_slice(&creeps.y);
        for place in 0..creeps.len() {
            let table = &self.tables.creeps[usize::from(creeps.kind[place])];
            advance(creeps, place, table, &around);
            if creeps.y[place] - table.reach > around.height {
                self.gone.push(place as u32);
            }
            if table.attacks && ready(creeps, place, &around) {
                self.attackers.push(place as u32);
            }
        }
    }
}

/// Runs a creep's attack clock; whether it is due. Creeps attack on the field, and not from beside the ship.
fn ready(creeps: &mut Creeps, place: usize, around: &Around) -> bool {
    let y = creeps.y[place];
    if y < 0.0 || y > around.ship_y - 160.0 {
        return false;
    }
    creeps.reload[place] -= around.pace * around.fire;
    creeps.reload[place] <= 0.0
}

/// One creep's tick.
fn advance(creeps: &mut Creeps, place: usize, table: &CreepTable, around: &Around) {
    match (table.motion, creeps.stage[place]) {
        (Motion::Dive { wait, .. }, 0) => {
            if descend(creeps, place, around) {
                creeps.stage[place] = 1;
                creeps.clock[place] = ticks(wait) as f32;
            }
        }
        (Motion::Dive { dive, .. }, 1) => {
            if wait(creeps, place, around) {
                creeps.stage[place] = 2;
                let (x, y) = (creeps.x[place], creeps.y[place]);
                let (right, down) = direction(around.ship_x - x, greatest(around.ship_y - y, 40.0));
                let speed = per_tick(dive) * around.speed;
                creeps.drift[place] = right * speed;
                creeps.fall[place] = down * speed;
                still(creeps, place);
            }
        }
        (Motion::Hover { sway, period, stay, .. }, 0) => {
            if descend(creeps, place, around) {
                creeps.stage[place] = 1;
                creeps.clock[place] = ticks(stay) as f32;
                still(creeps, place);
                creeps.drift[place] = 0.0;
                creeps.swing[place] = sway;
                creeps.beat[place] = 1.0 / greatest(ticks(period) as f32, 1.0);
                creeps.phase[place] = 0.0;
            }
        }
        (Motion::Hover { .. }, 1) => {
            if wait(creeps, place, around) {
                creeps.stage[place] = 2;
                still(creeps, place);
            }
        }
        (Motion::March { .. }, 0) => {
            // It flies straight down to its first row.
            creeps.y[place] += creeps.fall[place] * around.pace;
            creeps.stage[place] = u8::from(creeps.y[place] >= creeps.station[place]);
            return;
        }
        (Motion::March { step }, 1) => {
            let middle = creeps.middle[place] + creeps.drift[place] * around.pace;
            let (low, high) = (table.reach, around.width - table.reach);
            let inside = within(middle, low, high);
            creeps.middle[place] = inside;
            creeps.x[place] = inside;
            if middle < low || middle > high {
                creeps.stage[place] = 2;
                creeps.station[place] = creeps.y[place] + step;
            }
            return;
        }
        (Motion::March { .. }, _) => {
            creeps.y[place] += creeps.fall[place] * around.pace;
            if creeps.y[place] >= creeps.station[place] {
                creeps.stage[place] = 1;
                creeps.drift[place] = -creeps.drift[place];
            }
            return;
        }
        (Motion::Home { turn }, _) => {
            let most = creeps.fall[place];
            let wanted = within((around.ship_x - creeps.x[place]) * 0.05, -most, most);
            let change = per_tick(per_tick(turn)) * around.pace;
            creeps.drift[place] += within(wanted - creeps.drift[place], -change, change);
            creeps.y[place] += creeps.fall[place] * around.pace;
        }
        _ => creeps.y[place] += creeps.fall[place] * around.pace,
    }
    sideways(creeps, place, table.reach, around);
}

/// Flies down to the station; whether it is there.
fn descend(creeps: &mut Creeps, place: usize, around: &Around) -> bool {
    let y = creeps.y[place] + creeps.fall[place] * around.pace;
    creeps.y[place] = y;
    y >= creeps.station[place]
}

/// Runs the clock of what waits; whether it is up.
fn wait(creeps: &mut Creeps, place: usize, around: &Around) -> bool {
    creeps.clock[place] -= around.pace;
    creeps.clock[place] <= 0.0
}

/// Ends a swing where it is.
fn still(creeps: &mut Creeps, place: usize) {
    creeps.middle[place] = creeps.x[place];
    creeps.swing[place] = 0.0;
}

/// Drifts and swings. What drifts turns around at the field's sides; nothing swings beyond them.
fn sideways(creeps: &mut Creeps, place: usize, reach: f32, around: &Around) {
    let (low, high) = (reach, around.width - reach);
    let mut x = creeps.middle[place] + creeps.drift[place] * around.pace;
    if x < low || x > high {
        x = within(x, low, high);
        creeps.drift[place] = -creeps.drift[place];
    }
    creeps.middle[place] = x;
    if creeps.swing[place] > 0.0 {
        let phase = creeps.phase[place] + creeps.beat[place] * around.pace;
        let phase = phase - phase.floor();
        creeps.phase[place] = phase;
        x = within(x + creeps.swing[place] * sine(phase), low, high);
    }
    creeps.x[place] = x;
}
