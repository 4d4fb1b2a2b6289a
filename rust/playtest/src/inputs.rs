//! Short words for input scripts.

use creeps_rules::input_script::{DeviceEvent, Key, PadButton, ScriptedInput};

/// Presses a key at a tick and lets go two ticks later.
pub fn tap(tick: u32, key: Key) -> Vec<ScriptedInput> {
    hold(tick, tick + 2, key)
}

/// Holds a key from one tick to another.
pub fn hold(from: u32, to: u32, key: Key) -> Vec<ScriptedInput> {
    vec![ScriptedInput(from, DeviceEvent::Press(key)), ScriptedInput(to, DeviceEvent::Release(key))]
}

/// Does something at a tick.
pub fn at(tick: u32, act: DeviceEvent) -> Vec<ScriptedInput> {
    vec![ScriptedInput(tick, act)]
}

/// Brings a finger down at a place on the field, px, and lifts it there four ticks later.
pub fn touch(tick: u32, finger: u8, place: (f32, f32)) -> Vec<ScriptedInput> {
    vec![
        ScriptedInput(tick, DeviceEvent::Touch(finger, place)),
        ScriptedInput(tick + 4, DeviceEvent::Lift(finger, place)),
    ]
}

/// Clicks with the mouse at a place on the field, px: down, and up four ticks later.
pub fn click(tick: u32, place: (f32, f32)) -> Vec<ScriptedInput> {
    vec![
        ScriptedInput(tick, DeviceEvent::MousePress(place)),
        ScriptedInput(tick + 4, DeviceEvent::MouseRelease(place)),
    ]
}

/// Presses a gamepad's button at a tick and lets go two ticks later.
pub fn pad(tick: u32, button: PadButton) -> Vec<ScriptedInput> {
    vec![
        ScriptedInput(tick, DeviceEvent::PadPress(button)),
        ScriptedInput(tick + 2, DeviceEvent::PadRelease(button)),
    ]
}
