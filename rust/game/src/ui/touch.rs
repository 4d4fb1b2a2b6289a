//! Passes touches on to the rules, which steer the ship by them.

use creeps_rules::touch::Fingers;
use godot::classes::{InputEvent, InputEventScreenDrag, InputEventScreenTouch};
use godot::prelude::*;

use crate::ui::layout;

/// Passes a touch on to `fingers`; does nothing for another event. `from_window` turns the event's coordinates into px of the
/// tutorial's playfield.
pub fn pass_on(event: Gd<InputEvent>, from_window: Transform2D, fingers: &mut Fingers) {
    let event = match event.try_cast::<InputEventScreenDrag>() {
        Ok(drag) => return fingers.drag(drag.get_index(), (from_window * drag.get_position()).x),
        Err(event) => event,
    };
    let Ok(touch) = event.try_cast::<InputEventScreenTouch>() else { return };
    if touch.is_pressed() {
        let x = (from_window * touch.get_position()).x;
        fingers.press(touch.get_index(), x, layout::current().side_width());
    } else {
        fingers.lift(touch.get_index());
    }
}
