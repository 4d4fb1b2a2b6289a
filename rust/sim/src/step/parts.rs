//! Motions that are made of parts: one after the other, each until its end.
//!
//! A creep's `motion_state` counts them: 0 before the first, then the part's number, and one more after the last. While a part is played,
//! `clock` is how long, in ticks, `place_x` and `place_y` are where it began, and `way` is what leads it sideways: the direction of a dive,
//! or the speed of what steers. `hold_y` is how far it is above the formation's lowest, in px.

use crate::math::{clamp, cosine, direction, max, min, sine};
use crate::rules::{CompiledPath, CompiledUntil, Lead, PartRules};
use crate::world::Creeps;

use super::creeps::{Around, TURN_LENGTH};

/// The least height of the ship below a creep for the aim of a dive, in px: it goes downwards, however low it begins.
const MIN_DIVE: f32 = 40.0;

impl Creeps {
    /// What one creep does by the parts of its motion, now that it flew.
    #[inline(never)] // what moves by a named motion should not pay for it
    pub(super) fn play_parts(
        &mut self,
        index: usize,
        parts: &[PartRules],
        repeat: u8,
        paths: &[CompiledPath],
        around: &Around,
    ) {
        let state = usize::from(self.motion_state[index]);
        let part = if state == 0 {
            // It comes onto the playfield, whatever its parts are.
            if self.y[index] < 0.0 {
                return;
            }
            self.begin_part(index, parts, 0, around)
        } else {
            let Some(part) = parts.get(state - 1) else { return };
            self.clock[index] += around.time_scale;
            // No part leads out of sight above.
            self.y[index] = max(self.y[index], 0.0);
            if self.part_ends(index, part, paths, around.width) {
                let next = if state < parts.len() { state } else { parts.len() - usize::from(repeat) };
                self.begin_part(index, parts, next, around)
            } else {
                Some(part)
            }
        };
        if let Some(part) = part {
            (self.vx[index], self.vy[index]) = self.part_velocity(index, part, paths, around);
        }
    }

    /// Begins a part, and gives it; after the last, it flies straight down.
    fn begin_part<'a>(
        &mut self,
        index: usize,
        parts: &'a [PartRules],
        number: usize,
        around: &Around,
    ) -> Option<&'a PartRules> {
        let before =
            usize::from(self.motion_state[index]).checked_sub(1).and_then(|before| parts.get(before));
        let part = parts.get(number);
        self.motion_state[index] = number as u8 + 1;
        self.clock[index] = 0.0;
        let sway = part.and_then(|part| part.sway);
        if before.is_none() || before.and_then(|before| before.sway) != sway {
            self.stop_swaying(index);
            if let Some((amplitude, frequency)) = sway {
                let (x, extent) = (self.x[index], self.extent[index]);
                let room = min(x - extent, around.width - extent - x);
                self.sway_amplitude[index] = min(amplitude, max(room, 0.0));
                self.sway_frequency[index] = frequency;
                self.phase[index] = 0.0;
            }
        }
        let Some(part) = part else {
            (self.vx[index], self.vy[index]) = (0.0, self.speed[index]);
            return None;
        };
        let (x, y) = (self.x[index], self.y[index]);
        (self.place_x[index], self.place_y[index]) = (x, y);
        self.way[index] = match part.lead {
            Lead::Dive => direction(around.ship_x - x, max(around.ship_y - y, MIN_DIVE)).0,
            // It steers on from how it flies.
            Lead::Steer { .. } => self.vx[index],
            Lead::Nothing | Lead::Slide | Lead::Path { .. } => 0.0,
        };
        Some(part)
    }

    /// Whether a part is at its end.
    fn part_ends(&mut self, index: usize, part: &PartRules, paths: &[CompiledPath], width: f32) -> bool {
        let (x, prev_x, extent) = (self.x[index], self.prev_x[index], self.extent[index]);
        let arrives = (x <= extent && prev_x > extent) || (x >= width - extent && prev_x < width - extent);
        let flown = self.clock[index] * self.speed[index] * part.speed;
        let ends = match part.until {
            CompiledUntil::Forever => false,
            CompiledUntil::Time(ticks) => self.clock[index] >= ticks,
            CompiledUntil::Y(y) => self.y[index] >= max(y - self.hold_y[index], extent),
            CompiledUntil::Down(distance) => self.y[index] - self.place_y[index] >= distance,
            CompiledUntil::Side => arrives,
            CompiledUntil::Turns(turns) => {
                part.circle.is_none_or(|radius| flown >= turns * TURN_LENGTH * radius)
            }
        };
        if arrives {
            // What slides goes back.
            self.place_x[index] = x;
        }
        ends || matches!(part.lead, Lead::Path { path } if flown >= paths[usize::from(path)].length())
    }

    /// How fast all of a part's moves make a creep, sideways and down, in px a tick.
    fn part_velocity(
        &mut self,
        index: usize,
        part: &PartRules,
        paths: &[CompiledPath],
        around: &Around,
    ) -> (f32, f32) {
        let speed = self.speed[index] * part.speed;
        let flown = self.clock[index] * speed;
        // To the side where there is more room.
        let side = if self.place_x[index] < around.width / 2.0 { 1.0 } else { -1.0 };
        let (mut vx, mut vy) = match part.lead {
            Lead::Nothing => (0.0, 0.0),
            Lead::Slide => (side * speed, 0.0),
            Lead::Dive => {
                let right = self.way[index];
                (right * speed, max(1.0 - right * right, 0.0).sqrt() * speed)
            }
            Lead::Steer { turn } => {
                let wanted = clamp((around.ship_x - self.x[index]) * 0.05, -speed, speed);
                let change = turn * around.time_scale;
                self.way[index] += clamp(wanted - self.way[index], -change, change);
                (self.way[index], 0.0)
            }
            Lead::Path { path } => {
                let path = &paths[usize::from(path)];
                let (from, to) = (path.position(flown), path.position(flown + speed));
                (to.0 - from.0, to.1 - from.1)
            }
        };
        if part.falls {
            vy += speed;
        }
        if let Some(radius) = part.circle {
            let turns = flown / (TURN_LENGTH * radius);
            vx += sine(turns) * side * speed;
            vy -= cosine(turns) * speed;
        }
        (vx, vy)
    }
}
