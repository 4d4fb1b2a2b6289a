//! What Classic, Arcade and Horde share: the state machine, the seed, the high scores, the pause and the notices.
//!
//! A mode's scene has a [`GameFlow`] and implements [`GameScene`], whose methods are what the mode does in each state. All state
//! changes go through [`advance`]. The engine never calls a scene back while it is borrowed: the pause button calls the pause
//! screen directly, and a pause that ends because the game does is ended later in the tick, when nothing is borrowed.

use std::fmt::Display;

use creeps_rules::high_scores::{Eligibility, TableKey};
use creeps_rules::results::Results;
use creeps_rules::screen::Cause;
use creeps_rules::trace::TraceEvent;
use creeps_rules::{GameMode, Screen, high_scores, spawner};
use godot::classes::{InputEvent, Node};
use godot::obj::WithBaseField;
use godot::prelude::*;

use crate::arcade::mod_library;
use crate::dev::{run_harness, trace};
use crate::flow::high_score_file::HighScoreFile;
use crate::system::{command_line, input, page, settings};
use crate::ui::first_hints::FirstHints;
use crate::ui::hud::Hud;
use crate::ui::pause_screen::PauseScreen;
use crate::ui::results_card::{ResultsCard, ResultsShown};
use crate::ui::text::{tr, tr_with};
use creeps_rules::store::Survives;

/// The state that every mode's scene has, and the nodes that display it.
pub struct GameFlow {
    screen: Screen,
    /// The seed of the next game.
    next_seed: u64,
    high_score_file: HighScoreFile,
    hud: Gd<Hud>,
    pause_screen: Gd<PauseScreen>,
    results_card: Gd<ResultsCard>,
    first_hints: Gd<FirstHints>,
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

    /// Whether nobody plays: such a game has no results.
    fn is_demo(&self) -> bool {
        false
    }

    /// Whether the current game can be paused. A replay has controls of its own.
    fn can_pause(&self) -> bool {
        true
    }

    /// Saves the score and the replay of the running game, in case the player never ends it.
    fn save_progress(&mut self, survives: Survives);

    /// The player plays again, after a replay as well.
    fn stop_watching(&mut self) {}

    /// Shows the replay of the game that ended.
    fn watch_replay(&mut self) {}

    /// Shares the replay of the game that ended.
    fn share_replay(&mut self) {}

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
            high_score_file: HighScoreFile::new(table(GameMode::Classic)),
            hud: node.get_node_as("Hud"),
            pause_screen: node.get_node_as("PauseScreen"),
            results_card: node.get_node_as("ResultsCard"),
            first_hints: node.get_node_as("FirstHints"),
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

    /// A game with this seed starts; `eligibility` says whether its score counts.
    pub fn begin_game(&mut self, seed: u64, eligibility: Eligibility) {
        self.high_score_file.begin_game(seed, eligibility.counts(), eligibility.assisted);
        self.hud.bind_mut().show_score(0);
        if eligibility.played_by_person {
            self.first_hints.bind_mut().begin();
        }
    }

    /// The current game no longer counts.
    pub fn void_game(&mut self) {
        self.high_score_file.void_game();
    }

    /// The settings changed: a game that is made easier while it runs no longer counts. Games that begin with an assist have tables of
    /// their own.
    pub fn check_assists(&mut self) {
        if settings::get(creeps_rules::Settings::is_assisted) && !self.high_score_file.key().assisted {
            self.void_game();
        }
    }

    /// Whether this score is the first in this game to beat the best score.
    pub fn is_first_best(&self, score: u64) -> bool {
        !self.high_score_file.is_beaten() && self.high_score_file.would_beat(score)
    }

    /// Saves the score if it is among the best; `replay` is the number of the game's replay. Changes no node, so it may be called while
    /// the scene leaves the tree.
    pub fn keep_score(&mut self, score: u64, wave: u32, replay: Option<u32>, survives: Survives) {
        self.high_score_file.offer(score, wave, replay, survives);
    }

    /// Sets what the card shows of the game that ended. The table, the place and the player's name are known here.
    pub fn set_results(&mut self, shown: ResultsShown) {
        let file = &self.high_score_file;
        let key = file.key();
        let shown = ResultsShown {
            table: table_name(key),
            standing: file.place(),
            player: file.scores().player().to_owned(),
            ..shown
        };
        let Results { score, wave, .. } = shown.results;
        let place = shown.standing.and_then(|standing| standing.place);
        trace::record(|| TraceEvent::ResultsKnown { score, wave, place });
        self.results_card.bind_mut().set_results(shown);
    }

    /// Shows the best score and any warning about its file.
    pub fn show_best(&mut self) {
        let mut hud = self.hud.bind_mut();
        let best = u32::try_from(self.high_score_file.best()).unwrap_or(u32::MAX);
        hud.set_best(best, self.high_score_file.is_beaten());
        if let Some(notice) = self.high_score_file.take_notice() {
            hud.show_notice(&notice);
        }
    }

    /// Reports an error on the screen, the console and in the trace.
    pub fn report(&mut self, message: &str) {
        run_harness::report_error(message);
        self.hud.bind_mut().show_notice(message);
    }

    fn show(&mut self, can_pause: bool) {
        page::set_playing(self.screen.in_game() && can_pause);
        self.hud.bind_mut().set_can_pause(can_pause);
        self.hud.bind_mut().show_screen(self.screen);
        self.results_card.bind_mut().show_screen(self.screen);
        self.pause_screen.bind_mut().set_active(self.screen.in_game() && can_pause);
    }
}

/// The table of Classic, or of Arcade or Horde at normal difficulty.
pub fn table(mode: GameMode) -> TableKey {
    TableKey::new(mode, high_scores::Difficulty::Normal)
}

/// What people call a table, in the player's language.
pub fn table_name(key: TableKey) -> String {
    let mode = match key.mode {
        GameMode::Classic => return tr("Classic"),
        GameMode::Arcade => tr("Arcade"),
        GameMode::Horde => tr("Horde"),
        GameMode::Mod(id) => mod_library::title(id),
    };
    let difficulty = match key.difficulty {
        high_scores::Difficulty::Easy => tr("Easy"),
        high_scores::Difficulty::Normal => tr("Normal"),
        high_scores::Difficulty::Hard => tr("Hard"),
    };
    let values: [(&str, &dyn Display); 2] = [("mode", &mode), ("difficulty", &difficulty)];
    if key.assisted {
        tr_with("{mode}, {difficulty}, assisted", &values)
    } else {
        tr_with("{mode}, {difficulty}", &values)
    }
}

/// Connects a scene with its HUD and pause screen, and shows its title; `key` is the table that its games are ranked in.
pub fn begin<G: GameScene>(scene: &mut G, key: TableKey) {
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
    results_card.signals().play_again().connect_other(&this, play_again::<G>);
    results_card.signals().watch_replay().connect_other(&this, G::watch_replay);
    results_card.signals().share_replay().connect_other(&this, G::share_replay);
    results_card.signals().name_changed().connect_other(&this, |scene: &mut G, name: GString| {
        let flow = scene.flow();
        flow.high_score_file.rename(&name.to_string());
        flow.show_best();
    });
    results_card.signals().quit().connect_other(&this, |scene: &mut G| advance(scene, Cause::Quit));

    flow.high_score_file = HighScoreFile::new(key);
    flow.high_score_file.load();
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

fn play_again<G: GameScene>(scene: &mut G) {
    scene.stop_watching();
    start(scene);
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
    if !next.in_game() {
        scene.flow().first_hints.bind_mut().end();
    }
    let can_pause = scene.can_pause();
    scene.flow().show(can_pause);
    scene.emit_at_title(next == Screen::Title);
}

/// Handles the key that leads back from the results to the title, and from the title to the menu. In a game it pauses, which the pause
/// screen does. Returns whether `event` was that key. Call it for input that no other node handled.
pub fn take_quit<G: GameScene>(scene: &mut G, event: &Gd<InputEvent>) -> bool {
    if !input::is_pressed(event, input::QUIT) {
        return false;
    }
    let screen = scene.flow().screen;
    match screen {
        Screen::Title => {
            scene.emit_left();
            run_harness::close_if_current(&scene.to_gd());
        }
        // Nothing is lost when a replay is left.
        Screen::GetReady | Screen::Playing if !scene.can_pause() => advance(scene, Cause::Quit),
        Screen::GetReady | Screen::Playing => {}
        Screen::GameOver | Screen::Results => advance(scene, Cause::Quit),
    }
    true
}
