//! What Classic, Arcade and Horde have in common: which screen follows which, the seed, the best score, the pause, the notices.
//!
//! A mode's scene holds a [`GameFlow`] and is a [`GameScene`], which says what the mode does on its way from screen to screen.
//! Everything that happens to it comes through [`advance`]. The engine never calls a scene back while that borrows it: the pause
//! button asks the pause screen without asking the scene, and a pause that a screen's change ends is ended when nobody is borrowed.

use creeps_rules::best::{Mode, Player};
use creeps_rules::screen::Cause;
use creeps_rules::trace::Event;
use creeps_rules::{Screen, spawner};
use godot::classes::{InputEvent, Node};

use godot::obj::WithBaseField;
use godot::prelude::*;

use crate::dev::{director, trace};
use crate::flow::best_file::BestFile;
use crate::system::files::Survives;
use crate::system::{command_line, input};
use crate::ui::hud::Hud;
use crate::ui::pause_screen::PauseScreen;

/// The state that every mode's scene has, and the nodes that show it.
pub struct GameFlow {
    screen: Screen,
    /// The next game's seed.
    next_seed: u64,
    best_file: BestFile,
    hud: Gd<Hud>,
    pause_screen: Gd<PauseScreen>,
}

/// A scene in which a mode is played.
pub trait GameScene: Inherits<Node> + WithBaseField {
    /// What it shares with the other modes.
    fn flow(&mut self) -> &mut GameFlow;

    /// Starts a game with the flow's next seed.
    fn new_game(&mut self);

    /// The first creep is due.
    fn begin_playing(&mut self) {}

    /// The game has ended by itself.
    fn game_over(&mut self);

    /// The player leaves the game, which may be over already.
    fn leave_game(&mut self);

    /// The title is back.
    fn show_title(&mut self) {}

    /// Whether the game that is on can be paused.
    fn can_pause(&self) -> bool {
        true
    }

    /// Saves what the game that is on has come to so far, for whoever never comes back to end it.
    fn save_progress(&mut self, survives: Survives);

    /// Tells the application whether the title is shown.
    fn emit_at_title(&mut self, is: bool);

    /// Tells the application that the player leaves the scene.
    fn emit_left(&mut self);
}

impl GameFlow {
    /// The flow of the scene that `node` is the root of.
    pub fn new(node: &Gd<Node>) -> Self {
        Self {
            screen: Screen::default(),
            next_seed: command_line::arguments().seed.unwrap_or_else(spawner::any_seed),
            best_file: BestFile::new(Mode::Classic),
            hud: node.get_node_as("Hud"),
            pause_screen: node.get_node_as("PauseScreen"),
        }
    }

    /// The screen that is shown.
    pub fn screen(&self) -> Screen {
        self.screen
    }

    /// What the player reads.
    pub fn hud(&mut self) -> &mut Gd<Hud> {
        &mut self.hud
    }

    /// The next game's seed. The one after it has the number after it.
    pub fn take_seed(&mut self) -> u64 {
        let seed = self.next_seed;
        self.next_seed = seed.wrapping_add(1);
        seed
    }

    /// A game begins, played so.
    pub fn begin_game(&mut self, player: Player) {
        self.best_file.begin_game(player.counts());
        self.hud.bind_mut().show_score(0);
    }

    /// The game that is on does not count for the best score any more.
    pub fn void_game(&mut self) {
        self.best_file.void_game();
    }

    /// Whether the game would make the first new best score of it with these points.
    pub fn is_first_best(&self, score: u32) -> bool {
        !self.best_file.is_beaten() && self.best_file.would_beat(score)
    }

    /// Keeps the score, if it is the best. It touches nothing on the screen.
    pub fn keep_score(&mut self, score: u32, survives: Survives) {
        self.best_file.offer(score, survives);
    }

    /// Shows the best score, and what is wrong with its file.
    pub fn show_best(&mut self) {
        let mut hud = self.hud.bind_mut();
        hud.set_best(self.best_file.best(), self.best_file.is_beaten());
        if let Some(notice) = self.best_file.take_notice() {
            hud.show_notice(&notice);
        }
    }

    /// Tells the player on the screen, the console and the trace what is wrong; the run goes on.
    pub fn report(&mut self, message: &str) {
        director::refuse(message);
        self.hud.bind_mut().show_notice(message);
    }

    fn show(&mut self, can_pause: bool) {
        self.hud.bind_mut().show_screen(self.screen);
        self.pause_screen.bind_mut().set_active(self.screen.in_game() && can_pause);
    }
}

/// Connects a scene's flow with its nodes, and shows its title; `mode` is whose best score it has.
pub fn begin<G: GameScene>(scene: &mut G, mode: Mode) {
    let this: Gd<G> = scene.to_gd();
    let flow = scene.flow();
    let (hud, pause_screen) = (&flow.hud, &flow.pause_screen);
    hud.signals().start_game().connect_other(&this, start::<G>);
    hud.signals().message_over().connect_other(&this, |scene: &mut G| advance(scene, Cause::MessageOver));
    hud.signals().button_due().connect_other(&this, |scene: &mut G| advance(scene, Cause::ButtonDue));
    hud.signals().pause().connect_other(pause_screen, PauseScreen::pause);
    let paused = |scene: &mut G| scene.save_progress(Survives::PowerCut);
    pause_screen.signals().paused().connect_other(&this, paused);
    pause_screen.signals().quit_to_title().connect_other(&this, |scene: &mut G| advance(scene, Cause::Quit));

    flow.best_file = BestFile::new(mode);
    flow.best_file.load();
    flow.show_best();
    flow.hud.bind_mut().show_screen(flow.screen);
    if let Some(error) = command_line::error() {
        flow.hud.bind_mut().show_notice(&error.to_string());
    }
}

/// Starts a game from the title, as its button does.
pub fn start<G: GameScene>(scene: &mut G) {
    advance(scene, Cause::Start);
}

/// Goes to the screen that `cause` leads to, if it leads to any.
pub fn advance<G: GameScene>(scene: &mut G, cause: Cause) {
    let Some(next) = scene.flow().screen.after(cause) else { return };
    scene.flow().screen = next;
    trace::record(|| Event::Shown(next));
    match next {
        Screen::GetReady => scene.new_game(),
        Screen::Playing => {
            scene.begin_playing();
            trace::record_objects();
        }
        Screen::GameOver => scene.game_over(),
        Screen::Title if cause == Cause::Quit => scene.leave_game(),
        Screen::Title | Screen::TitleAgain => {}
    }
    if next.is_title() {
        scene.show_title();
    }
    let can_pause = scene.can_pause();
    scene.flow().show(can_pause);
    scene.emit_at_title(next.is_title());
}

/// What no other part of the scene took of the input: whether it was the key that leaves the game for the title, and the title.
pub fn take_quit<G: GameScene>(scene: &mut G, event: &Gd<InputEvent>) -> bool {
    if !input::is_pressed(event, input::QUIT) {
        return false;
    }
    if scene.flow().screen == Screen::Title {
        scene.emit_left();
        director::close_alone(&scene.to_gd());
    } else {
        advance(scene, Cause::Quit);
    }
    true
}
