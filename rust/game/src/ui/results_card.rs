//! The results of a game, with "Play again".

use creeps_rules::Screen;
use creeps_rules::press_guard::PressGuard;
use godot::classes::{
    Button, CanvasLayer, Engine, ICanvasLayer, InputEvent, InputEventMouseButton, InputEventScreenTouch,
    Label,
};
use godot::prelude::*;

use crate::system::input;
use crate::ui::text::number;
use crate::ui::touch_buttons;

/// The results of a game.
///
/// The scene of a mode tells it the results when the game ends. A press of a start key plays again, on "Game Over" as well as on this
/// card, but not before the player has left the trigger alone for a moment.
#[derive(GodotClass)]
#[class(init, base = CanvasLayer)]
pub struct ResultsCard {
    screen: Screen,
    guard: PressGuard,
    #[init(node = "Card/Lines/Title")]
    title: OnReady<Gd<Label>>,
    #[init(node = "Card/Lines/Score")]
    score: OnReady<Gd<Label>>,
    #[init(node = "Card/Lines/PlayAgain")]
    play_again_button: OnReady<Gd<Button>>,
    #[init(node = "Card/Lines/Menu")]
    menu_button: OnReady<Gd<Button>>,
    base: Base<CanvasLayer>,
}

#[godot_api]
impl ResultsCard {
    /// The player plays again.
    #[signal]
    pub fn play_again();

    /// The player leaves the results for the menu.
    #[signal]
    pub fn quit();

    /// Sets the results of the game that ended; `title` is the card's headline, translated.
    pub fn set_results(&mut self, title: &str, score: u64) {
        self.title.set_text(title);
        self.score.set_text(&number(score));
    }

    /// Shows the card on [`Screen::Results`], and hides it on all others.
    pub fn show_screen(&mut self, screen: Screen) {
        self.screen = screen;
        if screen == Screen::GameOver {
            self.guard = PressGuard::new(Engine::singleton().get_physics_frames());
        }
        let is_open = screen == Screen::Results;
        self.base_mut().set_visible(is_open);
        if is_open {
            self.play_again_button.grab_focus();
        }
    }

    fn on_play_again_pressed(&mut self) {
        self.signals().play_again().emit();
    }

    fn on_menu_pressed(&mut self) {
        self.signals().quit().emit();
    }

    fn set_input_handled(&self) {
        if let Some(mut viewport) = self.base().get_viewport() {
            viewport.set_input_as_handled();
        }
    }
}

#[godot_api]
impl ICanvasLayer for ResultsCard {
    fn ready(&mut self) {
        self.base_mut().hide();
        let this = self.to_gd();
        for button in [&self.play_again_button, &self.menu_button] {
            touch_buttons::press_with_any_finger(button);
        }
        self.play_again_button.signals().pressed().connect_other(&this, Self::on_play_again_pressed);
        self.menu_button.signals().pressed().connect_other(&this, Self::on_menu_pressed);
    }

    // `input`, not `unhandled_input`: a press that does not count must not reach a button.
    fn input(&mut self, event: Gd<InputEvent>) {
        if !matches!(self.screen, Screen::GameOver | Screen::Results) || !event.is_pressed() {
            return;
        }
        let starts = input::is_pressed(&event, input::START_GAME);
        let presses = starts || input::is_pressed(&event, "ui_accept") || is_pointer(event.clone());
        if presses && !self.guard.accepts(Engine::singleton().get_physics_frames()) {
            self.set_input_handled();
        } else if starts && !self.menu_button.has_focus() {
            // At once, not when the key comes up as the engine's buttons do.
            self.set_input_handled();
            self.signals().play_again().emit();
        }
    }
}

/// Whether an event is a click or a touch.
fn is_pointer(event: Gd<InputEvent>) -> bool {
    match event.try_cast::<InputEventScreenTouch>() {
        Ok(_) => true,
        Err(event) => event.try_cast::<InputEventMouseButton>().is_ok(),
    }
}
