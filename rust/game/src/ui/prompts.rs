//! Prompts: what the player presses for an action, on the device used last and with the labels of the player's own keyboard or gamepad.

use creeps_rules::settings::bindings::{Action, Binding, PadInput};
use godot::classes::{DisplayServer, InputEvent, InputEventKey, Os};
use godot::global::Key;
use godot::prelude::*;

use crate::system::device::{self, Device};
use crate::system::input_map;
use crate::ui::text::tr;

/// What stands for an action without any input on a device.
const NONE: &str = "—";

/// What the player presses for an action on the device used last. None for fingers, which use buttons on the screen.
pub fn prompt(action: Action) -> Option<String> {
    match device::last() {
        Device::Touch => None,
        Device::Keyboard => Some(keys(action, 1)),
        Device::Gamepad(_) => Some(pad_inputs(action, 1)),
    }
}

/// What the player presses to steer, on the device used last.
pub fn steering() -> Option<String> {
    let (left, right) = (prompt(Action::MoveLeft)?, prompt(Action::MoveRight)?);
    // "D-pad ←" and "D-pad →" are the d-pad.
    Some(match (left.strip_suffix("\u{a0}←"), right.strip_suffix("\u{a0}→")) {
        (Some(left), Some(right)) if left == right => left.to_owned(),
        _ => format!("{left} {right}"),
    })
}

/// The labels of the first `count` keys of an action.
pub fn keys(action: Action, count: usize) -> String {
    let events = input_map::events(action);
    list(events.iter().filter_map(key_label).take(count))
}

/// The names of the first `count` gamepad inputs of an action, on the gamepad used last.
pub fn pad_inputs(action: Action, count: usize) -> String {
    let events = input_map::events(action);
    list(events.iter().filter_map(pad_label).take(count))
}

fn list(labels: impl Iterator<Item = String>) -> String {
    // The numeric pad's Enter and the other Enter have one label.
    let mut list: Vec<String> = Vec::new();
    for label in labels {
        // A line may break between two labels but not inside of one.
        let label = label.replace(' ', "\u{a0}");
        if !list.contains(&label) {
            list.push(label);
        }
    }
    if list.is_empty() { NONE.to_owned() } else { list.join(", ") }
}

/// The label of an event's key on the player's keyboard. None for other devices.
pub fn key_label(event: &Gd<InputEvent>) -> Option<String> {
    let key = event.clone().try_cast::<InputEventKey>().ok()?;
    let code = match key.get_physical_keycode() {
        Key::NONE => key.get_keycode(),
        physical => label_at(physical),
    };
    let name = match code {
        Key::LEFT => "←".to_owned(),
        Key::RIGHT => "→".to_owned(),
        Key::UP => "↑".to_owned(),
        Key::DOWN => "↓".to_owned(),
        Key::ESCAPE => tr("Esc"),
        Key::ENTER | Key::KP_ENTER => tr("Enter"),
        Key::SPACE => tr("Space"),
        code => Os::singleton().get_keycode_string(code).to_string(),
    };
    Some(if key.is_alt_pressed() { format!("Alt+{name}") } else { name })
}

/// The label of the key at a position. Only desktops know their keyboard's layout; elsewhere it is the US keyboard's.
fn label_at(position: Key) -> Key {
    let display = DisplayServer::singleton();
    let os = Os::singleton();
    let knows = ["linux", "windows", "macos"].iter().any(|system| os.has_feature(*system));
    if knows && display.get_name() != "headless" {
        display.keyboard_get_label_from_physical(position)
    } else {
        position
    }
}

fn pad_label(event: &Gd<InputEvent>) -> Option<String> {
    match input_map::inputs(event).first()? {
        Binding::Pad(input) => Some(tr(PadInput::label(*input, device::pad_kind()))),
        Binding::Key(_) | Binding::KeyLabel(_) => None,
    }
}
