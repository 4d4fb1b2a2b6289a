//! Passes touches and the mouse on to the rules, which steer the ship by them.

use creeps_rules::touch::Fingers;
use godot::classes::{
    InputEvent, InputEventMouseButton, InputEventMouseMotion, InputEventScreenDrag, InputEventScreenTouch,
};
use godot::global::MouseButton;
use godot::prelude::*;

use crate::ui::layout;

/// The number of the mouse among the fingers.
const MOUSE: i32 = -1;

/// Passes a touch on to `fingers`; does nothing for another event. A mouse is a finger while its left button is held. `from_window`
/// turns the event's coordinates into px of the tutorial's playfield.
pub fn pass_on(event: Gd<InputEvent>, from_window: Transform2D, fingers: &mut Fingers) {
    let x_of = |position: Vector2| (from_window * position).x;
    let event = match event.try_cast::<InputEventScreenDrag>() {
        Ok(drag) => return fingers.drag(drag.get_index(), x_of(drag.get_position())),
        Err(event) => event,
    };
    let (number, position, is_pressed) = match event.try_cast::<InputEventScreenTouch>() {
        Ok(touch) => (touch.get_index(), touch.get_position(), touch.is_pressed()),
        // The engine emulates a mouse for the first finger.
        Err(event) if event.get_device() == InputEvent::DEVICE_ID_EMULATION => return,
        Err(event) => match event.try_cast::<InputEventMouseMotion>() {
            Ok(motion) => return fingers.drag(MOUSE, x_of(motion.get_position())),
            Err(event) => match event.try_cast::<InputEventMouseButton>() {
                Ok(button) if button.get_button_index() == MouseButton::LEFT => {
                    (MOUSE, button.get_position(), button.is_pressed())
                }
                _ => return,
            },
        },
    };
    if is_pressed {
        fingers.press(number, x_of(position), layout::current().side_width());
    } else {
        fingers.lift(number);
    }
}
