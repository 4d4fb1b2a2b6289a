//! The menu: Classic, Arcade or Horde, with the best score of each.

use creeps_rules::best::Mode;
use creeps_rules::trace::Event;
use creeps_sim::Difficulty;
use godot::classes::{Button, CanvasLayer, Control, DisplayServer, ICanvasLayer, InputEvent, Label, Timer};
use godot::prelude::*;

use crate::dev::trace;
use crate::flow::best_file::BestFile;
use crate::system::input;
use crate::ui::taps;

/// The buttons' nodes in the scene, and what each chooses. Arcade's own starts at the difficulty that was chosen last.
const BUTTONS: [(&str, Mode, Option<Difficulty>); 6] = [
    ("Modes/Classic", Mode::Classic, None),
    ("Modes/Arcade", Mode::Arcade, None),
    ("Modes/Difficulties/Easy", Mode::Arcade, Some(Difficulty::Easy)),
    ("Modes/Difficulties/Normal", Mode::Arcade, Some(Difficulty::Normal)),
    ("Modes/Difficulties/Hard", Mode::Arcade, Some(Difficulty::Hard)),
    ("Modes/Horde", Mode::Horde, None),
];

/// The title screen with the choice of a mode.
///
/// Keys, pads, the mouse and fingers choose by the engine's own focus and buttons. A choice starts a game at once.
#[derive(GodotClass)]
#[class(init, base = CanvasLayer)]
pub struct ShellMenu {
    /// What was chosen last.
    #[init(val = Mode::Classic)]
    mode: Mode,
    /// Arcade's.
    difficulty: Difficulty,
    /// The button that has the focus when the menu opens.
    button: usize,
    #[init(node = "Hint")]
    hint: OnReady<Gd<Label>>,
    #[init(node = "Notice")]
    notice: OnReady<Gd<Control>>,
    #[init(node = "Notice/Text")]
    notice_text: OnReady<Gd<Label>>,
    #[init(node = "NoticeTimer")]
    notice_timer: OnReady<Gd<Timer>>,
    base: Base<CanvasLayer>,
}

#[godot_api]
impl ShellMenu {
    /// The player chose a mode: [`ShellMenu::choice`].
    #[signal]
    pub fn chosen();

    /// Shows the menu, with the best scores as they are now.
    pub fn open(&mut self) {
        self.base_mut().show();
        for (card, mode) in [("Classic", Mode::Classic), ("Arcade", Mode::Arcade), ("Horde", Mode::Horde)] {
            let mut file = BestFile::new(mode);
            file.load();
            let mut label = self.base().get_node_as::<Label>(&format!("Modes/{card}/Best"));
            label.set_text(&format!("Best\n{}", file.best()));
            label.set_visible(file.best() > 0);
            if let Some(notice) = file.take_notice() {
                self.show_notice(&notice);
            }
        }
        self.node(self.button).grab_focus();
    }

    /// Hides the menu.
    pub fn close(&mut self) {
        self.base_mut().hide();
        self.clear_notice();
    }

    /// What was chosen.
    pub fn choice(&self) -> (Mode, Difficulty) {
        let difficulty = if self.mode == Mode::Arcade { self.difficulty } else { Difficulty::Normal };
        (self.mode, difficulty)
    }

    /// Shows what is wrong with a file or an argument, for a while.
    pub fn show_notice(&mut self, message: &str) {
        trace::record(|| Event::Notice { message: message.to_owned() });
        self.notice_text.set_text(message);
        self.notice.show();
        self.notice_timer.start();
    }

    fn clear_notice(&mut self) {
        self.notice.hide();
        self.notice_timer.stop();
    }

    fn node(&self, button: usize) -> Gd<Button> {
        self.base().get_node_as(BUTTONS[button].0)
    }

    fn choose(&mut self, button: usize) {
        if !self.base().is_visible() {
            return;
        }
        let (_, mode, difficulty) = BUTTONS[button];
        self.button = button;
        self.mode = mode;
        self.difficulty = difficulty.unwrap_or(self.difficulty);
        self.signals().chosen().emit();
    }
}

#[godot_api]
impl ICanvasLayer for ShellMenu {
    fn ready(&mut self) {
        self.base_mut().hide();
        self.hint.set_visible(!DisplayServer::singleton().is_touchscreen_available());
        let this = self.to_gd();
        for number in 0..BUTTONS.len() {
            let button = self.node(number);
            taps::let_any_finger_press(&button);
            button.signals().pressed().connect_other(&this, move |menu| menu.choose(number));
        }
        self.notice_timer.signals().timeout().connect_other(&this, Self::clear_notice);
    }

    fn input(&mut self, event: Gd<InputEvent>) {
        if let Some(by_touch) = input::by_touch(&event) {
            self.hint.set_visible(!by_touch);
        }
    }

    // What no button took: a pad's start button, and any start while nothing has the focus.
    fn unhandled_input(&mut self, event: Gd<InputEvent>) {
        if self.base().is_visible() && input::is_pressed(&event, input::START_GAME) {
            if let Some(mut viewport) = self.base().get_viewport() {
                viewport.set_input_as_handled();
            }
            let focused = (0..BUTTONS.len()).find(|&button| self.node(button).has_focus());
            self.choose(focused.unwrap_or(self.button));
        }
    }
}
