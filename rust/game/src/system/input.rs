//! The input map's actions, and input events made by hand for tapes and the autopilot.

use creeps_rules::input_script::{Key, PadButton};
use godot::classes::{
    Input, InputEvent, InputEventJoypadButton, InputEventJoypadMotion, InputEventKey, InputEventMouseButton,
    InputEventScreenDrag, InputEventScreenTouch,
};
use godot::global;
use godot::prelude::*;

/// Steers left.
pub const MOVE_LEFT: &str = "move_left";
/// Steers right.
pub const MOVE_RIGHT: &str = "move_right";
/// Fires while held.
pub const FIRE_BULLET: &str = "fire_bullet";
/// Lets off a bomb, in Arcade and Horde.
pub const BOMB: &str = "bomb";
/// Starts a game, ends a pause.
pub const START_GAME: &str = "start_game";
/// Pauses, ends a pause.
pub const PAUSE: &str = "pause";
/// Fills the screen with the window, or gives it its size back.
pub const FULL_SCREEN: &str = "toggle_full_screen";
/// Goes back to the title, or leaves the game there.
pub const QUIT: &str = "quit";

/// Presses or releases a key: a real input event, which goes through the input map as a person's does.
pub fn key(key: Key, pressed: bool) {
    let code = match key {
        Key::Left => global::Key::LEFT,
        Key::Right => global::Key::RIGHT,
        Key::Up => global::Key::UP,
        Key::Down => global::Key::DOWN,
        Key::A => global::Key::A,
        Key::B => global::Key::B,
        Key::D => global::Key::D,
        Key::P => global::Key::P,
        Key::Space => global::Key::SPACE,
        Key::Enter => global::Key::ENTER,
        Key::Escape => global::Key::ESCAPE,
    };
    let mut event = InputEventKey::new_gd();
    event.set_keycode(code);
    event.set_physical_keycode(code);
    event.set_pressed(pressed);
    Input::singleton().parse_input_event(&event);
}

/// Presses or releases a gamepad's button.
pub fn pad_button(button: PadButton, pressed: bool) {
    let mut event = InputEventJoypadButton::new_gd();
    event.set_button_index(match button {
        PadButton::A => global::JoyButton::A,
        PadButton::B => global::JoyButton::B,
        PadButton::DpadUp => global::JoyButton::DPAD_UP,
        PadButton::DpadDown => global::JoyButton::DPAD_DOWN,
        PadButton::Back => global::JoyButton::BACK,
        PadButton::Start => global::JoyButton::START,
        PadButton::DpadLeft => global::JoyButton::DPAD_LEFT,
        PadButton::DpadRight => global::JoyButton::DPAD_RIGHT,
    });
    event.set_pressed(pressed);
    Input::singleton().parse_input_event(&event);
}

/// Moves a gamepad's left stick sideways: -1 is left, 1 is right.
pub fn stick(value: f32) {
    let mut event = InputEventJoypadMotion::new_gd();
    event.set_axis(global::JoyAxis::LEFT_X);
    event.set_axis_value(value);
    Input::singleton().parse_input_event(&event);
}

/// Says that the gamepad is gone, as the engine does.
pub fn lose_pad() {
    Input::singleton().signals().joy_connection_changed().emit(0, false);
}

/// Presses or releases the mouse's left button, at a place in px of the window.
pub fn mouse_button(place: Vector2, pressed: bool) {
    let mut event = InputEventMouseButton::new_gd();
    event.set_button_index(global::MouseButton::LEFT);
    event.set_button_mask(if pressed {
        global::MouseButtonMask::LEFT
    } else {
        global::MouseButtonMask::default()
    });
    event.set_position(place);
    event.set_global_position(place);
    event.set_pressed(pressed);
    Input::singleton().parse_input_event(&event);
}

/// Brings a finger down or lifts it, at a place in px of the window.
pub fn touch(finger: u8, place: Vector2, pressed: bool) {
    let mut event = InputEventScreenTouch::new_gd();
    event.set_index(finger.into());
    event.set_position(place);
    event.set_pressed(pressed);
    Input::singleton().parse_input_event(&event);
}

/// Moves a finger that is down to a place in px of the window.
pub fn drag(finger: u8, place: Vector2) {
    let mut event = InputEventScreenDrag::new_gd();
    event.set_index(finger.into());
    event.set_position(place);
    Input::singleton().parse_input_event(&event);
}

/// Whether an event presses an action. A key that is held with Alt, Ctrl or the system's key is a shortcut of something else:
/// Alt+Enter fills the screen and starts no game.
pub fn is_pressed(event: &Gd<InputEvent>, action: &str) -> bool {
    let is_shortcut = event
        .clone()
        .try_cast::<InputEventKey>()
        .is_ok_and(|key| key.is_alt_pressed() || key.is_ctrl_pressed() || key.is_meta_pressed());
    !is_shortcut && event.is_action_pressed(action)
}

/// What an event says of the player's hands: that they touch the screen (true), or press keys or a pad (false).
pub fn by_touch(event: &Gd<InputEvent>) -> Option<bool> {
    if event.is_pressed() && event.is_class("InputEventScreenTouch") {
        Some(true)
    } else if event.is_pressed()
        && (event.is_class("InputEventKey") || event.is_class("InputEventJoypadButton"))
    {
        Some(false)
    } else {
        None
    }
}

/// Notes in `pad` the number of the gamepad that the player uses; none where the player uses something else. A stick that trembles
/// by itself says nothing.
pub fn note_pad(event: &Gd<InputEvent>, pad: &mut Option<i64>) {
    let moved =
        event.clone().try_cast::<InputEventJoypadMotion>().map(|motion| motion.get_axis_value().abs());
    let uses_pad = event.is_class("InputEventJoypadButton") || moved.is_ok_and(|moved| moved > 0.5);
    if uses_pad {
        *pad = Some(event.get_device().into());
    } else if by_touch(event).is_some() {
        *pad = None;
    }
}

/// Lets go of all that is held in play, so that nothing stays pressed while the window can't see keys come up.
pub fn release_all() {
    let mut input = Input::singleton();
    for action in [MOVE_LEFT, MOVE_RIGHT, FIRE_BULLET, BOMB] {
        input.action_release(action);
    }
}
