//! Pausing: by key or button, and whenever the window loses the focus or the player the gamepad.

use creeps_rules::trace::Event;
use godot::classes::notify::NodeNotification;
use godot::classes::{Button, CanvasLayer, DisplayServer, ICanvasLayer, Input, InputEvent, Label};
use godot::prelude::*;

use crate::dev::trace;
use crate::system::input;
use crate::ui::taps;

/// The pause and its screen.
///
/// While a game is on, the pause key, a lost focus or a lost gamepad stops the tree and shows this layer, until a key or a button asks to go on.
#[derive(GodotClass)]
#[class(init, base = CanvasLayer)]
pub struct PauseScreen {
    /// Whether there is a game to pause.
    active: bool,
    /// The gamepad that the player used last; none if it was anything else.
    pad: Option<i64>,
    #[init(node = "Lines/GoOn")]
    go_on: OnReady<Gd<Button>>,
    #[init(node = "Lines/ToTitle")]
    to_title: OnReady<Gd<Button>>,
    #[init(node = "Lines/Keys")]
    keys: OnReady<Gd<Label>>,
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
    ///
    /// The tree goes on later in this tick, when no object is borrowed: every node is notified of it, and whoever calls this is one.
    pub fn set_active(&mut self, active: bool) {
        self.active = active;
        if !active && self.is_paused() {
            self.base_mut().hide();
            trace::record(|| Event::Resumed);
            self.run_deferred_gd(|this| this.get_tree().set_pause(this.is_visible()));
        }
    }

    /// Pauses, if there is a game that is not paused yet.
    pub fn pause(&mut self) {
        if self.active && !self.is_paused() {
            self.set_paused(true);
        }
    }

    fn resume(&mut self) {
        if self.is_paused() {
            self.set_paused(false);
        }
    }

    fn leave(&mut self) {
        if self.is_paused() {
            self.signals().quit_to_title().emit();
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
        self.pause();
    }

    fn on_joy_connection_changed(&mut self, pad: i64, connected: bool) {
        if !connected && self.pad == Some(pad) {
            self.pad = None;
            self.on_focus_lost();
        }
    }

    fn take_event(&self) {
        if let Some(mut viewport) = self.base().get_viewport() {
            viewport.set_input_as_handled();
        }
    }
}

#[godot_api]
impl ICanvasLayer for PauseScreen {
    fn ready(&mut self) {
        self.base_mut().hide();
        taps::let_any_finger_press(&self.go_on);
        taps::let_any_finger_press(&self.to_title);
        let this = self.to_gd();
        self.go_on.signals().pressed().connect_other(&this, Self::resume);
        self.to_title.signals().pressed().connect_other(&this, Self::leave);
        // The game can't be played on without the pad in the player's hands.
        let pads = Input::singleton();
        pads.signals().joy_connection_changed().connect_other(&this, Self::on_joy_connection_changed);
        self.keys.set_visible(!DisplayServer::singleton().is_touchscreen_available());
    }

    // `input`, not `unhandled_input`: while paused, no key may reach anything behind this layer.
    fn input(&mut self, event: Gd<InputEvent>) {
        if let Some(by_touch) = input::by_touch(&event) {
            self.keys.set_visible(!by_touch);
        }
        input::note_pad(&event, &mut self.pad);
        let pauses = input::is_pressed(&event, input::PAUSE);
        if !self.is_paused() {
            if pauses && self.active {
                self.pause();
                self.take_event();
            }
        } else if pauses || input::is_pressed(&event, input::START_GAME) {
            self.resume();
            self.take_event();
        } else if input::is_pressed(&event, input::QUIT) {
            self.take_event();
            self.leave();
        }
    }

    fn on_notification(&mut self, what: NodeNotification) {
        // Desktops and phones tell of the application; a browser tells of the window alone, when its canvas loses the focus.
        if matches!(
            what,
            NodeNotification::APPLICATION_FOCUS_OUT
                | NodeNotification::APPLICATION_PAUSED
                | NodeNotification::WM_WINDOW_FOCUS_OUT
        ) {
            self.on_focus_lost();
        }
    }
}
