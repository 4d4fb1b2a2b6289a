//! The input map: converts between the engine's input events and the bindings of the settings, and applies the player's own bindings.

use creeps_rules::settings::Settings;
use creeps_rules::settings::bindings::{Action, Binding, Bindings, Device, PadInput};
use godot::classes::{
    InputEvent, InputEventJoypadButton, InputEventJoypadMotion, InputEventKey, InputMap, Os,
};
use godot::global::{JoyAxis, JoyButton, Key};
use godot::prelude::*;

/// How far a stick or trigger must move to be taken as a new binding.
const CLEARLY_MOVED: f32 = 0.6;

/// Each button of a gamepad.
const BUTTONS: [(PadInput, JoyButton); 21] = [
    (PadInput::A, JoyButton::A),
    (PadInput::B, JoyButton::B),
    (PadInput::X, JoyButton::X),
    (PadInput::Y, JoyButton::Y),
    (PadInput::Back, JoyButton::BACK),
    (PadInput::Guide, JoyButton::GUIDE),
    (PadInput::Start, JoyButton::START),
    (PadInput::LeftStick, JoyButton::LEFT_STICK),
    (PadInput::RightStick, JoyButton::RIGHT_STICK),
    (PadInput::LeftShoulder, JoyButton::LEFT_SHOULDER),
    (PadInput::RightShoulder, JoyButton::RIGHT_SHOULDER),
    (PadInput::DpadUp, JoyButton::DPAD_UP),
    (PadInput::DpadDown, JoyButton::DPAD_DOWN),
    (PadInput::DpadLeft, JoyButton::DPAD_LEFT),
    (PadInput::DpadRight, JoyButton::DPAD_RIGHT),
    (PadInput::Misc, JoyButton::MISC1),
    (PadInput::Paddle1, JoyButton::PADDLE1),
    (PadInput::Paddle2, JoyButton::PADDLE2),
    (PadInput::Paddle3, JoyButton::PADDLE3),
    (PadInput::Paddle4, JoyButton::PADDLE4),
    (PadInput::Touchpad, JoyButton::TOUCHPAD),
];

/// Each direction of a gamepad's sticks and triggers.
const AXES: [(PadInput, JoyAxis, f32); 10] = [
    (PadInput::LeftTrigger, JoyAxis::TRIGGER_LEFT, 1.0),
    (PadInput::RightTrigger, JoyAxis::TRIGGER_RIGHT, 1.0),
    (PadInput::LeftStickLeft, JoyAxis::LEFT_X, -1.0),
    (PadInput::LeftStickRight, JoyAxis::LEFT_X, 1.0),
    (PadInput::LeftStickUp, JoyAxis::LEFT_Y, -1.0),
    (PadInput::LeftStickDown, JoyAxis::LEFT_Y, 1.0),
    (PadInput::RightStickLeft, JoyAxis::RIGHT_X, -1.0),
    (PadInput::RightStickRight, JoyAxis::RIGHT_X, 1.0),
    (PadInput::RightStickUp, JoyAxis::RIGHT_Y, -1.0),
    (PadInput::RightStickDown, JoyAxis::RIGHT_Y, 1.0),
];

/// The events of the project's input map, by action.
#[derive(Default)]
pub struct DefaultEvents(Vec<(Action, Vec<Gd<InputEvent>>)>);

impl DefaultEvents {
    /// Reads the input map. Call it before anything changes it.
    pub fn of_project() -> Self {
        Self(Action::ALL.map(|action| (action, events(action))).into())
    }

    /// The events as bindings.
    pub fn bindings(&self) -> Bindings {
        let mut bindings = Bindings::default();
        for (action, events) in &self.0 {
            for binding in events.iter().filter_map(|event| inputs(event).into_iter().next()) {
                bindings.on_mut(binding.device()).entry(*action).or_default().push(binding);
            }
        }
        bindings
    }
}

/// The current events of an action.
pub fn events(action: Action) -> Vec<Gd<InputEvent>> {
    InputMap::singleton().action_get_events(action.name()).iter_shared().collect()
}

/// Applies the player's own bindings and the stick's dead zone.
pub fn apply(defaults: &DefaultEvents, settings: &Settings) {
    let mut map = InputMap::singleton();
    for (action, default_events) in &defaults.0 {
        let name = action.name();
        map.action_set_deadzone(name, settings.stick_dead_zone.factor());
        let mut wanted: Vec<Gd<InputEvent>> = Vec::new();
        for device in [Device::Keyboard, Device::Gamepad] {
            match settings.bindings.on(device).get(action) {
                Some(bindings) => wanted.extend(bindings.iter().filter_map(event)),
                None => {
                    wanted.extend(default_events.iter().filter(|event| device_of(event) == device).cloned());
                }
            }
        }
        // An action that keeps its events keeps its pressed state as well.
        if wanted == events(*action) {
            continue;
        }
        map.action_erase_events(name);
        for event in &wanted {
            map.action_add_event(name, event);
        }
    }
}

fn device_of(event: &Gd<InputEvent>) -> Device {
    if event.is_class("InputEventKey") { Device::Keyboard } else { Device::Gamepad }
}

/// The ways to describe the key, button or direction of an event: the best one first. Empty if it can't be a binding.
pub fn inputs(event: &Gd<InputEvent>) -> Vec<Binding> {
    if let Ok(key) = event.clone().try_cast::<InputEventKey>() {
        let os = Os::singleton();
        let name = |key: Key| os.get_keycode_string(key).to_string();
        let alt = if key.is_alt_pressed() { "Alt+" } else { "" };
        let mut inputs = Vec::new();
        if key.get_physical_keycode() != Key::NONE {
            inputs.push(Binding::Key(name(key.get_physical_keycode())));
        }
        if key.get_keycode() != Key::NONE {
            inputs.push(Binding::KeyLabel(format!("{alt}{}", name(key.get_keycode()))));
        }
        return inputs;
    }
    if let Ok(button) = event.clone().try_cast::<InputEventJoypadButton>() {
        let button = button.get_button_index();
        return BUTTONS.iter().filter(|row| row.1 == button).map(|row| Binding::Pad(row.0)).collect();
    }
    let Ok(motion) = event.clone().try_cast::<InputEventJoypadMotion>() else { return Vec::new() };
    let (axis, value) = (motion.get_axis(), motion.get_axis_value());
    let is_moved = |row: &&(PadInput, JoyAxis, f32)| row.1 == axis && value * row.2 > CLEARLY_MOVED;
    AXES.iter().filter(is_moved).map(|row| Binding::Pad(row.0)).collect()
}

/// The engine's event for a binding. None for a key that this version of the engine does not know.
fn event(binding: &Binding) -> Option<Gd<InputEvent>> {
    let os = Os::singleton();
    match binding {
        Binding::Key(name) => {
            let mut event = InputEventKey::new_gd();
            event.set_physical_keycode(known(os.find_keycode_from_string(name))?);
            Some(event.upcast())
        }
        Binding::KeyLabel(label) => {
            let (alt, name) = label.strip_prefix("Alt+").map_or((false, label.as_str()), |name| (true, name));
            let mut event = InputEventKey::new_gd();
            event.set_keycode(known(os.find_keycode_from_string(name))?);
            event.set_alt_pressed(alt);
            Some(event.upcast())
        }
        Binding::Pad(input) => {
            if let Some(&(_, button)) = BUTTONS.iter().find(|row| row.0 == *input) {
                let mut event = InputEventJoypadButton::new_gd();
                event.set_device(ALL_DEVICES);
                event.set_button_index(button);
                return Some(event.upcast());
            }
            let &(_, axis, value) = AXES.iter().find(|row| row.0 == *input)?;
            let mut event = InputEventJoypadMotion::new_gd();
            event.set_device(ALL_DEVICES);
            event.set_axis(axis);
            event.set_axis_value(value);
            Some(event.upcast())
        }
    }
}

/// The engine's number for an event of any gamepad.
const ALL_DEVICES: i32 = -1;

fn known(key: Key) -> Option<Key> {
    (key != Key::NONE).then_some(key)
}
