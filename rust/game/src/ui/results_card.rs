//! The results of a game, with "Play again", the player's name, and the replay.

use creeps_rules::Screen;
use creeps_rules::high_scores::Standing;
use creeps_rules::press_guard::PressGuard;
use creeps_rules::results::{self, Results};
use godot::classes::{
    BoxContainer, Button, CanvasLayer, Control, Engine, FileDialog, GridContainer, ICanvasLayer, InputEvent,
    InputEventMouseButton, InputEventScreenTouch, Label,
};
use godot::prelude::*;

use crate::arcade::replay_library;
use crate::dev::run_harness;
use crate::system::{file_exchange, input};
use crate::ui::name_row::NameRow;
use crate::ui::text::{number, tr, tr_with};
use crate::ui::{fit, replays, touch_buttons};

/// The sizes that the card is designed for, in px: with one column, and with two.
const DESIGNS: [(f32, f32); 2] = [(448.0, 672.0), (800.0, 400.0)];

/// Everything that the card shows.
#[derive(Clone, Debug, Default)]
pub struct ResultsShown {
    /// The headline, translated.
    pub title: String,
    /// The numbers.
    pub results: Results,
    /// The table, such as "Arcade, normal".
    pub table: String,
    /// Where the game stands in its table. None if it does not count.
    pub standing: Option<Standing>,
    /// What ended the game, in words. None if that says nothing.
    pub killer: Option<String>,
    /// What a wave is called, in English. None if the mode has none, and no combo.
    pub wave: Option<&'static str>,
    /// The name that the player entered last.
    pub player: String,
    /// Whether there is a replay to watch and to share.
    pub has_replay: bool,
    /// Whether "Play again" means to beat the score of the replay that was watched.
    pub can_beat: bool,
    /// What else there is to say of the score, translated.
    pub note: Option<String>,
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
    #[init(node = "Card")]
    card: OnReady<Gd<Control>>,
    #[init(node = "Card/Lines")]
    lines: OnReady<Gd<BoxContainer>>,
    #[init(node = "Card/Lines/Left/Title")]
    title: OnReady<Gd<Label>>,
    #[init(node = "Card/Lines/Left/Score")]
    score: OnReady<Gd<Label>>,
    #[init(node = "Card/Lines/Left/Place")]
    place: OnReady<Gd<Label>>,
    #[init(node = "Card/Lines/Left/Missing")]
    missing: OnReady<Gd<Label>>,
    #[init(node = "Card/Lines/Left/Numbers")]
    numbers: OnReady<Gd<GridContainer>>,
    #[init(node = "Card/Lines/Right/NameRow")]
    name_row: OnReady<Gd<NameRow>>,
    #[init(node = "Card/Lines/Right/PlayAgain")]
    play_again_button: OnReady<Gd<Button>>,
    #[init(node = "Card/Lines/Right/Replay")]
    replay_row: OnReady<Gd<Control>>,
    #[init(node = "Card/Lines/Right/Replay/Watch")]
    watch_button: OnReady<Gd<Button>>,
    #[init(node = "Card/Lines/Right/Replay/Share")]
    share_button: OnReady<Gd<Button>>,
    #[init(node = "Card/Lines/Right/Menu")]
    menu_button: OnReady<Gd<Button>>,
    #[init(node = "SaveDialog")]
    save_dialog: OnReady<Gd<FileDialog>>,
    /// The replay that is too long for a link, to copy to the place that the player chooses.
    saving: String,
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

    /// The player shares the game's replay.
    #[signal]
    pub fn share_replay();

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

    /// Shares the replay at `path` by a link; one that is too long for a link as a file, whose place the player chooses.
    pub fn share(&mut self, path: &str) {
        match replays::share(path) {
            Ok(Some(said)) => self.show_note(&said),
            Ok(None) => {
                path.clone_into(&mut self.saving);
                let saved = file_exchange::save_as(&mut self.save_dialog, path);
                self.show_saved(saved);
            }
            Err(error) => self.show_saved(Some(Err(error))),
        }
    }

    fn on_save_path_chosen(&mut self, target: GString) {
        let copied = replay_library::copy_to(&self.saving, &target.to_string());
        self.show_saved(Some(copied.map_err(|error| error.to_string())));
    }

    /// Shows what came of saving, if it is known already.
    fn show_saved(&mut self, saved: Option<Result<(), String>>) {
        let text = match saved {
            None => return,
            Some(Ok(())) => tr("Saved"),
            Some(Err(error)) => {
                run_harness::report_error(&error);
                error
            }
        };
        self.show_note(&text);
    }

    fn show_note(&mut self, text: &str) {
        self.missing.set_text(text);
        self.missing.show();
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
            self.fit();
            self.play_again_button.grab_focus();
        }
    }

    fn fill(&mut self) {
        let ResultsShown { title, results, table, standing, player, has_replay, can_beat, note, .. } =
            self.shown.clone();
        self.title.set_text(&title);
        self.score.set_text(&number(results.score).to_string());
        let place = standing.and_then(|standing| standing.place);
        self.place.set_visible(standing.is_some());
        self.place.set_text(&place.map_or_else(
            || tr_with("Not in the ten best of {table}", &[("table", &table)]),
            |place| tr_with("No. {place} of {table}", &[("place", &place), ("table", &table)]),
        ));
        let missing = standing.and_then(|standing| standing.missing);
        self.missing.set_visible(missing.is_some());
        if let Some(missing) = missing {
            let missing = number(missing);
            self.missing.set_text(&tr_with("{points} more for the next place", &[("points", &missing)]));
        }
        if let Some(note) = note {
            self.show_note(&note);
        }
        self.play_again_button.set_text(&if can_beat { tr("Beat this score") } else { tr("Play again") });
        self.name_row.set_visible(place.is_some());
        if place.is_some() {
            self.name_row.bind_mut().open(&player);
        }
        self.replay_row.set_visible(has_replay);
        self.fill_numbers();
    }

    /// One column in tall windows, two in wide ones.
    fn fit(&mut self) {
        let window = self.card.get_viewport_rect().size;
        self.lines.set_vertical(window.x < window.y * 1.2);
        fit::fit(&self.card, if self.lines.is_vertical() { &DESIGNS[..1] } else { &DESIGNS[1..] });
    }

    fn fill_numbers(&mut self) {
        let ResultsShown { results, killer, wave, .. } = &self.shown;
        let percent = results.accuracy().map(|percent| format!("{percent} %"));
        let lines = [
            ("Wave", wave.map(|_| number(results.wave.into()).to_string())),
            ("Kills", Some(number(results.kills).to_string())),
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
            self.numbers.get_node_as::<Label>("WaveName").set_text(&tr(wave));
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

    fn focused_button(&self) -> Option<Gd<Button>> {
        let buttons = [&self.watch_button, &self.share_button, &self.menu_button];
        buttons.into_iter().find(|button| button.has_focus()).map(|button| (*button).clone())
    }
}

#[godot_api]
impl ICanvasLayer for ResultsCard {
    fn ready(&mut self) {
        self.base_mut().hide();
        let this = self.to_gd();
        for button in [&self.play_again_button, &self.watch_button, &self.share_button, &self.menu_button] {
            touch_buttons::press_with_any_finger(button);
        }
        let connect = |button: &Gd<Button>, emit: fn(&mut Self)| {
            button.signals().pressed().connect_other(&this, emit);
        };
        connect(&self.play_again_button, |card| card.signals().play_again().emit());
        connect(&self.watch_button, |card| card.signals().watch_replay().emit());
        connect(&self.share_button, |card| card.signals().share_replay().emit());
        connect(&self.menu_button, |card| card.signals().quit().emit());
        if let Some(viewport) = self.base().get_viewport() {
            viewport.signals().size_changed().connect_other(&this, |card: &mut Self| {
                if card.base().is_visible() {
                    card.fit();
                }
            });
        }
        self.save_dialog.signals().file_selected().connect_other(&this, Self::on_save_path_chosen);
        self.name_row.signals().name_changed().connect_other(&this, Self::on_name_changed);
        self.name_row.signals().confirmed().connect_other(&this, Self::on_name_confirmed);
    }

    // `input`, not `unhandled_input`: a press that does not count must not reach a button.
    fn input(&mut self, event: Gd<InputEvent>) {
        let is_shown = matches!(self.screen, Screen::GameOver | Screen::Results);
        if !is_shown || !event.is_pressed() || self.save_dialog.is_visible() {
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
        if starts {
            // At once, not when the key comes up as the engine's buttons do.
            self.set_input_handled();
            let button = self.focused_button().unwrap_or_else(|| self.play_again_button.clone());
            // The button calls this object back: the guard allows that.
            let _guard = self.base_mut();
            button.signals().pressed().emit();
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
