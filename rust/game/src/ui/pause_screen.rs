//! The pause: by key or button, and whenever the window loses the focus or the gamepad disconnects.

use creeps_rules::trace::TraceEvent;
use godot::classes::notify::NodeNotification;
use godot::classes::{Button, CanvasLayer, DisplayServer, ICanvasLayer, Input, InputEvent, Label};
use godot::prelude::*;

use crate::dev::trace;
use crate::system::input;
use crate::ui::touch_buttons;

/// The pause and its screen.
///
/// During a game, the pause key, a lost focus or a disconnected gamepad pauses the scene tree and shows this layer until the player
/// resumes.
#[derive(GodotClass)]
#[class(init, base = CanvasLayer)]
pub struct PauseScreen {
    /// Whether a game is running.
    active: bool,
    /// The gamepad that the player used last. None if the last input came from another device.
    pad: Option<i64>,
    #[init(node = "Lines/Resume")]
    resume_button: OnReady<Gd<Button>>,
    #[init(node = "Lines/Restart")]
    restart_button: OnReady<Gd<Button>>,
    #[init(node = "Lines/ToTitle")]
    title_button: OnReady<Gd<Button>>,
    #[init(node = "Lines/Keys")]
    keys: OnReady<Gd<Label>>,
    base: Base<CanvasLayer>,
}

#[godot_api]
impl PauseScreen {
    /// The game was paused. The player may never resume, so receivers save now.
    #[signal]
    pub fn paused();

    /// The player gives up the paused game for a new one.
    #[signal]
    pub fn restart();

    /// The player leaves the paused game for the title.
    #[signal]
    pub fn quit_to_title();

    /// Sets whether a game is running. Ends the pause if none is.
    ///
    /// The tree resumes later in this tick. Resuming notifies every node, and the caller, which is one of them, is borrowed now.
    pub fn set_active(&mut self, active: bool) {
        self.active = active;
        if !active && self.is_paused() {
            self.base_mut().hide();
            trace::record(|| TraceEvent::Resumed);
            self.run_deferred_gd(|this| this.get_tree().set_pause(this.is_visible()));
        }
    }

    /// Pauses the game, if one is running and not paused.
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

    fn press_focused_button(&mut self) {
        if self.restart_button.has_focus() {
            self.restart_game();
        } else if self.title_button.has_focus() {
            self.leave();
        } else {
            self.resume();
        }
    }

    fn restart_game(&mut self) {
        if self.is_paused() {
            self.resume();
            self.signals().restart().emit();
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
        // `set_pause` notifies all nodes at once, this one too: the guard allows that.
        let guard = self.base_mut();
        tree.set_pause(paused);
        drop(guard);
        if paused {
            self.resume_button.grab_focus();
        }
        trace::record(|| if paused { TraceEvent::Paused } else { TraceEvent::Resumed });
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

    fn set_input_handled(&self) {
        if let Some(mut viewport) = self.base().get_viewport() {
            viewport.set_input_as_handled();
        }
    }
}

#[godot_api]
impl ICanvasLayer for PauseScreen {
    fn ready(&mut self) {
        self.base_mut().hide();
        for button in [&self.resume_button, &self.restart_button, &self.title_button] {
            touch_buttons::press_with_any_finger(button);
        }
        let this = self.to_gd();
        self.resume_button.signals().pressed().connect_other(&this, Self::resume);
        self.restart_button.signals().pressed().connect_other(&this, Self::restart_game);
        self.title_button.signals().pressed().connect_other(&this, Self::leave);
        // Without the gamepad the player can't steer.
        let pads = Input::singleton();
        pads.signals().joy_connection_changed().connect_other(&this, Self::on_joy_connection_changed);
        self.keys.set_visible(!DisplayServer::singleton().is_touchscreen_available());
    }

    // `input`, not `unhandled_input`: during a pause no key may reach a node behind this layer.
    fn input(&mut self, event: Gd<InputEvent>) {
        if let Some(by_touch) = input::by_touch(&event) {
            self.keys.set_visible(!by_touch);
        }
        input::note_pad(&event, &mut self.pad);
        // "Back" pauses a game and ends the pause; it never ends the game.
        let pauses = input::is_pressed(&event, input::PAUSE) || input::is_pressed(&event, input::QUIT);
        if !self.is_paused() {
            if pauses && self.active {
                self.pause();
                self.set_input_handled();
            }
        } else if pauses {
            self.set_input_handled();
            self.resume();
        } else if input::is_pressed(&event, input::START_GAME) {
            // At once, not when the key comes up as the engine's buttons do.
            self.set_input_handled();
            self.press_focused_button();
        }
    }

    fn on_notification(&mut self, what: NodeNotification) {
        // Desktops and phones report the application's focus. A browser reports only the window's, when its canvas loses the focus.
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
