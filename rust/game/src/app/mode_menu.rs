//! The menu: Classic, Arcade or Horde, with the best score of each.

use creeps_rules::GameMode;
use creeps_rules::trace::TraceEvent;
use creeps_sim::Difficulty;
use godot::classes::{Button, CanvasLayer, Control, DisplayServer, ICanvasLayer, InputEvent, Label, Timer};
use godot::prelude::*;

use crate::dev::trace;
use crate::flow::best_score_file::BestScoreFile;
use crate::system::input;
use crate::ui::text::{number, tr_with};
use crate::ui::touch_buttons;

/// Each button's node, and the mode and difficulty that it chooses. Arcade's own button uses the last difficulty.
const BUTTONS: [(&str, GameMode, Option<Difficulty>); 6] = [
    ("Modes/Classic", GameMode::Classic, None),
    ("Modes/Arcade", GameMode::Arcade, None),
    ("Modes/Difficulties/Easy", GameMode::Arcade, Some(Difficulty::Easy)),
    ("Modes/Difficulties/Normal", GameMode::Arcade, Some(Difficulty::Normal)),
    ("Modes/Difficulties/Hard", GameMode::Arcade, Some(Difficulty::Hard)),
    ("Modes/Horde", GameMode::Horde, None),
];

/// The menu: the player chooses a mode.
///
/// Keys, gamepad, mouse and fingers use the engine's own focus and buttons. A choice starts a game at once.
#[derive(GodotClass)]
#[class(init, base = CanvasLayer)]
pub struct ModeMenu {
    /// The last choice.
    #[init(val = GameMode::Classic)]
    mode: GameMode,
    /// The last difficulty of Arcade.
    difficulty: Difficulty,
    /// The button that gets the focus when the menu opens.
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
impl ModeMenu {
    /// The player chose a mode; see [`ModeMenu::choice`].
    #[signal]
    pub fn chosen();

    /// Shows the menu with the current best scores.
    pub fn open(&mut self) {
        self.base_mut().show();
        for (card, mode) in
            [("Classic", GameMode::Classic), ("Arcade", GameMode::Arcade), ("Horde", GameMode::Horde)]
        {
            let mut file = BestScoreFile::new(mode);
            file.load();
            let mut label = self.base().get_node_as::<Label>(&format!("Modes/{card}/Best"));
            label.set_text(&tr_with("Best\n{score}", &[("score", &number(file.best().into()))]));
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

    /// The last choice.
    pub fn choice(&self) -> (GameMode, Difficulty) {
        let difficulty = if self.mode == GameMode::Arcade { self.difficulty } else { Difficulty::Normal };
        (self.mode, difficulty)
    }

    /// Shows an error message for some seconds.
    pub fn show_notice(&mut self, message: &str) {
        trace::record(|| TraceEvent::NoticeShown { message: message.to_owned() });
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
impl ICanvasLayer for ModeMenu {
    fn ready(&mut self) {
        self.base_mut().hide();
        self.hint.set_visible(!DisplayServer::singleton().is_touchscreen_available());
        let this = self.to_gd();
        for index in 0..BUTTONS.len() {
            let button = self.node(index);
            touch_buttons::press_with_any_finger(&button);
            button.signals().pressed().connect_other(&this, move |menu| menu.choose(index));
        }
        self.notice_timer.signals().timeout().connect_other(&this, Self::clear_notice);
    }

    fn input(&mut self, event: Gd<InputEvent>) {
        if let Some(by_touch) = input::by_touch(&event) {
            self.hint.set_visible(!by_touch);
        }
    }

    // Input that no button handled: a gamepad's start button, and any start key while no button has the focus.
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
