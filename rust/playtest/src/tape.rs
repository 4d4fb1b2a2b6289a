//! Short words for tapes.

use creeps_rules::tape::{Act, Button, Cue, Key};

/// Presses a key at a tick and lets go two ticks later.
pub fn tap(tick: u32, key: Key) -> Vec<Cue> {
    hold(tick, tick + 2, key)
}

/// Holds a key from one tick to another.
pub fn hold(from: u32, to: u32, key: Key) -> Vec<Cue> {
    vec![Cue(from, Act::Press(key)), Cue(to, Act::Release(key))]
}

/// Does something at a tick.
pub fn at(tick: u32, act: Act) -> Vec<Cue> {
    vec![Cue(tick, act)]
}

/// Brings a finger down at a place on the field, px, and lifts it there four ticks later.
pub fn touch(tick: u32, finger: u8, place: (f32, f32)) -> Vec<Cue> {
    vec![Cue(tick, Act::Touch(finger, place)), Cue(tick + 4, Act::Lift(finger, place))]
}

/// Clicks with the mouse at a place on the field, px: down, and up four ticks later.
pub fn click(tick: u32, place: (f32, f32)) -> Vec<Cue> {
    vec![Cue(tick, Act::MousePress(place)), Cue(tick + 4, Act::MouseRelease(place))]
}

/// Presses a gamepad's button at a tick and lets go two ticks later.
pub fn pad(tick: u32, button: Button) -> Vec<Cue> {
    vec![Cue(tick, Act::PadPress(button)), Cue(tick + 2, Act::PadRelease(button))]
}
