//! The device that the player used last: prompts show its keys or buttons, and its gamepad vibrates.

use std::cell::Cell;

use creeps_rules::feel::Rumble;
use creeps_rules::settings::bindings::PadKind;
use creeps_rules::trace::TraceEvent;
use godot::classes::{Input, InputEvent, InputEventJoypadMotion, InputEventMouseButton, Os};
use godot::prelude::*;

use crate::dev::trace;
use crate::system::{input, settings};

/// A kind of device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Device {
    /// Keys or the mouse.
    #[default]
    Keyboard,
    /// The gamepad with this number.
    Gamepad(i32),
    /// Fingers.
    Touch,
}

thread_local! {
    // All of Godot's nodes live on the main thread.
    static LAST: Cell<Device> = const { Cell::new(Device::Keyboard) };
}

/// The device that the player used last.
pub fn last() -> Device {
    LAST.get()
}

/// Notes the device of an event. Returns whether it is another one than before.
pub fn note(event: &Gd<InputEvent>) -> bool {
    let device = match input::by_touch(event) {
        _ if uses_pad(event) => Device::Gamepad(event.get_device()),
        Some(true) => Device::Touch,
        Some(false) => Device::Keyboard,
        // The first finger is a mouse as well, so only a mouse button that no finger pressed counts.
        None if is_mouse_press(event) => Device::Keyboard,
        None => return false,
    };
    LAST.replace(device) != device
}

/// A gamepad disconnected. Returns whether it is the one that the player used last; prompts then show keys.
pub fn forget_pad(pad: i64) -> bool {
    let is_last = matches!(last(), Device::Gamepad(last) if i64::from(last) == pad);
    if is_last {
        LAST.set(Device::Keyboard);
    }
    is_last
}

/// Whether the player uses a gamepad. Small movements of a stick don't count, because sticks drift.
fn uses_pad(event: &Gd<InputEvent>) -> bool {
    let moved = event.clone().try_cast::<InputEventJoypadMotion>();
    event.is_class("InputEventJoypadButton") || moved.is_ok_and(|moved| moved.get_axis_value().abs() > 0.5)
}

fn is_mouse_press(event: &Gd<InputEvent>) -> bool {
    event.is_pressed()
        && event.get_device() != InputEvent::DEVICE_ID_EMULATION
        && event.clone().try_cast::<InputEventMouseButton>().is_ok()
}

/// The kind of gamepad whose names the buttons have: the player's choice, or the one used last, or the first one.
pub fn pad_kind() -> PadKind {
    if let Some(chosen) = settings::get(|settings| settings.pad_labels.kind()) {
        return chosen;
    }
    let engine = Input::singleton();
    let pad = match last() {
        Device::Gamepad(pad) => Some(pad),
        Device::Keyboard | Device::Touch => {
            engine.get_connected_joypads().get(0).and_then(|pad| i32::try_from(pad).ok())
        }
    };
    match pad.map_or_else(PadKind::default, |pad| PadKind::of(&engine.get_joy_name(pad).to_string())) {
        // Steam gives the Deck's own controls the name of an Xbox controller.
        PadKind::Xbox if Os::singleton().get_environment("SteamDeck") == "1" => PadKind::SteamDeck,
        kind => kind,
    }
}

/// Vibrates the player's gamepad or phone, as strongly as the settings allow.
pub fn vibrate(rumble: Rumble) {
    let factor = settings::get(|settings| settings.vibration.factor());
    let Rumble { weak, strong, time } = rumble;
    let (weak, strong) = (factor * weak, factor * strong);
    if weak.max(strong) == 0.0 || time == 0.0 {
        return;
    }
    trace::record(|| TraceEvent::Vibrated { weak, strong });
    let mut engine = Input::singleton();
    match last() {
        Device::Gamepad(pad) => engine.start_joy_vibration_ex(pad, weak, strong).duration(time).done(),
        Device::Touch if strong > 0.0 => {
            let duration_ms = (1000.0 * time) as i32;
            engine.vibrate_handheld_ex().duration_ms(duration_ms).amplitude(strong).done();
        }
        Device::Touch | Device::Keyboard => {}
    }
}
