//! Arcade's and Horde's wiring: what each signal leads to, and which screen follows which.

use creeps_rules::best::Mode;
use creeps_sim::Difficulty;
use godot::classes::{AnimatedSprite2D, Engine, INode2D, InputEvent, Label, Node2D, Sprite2D, Texture2D};
use godot::prelude::*;

use crate::files::Survives;
use crate::game_flow::{self, GameFlow, GameScene};

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
    #[init(val = OnReady::from_base_fn(|base| GameFlow::new(base)))]
    flow: OnReady<GameFlow>,
    /// The recorded game that the next game shows.
    recording: Option<Recording>,
    file: Option<ModeFile>,
    /// Whether the mode's file was wrong when it was last read, and a notice says so.
    file_refused: bool,
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
    #[init(node = "StageHud")]
    gauges: OnReady<Gd<StageHud>>,
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
        game_flow::start(self);
    }
}

impl GameScene for Stage {
    fn flow(&mut self) -> &mut GameFlow {
        &mut self.flow
    }

    fn new_game(&mut self) {
        self.start_game();
    }

    fn game_over(&mut self) {
        self.end_by_itself();
    }

    fn leave_game(&mut self) {
        self.finish_game();
    }

    fn show_title(&mut self) {
        self.clear_field();
    }

    fn can_pause(&self) -> bool {
        !self.demo
    }

    fn save_progress(&mut self, survives: Survives) {
        self.save_game(survives);
    }

    fn emit_at_title(&mut self, is: bool) {
        self.signals().at_title().emit(is);
    }

    fn emit_left(&mut self) {
        self.signals().left().emit();
    }
}

impl Stage {
    fn on_bomb(&mut self) {
        self.hands.press_bomb();
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
        self.flow.hud().bind_mut().rename(&title, badge, KEYS);
    }
}

#[godot_api]
impl INode2D for Stage {
    fn ready(&mut self) {
        self.gauges.signals().bomb().connect_other(&self.to_gd(), Self::on_bomb);
        self.file = ModeFile::built_in(self.mode);
        self.sounds.muted = self.demo;
        self.dress();
        self.ship.hide();
        self.read_mode();
        let mode = self.mode;
        game_flow::begin(self, mode);
        if self.recording.is_some() || Self::stress().is_some() {
            self.start();
        }
    }

    fn physics_process(&mut self, _delta: f64) {
        self.sounds.step();
        self.pop_ups.step();
        self.tick();
    }

    fn process(&mut self, _delta: f64) {
        let moves = self.flow.screen().in_game() && !self.trauma.stands();
        // Where nothing is to move any more, everything stands where it is.
        let fraction =
            if moves { Engine::singleton().get_physics_interpolation_fraction() as f32 } else { 1.0 };
        self.show_frame(fraction);
    }

    fn unhandled_input(&mut self, event: Gd<InputEvent>) {
        if !game_flow::take_quit(self, &event)
            && self.flow.screen().in_game()
            && let Some(game) = &self.game
        {
            self.hands.touch(event, game.left, game.scale);
        }
    }

    fn exit_tree(&mut self) {
        if self.flow.screen().in_game() {
            // The screen is on its way out of the tree, too: what can't be saved is told on the console alone.
            self.end_game();
        }
    }
}
