//! Classic's wiring: what each signal of the tutorial's game leads to.

use creeps_rules::autosave::Autosave;
use creeps_rules::best::Mode;
use creeps_rules::screen::Cause;
use creeps_rules::trace::Event;
use creeps_rules::{Screen, Spawner, Tuning, spawner};
use godot::classes::{AudioStreamPlayer, INode, InputEvent, Marker2D, PathFollow2D, Timer};
use godot::prelude::*;

use crate::best_file::BestFile;
use crate::files::Survives;
use crate::hud::Hud;
use crate::pause_screen::PauseScreen;
use crate::player::Player;
use crate::tuning_file::TuningFile;
use crate::{command_line, director, input, trace};

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

    screen: Screen,
    score: u32,
    /// When the best score is saved while a game is played.
    autosave: Autosave,
    /// The engine's count of physics ticks when the game began.
    first_tick: u64,
    tuning: Tuning,
    /// The next game's seed.
    seed: u64,
    #[init(val = Spawner::new(0))]
    spawner: Spawner,
    #[init(val = BestFile::new(Mode::Classic))]
    best_file: BestFile,

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
    #[init(node = "Hud")]
    hud: OnReady<Gd<Hud>>,
    #[init(node = "PauseScreen")]
    pause_screen: OnReady<Gd<PauseScreen>>,
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
        self.advance(Cause::Start);
    }
}

/// The screens and what leads to them.
impl Main {
    fn advance(&mut self, cause: Cause) {
        let Some(next) = self.screen.after(cause) else { return };
        self.screen = next;
        trace::record(|| Event::Shown(next));
        match next {
            Screen::GetReady => self.new_game(),
            Screen::Playing => self.begin_spawning(),
            Screen::GameOver => self.game_over(),
            Screen::Title if cause == Cause::Quit => self.leave_game(),
            Screen::Title | Screen::TitleAgain => {}
        }
        let (mut hud, mut pause_screen) = (self.hud.clone(), self.pause_screen.clone());
        // While it lives, the engine may call this object: ending a pause notifies every node there is.
        let guard = self.base_mut();
        hud.bind_mut().show_screen(next);
        pause_screen.bind_mut().set_active(next.in_game());
        drop(guard);
        self.signals().at_title().emit(next.is_title());
    }
}

/// What the signals lead to.
impl Main {
    fn on_start_game(&mut self) {
        self.advance(Cause::Start);
    }

    fn on_start_timeout(&mut self) {
        self.advance(Cause::Ready);
    }

    fn on_player_hit(&mut self) {
        self.advance(Cause::Hit);
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
        self.keep_best(Survives::PowerCut);
    }

    fn on_tuning_changed(&mut self) {
        self.tuning = self.tuning_file.bind().tuning().clone();
        self.player.bind_mut().tune(&self.tuning.player);
        self.hud.bind_mut().tune(&self.tuning.messages);
        self.hud.bind_mut().clear_notice();
        if !self.counts() {
            self.best_file.void_game();
        }
    }

    fn on_refused(&mut self, message: GString) {
        director::refuse(&message.to_string());
        self.hud.bind_mut().show_notice(&message.to_string());
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
        self.hud.signals().start_game().connect_other(&this, Self::on_start_game);
        self.hud.signals().pause().connect_other(&this, Self::on_pause);
        self.hud.signals().message_over().connect_other(&this, Self::on_message_over);
        self.hud.signals().button_due().connect_other(&this, Self::on_button_due);
        self.pause_screen.signals().paused().connect_other(&this, Self::on_paused);
        self.pause_screen.signals().quit_to_title().connect_other(&this, Self::on_quit_to_title);
        self.tuning_file.signals().changed().connect_other(&this, Self::on_tuning_changed);
        self.tuning_file.signals().refused().connect_other(&this, Self::on_refused);
    }
}

#[godot_api]
impl INode for Main {
    fn ready(&mut self) {
        self.seed = command_line::arguments().seed.unwrap_or_else(spawner::any_seed);
        self.connect_signals();
        self.read_tuning();
        self.best_file.load();
        self.show_best();
        self.hud.bind_mut().show_screen(self.screen);
        if let Some(error) = command_line::error() {
            self.hud.bind_mut().show_notice(&error.to_string());
        }
    }

    fn unhandled_input(&mut self, event: Gd<InputEvent>) {
        if !input::is_pressed(&event, input::QUIT) {
            return;
        }
        if self.screen == Screen::Title {
            self.signals().left().emit();
            director::close_alone(&self.to_gd());
        } else {
            self.advance(Cause::Quit);
        }
    }

    fn exit_tree(&mut self) {
        if self.screen.in_game() {
            godot_print!("score: {}", self.score);
            self.best_file.offer(self.score, Survives::PowerCut);
        }
    }
}
