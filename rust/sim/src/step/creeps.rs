//! How creeps (enemies) move: all of them fly and sway by their columns; some steer, which changes the columns.

use wide::f32x8;

use crate::math::{clamp, cosine, direction, floor, max, min, sine};
use crate::pieces::{LANES, whole_pieces};
use crate::rules::{CompiledMotion, CompiledPath};
use crate::scratch::Scratch;
use crate::sim::Sim;
use crate::world::{Creeps, entry};

/// How many times as fast as by its own motion a creep flies in.
const FLY_IN_SPEED: f32 = 2.6;
/// How fast a creep flies in that else flies at `speed`.
pub(super) fn fly_in_speed(speed: f32) -> f32 {
    speed * FLY_IN_SPEED
}

/// The way around a circle, in radii.
pub(super) const TURN_LENGTH: f32 = std::f32::consts::TAU;

/// What a creep that steers has to know.
pub(super) struct Around {
    pub width: f32,
    pub ship_x: f32,
    pub ship_y: f32,
    pub time_scale: f32,
    /// What speeds are multiplied by.
    speed_scale: f32,
}

impl Sim {
    /// Moves every creep by a tick; notes who attacks and who is out of the playfield.
    #[inline(never)] // so that a profile tells it apart
    pub(crate) fn move_creeps(&mut self) {
        let (width, height) = (self.rules.width, self.rules.height);
        let (ship_x, ship_y) = (self.ship.x, self.ship.y);
        let around =
            Around { width, ship_x, ship_y, time_scale: self.time_scale, speed_scale: self.scale.speed };
        let reload = self.time_scale * self.scale.fire;
        let creeps = &mut self.creeps;
        creeps.fly(width, self.time_scale);
        if let (Some(march), Some(rules)) = (&mut self.march, self.rules.march) {
            march.step(creeps, &self.rules, rules, self.time_scale);
        }
        let Scratch { busy_pieces, creeps_to_remove, attackers, landed, .. } = &mut self.scratch;
        creeps.note_busy(&self.rules.busy_creeps, height, busy_pieces);
        for &piece in &*busy_pieces {
            let first = piece as usize * LANES;
            for index in first..creeps.len().min(first + LANES) {
                let kind = &self.rules.creeps[usize::from(creeps.kind[index])];
                if creeps.entry[index] != entry::NONE {
                    creeps.fly_in(index, &self.rules.paths, kind.motion, &around);
                } else if let CompiledMotion::Parts { first, count, repeat } = kind.motion {
                    let parts = &self.rules.motion_parts[first..first + usize::from(count)];
                    creeps.play_parts(index, parts, repeat, &self.rules.paths, &around);
                } else if kind.steers {
                    creeps.steer(index, kind.motion, &around);
                }
                let y = creeps.y[index];
                if y > height + kind.extent {
                    creeps_to_remove.push(index as u32);
                    if kind.lands {
                        *landed = Some(creeps.kind[index]);
                    }
                }
                // On the playfield, and not from beside the ship.
                if kind.attacks && y > 0.0 && y < ship_y - 160.0 {
                    creeps.reload[index] -= reload;
                    if creeps.reload[index] <= 0.0 {
                        attackers.push(index as u32);
                    }
                }
            }
        }
    }
}

impl Creeps {
    /// Flies and sways for a tick. What flies sideways turns around at the playfield's sides; nothing sways beyond them.
    ///
    /// Every creep alike, column by column: the compiler makes SIMD of it.
    fn fly(&mut self, width: f32, time_scale: f32) {
        for ((y, prev_y), vy) in self.y.iter_mut().zip(&mut self.prev_y).zip(&self.vy) {
            *prev_y = *y;
            *y += vy * time_scale;
        }
        for ((sway_center, vx), extent) in self.sway_center.iter_mut().zip(&mut self.vx).zip(&self.extent) {
            let free = *sway_center + *vx * time_scale;
            let inside = clamp(free, *extent, width - extent);
            *vx = if free < *extent || free > width - extent { -*vx } else { *vx };
            *sway_center = inside;
        }
        self.sway::<LANES>(0, width, time_scale);
        self.sway::<1>(self.len() / LANES * LANES, width, time_scale);
    }

    /// Sways for a tick: all from an index on, in pieces of `N`, as far as there are whole ones.
    fn sway<const N: usize>(&mut self, first: usize, width: f32, time_scale: f32) {
        let (x, prev_x) =
            (self.x[first..].as_chunks_mut::<N>().0, self.prev_x[first..].as_chunks_mut::<N>().0);
        let (phase, frequency) =
            (self.phase[first..].as_chunks_mut::<N>().0, self.sway_frequency[first..].as_chunks::<N>().0);
        let (center, amplitude) =
            (self.sway_center[first..].as_chunks::<N>().0, self.sway_amplitude[first..].as_chunks::<N>().0);
        let extent = self.extent[first..].as_chunks::<N>().0;
        let columns = x.iter_mut().zip(prev_x).zip(phase.iter_mut().zip(frequency));
        let columns = columns.zip(center.iter().zip(amplitude).zip(extent));
        for (((x, prev_x), (phase, frequency)), ((center, amplitude), extent)) in columns {
            *prev_x = *x;
            let mut bits = 0;
            for lane in 0..N {
                bits |= amplitude[lane].to_bits() | frequency[lane].to_bits() | phase[lane].to_bits();
            }
            // What flies straight needs no sine.
            if bits == 0 {
                *x = *center;
                continue;
            }
            for lane in 0..N {
                let free = phase[lane] + frequency[lane] * time_scale;
                phase[lane] = free - floor(free);
                let free = center[lane] + amplitude[lane] * sine(phase[lane]);
                x[lane] = clamp(free, extent[lane], width - extent[lane]);
            }
        }
    }

    /// Notes the pieces with creeps that have more to do than to fly, which `busy` says of each kind, or may have left the playfield.
    fn note_busy(&self, busy: &[bool; 256], height: f32, pieces: &mut Vec<u32>) {
        let count = self.len() / LANES;
        let (kind, entry) = (whole_pieces(&self.kind, count), whole_pieces(&self.entry, count));
        let (y, extent) = (whole_pieces(&self.y, count), whole_pieces(&self.extent, count));
        pieces.clear();
        let height = f32x8::splat(height);
        for piece in 0..count {
            let mut any = entry[piece] != [entry::NONE; LANES];
            for kind in kind[piece] {
                any |= busy[usize::from(kind)];
            }
            let below = height + f32x8::new(extent[piece]);
            if any | f32x8::new(y[piece]).simd_gt(below).any() {
                pieces.push(piece as u32);
            }
        }
        // What is left is looked at one by one anyway.
        if !self.len().is_multiple_of(LANES) {
            pieces.push(count as u32);
        }
    }

    /// Flies in by a tick: on a path, to its place, and there until its own motion begins.
    fn fly_in(&mut self, index: usize, paths: &[CompiledPath], motion: CompiledMotion, around: &Around) {
        let extent = self.extent[index];
        let place = |creeps: &mut Self, (x, y): (f32, f32)| {
            let x = clamp(x, extent, around.width - extent);
            (creeps.x[index], creeps.sway_center[index], creeps.y[index]) = (x, x, y);
        };
        let distance = fly_in_speed(self.speed[index]) * around.time_scale;
        match self.entry[index] {
            entry::ON_PATH => {
                self.way[index] += distance;
                let path = &paths[usize::from(self.path[index])];
                if self.way[index] > 0.0 {
                    place(self, path.position(self.way[index]));
                }
                if self.way[index] >= path.length() {
                    self.entry[index] = entry::TO_PLACE;
                }
            }
            entry::TO_PLACE => {
                let (x, y) = (self.place_x[index] - self.x[index], self.place_y[index] - self.y[index]);
                if (x * x + y * y).sqrt() > distance {
                    let (right, down) = direction(x, y);
                    place(self, (self.x[index] + right * distance, self.y[index] + down * distance));
                } else {
                    place(self, (self.place_x[index], self.place_y[index]));
                    self.entry[index] = entry::HOLDS;
                }
            }
            _ => {
                if self.waited(index, around.time_scale) {
                    self.entry[index] = entry::NONE;
                    self.leave_place(index, motion, around.width);
                }
            }
        }
    }

    /// A creep's own motion begins, in its place.
    fn leave_place(&mut self, index: usize, motion: CompiledMotion, width: f32) {
        self.vy[index] = self.speed[index];
        match motion {
            CompiledMotion::Weave { amplitude, frequency } => {
                // Its sway begins where it is, as far as there is room.
                let (x, extent) = (self.x[index], self.extent[index]);
                let room = min(x - extent, width - extent - x);
                self.sway_amplitude[index] = min(amplitude, max(room, 0.0));
                self.sway_frequency[index] = frequency;
                self.phase[index] = 0.0;
            }
            // What waits at a height waits where it is.
            CompiledMotion::Dive { .. }
            | CompiledMotion::Hover { .. }
            | CompiledMotion::March { .. }
            | CompiledMotion::MarchTogether { .. } => {
                self.hold_y[index] = self.y[index];
            }
            CompiledMotion::Fall | CompiledMotion::Home { .. } | CompiledMotion::Parts { .. } => {}
        }
    }

    /// What one creep does by its motion, now that it flew.
    fn steer(&mut self, index: usize, motion: CompiledMotion, around: &Around) {
        let motion_state = self.motion_state[index];
        let arrives = motion_state == 0 && self.y[index] >= self.hold_y[index];
        match motion {
            CompiledMotion::Dive { wait, .. } if arrives => self.stay(index, wait),
            CompiledMotion::Dive { speed, loop_radius, .. } if motion_state == 1 => {
                if self.waited(index, around.time_scale) {
                    self.motion_state[index] = 2;
                    if loop_radius > 0.0 {
                        // Turns of the loop that are left.
                        self.clock[index] = 1.0;
                        self.place_x[index] = self.x[index];
                    } else {
                        self.dive(index, speed, around);
                    }
                }
            }
            CompiledMotion::Dive { speed, loop_radius, .. }
                if motion_state == 2 && self.clock[index] > 0.0 =>
            {
                // Up and over, to the side where there is more room.
                let flown = speed * around.speed_scale;
                self.clock[index] -= flown * around.time_scale / (TURN_LENGTH * loop_radius);
                if self.clock[index] > 0.0 {
                    let (right, down) = (sine(self.clock[index]), cosine(self.clock[index]));
                    let side = if self.place_x[index] < around.width / 2.0 { 1.0 } else { -1.0 };
                    (self.vx[index], self.vy[index]) = (-right * side * flown, -down * flown);
                } else {
                    self.dive(index, speed, around);
                }
            }
            CompiledMotion::Hover { sway, frequency, stay, .. } if arrives => {
                self.stay(index, stay);
                self.sway_amplitude[index] = sway;
                self.sway_frequency[index] = frequency;
                self.phase[index] = 0.0;
            }
            CompiledMotion::Hover { .. } if motion_state == 1 => {
                if self.waited(index, around.time_scale) {
                    self.stop_swaying(index);
                    self.vy[index] = self.speed[index];
                    self.motion_state[index] = 2;
                }
            }
            CompiledMotion::March { .. } if self.vy[index] > 0.0 => {
                if self.y[index] >= self.hold_y[index] {
                    // It is in its row, and marches to the farther side.
                    let right = self.x[index] < around.width / 2.0;
                    self.vy[index] = 0.0;
                    self.vx[index] = if right { self.speed[index] } else { -self.speed[index] };
                    self.stop_swaying(index);
                    self.motion_state[index] = 1;
                }
            }
            CompiledMotion::March { march_distance } => {
                let (x, extent) = (self.x[index], self.extent[index]);
                if x <= extent || x >= around.width - extent {
                    self.hold_y[index] = self.y[index] + march_distance;
                    self.vy[index] = self.speed[index];
                    self.vx[index] = 0.0;
                }
            }
            CompiledMotion::MarchTogether { .. } if arrives => {
                self.stop_swaying(index);
                (self.vx[index], self.vy[index]) = (0.0, 0.0);
                self.motion_state[index] = 1;
            }
            CompiledMotion::Home { turn } => {
                let max_speed = self.speed[index];
                let wanted = clamp((around.ship_x - self.x[index]) * 0.05, -max_speed, max_speed);
                let change = turn * around.time_scale;
                self.vx[index] += clamp(wanted - self.vx[index], -change, change);
            }
            CompiledMotion::Fall
            | CompiledMotion::Weave { .. }
            | CompiledMotion::Dive { .. }
            | CompiledMotion::Hover { .. }
            | CompiledMotion::MarchTogether { .. }
            | CompiledMotion::Parts { .. } => {}
        }
    }

    /// Dives at where the ship is.
    fn dive(&mut self, index: usize, speed: f32, around: &Around) {
        let (x, y) = (around.ship_x - self.x[index], around.ship_y - self.y[index]);
        // Always downwards, however low it waited.
        let (right, down) = direction(x, max(y, 40.0));
        let speed = speed * around.speed_scale;
        (self.vx[index], self.vy[index]) = (right * speed, down * speed);
        self.clock[index] = 0.0;
    }

    /// Stays where it is for so many ticks.
    fn stay(&mut self, index: usize, ticks: f32) {
        self.stop_swaying(index);
        (self.vx[index], self.vy[index]) = (0.0, 0.0);
        self.clock[index] = ticks;
        self.motion_state[index] = 1;
    }

    /// Runs the clock of what waits; whether it is up.
    fn waited(&mut self, index: usize, time: f32) -> bool {
        self.clock[index] -= time;
        self.clock[index] <= 0.0
    }

    /// Ends a sway where it is.
    pub(super) fn stop_swaying(&mut self, index: usize) {
        self.sway_center[index] = self.x[index];
        self.sway_amplitude[index] = 0.0;
    }
}
