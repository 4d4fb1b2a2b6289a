//! A row of the options menu's controls: an action with its keys and its gamepad buttons.

use std::fmt::Display;

use creeps_rules::settings::bindings::{Action, Device};
use godot::classes::control::FocusMode;
use godot::classes::{Button, IMarginContainer, Label, MarginContainer};
use godot::prelude::*;

use crate::system::settings;
use crate::ui::text::{tr, tr_with};
use crate::ui::{prompts, touch_buttons};

/// The most keys or buttons that a row lists.
const LISTED: usize = 3;

/// An action in the options menu.
#[derive(GodotClass)]
#[class(init, base = MarginContainer)]
pub struct BindingRow {
    /// The action's name in the input map.
    #[export]
    action_name: GString,
    /// What the menu calls it.
    #[export]
    text: GString,
    #[init(node = "Columns/Name")]
    name: OnReady<Gd<Label>>,
    #[init(node = "Columns/Buttons/Keys")]
    keys: OnReady<Gd<Button>>,
    #[init(node = "Columns/Buttons/Pad")]
    pad: OnReady<Gd<Button>>,
    #[init(node = "Columns/Buttons/Reset")]
    reset: OnReady<Gd<Button>>,
    base: Base<MarginContainer>,
}

#[godot_api]
impl BindingRow {
    /// The player wants another key (`for_keys`) or another gamepad button.
    #[signal]
    pub fn binding_wanted(for_keys: bool);

    /// The action. None if the scene names one that does not exist.
    pub fn action(&self) -> Option<Action> {
        Action::find(&self.action_name.to_string())
    }

    /// The button of its keys, the first one of the row.
    pub fn first_button(&self) -> Gd<Button> {
        self.keys.clone()
    }

    /// What the menu calls the action, in the player's language.
    pub fn title(&self) -> String {
        tr(&self.text.to_string())
    }

    /// Gives the focus to the button of a device.
    pub fn focus(&self, device: Device) {
        let mut button = if device == Device::Keyboard { self.keys.clone() } else { self.pad.clone() };
        button.grab_focus();
    }

    /// Shows the current keys and buttons.
    pub fn refresh(&mut self) {
        let Some(action) = self.action() else { return };
        self.keys.set_text(&prompts::keys(action, LISTED));
        self.pad.set_text(&prompts::pad_inputs(action, LISTED));
        let is_own = settings::get(|settings| {
            let devices = [Device::Keyboard, Device::Gamepad];
            devices.iter().any(|&device| settings.bindings.on(device).contains_key(&action))
        });
        self.reset.set_disabled(!is_own);
        self.reset.set_focus_mode(if is_own { FocusMode::ALL } else { FocusMode::NONE });
        let title = self.title();
        let values: [(&str, &dyn Display); 1] = [("action", &title)];
        for (button, text) in [
            (&mut self.keys, tr_with("{action}, keys", &values)),
            (&mut self.pad, tr_with("{action}, gamepad", &values)),
        ] {
            let inputs = button.get_text();
            button.set_accessibility_name(&format!("{text}: {inputs}"));
        }
    }

    fn on_keys_pressed(&mut self) {
        self.signals().binding_wanted().emit(true);
    }

    fn on_pad_pressed(&mut self) {
        self.signals().binding_wanted().emit(false);
    }

    fn on_reset_pressed(&mut self) {
        let Some(action) = self.action() else { return };
        let mut settings = settings::node(&self.to_gd());
        let defaults = settings.bind().default_bindings().clone();
        settings.bind_mut().change(|settings| settings.bindings.reset(action, &defaults));
    }
}

#[godot_api]
impl IMarginContainer for BindingRow {
    fn ready(&mut self) {
        self.name.set_text(&self.text);
        let this = self.to_gd();
        for button in [&self.keys, &self.pad, &self.reset] {
            touch_buttons::press_with_any_finger(button);
        }
        self.keys.signals().pressed().connect_other(&this, Self::on_keys_pressed);
        self.pad.signals().pressed().connect_other(&this, Self::on_pad_pressed);
        self.reset.signals().pressed().connect_other(&this, Self::on_reset_pressed);
        self.refresh();
    }
}
