//! Classic's wiring: what each signal of the tutorial's game leads to.

use creeps_rules::autosave::Autosave;
use creeps_rules::best::Mode;
use creeps_rules::screen::Cause;
use creeps_rules::{Spawner, Tuning};
use godot::classes::{AudioStreamPlayer, INode, InputEvent, Marker2D, PathFollow2D, Timer};
use godot::prelude::*;

use crate::files::Survives;
use crate::game_flow::{self, GameFlow, GameScene};
use crate::player::Player;
use crate::tuning_file::TuningFile;

mod play;

/// The tutorial's whole game; its scene runs by itself.
///
/// `Player.fire` leads past the cooldown to a bullet, `Bullet.bullet_hit` to the score, `Player.hit` to
/// the end of the game.
#[derive(GodotClass)]
#[class(init, base = Node)]
pub struct Main {
    /// What `MobTimer` spawns.
    #[export]
    mob_scene: OnEditor<Gd<PackedScene>>,
    /// What the player fires.
    #[export]
    bullet_scene: OnEditor<Gd<PackedScene>>,
    /// What is left of a creep for a moment.
    #[export]
    burst_scene: OnEditor<Gd<PackedScene>>,
    /// What is left of the ship for a moment.
    #[export]
    wreck_scene: OnEditor<Gd<PackedScene>>,

    #[init(val = OnReady::from_base_fn(|base| GameFlow::new(base)))]
    flow: OnReady<GameFlow>,
    score: u32,
    /// When the best score is saved while a game is played.
    autosave: Autosave,
    /// The engine's count of physics ticks when the game began.
    first_tick: u64,
    tuning: Tuning,
    #[init(val = Spawner::new(0))]
    spawner: Spawner,

    #[init(node = "Player")]
    player: OnReady<Gd<Player>>,
    #[init(node = "StartPosition")]
    start_position: OnReady<Gd<Marker2D>>,
    #[init(node = "MobPath/MobSpawnLocation")]
    mob_spawn_location: OnReady<Gd<PathFollow2D>>,
    #[init(node = "StartTimer")]
    start_timer: OnReady<Gd<Timer>>,
    #[init(node = "MobTimer")]
    mob_timer: OnReady<Gd<Timer>>,
    #[init(node = "BulletTimer")]
    bullet_timer: OnReady<Gd<Timer>>,
    #[init(node = "TuningFile")]
    tuning_file: OnReady<Gd<TuningFile>>,
    #[init(node = "Music")]
    music: OnReady<Gd<AudioStreamPlayer>>,
    #[init(node = "StartSound")]
    start_sound: OnReady<Gd<AudioStreamPlayer>>,
    #[init(node = "ShotSound")]
    shot_sound: OnReady<Gd<AudioStreamPlayer>>,
    #[init(node = "HitSound")]
    hit_sound: OnReady<Gd<AudioStreamPlayer>>,
    #[init(node = "DeathSound")]
    death_sound: OnReady<Gd<AudioStreamPlayer>>,
    base: Base<Node>,
}

#[godot_api]
impl Main {
    /// The title is shown, or no longer.
    #[signal]
    pub fn at_title(is: bool);

    /// The player leaves the game from its title. A scene that runs by itself closes the game then.
    #[signal]
    pub fn left();

    /// Starts a game from the title, as its button does.
    pub fn start(&mut self) {
        game_flow::start(self);
    }
}

impl GameScene for Main {
    fn flow(&mut self) -> &mut GameFlow {
        &mut self.flow
    }

    fn new_game(&mut self) {
        self.start_game();
    }

    fn begin_playing(&mut self) {
        self.start_spawning();
    }

    fn game_over(&mut self) {
        self.lose_game();
    }

    fn leave_game(&mut self) {
        self.quit_game();
    }

    fn save_progress(&mut self, survives: Survives) {
        self.keep_best(survives);
    }

    fn emit_at_title(&mut self, is: bool) {
        self.signals().at_title().emit(is);
    }

    fn emit_left(&mut self) {
        self.signals().left().emit();
    }
}

/// What the signals lead to.
impl Main {
    fn on_start_timeout(&mut self) {
        game_flow::advance(self, Cause::Ready);
    }

    fn on_player_hit(&mut self) {
        game_flow::advance(self, Cause::Hit);
    }

    fn on_tuning_changed(&mut self) {
        self.tuning = self.tuning_file.bind().tuning().clone();
        self.player.bind_mut().tune(&self.tuning.player);
        let mut hud = self.flow.hud().bind_mut();
        hud.tune(&self.tuning.messages);
        hud.clear_notice();
        drop(hud);
        if !self.player().counts() {
            self.flow.void_game();
        }
    }

    fn on_refused(&mut self, message: GString) {
        self.flow.report(&message.to_string());
    }

    fn read_tuning(&mut self) {
        let mut tuning_file = self.tuning_file.clone();
        // Its signals come back to this very object.
        let _guard = self.base_mut();
        tuning_file.bind_mut().poll();
    }

    fn connect_signals(&mut self) {
        let this = self.to_gd();
        self.player.signals().fire().connect_other(&this, Self::on_player_fire);
        self.player.signals().hit().connect_other(&this, Self::on_player_hit);
        self.start_timer.signals().timeout().connect_other(&this, Self::on_start_timeout);
        self.mob_timer.signals().timeout().connect_other(&this, Self::on_mob_timeout);
        self.tuning_file.signals().changed().connect_other(&this, Self::on_tuning_changed);
        self.tuning_file.signals().refused().connect_other(&this, Self::on_refused);
    }
}

#[godot_api]
impl INode for Main {
    fn ready(&mut self) {
        self.connect_signals();
        self.read_tuning();
        game_flow::begin(self, Mode::Classic);
    }

    fn unhandled_input(&mut self, event: Gd<InputEvent>) {
        game_flow::take_quit(self, &event);
    }

    fn exit_tree(&mut self) {
        if self.flow.screen().in_game() {
            godot_print!("score: {}", self.score);
            self.flow.keep_score(self.score, Survives::PowerCut);
        }
    }
}
