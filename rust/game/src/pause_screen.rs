//! Pausing: by key, and whenever the window loses the focus.

use creeps_rules::trace::Event;
use godot::classes::notify::NodeNotification;
use godot::classes::{CanvasLayer, ICanvasLayer, InputEvent, InputEventMouseButton};
use godot::global::MouseButton;
use godot::prelude::*;

use crate::{input, trace};

/// The pause and its screen.
///
/// While a game is on, the pause key or a lost focus stops the tree and shows this layer, until a key asks to go on.
#[derive(GodotClass)]
#[class(init, base = CanvasLayer)]
pub struct PauseScreen {
    /// Whether there is a game to pause.
    active: bool,
    base: Base<CanvasLayer>,
}

#[godot_api]
impl PauseScreen {
    /// The game was paused. Who pauses may never come back: what must not be lost is saved now.
    #[signal]
    pub fn paused();

    /// The player wants to leave the paused game for the title.
    #[signal]
    pub fn quit_to_title();

    /// Says whether there is a game to pause; ends a pause that has none.
    pub fn set_active(&mut self, active: bool) {
        self.active = active;
        if !active && self.is_paused() {
            self.set_paused(false);
        }
    }

    fn is_paused(&self) -> bool {
        self.base().is_visible()
    }

    fn set_paused(&mut self, paused: bool) {
        self.base_mut().set_visible(paused);
        let mut tree = self.base().get_tree();
        // Nodes are told of the pause at once, this one among them.
        let guard = self.base_mut();
        tree.set_pause(paused);
        drop(guard);
        trace::record(|| if paused { Event::Paused } else { Event::Resumed });
        if paused {
            self.signals().paused().emit();
        }
    }

    fn on_focus_lost(&mut self) {
        input::release_all();
        if self.active && !self.is_paused() {
            self.set_paused(true);
        }
    }

    fn take_event(&self) {
        if let Some(mut viewport) = self.base().get_viewport() {
            viewport.set_input_as_handled();
        }
    }

    fn resumes(event: &Gd<InputEvent>) -> bool {
        event.is_action_pressed(input::PAUSE)
            || event.is_action_pressed(input::START_GAME)
            || event
                .clone()
                .try_cast::<InputEventMouseButton>()
                .is_ok_and(|click| click.is_pressed() && click.get_button_index() == MouseButton::LEFT)
    }
}

#[godot_api]
impl ICanvasLayer for PauseScreen {
    fn ready(&mut self) {
        self.base_mut().hide();
    }

    // `input`, not `unhandled_input`: while paused, no key may reach anything behind this layer.
    fn input(&mut self, event: Gd<InputEvent>) {
        if !self.active {
            return;
        }
        if !self.is_paused() {
            if event.is_action_pressed(input::PAUSE) {
                self.set_paused(true);
                self.take_event();
            }
        } else if Self::resumes(&event) {
            self.set_paused(false);
            self.take_event();
        } else if event.is_action_pressed(input::QUIT) {
            self.take_event();
            self.signals().quit_to_title().emit();
        }
    }

    fn on_notification(&mut self, what: NodeNotification) {
        if matches!(what, NodeNotification::APPLICATION_FOCUS_OUT | NodeNotification::APPLICATION_PAUSED) {
            self.on_focus_lost();
        }
    }
}
