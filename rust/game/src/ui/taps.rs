//! Lets any finger press a button.

use godot::classes::base_button::ActionMode;
use godot::classes::{Button, InputEvent, InputEventScreenTouch};
use godot::prelude::*;

/// Lets any finger press this button, as a tap: when it is lifted on the button, for who slides off it has thought better of it.
///
/// Buttons know the mouse only, and the engine makes a mouse of the first finger only: a thumb on the field would keep the other
/// from pausing. A first finger's tap comes as the mouse's click first. What the click leads to hides the button, or stops it with
/// the paused tree, so that the tap behind it does not press again.
pub fn let_any_finger_press(button: &Gd<Button>) {
    let this = button.clone();
    on_touch(button, move |touch| {
        let inside = Rect2::new(Vector2::ZERO, this.get_size()).contains_point(touch.get_position());
        if !touch.is_pressed() && !touch.is_canceled() && inside && this.is_visible_in_tree() {
            this.signals().pressed().emit();
        }
    });
}

/// Lets any finger, and the mouse, press this button by landing on it: for what must happen at once, and may be asked for twice in
/// a tick, as a first finger does, which is the mouse too.
pub fn press_on_landing(button: &Gd<Button>) {
    button.clone().set_action_mode(ActionMode::PRESS);
    let this = button.clone();
    on_touch(button, move |touch| {
        if touch.is_pressed() && this.is_visible_in_tree() {
            this.signals().pressed().emit();
        }
    });
}

fn on_touch(button: &Gd<Button>, mut act: impl FnMut(Gd<InputEventScreenTouch>) + 'static) {
    button.signals().gui_input().connect(move |event: Gd<InputEvent>| {
        if let Ok(touch) = event.try_cast::<InputEventScreenTouch>() {
            act(touch);
        }
    });
}
