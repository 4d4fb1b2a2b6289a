//! The results of a game, with "Play again", the player's name, and the replay.

use creeps_rules::Screen;
use creeps_rules::high_scores::Standing;
use creeps_rules::press_guard::PressGuard;
use creeps_rules::results::{self, Results};
use godot::classes::{
    Button, CanvasLayer, Control, Engine, GridContainer, ICanvasLayer, InputEvent, InputEventMouseButton,
    InputEventScreenTouch, Label,
};
use godot::prelude::*;

use crate::system::input;
use crate::ui::name_row::NameRow;
use crate::ui::touch_buttons;

/// Everything that the card shows.
#[derive(Clone, Debug, Default)]
pub struct ResultsShown {
    /// The headline.
    pub title: String,
    /// The numbers.
    pub results: Results,
    /// The table, such as "Arcade, normal".
    pub table: String,
    /// Where the game stands in its table. None if it does not count.
    pub standing: Option<Standing>,
    /// What ended the game, in words. None if that says nothing.
    pub killer: Option<String>,
    /// What a wave is called. None if the mode has none, and no combo.
    pub wave: Option<&'static str>,
    /// The name that the player entered last.
    pub player: String,
    /// Whether there is a replay to watch and to save.
    pub has_replay: bool,
}

/// The results of a game.
///
/// The scene of a mode tells it the results when the game ends. A press of a start key plays again, on "Game Over" as well as on this
/// card, but not before the player has left the trigger alone for a moment.
#[derive(GodotClass)]
#[class(init, base = CanvasLayer)]
pub struct ResultsCard {
    screen: Screen,
    guard: PressGuard,
    shown: ResultsShown,
    #[init(node = "Card/Lines/Title")]
    title: OnReady<Gd<Label>>,
    #[init(node = "Card/Lines/Score")]
    score: OnReady<Gd<Label>>,
    #[init(node = "Card/Lines/Place")]
    place: OnReady<Gd<Label>>,
    #[init(node = "Card/Lines/Missing")]
    missing: OnReady<Gd<Label>>,
    #[init(node = "Card/Lines/Numbers")]
    numbers: OnReady<Gd<GridContainer>>,
    #[init(node = "Card/Lines/NameRow")]
    name_row: OnReady<Gd<NameRow>>,
    #[init(node = "Card/Lines/PlayAgain")]
    play_again_button: OnReady<Gd<Button>>,
    #[init(node = "Card/Lines/Replay")]
    replay_row: OnReady<Gd<Control>>,
    #[init(node = "Card/Lines/Replay/Watch")]
    watch_button: OnReady<Gd<Button>>,
    #[init(node = "Card/Lines/Replay/Save")]
    save_button: OnReady<Gd<Button>>,
    #[init(node = "Card/Lines/Menu")]
    menu_button: OnReady<Gd<Button>>,
    base: Base<CanvasLayer>,
}

#[godot_api]
impl ResultsCard {
    /// The player plays again.
    #[signal]
    pub fn play_again();

    /// The player watches the game's replay.
    #[signal]
    pub fn watch_replay();

    /// The player saves the game's replay somewhere else.
    #[signal]
    pub fn save_replay();

    /// The player leaves the results for the menu.
    #[signal]
    pub fn quit();

    /// The player changed the name in the table.
    #[signal]
    pub fn name_changed(name: GString);

    /// Sets the results of the game that ended.
    pub fn set_results(&mut self, shown: ResultsShown) {
        self.shown = shown;
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
            self.fill();
            self.play_again_button.grab_focus();
        }
    }

    fn fill(&mut self) {
        let ResultsShown { title, results, table, standing, player, has_replay, .. } = self.shown.clone();
        self.title.set_text(&title);
        self.score.set_text(&results.score.to_string());
        let place = standing.and_then(|standing| standing.place);
        self.place.set_visible(standing.is_some());
        self.place.set_text(&place.map_or_else(
            || format!("Not in the ten best of {table}"),
            |place| format!("No. {place} of {table}"),
        ));
        let missing = standing.and_then(|standing| standing.missing);
        self.missing.set_visible(missing.is_some());
        if let Some(missing) = missing {
            self.missing.set_text(&format!("{missing} more for the next place"));
        }
        self.name_row.set_visible(place.is_some());
        if place.is_some() {
            self.name_row.bind_mut().open(&player);
        }
        self.replay_row.set_visible(has_replay);
        self.fill_numbers();
    }

    fn fill_numbers(&mut self) {
        let ResultsShown { results, killer, wave, .. } = &self.shown;
        let percent = results.accuracy().map(|percent| format!("{percent} %"));
        let lines = [
            ("Wave", wave.map(|_| results.wave.to_string())),
            ("Kills", Some(results.kills.to_string())),
            ("Accuracy", Some(percent.unwrap_or_else(|| "–".to_owned()))),
            ("Combo", wave.map(|_| format!("×{}", results.best_combo.max(1)))),
            ("Killer", killer.clone()),
            ("Time", Some(results::minutes(results.ticks))),
            ("Seed", Some(results.seed.to_string())),
        ];
        for (node, value) in lines {
            let mut name = self.numbers.get_node_as::<Label>(&format!("{node}Name"));
            let mut number = self.numbers.get_node_as::<Label>(node);
            name.set_visible(value.is_some());
            number.set_visible(value.is_some());
            number.set_text(&value.unwrap_or_default());
        }
        if let Some(wave) = wave {
            self.numbers.get_node_as::<Label>("WaveName").set_text(*wave);
        }
    }

    fn on_name_confirmed(&mut self) {
        self.play_again_button.grab_focus();
    }

    fn on_name_changed(&mut self, name: GString) {
        self.signals().name_changed().emit(&name);
    }

    fn set_input_handled(&self) {
        if let Some(mut viewport) = self.base().get_viewport() {
            viewport.set_input_as_handled();
        }
    }

    fn is_another_button_focused(&self) -> bool {
        [&self.watch_button, &self.save_button, &self.menu_button]
            .into_iter()
            .any(|button| button.has_focus())
    }
}

#[godot_api]
impl ICanvasLayer for ResultsCard {
    fn ready(&mut self) {
        self.base_mut().hide();
        let this = self.to_gd();
        for button in [&self.play_again_button, &self.watch_button, &self.save_button, &self.menu_button] {
            touch_buttons::press_with_any_finger(button);
        }
        let connect = |button: &Gd<Button>, emit: fn(&mut Self)| {
            button.signals().pressed().connect_other(&this, emit);
        };
        connect(&self.play_again_button, |card| card.signals().play_again().emit());
        connect(&self.watch_button, |card| card.signals().watch_replay().emit());
        connect(&self.save_button, |card| card.signals().save_replay().emit());
        connect(&self.menu_button, |card| card.signals().quit().emit());
        self.name_row.signals().name_changed().connect_other(&this, Self::on_name_changed);
        self.name_row.signals().confirmed().connect_other(&this, Self::on_name_confirmed);
    }

    // `input`, not `unhandled_input`: a press that does not count must not reach a button.
    fn input(&mut self, event: Gd<InputEvent>) {
        if !matches!(self.screen, Screen::GameOver | Screen::Results) || !event.is_pressed() {
            return;
        }
        let starts = input::is_pressed(&event, input::START_GAME);
        let presses = starts || input::is_pressed(&event, "ui_accept") || is_pointer(event.clone());
        if presses && !self.guard.accepts(Engine::singleton().get_physics_frames()) {
            return self.set_input_handled();
        }
        if self.screen == Screen::Results {
            let mut name_row = self.name_row.clone();
            // The row emits signals that call this object back: the guard allows that.
            let guard = self.base_mut();
            let is_taken = name_row.bind_mut().take(&event);
            drop(guard);
            if is_taken {
                return self.set_input_handled();
            }
        }
        if starts && !self.is_another_button_focused() {
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
