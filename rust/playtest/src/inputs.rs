//! Short functions for input scripts.

use creeps_rules::input_script::{DeviceEvent, Key, PadButton, ScriptedInput};

/// Presses a key in a tick and releases it two ticks later.
pub fn tap(tick: u32, key: Key) -> Vec<ScriptedInput> {
    hold(tick, tick + 2, key)
}

/// Holds a key from one tick to another.
pub fn hold(from: u32, to: u32, key: Key) -> Vec<ScriptedInput> {
    vec![ScriptedInput(from, DeviceEvent::Press(key)), ScriptedInput(to, DeviceEvent::Release(key))]
}

/// A device event in a tick.
pub fn at(tick: u32, event: DeviceEvent) -> Vec<ScriptedInput> {
    vec![ScriptedInput(tick, event)]
}

/// A finger touches down at a position on the field (px) and lifts four ticks later.
pub fn touch(tick: u32, finger: u8, position: (f32, f32)) -> Vec<ScriptedInput> {
    vec![
        ScriptedInput(tick, DeviceEvent::Touch(finger, position)),
        ScriptedInput(tick + 4, DeviceEvent::Lift(finger, position)),
    ]
}

/// The mouse clicks at a position on the field (px): down, and up four ticks later.
pub fn click(tick: u32, position: (f32, f32)) -> Vec<ScriptedInput> {
    vec![
        ScriptedInput(tick, DeviceEvent::MousePress(position)),
        ScriptedInput(tick + 4, DeviceEvent::MouseRelease(position)),
    ]
}

/// Presses a gamepad button in a tick and releases it two ticks later.
pub fn pad(tick: u32, button: PadButton) -> Vec<ScriptedInput> {
    vec![
        ScriptedInput(tick, DeviceEvent::PadPress(button)),
        ScriptedInput(tick + 2, DeviceEvent::PadRelease(button)),
    ]
}

/// Ticks from the first input of [`quit_game`] and [`restart_game`] to the new screen.
pub const LEAVING_TICKS: u32 = 12;

/// Pauses a game and quits it, with keys.
pub fn quit_game(tick: u32) -> Vec<ScriptedInput> {
    let asked = [tap(tick, Key::Escape), tap(tick + 3, Key::Up), tap(tick + 6, Key::Enter)].concat();
    [asked, tap(tick + 9, Key::Down), tap(tick + LEAVING_TICKS, Key::Enter)].concat()
}

/// Pauses a game and restarts it, with keys.
pub fn restart_game(tick: u32) -> Vec<ScriptedInput> {
    [tap(tick, Key::Escape), tap(tick + 6, Key::Down), tap(tick + LEAVING_TICKS, Key::Enter)].concat()
}
