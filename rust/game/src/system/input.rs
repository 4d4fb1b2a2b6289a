//! The actions of the input map, and simulated input events for input scripts and the autopilot.

use creeps_rules::input_script::{Key, PadButton};
use godot::classes::{
    Input, InputEvent, InputEventJoypadButton, InputEventJoypadMotion, InputEventKey, InputEventMouseButton,
    InputEventScreenDrag, InputEventScreenTouch, Node,
};
use godot::global;
use godot::prelude::*;

/// Steers left.
pub const MOVE_LEFT: &str = "move_left";
/// Steers right.
pub const MOVE_RIGHT: &str = "move_right";
/// Fires while held.
pub const FIRE_BULLET: &str = "fire_bullet";
/// Uses a bomb, in Arcade and Horde.
pub const BOMB: &str = "bomb";
/// Starts a game, ends a pause.
pub const START_GAME: &str = "start_game";
/// Pauses, ends a pause.
pub const PAUSE: &str = "pause";
/// Switches between window and full screen.
pub const FULL_SCREEN: &str = "toggle_full_screen";
/// Goes back to the title; on the title, leaves the game.
pub const QUIT: &str = "quit";

/// Presses or releases a key. The event goes through the input map like a person's.
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
    // The engine numbers keys with a letter or a space as Unicode does.
    if code.ord() < 128 {
        event.set_unicode(code.ord() as u32);
    }
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

/// Reports that the gamepad is disconnected, as the engine does.
pub fn disconnect_pad() {
    Input::singleton().signals().joy_connection_changed().emit(0, false);
}

/// Presses or releases the left mouse button at a position in window px.
pub fn mouse_button(position: Vector2, pressed: bool) {
    let mut event = InputEventMouseButton::new_gd();
    event.set_button_index(global::MouseButton::LEFT);
    event.set_button_mask(if pressed {
        global::MouseButtonMask::LEFT
    } else {
        global::MouseButtonMask::default()
    });
    event.set_position(position);
    event.set_global_position(position);
    event.set_pressed(pressed);
    Input::singleton().parse_input_event(&event);
}

/// A finger touches down or lifts at a position in window px.
pub fn touch(finger: u8, position: Vector2, pressed: bool) {
    let mut event = InputEventScreenTouch::new_gd();
    event.set_index(finger.into());
    event.set_position(position);
    event.set_pressed(pressed);
    Input::singleton().parse_input_event(&event);
}

/// A finger that is down moves to a position in window px.
pub fn drag(finger: u8, position: Vector2) {
    let mut event = InputEventScreenDrag::new_gd();
    event.set_index(finger.into());
    event.set_position(position);
    Input::singleton().parse_input_event(&event);
}

/// Whether an event presses an action. A key together with Alt, Ctrl or Meta is another shortcut: Alt+Enter switches to full screen
/// and must not start a game.
pub fn is_pressed(event: &Gd<InputEvent>, action: &str) -> bool {
    let is_shortcut = event
        .clone()
        .try_cast::<InputEventKey>()
        .is_ok_and(|key| key.is_alt_pressed() || key.is_ctrl_pressed() || key.is_meta_pressed());
    !is_shortcut && event.is_action_pressed(action)
}

/// Whether an event goes back from a menu: the player's own input for it, or the engine's fixed one, so that nobody is locked in.
pub fn is_back(event: &Gd<InputEvent>) -> bool {
    is_pressed(event, QUIT) || is_pressed(event, "ui_cancel")
}

/// Whether an event goes back from `page`. If so it is used up: nothing behind the page sees it.
pub fn take_back<T: Inherits<Node>>(page: &Gd<T>, event: &Gd<InputEvent>) -> bool {
    let goes_back = is_back(event);
    if goes_back && let Some(mut viewport) = page.upcast_ref::<Node>().get_viewport() {
        viewport.set_input_as_handled();
    }
    goes_back
}

/// Whether an event shows that the player touches the screen (true) or uses keys or a gamepad (false). None if it shows neither.
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

/// Releases all actions of a game. Without the focus the window does not see that a key is released.
pub fn release_all() {
    let mut input = Input::singleton();
    for action in [MOVE_LEFT, MOVE_RIGHT, FIRE_BULLET, BOMB] {
        input.action_release(action);
    }
}
