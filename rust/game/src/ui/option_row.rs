//! A row of the options menu: a setting's name and value, with buttons for the value before and after.

use creeps_rules::settings::Setting;
use godot::classes::{
    Button, IMarginContainer, Input, InputEvent, InputEventJoypadMotion, Label, MarginContainer, Os,
    ProgressBar,
};
use godot::prelude::*;

use crate::system::settings;
use crate::ui::text::tr;
use crate::ui::touch_buttons;

/// A setting in the options menu.
///
/// Left and right change it while the row has the focus, a press goes to the next choice, and so do the two buttons for mouse and
/// fingers.
#[derive(GodotClass)]
#[class(init, base = MarginContainer)]
pub struct OptionRow {
    /// The setting's name in `settings.ron`.
    #[export]
    setting_name: GString,
    /// What the menu calls it.
    #[export]
    text: GString,
    #[init(node = "Row")]
    row: OnReady<Gd<Button>>,
    #[init(node = "Columns/Name")]
    name: OnReady<Gd<Label>>,
    #[init(node = "Columns/Choice/Less")]
    less: OnReady<Gd<Button>>,
    #[init(node = "Columns/Choice/Value/Bar")]
    bar: OnReady<Gd<ProgressBar>>,
    #[init(node = "Columns/Choice/Value/Text")]
    value: OnReady<Gd<Label>>,
    #[init(node = "Columns/Choice/More")]
    more: OnReady<Gd<Button>>,
    base: Base<MarginContainer>,
}

impl OptionRow {
    /// The setting. None if the scene names one that does not exist.
    pub fn setting(&self) -> Option<Setting> {
        Setting::find(&self.setting_name.to_string())
    }

    /// What has the focus when the row has it.
    pub fn first_button(&self) -> Gd<Button> {
        self.row.clone()
    }

    /// Shows the current value.
    pub fn refresh(&mut self) {
        let Some(setting) = self.setting() else { return };
        let (text, share, can_less, can_more) = settings::get(|settings| {
            let can_step = |forward| settings.can_step(setting, forward);
            (settings.text(setting), settings.share(setting), can_step(false), can_step(true))
        });
        self.value.set_text(&*text);
        self.bar.set_value(share.unwrap_or(0.0).into());
        self.less.set_disabled(!can_less);
        self.more.set_disabled(!can_more);
        // Screen readers read the row's button, which shows no text of its own.
        let name = tr(&self.text.to_string());
        let value = tr(&text);
        self.row.set_accessibility_name(&format!("{name}: {value}"));
    }

    fn step(&mut self, forward: bool) {
        self.change(|settings, setting| settings.step(setting, forward));
    }

    fn wrap(&mut self) {
        self.change(creeps_rules::Settings::wrap);
    }

    fn change(&mut self, change: impl FnOnce(&mut creeps_rules::Settings, Setting)) {
        let Some(setting) = self.setting() else { return };
        settings::node(&self.to_gd()).bind_mut().change(|settings| change(settings, setting));
        self.refresh();
    }

    fn on_gui_input(&mut self, event: Gd<InputEvent>) {
        for (action, forward) in [("ui_left", false), ("ui_right", true)] {
            if is_step(&event, action) {
                self.row.accept_event();
                self.step(forward);
            }
        }
    }
}

/// Whether an event steps: a key press, or its repetition while it is held, or a stick that passes its dead zone.
fn is_step(event: &Gd<InputEvent>, action: &str) -> bool {
    if event.clone().try_cast::<InputEventJoypadMotion>().is_ok() {
        return Input::singleton().is_action_just_pressed_by_event(action, event);
    }
    event.is_action_pressed_ex(action).allow_echo(true).done()
}

#[godot_api]
impl IMarginContainer for OptionRow {
    fn ready(&mut self) {
        self.name.set_text(&self.text);
        let this = self.to_gd();
        for button in [&self.row, &self.less, &self.more] {
            touch_buttons::press_with_any_finger(button);
        }
        self.row.signals().gui_input().connect_other(&this, Self::on_gui_input);
        self.row.signals().pressed().connect_other(&this, Self::wrap);
        self.less.signals().pressed().connect_other(&this, |row| row.step(false));
        self.more.signals().pressed().connect_other(&this, |row| row.step(true));
        if self.setting().is_some_and(|setting| !has_effect(setting)) {
            self.base_mut().hide();
        }
        self.refresh();
    }
}

/// Whether a setting has an effect here. A browser and a phone decide about their window and its frames themselves.
fn has_effect(setting: Setting) -> bool {
    let os = Os::singleton();
    !(os.has_feature("web") || os.has_feature("mobile"))
        || !matches!(setting, Setting::FullScreen | Setting::WindowScale | Setting::VSync)
}
