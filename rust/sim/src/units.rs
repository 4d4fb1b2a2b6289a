//! From a mode file's units to the simulation's: px/s become px a tick, seconds ticks, degrees turns.

use creeps_rules::time::TICKS_PER_SECOND;

/// Ticks a second, as a number.
const RATE: f32 = TICKS_PER_SECOND as f32;

/// A speed in px/s as px a tick.
pub fn per_tick(speed: f32) -> f32 {
    speed / RATE
}

/// Seconds as whole ticks, the nearest; 0 s are none.
pub fn ticks(seconds: f32) -> u32 {
    (seconds * RATE).round() as u32
}

/// Degrees as turns.
pub fn turns(degrees: f32) -> f32 {
    degrees / 360.0
}
