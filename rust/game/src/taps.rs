//! Lets any finger press a button.

use godot::classes::{Button, InputEvent, InputEventScreenTouch};
use godot::prelude::*;

/// Lets any finger press this button, as a tap.
///
/// Buttons know the mouse only, and the engine makes a mouse of the first finger only: a thumb on the field would keep the other
/// from pausing. A first finger's tap comes as the mouse's click first. What the click leads to hides the button, or stops it with
/// the paused tree, so that the tap behind it does not press again.
pub fn let_any_finger_press(button: &Gd<Button>) {
    let this = button.clone();
    button.signals().gui_input().connect(move |event: Gd<InputEvent>| {
        let Ok(touch) = event.try_cast::<InputEventScreenTouch>() else { return };
        let inside = Rect2::new(Vector2::ZERO, this.get_size()).contains_point(touch.get_position());
        let lifted = !touch.is_pressed() && !touch.is_canceled();
        if lifted && inside && this.is_visible_in_tree() {
            this.signals().pressed().emit();
        }
    });
}
