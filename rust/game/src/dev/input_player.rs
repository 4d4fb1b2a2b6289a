//! Plays an input script: sends real input events to the engine, each in its tick.

use std::collections::VecDeque;

use creeps_rules::input_script::{DeviceEvent, InputScript, ScriptedInput};
use godot::classes::Window;
use godot::classes::notify::NodeNotification;
use godot::prelude::*;

use crate::system::input;

/// An input script and how much of it was played.
#[derive(Default)]
pub struct InputPlayer {
    inputs: VecDeque<ScriptedInput>,
}

impl InputPlayer {
    /// Loads a script.
    pub fn load(&mut self, script: InputScript) {
        self.inputs = script.inputs.into();
    }

    /// Removes and returns the events that are due in `tick`.
    pub fn due(&mut self, tick: u64) -> Vec<DeviceEvent> {
        std::iter::from_fn(|| self.inputs.pop_front_if(|input| u64::from(input.0) <= tick))
            .map(|input| input.1)
            .collect()
    }
}

/// Sends an event to the engine; `root` is the window, for events of the window.
pub fn perform(event: DeviceEvent, root: &mut Gd<Window>) {
    // The engine expects px of the window; scripts have px of the field.
    let on_screen = root.get_final_transform() * root.get_canvas_transform();
    let in_window = |(x, y)| on_screen * Vector2::new(x, y);
    match event {
        DeviceEvent::Press(key) => input::key(key, true),
        DeviceEvent::Release(key) => input::key(key, false),
        DeviceEvent::PadPress(button) => input::pad_button(button, true),
        DeviceEvent::PadRelease(button) => input::pad_button(button, false),
        DeviceEvent::Stick(value) => input::stick(value),
        DeviceEvent::Touch(finger, position) => input::touch(finger, in_window(position), true),
        DeviceEvent::Drag(finger, position) => input::drag(finger, in_window(position)),
        DeviceEvent::Lift(finger, position) => input::touch(finger, in_window(position), false),
        DeviceEvent::MousePress(position) => input::mouse_button(in_window(position), true),
        DeviceEvent::MouseRelease(position) => input::mouse_button(in_window(position), false),
        DeviceEvent::PadLost => input::disconnect_pad(),
        DeviceEvent::FocusOut => root.propagate_notification(NodeNotification::APPLICATION_FOCUS_OUT.into()),
        DeviceEvent::FocusIn => root.propagate_notification(NodeNotification::APPLICATION_FOCUS_IN.into()),
        DeviceEvent::WindowFocusOut => {
            root.propagate_notification(NodeNotification::WM_WINDOW_FOCUS_OUT.into());
        }
        DeviceEvent::WindowFocusIn => {
            root.propagate_notification(NodeNotification::WM_WINDOW_FOCUS_IN.into());
        }
    }
}
