//! The row of the results in which a player enters a name: by typing, or with buttons for one letter after the other.

use creeps_rules::name_entry::NameEntry;
use godot::classes::{Button, IVBoxContainer, InputEvent, InputEventKey, Label, VBoxContainer};
use godot::global::Key;
use godot::prelude::*;

use crate::system::input;
use crate::ui::text::tr;
use crate::ui::touch_buttons;

/// The row in which a player enters a name.
///
/// Typing needs no focus. With a gamepad, the name takes the focus: up and down turn the wheel of its last letter, right adds a letter,
/// left deletes one, and confirming leaves the name. Fingers and the mouse use the buttons beside it.
#[derive(GodotClass)]
#[class(init, base = VBoxContainer)]
pub struct NameRow {
    entry: NameEntry,
    #[init(node = "Hint")]
    hint: OnReady<Gd<Label>>,
    #[init(node = "Keys/Name")]
    name_button: OnReady<Gd<Button>>,
    #[init(node = "Keys/Delete")]
    delete_button: OnReady<Gd<Button>>,
    #[init(node = "Keys/Down")]
    down_button: OnReady<Gd<Button>>,
    #[init(node = "Keys/Up")]
    up_button: OnReady<Gd<Button>>,
    #[init(node = "Keys/Next")]
    next_button: OnReady<Gd<Button>>,
    base: Base<VBoxContainer>,
}

#[godot_api]
impl NameRow {
    /// The player changed the name.
    #[signal]
    pub fn name_changed(name: GString);

    /// The player has finished the name.
    #[signal]
    pub fn confirmed();

    /// Shows the row with the name that was entered last.
    pub fn open(&mut self, name: &str) {
        self.entry = NameEntry::new(name);
        self.base_mut().show();
        self.show_name();
    }

    /// Whether the name has the focus.
    pub fn has_focus(&self) -> bool {
        self.name_button.has_focus()
    }

    /// Handles input before any button gets it. Returns whether it was for the name.
    pub fn take(&mut self, event: &Gd<InputEvent>) -> bool {
        if !self.base().is_visible() {
            return false;
        }
        if self.has_focus() && self.take_wheel(event) {
            return true;
        }
        let Ok(key) = event.clone().try_cast::<InputEventKey>() else { return false };
        let is_shortcut = key.is_alt_pressed() || key.is_ctrl_pressed() || key.is_meta_pressed();
        if !key.is_pressed() || is_shortcut {
            return false;
        }
        if matches!(key.get_keycode(), Key::BACKSPACE | Key::DELETE) {
            self.change(NameEntry::delete);
            return true;
        }
        match char::from_u32(key.get_unicode()).filter(|&letter| letter > ' ') {
            Some(letter) => {
                self.change(|entry| {
                    entry.type_letter(letter);
                });
                true
            }
            None => false,
        }
    }

    /// Handles the directions and the confirmation while the name has the focus.
    fn take_wheel(&mut self, event: &Gd<InputEvent>) -> bool {
        let pressed = |action: &str| event.is_action_pressed_ex(action).allow_echo(true).done();
        if pressed("ui_up") {
            self.change(|entry| entry.turn(1));
        } else if pressed("ui_down") {
            self.change(|entry| entry.turn(-1));
        } else if pressed("ui_right") {
            self.change(|entry| {
                entry.add_letter();
            });
        } else if pressed("ui_left") {
            self.change(NameEntry::delete);
        } else if input::is_pressed(event, "ui_accept") || input::is_pressed(event, input::START_GAME) {
            self.signals().confirmed().emit();
        } else {
            return false;
        }
        true
    }

    fn change(&mut self, change: impl FnOnce(&mut NameEntry)) {
        let before = self.entry.name();
        change(&mut self.entry);
        let name = self.entry.name();
        if name != before {
            self.show_name();
            self.signals().name_changed().emit(&name);
        }
    }

    fn show_name(&mut self) {
        let name = self.entry.name();
        self.name_button.set_text(if name.is_empty() { "_" } else { &name });
    }

    fn on_name_pressed(&mut self) {
        self.name_button.grab_focus();
    }
}

#[godot_api]
impl IVBoxContainer for NameRow {
    fn ready(&mut self) {
        let this = self.to_gd();
        for button in
            [&self.name_button, &self.delete_button, &self.down_button, &self.up_button, &self.next_button]
        {
            touch_buttons::press_with_any_finger(button);
        }
        self.name_button.signals().pressed().connect_other(&this, Self::on_name_pressed);
        self.delete_button.signals().pressed().connect_other(&this, |row| row.change(NameEntry::delete));
        self.down_button.signals().pressed().connect_other(&this, |row| row.change(|entry| entry.turn(-1)));
        self.up_button.signals().pressed().connect_other(&this, |row| row.change(|entry| entry.turn(1)));
        let next = |entry: &mut NameEntry| {
            entry.add_letter();
        };
        self.next_button.signals().pressed().connect_other(&this, move |row| row.change(next));
    }

    fn input(&mut self, event: Gd<InputEvent>) {
        // Typing is for those who have keys.
        if let Some(by_touch) = input::by_touch(&event) {
            let text = if by_touch { tr("Your name") } else { tr("Type your name") };
            self.hint.set_text(&text);
        }
    }
}
