//! Plays a tape: at each cue's tick the key goes down or up, as if a person did it.

use std::collections::VecDeque;

use creeps_rules::tape::{Act, Cue, Tape};
use godot::classes::Window;
use godot::classes::notify::NodeNotification;
use godot::prelude::*;

use crate::system::input;

/// A tape that is being played.
#[derive(Default)]
pub struct TapeDeck {
    cues: VecDeque<Cue>,
}

impl TapeDeck {
    /// Puts a tape in.
    pub fn load(&mut self, tape: Tape) {
        self.cues = tape.cues.into();
    }

    /// Takes out what is due at `tick`.
    pub fn due(&mut self, tick: u64) -> Vec<Act> {
        std::iter::from_fn(|| self.cues.pop_front_if(|cue| u64::from(cue.0) <= tick))
            .map(|cue| cue.1)
            .collect()
    }
}

/// Does it; `root` is the window, for what happens to the window.
pub fn perform(act: Act, root: &mut Gd<Window>) {
    // Touches come in px of the window, wherever it shows the field.
    let on_window = |(x, y)| root.get_final_transform() * Vector2::new(x, y);
    match act {
        Act::Press(key) => input::key(key, true),
        Act::Release(key) => input::key(key, false),
        Act::PadPress(button) => input::pad_button(button, true),
        Act::PadRelease(button) => input::pad_button(button, false),
        Act::Stick(value) => input::stick(value),
        Act::Touch(finger, place) => input::touch(finger, on_window(place), true),
        Act::Drag(finger, place) => input::drag(finger, on_window(place)),
        Act::Lift(finger, place) => input::touch(finger, on_window(place), false),
        Act::MousePress(place) => input::mouse_button(on_window(place), true),
        Act::MouseRelease(place) => input::mouse_button(on_window(place), false),
        Act::PadLost => input::lose_pad(),
        Act::FocusOut => root.propagate_notification(NodeNotification::APPLICATION_FOCUS_OUT.into()),
        Act::FocusIn => root.propagate_notification(NodeNotification::APPLICATION_FOCUS_IN.into()),
        Act::WindowFocusOut => root.propagate_notification(NodeNotification::WM_WINDOW_FOCUS_OUT.into()),
        Act::WindowFocusIn => root.propagate_notification(NodeNotification::WM_WINDOW_FOCUS_IN.into()),
    }
}
