//! The options menu: pages of settings, and the dialog that waits for a new key or gamepad button.

use std::fmt::Display;

use creeps_rules::settings::bindings::{Action, Binding, Bindings, Device};
use creeps_rules::trace::TraceEvent;
use godot::builtin::Side;
use godot::classes::{
    Button, CanvasLayer, Control, ICanvasLayer, InputEvent, InputEventJoypadButton, InputEventKey, Label,
    ScrollContainer, Timer,
};
use godot::global::Key;
use godot::prelude::*;

use super::binding_row::BindingRow;
use super::option_row::OptionRow;
use crate::dev::trace;
use crate::system::{input, input_map, settings};
use crate::ui::text::tr_with;
use crate::ui::{fit, touch_buttons};

/// The sizes that the page is designed for, in px: for tall windows and for wide ones.
const DESIGNS: [(f32, f32); 2] = [(464.0, 704.0), (720.0, 400.0)];

/// A question that the menu asks about an action.
#[derive(Clone)]
enum Dialog {
    /// The next key or button becomes the action's.
    Awaits(Action, Device),
    /// The input is another action's: take it away?
    Conflict(Action, Vec<Binding>),
}

/// The options menu.
///
/// It belongs to no screen: the title and the pause open it over themselves and get the focus back when it emits `closed`.
#[derive(GodotClass)]
#[class(init, base = CanvasLayer)]
pub struct OptionsMenu {
    dialog: Option<Dialog>,
    #[init(node = "Column")]
    column: OnReady<Gd<Control>>,
    #[init(node = "Column/Tabs")]
    tabs: OnReady<Gd<Control>>,
    #[init(node = "Column/Scroll")]
    scroll: OnReady<Gd<ScrollContainer>>,
    #[init(node = "Column/Scroll/Pages")]
    pages: OnReady<Gd<Control>>,
    #[init(node = "Column/Buttons/Defaults")]
    defaults: OnReady<Gd<Button>>,
    #[init(node = "Column/Buttons/Back")]
    back: OnReady<Gd<Button>>,
    #[init(node = "Dialog")]
    dialog_box: OnReady<Gd<Control>>,
    #[init(node = "Dialog/Column/Question")]
    question: OnReady<Gd<Label>>,
    #[init(node = "Dialog/Column/Buttons")]
    answers: OnReady<Gd<Control>>,
    #[init(node = "Dialog/Column/Buttons/Take")]
    take: OnReady<Gd<Button>>,
    #[init(node = "Dialog/Column/Buttons/Keep")]
    keep: OnReady<Gd<Button>>,
    #[init(node = "Dialog/Column/Cancel")]
    cancel_hint: OnReady<Gd<Label>>,
    #[init(node = "DialogTimer")]
    dialog_timer: OnReady<Gd<Timer>>,
    base: Base<CanvasLayer>,
}

#[godot_api]
impl OptionsMenu {
    /// The player is done.
    #[signal]
    pub fn closed();

    /// Shows the menu with its first page.
    pub fn open(&mut self) {
        if self.is_open() {
            return;
        }
        trace::record(|| TraceEvent::OptionsShown(true));
        self.base_mut().show();
        self.refresh();
        self.focus_page(0);
    }

    /// Whether the menu is shown.
    pub fn is_open(&self) -> bool {
        self.base().is_visible()
    }

    /// Hides the menu, because another page is shown.
    pub fn close(&mut self) {
        if self.is_open() {
            self.end_dialog();
            self.base_mut().hide();
            trace::record(|| TraceEvent::OptionsShown(false));
        }
    }

    /// The player goes back.
    fn leave(&mut self) {
        if self.is_open() {
            self.close();
            self.signals().closed().emit();
        }
    }

    fn tab(&self, index: i32) -> Gd<Button> {
        self.tabs.get_child(index).expect("a page has a tab").cast()
    }

    fn show_page(&mut self, page: i32) {
        for index in 0..self.pages.get_child_count() {
            let child = self.pages.get_child(index);
            if let Some(mut child) = child.and_then(|child| child.try_cast::<Control>().ok()) {
                child.set_visible(index == page);
            }
            self.tab(index).set_pressed_no_signal(index == page);
        }
        self.scroll.set_v_scroll(0);
        // The engine would go to the control that is nearest on the screen, which may be one of the last in a row.
        let first_setting = self.rows::<OptionRow>(false).first().map(|row| row.bind().first_button());
        let first_binding = self.rows::<BindingRow>(false).first().map(|row| row.bind().first_button());
        if let Some(first) = first_binding.or(first_setting) {
            self.tab(page).set_focus_neighbor(Side::BOTTOM, &first.get_path());
        }
    }

    fn turn_page(&mut self, by: i32) {
        let count = self.pages.get_child_count();
        let page = (self.page() + by).rem_euclid(count);
        self.focus_page(page);
    }

    fn focus_page(&mut self, page: i32) {
        self.show_page(page);
        let mut tab = self.tab(page);
        // The tab's signal calls this object back: the guard allows that.
        let _guard = self.base_mut();
        tab.grab_focus();
    }

    fn page(&self) -> i32 {
        let is_visible = |&index: &i32| {
            let child = self.pages.get_child(index).and_then(|child| child.try_cast::<Control>().ok());
            child.is_some_and(|child| child.is_visible())
        };
        (0..self.pages.get_child_count()).find(is_visible).unwrap_or(0)
    }

    /// The rows of the visible page.
    fn rows<T: Inherits<Node>>(&self, on_all_pages: bool) -> Vec<Gd<T>> {
        let page = usize::try_from(self.page()).unwrap_or_default();
        let pages = self.pages.get_children();
        let pages = pages.iter_shared().enumerate();
        pages
            .filter(|(index, _)| on_all_pages || *index == page)
            .flat_map(|(_, page)| page.get_children().iter_shared().collect::<Vec<_>>())
            .filter_map(|row| row.try_cast::<T>().ok())
            .collect()
    }

    fn refresh(&mut self) {
        for mut row in self.rows::<OptionRow>(true) {
            row.bind_mut().refresh();
        }
        for mut row in self.rows::<BindingRow>(true) {
            row.bind_mut().refresh();
        }
    }

    fn on_settings_changed(&mut self) {
        if self.is_open() {
            self.refresh();
        }
    }

    fn on_defaults_pressed(&mut self) {
        let settings: Vec<_> =
            self.rows::<OptionRow>(false).iter().filter_map(|row| row.bind().setting()).collect();
        let has_bindings = !self.rows::<BindingRow>(false).is_empty();
        settings::node(&self.to_gd()).bind_mut().change(|current| {
            for setting in settings {
                current.reset(setting);
            }
            if has_bindings {
                current.bindings = Bindings::default();
            }
        });
        self.refresh();
    }
}

/// The dialog about keys and buttons.
impl OptionsMenu {
    fn await_input(&mut self, action: Action, device: Device) {
        let values: [(&str, &dyn Display); 1] = [("action", &self.title(action))];
        let question = if device == Device::Keyboard {
            tr_with("Press a key for “{action}”.", &values)
        } else {
            tr_with("Press a gamepad button for “{action}”.", &values)
        };
        trace::record(|| TraceEvent::BindingAwaited { action: action.name().to_owned() });
        self.show_dialog(Dialog::Awaits(action, device), &question);
        self.dialog_timer.start();
        // The key must not press a button as well.
        if let Some(mut viewport) = self.base().get_viewport() {
            viewport.gui_release_focus();
        }
    }

    fn ask_about(&mut self, action: Action, other: Action, inputs: Vec<Binding>) {
        let question = tr_with(
            "That is used for “{other}” already. Use it for “{action}” instead?",
            &[("other", &self.title(other)), ("action", &self.title(action))],
        );
        trace::record(|| TraceEvent::BindingConflict {
            action: action.name().to_owned(),
            other: other.name().to_owned(),
        });
        self.dialog_timer.stop();
        self.show_dialog(Dialog::Conflict(action, inputs), &question);
        self.take.grab_focus();
    }

    fn show_dialog(&mut self, dialog: Dialog, question: &str) {
        let is_conflict = matches!(dialog, Dialog::Conflict(..));
        self.dialog = Some(dialog);
        self.question.set_text(question);
        self.answers.set_visible(is_conflict);
        self.cancel_hint.set_visible(!is_conflict);
        self.dialog_box.show();
    }

    /// What the menu calls an action.
    fn title(&self, action: Action) -> String {
        let rows = self.rows::<BindingRow>(true);
        let row = rows.iter().find(|row| row.bind().action() == Some(action));
        row.map_or_else(String::new, |row| row.bind().title())
    }

    fn end_dialog(&mut self) {
        self.dialog_timer.stop();
        self.dialog_box.hide();
        let Some(dialog) = self.dialog.take() else { return };
        let (action, device) = match dialog {
            Dialog::Awaits(action, device) => (action, device),
            Dialog::Conflict(action, inputs) => {
                (action, inputs.first().map_or(Device::Keyboard, Binding::device))
            }
        };
        let rows = self.rows::<BindingRow>(true);
        if let Some(row) = rows.iter().find(|row| row.bind().action() == Some(action)) {
            row.bind().focus(device);
        }
    }

    fn on_input_while_awaiting(&mut self, event: &Gd<InputEvent>, action: Action, device: Device) {
        let is_escape =
            event.clone().try_cast::<InputEventKey>().is_ok_and(|key| key.get_keycode() == Key::ESCAPE);
        let is_pointer = event.is_class("InputEventMouseButton") || event.is_class("InputEventScreenTouch");
        if event.is_pressed() && (is_escape || is_pointer) {
            return self.end_dialog();
        }
        let inputs = input_map::inputs(event);
        if !event.is_pressed()
            || event.is_echo()
            || inputs.first().is_none_or(|input| input.device() != device)
        {
            return;
        }
        let settings = settings::node(&self.to_gd());
        let defaults = settings.bind().default_bindings().clone();
        match settings::get(|settings| settings.bindings.conflict(action, &inputs, &defaults)) {
            Some(other) => self.ask_about(action, other, inputs),
            None => self.bind_to(action, &inputs),
        }
    }

    fn bind_to(&mut self, action: Action, inputs: &[Binding]) {
        let mut settings = settings::node(&self.to_gd());
        let defaults = settings.bind().default_bindings().clone();
        settings.bind_mut().change(|settings| settings.bindings.bind(action, inputs, &defaults));
        self.end_dialog();
    }

    fn on_take_pressed(&mut self) {
        if let Some(Dialog::Conflict(action, inputs)) = self.dialog.clone() {
            self.bind_to(action, &inputs);
        }
    }
}

#[godot_api]
impl ICanvasLayer for OptionsMenu {
    fn ready(&mut self) {
        self.base_mut().hide();
        self.dialog_box.hide();
        let this = self.to_gd();
        for index in 0..self.tabs.get_child_count() {
            let tab = self.tab(index);
            touch_buttons::press_with_any_finger(&tab);
            tab.signals().focus_entered().connect_other(&this, move |menu| menu.show_page(index));
            tab.signals().pressed().connect_other(&this, move |menu| menu.show_page(index));
        }
        for row in self.rows::<BindingRow>(true) {
            let Some(action) = row.bind().action() else { continue };
            let wanted = move |menu: &mut Self, for_keys: bool| {
                menu.await_input(action, if for_keys { Device::Keyboard } else { Device::Gamepad });
            };
            row.signals().binding_wanted().connect_other(&this, wanted);
        }
        for button in [&self.defaults, &self.back, &self.take, &self.keep] {
            touch_buttons::press_with_any_finger(button);
        }
        self.defaults.signals().pressed().connect_other(&this, Self::on_defaults_pressed);
        self.back.signals().pressed().connect_other(&this, Self::leave);
        self.take.signals().pressed().connect_other(&this, Self::on_take_pressed);
        self.keep.signals().pressed().connect_other(&this, Self::end_dialog);
        self.dialog_timer.signals().timeout().connect_other(&this, Self::end_dialog);
        fit::keep_fitted(&self.column, &DESIGNS);
        let settings = settings::node(&this);
        settings.signals().changed().connect_other(&this, Self::on_settings_changed);
        settings.signals().device_changed().connect_other(&this, Self::on_settings_changed);
    }

    // `input`, not `unhandled_input`: no key may reach a node behind this layer.
    fn input(&mut self, event: Gd<InputEvent>) {
        if !self.is_open() || event.is_action(input::FULL_SCREEN) {
            return;
        }
        let is_handled = match self.dialog.clone() {
            Some(Dialog::Awaits(action, device)) => {
                self.on_input_while_awaiting(&event, action, device);
                true
            }
            Some(Dialog::Conflict(..)) if input::is_back(&event) => {
                self.end_dialog();
                true
            }
            Some(Dialog::Conflict(..)) => false,
            None if input::is_back(&event) => {
                self.leave();
                true
            }
            None => self.turn_page_by(&event),
        };
        if is_handled && let Some(mut viewport) = self.base().get_viewport() {
            viewport.set_input_as_handled();
        }
    }

    fn unhandled_input(&mut self, event: Gd<InputEvent>) {
        if self.is_open()
            && !event.is_action(input::FULL_SCREEN)
            && let Some(mut viewport) = self.base().get_viewport()
        {
            viewport.set_input_as_handled();
        }
    }
}

impl OptionsMenu {
    /// Turns the page by a gamepad's shoulder buttons. Returns whether the event did.
    fn turn_page_by(&mut self, event: &Gd<InputEvent>) -> bool {
        let Ok(button) = event.clone().try_cast::<InputEventJoypadButton>() else { return false };
        let by = match button.get_button_index() {
            godot::global::JoyButton::LEFT_SHOULDER => -1,
            godot::global::JoyButton::RIGHT_SHOULDER => 1,
            _ => return false,
        };
        if button.is_pressed() {
            self.turn_page(by);
        }
        true
    }
}
