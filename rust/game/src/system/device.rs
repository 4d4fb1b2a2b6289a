//! The device that the player used last: prompts show its keys or buttons, and its gamepad vibrates.

use std::cell::Cell;

use creeps_rules::feel::Rumble;
use creeps_rules::settings::bindings::PadKind;
use creeps_rules::trace::TraceEvent;
use godot::classes::{Input, InputEvent, InputEventMouseButton};
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
    let mut pad = None;
    input::note_pad(event, &mut pad);
    let device = match (pad, input::by_touch(event)) {
        (Some(_), _) => Device::Gamepad(event.get_device()),
        (None, Some(true)) => Device::Touch,
        (None, Some(false)) => Device::Keyboard,
        // The first finger is a mouse as well, so only a mouse button that no finger pressed counts.
        (None, None) if is_mouse_press(event) => Device::Keyboard,
        (None, None) => return false,
    };
    LAST.replace(device) != device
}

fn is_mouse_press(event: &Gd<InputEvent>) -> bool {
    // The engine gives the mouse that it emulates for a finger this number.
    const EMULATED_MOUSE: i32 = -1;
    event.is_pressed()
        && event.get_device() != EMULATED_MOUSE
        && event.clone().try_cast::<InputEventMouseButton>().is_ok()
}

/// The kind of the gamepad that the player used last.
pub fn pad_kind() -> PadKind {
    match last() {
        Device::Gamepad(pad) => PadKind::of(&Input::singleton().get_joy_name(pad).to_string()),
        Device::Keyboard | Device::Touch => PadKind::default(),
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
