//! Scrolls a page by keys and gamepad; mouse and fingers scroll it by themselves.

use godot::classes::{InputEvent, ScrollContainer};
use godot::prelude::*;

/// How far one press scrolls, in px.
const STEP: i32 = 60;

/// Scrolls if `event` presses up or down and there is more to see. Returns whether it scrolled; the event is used up then. Otherwise
/// it may move the focus.
pub fn scroll_by_key(scroll: &Gd<ScrollContainer>, event: &Gd<InputEvent>) -> bool {
    let pressed = |action: &str| event.is_action_pressed_ex(action).allow_echo(true).done();
    let distance = match () {
        () if pressed("ui_down") => STEP,
        () if pressed("ui_up") => -STEP,
        () => return false,
    };
    let mut scroll = scroll.clone();
    let bottom = scroll.get_v_scroll_bar().map_or(0, |bar| (bar.get_max() - bar.get_page()).ceil() as i32);
    let current = scroll.get_v_scroll();
    let target = (current + distance).clamp(0, bottom.max(0));
    scroll.set_v_scroll(target);
    target != current
}
