//! What Classic, Arcade and Horde share: the state machine, the seed, the best score, the pause and the notices.
//!
//! A mode's scene has a [`GameFlow`] and implements [`GameScene`], whose methods are what the mode does in each state. All state
//! changes go through [`advance`]. The engine never calls a scene back while it is borrowed: the pause button calls the pause
//! screen directly, and a pause that ends because the game does is ended later in the tick, when nothing is borrowed.

use creeps_rules::best_scores::Eligibility;
use creeps_rules::screen::Cause;
use creeps_rules::trace::TraceEvent;
use creeps_rules::{GameMode, Screen, spawner};
use godot::classes::{InputEvent, Node};
use godot::obj::WithBaseField;
use godot::prelude::*;

use crate::dev::{run_harness, trace};
use crate::flow::best_score_file::BestScoreFile;
use crate::system::files::Survives;
use crate::system::{command_line, input, settings};
use crate::ui::hud::Hud;
use crate::ui::pause_screen::PauseScreen;
use crate::ui::results_card::ResultsCard;

/// The state that every mode's scene has, and the nodes that display it.
pub struct GameFlow {
    screen: Screen,
    /// The seed of the next game.
    next_seed: u64,
    best_score_file: BestScoreFile,
    hud: Gd<Hud>,
    pause_screen: Gd<PauseScreen>,
    results_card: Gd<ResultsCard>,
}

/// The scene of a mode.
pub trait GameScene: Inherits<Node> + WithBaseField {
    /// The shared state.
    fn flow(&mut self) -> &mut GameFlow;

    /// Starts a game with the seed of [`GameFlow::take_seed`].
    fn new_game(&mut self);

    /// The first creep is due.
    fn begin_playing(&mut self) {}

    /// The game was lost, or its replay ended.
    fn game_over(&mut self);

    /// The player leaves the game, which may be over already.
    fn leave_game(&mut self);

    /// The title is shown again.
    fn show_title(&mut self) {}

    /// Whether nobody plays: such a game has no pause and no results.
    fn is_demo(&self) -> bool {
        false
    }

    /// Saves the score and the replay of the running game, in case the player never ends it.
    fn save_progress(&mut self, survives: Survives);

    /// Emits the signal that says whether the title is shown.
    fn emit_at_title(&mut self, is_shown: bool);

    /// Emits the signal that the player leaves the scene.
    fn emit_left(&mut self);
}

impl GameFlow {
    /// The state for the scene with this root node.
    pub fn new(node: &Gd<Node>) -> Self {
        Self {
            screen: Screen::default(),
            next_seed: command_line::arguments().seed.unwrap_or_else(spawner::any_seed),
            best_score_file: BestScoreFile::new(GameMode::Classic),
            hud: node.get_node_as("Hud"),
            pause_screen: node.get_node_as("PauseScreen"),
            results_card: node.get_node_as("ResultsCard"),
        }
    }

    /// The current screen.
    pub fn screen(&self) -> Screen {
        self.screen
    }

    /// The heads-up display (HUD).
    pub fn hud(&mut self) -> &mut Gd<Hud> {
        &mut self.hud
    }

    /// The card with the results of a game.
    pub fn results_card(&mut self) -> &mut Gd<ResultsCard> {
        &mut self.results_card
    }

    /// The seed for a new game. Each call returns the next number, so that `--seed` repeats a whole run.
    pub fn take_seed(&mut self) -> u64 {
        let seed = self.next_seed;
        self.next_seed = seed.wrapping_add(1);
        seed
    }

    /// A game starts; `eligibility` says whether its score counts.
    pub fn begin_game(&mut self, eligibility: Eligibility) {
        self.best_score_file.begin_game(eligibility.counts());
        self.hud.bind_mut().show_score(0);
    }

    /// The current game no longer counts for the best score.
    pub fn void_game(&mut self) {
        self.best_score_file.void_game();
    }

    /// Whether this score is the first in this game to beat the best score.
    pub fn is_first_best(&self, score: u32) -> bool {
        !self.best_score_file.is_beaten() && self.best_score_file.would_beat(score)
    }

    /// Saves the score if it is the best. Changes no node, so it may be called while the scene leaves the tree.
    pub fn keep_score(&mut self, score: u32, survives: Survives) {
        self.best_score_file.offer(score, survives);
    }

    /// Shows the best score and any warning about its file.
    pub fn show_best(&mut self) {
        let mut hud = self.hud.bind_mut();
        hud.set_best(self.best_score_file.best(), self.best_score_file.is_beaten());
        if let Some(notice) = self.best_score_file.take_notice() {
            hud.show_notice(&notice);
        }
    }

    /// Reports an error on the screen, the console and in the trace.
    pub fn report(&mut self, message: &str) {
        run_harness::report_error(message);
        self.hud.bind_mut().show_notice(message);
    }

    fn show(&mut self, is_demo: bool) {
        self.hud.bind_mut().show_screen(self.screen);
        self.results_card.bind_mut().show_screen(self.screen);
        self.pause_screen.bind_mut().set_active(self.screen.in_game() && !is_demo);
    }
}

/// Connects a scene with its HUD and pause screen, and shows its title; `mode` decides which best score it has.
pub fn begin<G: GameScene>(scene: &mut G, mode: GameMode) {
    let this: Gd<G> = scene.to_gd();
    let flow = scene.flow();
    let (hud, pause_screen, results_card) = (&flow.hud, &flow.pause_screen, &flow.results_card);
    hud.signals().start_game().connect_other(&this, start::<G>);
    hud.signals().results_due().connect_other(&this, |scene: &mut G| {
        let cause = if scene.is_demo() { Cause::Quit } else { Cause::ResultsDue };
        advance(scene, cause);
    });
    hud.signals().pause().connect_other(pause_screen, PauseScreen::pause);
    let paused = |scene: &mut G| scene.save_progress(Survives::PowerCut);
    pause_screen.signals().paused().connect_other(&this, paused);
    pause_screen.signals().restart().connect_other(&this, |scene: &mut G| advance(scene, Cause::Restart));
    pause_screen.signals().quit_to_title().connect_other(&this, |scene: &mut G| advance(scene, Cause::Quit));
    results_card.signals().play_again().connect_other(&this, start::<G>);
    results_card.signals().quit().connect_other(&this, |scene: &mut G| advance(scene, Cause::Quit));

    flow.best_score_file = BestScoreFile::new(mode);
    flow.best_score_file.load();
    flow.show_best();
    flow.hud.bind_mut().show_screen(flow.screen);
    let damaged_settings = settings::node(&this).bind_mut().take_notice();
    if let Some(notice) = command_line::error().map(ToString::to_string).or(damaged_settings) {
        flow.hud.bind_mut().show_notice(&notice);
    }
}

/// Starts a game from the title or after another one, as their buttons do.
pub fn start<G: GameScene>(scene: &mut G) {
    advance(scene, Cause::Start);
}

/// The state machine's transition for `cause`. Does nothing if the current screen has none.
pub fn advance<G: GameScene>(scene: &mut G, cause: Cause) {
    let Some(next) = scene.flow().screen.after(cause) else { return };
    scene.flow().screen = next;
    trace::record(|| TraceEvent::ScreenShown(next));
    if matches!(cause, Cause::Restart | Cause::Quit) {
        scene.leave_game();
    }
    match next {
        Screen::Title => scene.show_title(),
        Screen::GetReady => scene.new_game(),
        Screen::Playing => {
            scene.begin_playing();
            trace::record_objects();
        }
        Screen::GameOver => scene.game_over(),
        Screen::Results => {}
    }
    let is_demo = scene.is_demo();
    scene.flow().show(is_demo);
    scene.emit_at_title(next == Screen::Title);
}

/// Handles the key that leads back from the results to the title, and from the title to the menu. In a game it pauses, which the pause
/// screen does. Returns whether `event` was that key. Call it for input that no other node handled.
pub fn take_quit<G: GameScene>(scene: &mut G, event: &Gd<InputEvent>) -> bool {
    if !input::is_pressed(event, input::QUIT) {
        return false;
    }
    match scene.flow().screen {
        Screen::Title => {
            scene.emit_left();
            run_harness::close_if_current(&scene.to_gd());
        }
        Screen::GetReady | Screen::Playing => {}
        Screen::GameOver | Screen::Results => advance(scene, Cause::Quit),
    }
    true
}
