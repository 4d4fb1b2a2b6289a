//! Arcade's and Horde's wiring: what each signal leads to, and which screen follows which.

use creeps_rules::Screen;
use creeps_rules::best::Mode;
use creeps_rules::screen::Cause;
use creeps_rules::spawner;
use creeps_rules::trace::Event;
use creeps_sim::Difficulty;
use godot::classes::{AnimatedSprite2D, Engine, INode2D, InputEvent, Label, Node2D, Sprite2D, Texture2D};
use godot::prelude::*;

use crate::best_file::BestFile;
use crate::files::Survives;
use crate::hud::Hud;
use crate::pause_screen::PauseScreen;
use crate::{command_line, director, input, trace};

mod echo;
mod effects;
mod game;
mod hands;
mod looks;
mod mode_file;
mod picture;
mod play;
mod pop_ups;
mod recording;
mod shake;
mod sheet;
mod sounds;
mod stage_hud;
mod stopwatch;

use game::Game;
use hands::Hands;
use mode_file::ModeFile;
use pop_ups::PopUps;
pub use recording::Recording;
use shake::Shake;
use sounds::Sounds;
use stage_hud::StageHud;

/// What the title says of the keys.
const KEYS: &str = "Down drops a bomb   ·   P pauses   ·   Esc leaves";

/// Arcade and Horde.
///
/// It feeds the player's input to the simulation (`creeps-sim`), steps it once per physics tick, draws what it holds, and makes
/// sounds and effects of what it tells. It decides nothing of the game.
#[derive(GodotClass)]
#[class(init, base = Node2D)]
pub struct Stage {
    /// How far the field shakes at most, in px; 0 for not at all.
    #[export(range = (0.0, 40.0, 1.0, suffix = "px"))]
    #[init(val = 14.0)]
    shake: f32,
    /// Arcade's picture on its title.
    #[export]
    arcade_badge: OnEditor<Gd<Texture2D>>,
    /// Horde's.
    #[export]
    horde_badge: OnEditor<Gd<Texture2D>>,
    /// Arcade's sky.
    #[export]
    arcade_sky: OnEditor<Gd<Texture2D>>,
    /// Horde's.
    #[export]
    horde_sky: OnEditor<Gd<Texture2D>>,

    #[init(val = Mode::Arcade)]
    mode: Mode,
    difficulty: Difficulty,
    /// Whether the computer shows what the mode is like: silently, and nothing of it is kept.
    demo: bool,
    screen: Screen,
    /// The next game's seed.
    seed: u64,
    /// The recorded game that the next game shows.
    recording: Option<Recording>,
    file: Option<ModeFile>,
    /// Whether the mode's file was wrong when it was last read, and a notice says so.
    file_refused: bool,
    #[init(val = BestFile::new(Mode::Arcade))]
    best_file: BestFile,
    game: Option<Game>,
    hands: Hands,
    trauma: Shake,
    events: Vec<creeps_sim::Event>,

    #[init(node = "Sky")]
    sky: OnReady<Gd<Sprite2D>>,
    #[init(node = "Field")]
    field: OnReady<Gd<Node2D>>,
    #[init(node = "Field/Ship")]
    ship: OnReady<Gd<AnimatedSprite2D>>,
    #[init(node = "Hud")]
    hud: OnReady<Gd<Hud>>,
    #[init(node = "StageHud")]
    gauges: OnReady<Gd<StageHud>>,
    #[init(node = "PauseScreen")]
    pause_screen: OnReady<Gd<PauseScreen>>,
    #[init(val = OnReady::from_base_fn(|base| PopUps::new(&base.get_node_as::<Label>("PopUps/PopUp"))))]
    pop_ups: OnReady<PopUps>,
    #[init(val = OnReady::from_base_fn(|base| Sounds::new(&base.clone().upcast())))]
    sounds: OnReady<Sounds>,
    base: Base<Node2D>,
}

#[godot_api]
impl Stage {
    /// The title is shown, or no longer.
    #[signal]
    pub fn at_title(is: bool);

    /// The player leaves the game from its title. A scene that runs by itself closes the game then.
    #[signal]
    pub fn left();

    /// Chooses what is played; call it before the scene is in the tree.
    pub fn choose(&mut self, mode: Mode, difficulty: Difficulty) {
        self.mode = mode;
        self.difficulty = difficulty;
    }

    /// Chooses what the computer shows; call it before the scene is in the tree.
    pub fn choose_demo(&mut self, mode: Mode) {
        self.choose(mode, Difficulty::Normal);
        self.demo = true;
    }

    /// Chooses a recorded game to show; call it before the scene is in the tree.
    pub fn choose_recording(&mut self, recording: Recording) {
        self.choose(recording.mode(), recording.difficulty());
        self.recording = Some(recording);
    }

    /// Starts a game from the title, as its button does.
    pub fn start(&mut self) {
        self.advance(Cause::Start);
    }
}

/// The screens and what leads to them.
impl Stage {
    fn advance(&mut self, cause: Cause) {
        let Some(next) = self.screen.after(cause) else { return };
        self.screen = next;
        trace::record(|| Event::Shown(next));
        match next {
            Screen::GetReady => self.new_game(),
            Screen::GameOver => self.game_over(),
            Screen::Title if cause == Cause::Quit => self.leave_game(),
            Screen::Playing => trace::record_objects(),
            Screen::Title | Screen::TitleAgain => {}
        }
        if next.is_title() {
            self.clear_field();
        }
        let can_pause = next.in_game() && !self.demo;
        let (mut hud, mut pause_screen) = (self.hud.clone(), self.pause_screen.clone());
        // While it lives, the engine may call this object: ending a pause notifies every node there is.
        let guard = self.base_mut();
        hud.bind_mut().show_screen(next);
        pause_screen.bind_mut().set_active(can_pause);
        drop(guard);
        self.signals().at_title().emit(next.is_title());
    }

    fn on_start_game(&mut self) {
        self.advance(Cause::Start);
    }

    fn on_message_over(&mut self) {
        self.advance(Cause::MessageOver);
    }

    fn on_button_due(&mut self) {
        self.advance(Cause::ButtonDue);
    }

    fn on_quit_to_title(&mut self) {
        self.advance(Cause::Quit);
    }

    fn on_pause(&mut self) {
        let mut pause_screen = self.pause_screen.clone();
        // It tells this very object that it paused.
        let _guard = self.base_mut();
        pause_screen.bind_mut().pause();
    }

    fn on_paused(&mut self) {
        self.save_progress(Survives::PowerCut);
    }

    fn on_bomb(&mut self) {
        self.hands.press_bomb();
    }

    fn connect_signals(&mut self) {
        let this = self.to_gd();
        self.hud.signals().start_game().connect_other(&this, Self::on_start_game);
        self.hud.signals().pause().connect_other(&this, Self::on_pause);
        self.hud.signals().message_over().connect_other(&this, Self::on_message_over);
        self.hud.signals().button_due().connect_other(&this, Self::on_button_due);
        self.gauges.signals().bomb().connect_other(&this, Self::on_bomb);
        self.pause_screen.signals().paused().connect_other(&this, Self::on_paused);
        self.pause_screen.signals().quit_to_title().connect_other(&this, Self::on_quit_to_title);
    }

    fn dress(&mut self) {
        let (name, badge, sky) = match self.mode {
            Mode::Horde => ("Horde", &self.horde_badge, &self.horde_sky),
            Mode::Arcade | Mode::Classic => ("Arcade", &self.arcade_badge, &self.arcade_sky),
        };
        self.sky.set_texture(&**sky);
        let title = match self.difficulty {
            Difficulty::Normal => name.to_owned(),
            other => format!("{name}\n{other}"),
        };
        self.hud.bind_mut().rename(&title, badge, KEYS);
    }
}

#[godot_api]
impl INode2D for Stage {
    fn ready(&mut self) {
        let arguments = command_line::arguments();
        self.seed = arguments.seed.unwrap_or_else(spawner::any_seed);
        self.file = ModeFile::built_in(self.mode);
        self.best_file = BestFile::new(self.mode);
        self.sounds.muted = self.demo;
        self.connect_signals();
        self.dress();
        self.ship.hide();
        self.best_file.load();
        self.read_mode();
        self.show_best();
        self.hud.bind_mut().show_screen(self.screen);
        if let Some(error) = command_line::error() {
            self.hud.bind_mut().show_notice(&error.to_string());
        }
        if self.recording.is_some() || Self::stress().is_some() {
            self.advance(Cause::Start);
        }
    }

    fn physics_process(&mut self, _delta: f64) {
        self.sounds.step();
        self.pop_ups.step();
        self.tick();
    }

    fn process(&mut self, _delta: f64) {
        let moves = self.screen.in_game() && !self.trauma.stands();
        // Where nothing is to move any more, everything stands where it is.
        let fraction =
            if moves { Engine::singleton().get_physics_interpolation_fraction() as f32 } else { 1.0 };
        self.show_frame(fraction);
    }

    fn unhandled_input(&mut self, event: Gd<InputEvent>) {
        if !input::is_pressed(&event, input::QUIT) {
            if self.screen.in_game()
                && let Some(game) = &self.game
            {
                self.hands.touch(event, game.left, game.scale);
            }
        } else if self.screen != Screen::Title {
            self.advance(Cause::Quit);
        } else {
            self.signals().left().emit();
            director::close_alone(&self.to_gd());
        }
    }

    fn exit_tree(&mut self) {
        if self.screen.in_game() {
            // The screen is on its way out of the tree, too: what can't be saved is told on the console alone.
            self.end_game();
        }
    }
}
