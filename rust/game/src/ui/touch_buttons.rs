//! Makes buttons react to any finger, and to every start key.

use std::cell::Cell;
use std::rc::Rc;

use godot::classes::base_button::ActionMode;
use godot::classes::{Button, Engine, InputEvent, InputEventScreenTouch};
use godot::prelude::*;

use crate::system::input;

/// Presses the button when any finger lifts on it. A finger that slides off the button first does not press it.
///
/// The engine's buttons react only to the mouse, and the engine emulates the mouse only for the first finger: a thumb on the field
/// would keep the other thumb from pausing. The first finger's tap arrives as an emulated click first, in the same frame; the tap that
/// follows does not press the button a second time.
pub fn press_with_any_finger(button: &Gd<Button>) {
    let pressed_in = Rc::new(Cell::new(None));
    let frame = || Some(Engine::singleton().get_process_frames());
    let by_click = Rc::clone(&pressed_in);
    button.signals().pressed().connect(move || by_click.set(frame()));
    let this = button.clone();
    on_touch(button, move |touch| {
        let inside = Rect2::new(Vector2::ZERO, this.get_size()).contains_point(touch.get_position());
        let lifts = !touch.is_pressed() && !touch.is_canceled() && inside;
        if lifts && this.is_visible_in_tree() && !this.is_disabled() && pressed_in.get() != frame() {
            this.signals().pressed().emit();
        }
    });
}

/// The button with the focus, if `event` is a start key or a gamepad's start button. The caller presses it at once; the event is used
/// up. None for a button that toggles.
pub fn take_start_key<T: Inherits<Node>>(page: &Gd<T>, event: &Gd<InputEvent>) -> Option<Gd<Button>> {
    if !input::is_pressed(event, input::START_GAME) {
        return None;
    }
    let mut viewport = page.upcast_ref::<Node>().get_viewport()?;
    let button = viewport.gui_get_focus_owner()?.try_cast::<Button>().ok()?;
    if button.is_toggle_mode() {
        return None;
    }
    viewport.set_input_as_handled();
    Some(button)
}

/// Presses the button when any finger or the mouse touches down on it, for actions that must happen at once. The first finger presses
/// twice, because it is the emulated mouse as well, so the action must tolerate that.
pub fn press_on_touch_down(button: &Gd<Button>) {
    button.clone().set_action_mode(ActionMode::PRESS);
    let this = button.clone();
    on_touch(button, move |touch| {
        if touch.is_pressed() && this.is_visible_in_tree() {
            this.signals().pressed().emit();
        }
    });
}

fn on_touch(button: &Gd<Button>, mut on_event: impl FnMut(Gd<InputEventScreenTouch>) + 'static) {
    button.signals().gui_input().connect(move |event: Gd<InputEvent>| {
        if let Ok(touch) = event.try_cast::<InputEventScreenTouch>() {
            on_event(touch);
        }
    });
}
