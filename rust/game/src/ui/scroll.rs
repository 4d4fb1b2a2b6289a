//! Scrolls a page by keys and gamepad; mouse and fingers scroll it by themselves.

use godot::classes::{InputEvent, ScrollContainer};
use godot::prelude::*;

use crate::system::input;

/// How far one press scrolls, in px.
const STEP: i32 = 60;

/// Takes the keys of a page that scrolls. Returns whether `event` goes back, so that the page closes.
pub fn scroll_or_go_back(scroll: &Gd<ScrollContainer>, event: &Gd<InputEvent>) -> bool {
    let goes_back = input::is_back(event);
    if (goes_back || scroll_by_key(scroll, event))
        && let Some(mut viewport) = scroll.get_viewport()
    {
        viewport.set_input_as_handled();
    }
    goes_back
}

/// Scrolls if `event` presses up or down and there is more to see. Returns whether it scrolled; the event is used up then. Otherwise
/// it may move the focus.
fn scroll_by_key(scroll: &Gd<ScrollContainer>, event: &Gd<InputEvent>) -> bool {
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
