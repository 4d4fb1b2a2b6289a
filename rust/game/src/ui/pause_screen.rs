//! The pause and its menu: by key or button, and whenever the window loses the focus or the gamepad disconnects.

use creeps_rules::settings::bindings::Action;
use creeps_rules::trace::TraceEvent;
use godot::classes::notify::NodeNotification;
use godot::classes::{Button, CanvasLayer, Control, ICanvasLayer, Input, InputEvent, Label};
use godot::prelude::*;

use super::options_menu::OptionsMenu;
use super::placeholder;
use crate::dev::trace;
use crate::system::{device, input, settings};
use crate::ui::text::tr_with;
use crate::ui::{fit, prompts, touch_buttons};

/// The size that the menu is designed for, in px.
const DESIGNS: [(f32, f32); 1] = [(464.0, 620.0)];

/// What a button does.
type ButtonAction = fn(&mut PauseScreen);

/// The pause and its menu.
///
/// During a game, the pause key, a lost focus or a disconnected gamepad pauses the scene tree and shows this layer until the player
/// resumes. The key that goes back pauses as well, so no single key ends a game.
#[derive(GodotClass)]
#[class(init, base = CanvasLayer)]
pub struct PauseScreen {
    /// Whether a game is running.
    active: bool,
    #[init(node = "Lines")]
    lines: OnReady<Gd<Control>>,
    #[init(node = "Lines/PadLost")]
    pad_lost: OnReady<Gd<Label>>,
    #[init(node = "Lines/Resume")]
    resume_button: OnReady<Gd<Button>>,
    #[init(node = "Lines/Restart")]
    restart_button: OnReady<Gd<Button>>,
    #[init(node = "Lines/Options")]
    options_button: OnReady<Gd<Button>>,
    #[init(node = "Lines/Quit")]
    quit_button: OnReady<Gd<Button>>,
    #[init(node = "Lines/Keys")]
    keys: OnReady<Gd<Label>>,
    #[init(node = "LeaveQuestion")]
    question: OnReady<Gd<Control>>,
    #[init(node = "LeaveQuestion/Stay")]
    stay_button: OnReady<Gd<Button>>,
    #[init(node = "LeaveQuestion/Leave")]
    leave_button: OnReady<Gd<Button>>,
    base: Base<CanvasLayer>,
}

#[godot_api]
impl PauseScreen {
    /// The game was paused. The player may never resume, so receivers save now.
    #[signal]
    pub fn paused();

    /// The player starts the game over.
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

    /// Every button and what it does.
    fn buttons(&self) -> [(Gd<Button>, ButtonAction); 6] {
        [
            (self.resume_button.clone(), Self::resume),
            (self.restart_button.clone(), Self::on_restart_pressed),
            (self.options_button.clone(), Self::open_options),
            (self.quit_button.clone(), Self::ask_to_leave),
            (self.stay_button.clone(), Self::stay),
            (self.leave_button.clone(), Self::leave),
        ]
    }

    /// Presses the button with the focus at once, not only when the key is released.
    fn press_focused_button(&mut self) {
        let buttons = self.buttons();
        let focused = buttons.iter().find(|(button, _)| button.has_focus());
        focused.map_or(Self::resume as fn(&mut Self), |(_, action)| *action)(self);
    }

    fn resume(&mut self) {
        if self.is_paused() {
            self.set_paused(false);
        }
    }

    fn on_restart_pressed(&mut self) {
        if self.is_paused() {
            // The game that starts is not paused.
            self.set_paused(false);
            self.signals().restart().emit();
        }
    }

    fn ask_to_leave(&mut self) {
        if self.is_paused() {
            trace::record(|| TraceEvent::LeaveAsked);
            self.lines.hide();
            self.question.show();
            self.stay_button.grab_focus();
        }
    }

    fn stay(&mut self) {
        self.question.hide();
        self.lines.show();
        self.quit_button.grab_focus();
    }

    fn leave(&mut self) {
        if self.is_paused() {
            self.signals().quit_to_title().emit();
        }
    }

    fn open_options(&mut self) {
        if self.is_paused() {
            self.lines.hide();
            let this = self.to_gd();
            // Its rows enter the tree, and its focus takes that of this page: both notify it, which the guard allows.
            let _guard = self.base_mut();
            let connect = |options: &Gd<OptionsMenu>| {
                options.signals().closed().connect_other(&this, Self::on_options_closed);
            };
            if let Some(mut options) = placeholder::open::<OptionsMenu>(&this.clone().upcast(), connect) {
                options.bind_mut().open();
            }
        }
    }

    fn is_behind_options(&self) -> bool {
        placeholder::opened::<OptionsMenu>(&self.to_gd().upcast())
            .is_some_and(|options| options.bind().is_open())
    }

    fn on_options_closed(&mut self) {
        self.lines.show();
        self.options_button.grab_focus();
        self.show_prompts();
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
        trace::record(|| if paused { TraceEvent::Paused } else { TraceEvent::Resumed });
        if paused {
            self.pad_lost.hide();
            self.question.hide();
            self.lines.show();
            self.show_prompts();
            self.resume_button.grab_focus();
            self.signals().paused().emit();
        }
    }

    /// Shows which keys or buttons resume, for the device used last.
    fn show_prompts(&mut self) {
        let prompt = prompts::prompt(Action::Pause);
        let text = prompt.map(|key| tr_with("{key}: resume", &[("key", &key)]));
        let text = text.unwrap_or_default();
        // Without a text the label still takes its space, so the buttons stay where they are.
        self.keys.set_text(&text);
        if self.is_paused() {
            trace::record(|| TraceEvent::PromptShown { text });
        }
    }

    fn on_focus_lost(&mut self) {
        input::release_all();
        if settings::get(|settings| settings.pause_on_focus_loss) {
            self.pause();
        }
    }

    fn on_joy_connection_changed(&mut self, pad: i64, connected: bool) {
        if connected {
            self.pad_lost.hide();
        } else if device::forget_pad(pad) {
            input::release_all();
            self.pause();
            if self.is_paused() {
                let message = self.pad_lost.get_text().to_string();
                trace::record(|| TraceEvent::NoticeShown { message });
                self.pad_lost.show();
                self.show_prompts();
            }
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
        let this = self.to_gd();
        for (button, action) in self.buttons() {
            touch_buttons::press_with_any_finger(&button);
            button.signals().pressed().connect_other(&this, action);
        }
        for page in [&self.lines, &self.question] {
            fit::keep_fitted(page, &DESIGNS);
        }
        // Without the gamepad the player can't steer.
        let pads = Input::singleton();
        pads.signals().joy_connection_changed().connect_other(&this, Self::on_joy_connection_changed);
        let settings = settings::node(&this);
        settings.signals().device_changed().connect_other(&this, Self::show_prompts);
    }

    // `input`, not `unhandled_input`: during a pause no key may reach a node behind this layer.
    fn input(&mut self, event: Gd<InputEvent>) {
        if self.is_behind_options() {
            return;
        }
        let pauses = input::is_pressed(&event, input::PAUSE);
        let is_asked = self.question.is_visible();
        let action: fn(&mut Self) = if !self.is_paused() {
            // The key that goes back pauses a game; it never ends one.
            if !self.active || !(pauses || input::is_pressed(&event, input::QUIT)) {
                return;
            }
            Self::pause
        } else if input::is_back(&event) || (pauses && !is_asked) {
            if is_asked { Self::stay } else { Self::resume }
        } else if input::is_pressed(&event, input::START_GAME) {
            Self::press_focused_button
        } else {
            return;
        };
        self.set_input_handled();
        action(self);
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
