//! Classic's wiring: what each signal of the tutorial's game leads to.

use creeps_rules::screen::Cause;
use creeps_rules::trace::Event;
use creeps_rules::{Screen, Spawner, Tuning, spawner, time};
use godot::classes::performance::Monitor;
use godot::classes::{AudioStreamPlayer, INode, InputEvent, Marker2D, Os, PathFollow2D, Performance, Timer};
use godot::prelude::*;

use crate::bullet::Bullet;
use crate::hud::Hud;
use crate::mob::Mob;
use crate::pause_screen::PauseScreen;
use crate::player::Player;
use crate::tuning_file::TuningFile;
use crate::{command_line, director, field, input, trace};

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
    tuning: Tuning,
    /// The next game's seed.
    seed: u64,
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
        self.hud.bind_mut().show_screen(next);
        self.pause_screen.bind_mut().set_active(next.in_game());
    }

    fn new_game(&mut self) {
        let seed = self.seed;
        self.seed = seed.wrapping_add(1);
        self.spawner = Spawner::new(seed);
        godot_print!("seed: {seed}");
        trace::record(|| Event::Started { seed });

        field::clear(&self.base().get_tree());
        self.score = 0;
        self.hud.bind_mut().show_score(0);
        self.player.bind_mut().start(self.start_position.get_position());
        start(&mut self.start_timer, self.tuning.messages.start_delay);
        self.start_sound.play();
        self.music.play();
    }

    fn begin_spawning(&mut self) {
        start(&mut self.mob_timer, self.tuning.mob.spawn_interval);
        trace::record(|| {
            let count = Performance::singleton().get_monitor(Monitor::OBJECT_NODE_COUNT) as u32;
            Event::Nodes { count }
        });
    }

    fn game_over(&mut self) {
        self.stop_game();
        field::free_bullets(&self.base().get_tree());
        field::add_effect(&mut self.to_gd(), &self.wreck_scene, self.player.get_position());
        self.death_sound.play();
    }

    fn leave_game(&mut self) {
        if self.player.is_visible() {
            self.player.bind_mut().stop();
            self.stop_game();
        }
        field::clear(&self.base().get_tree());
    }

    fn stop_game(&mut self) {
        self.start_timer.stop();
        self.mob_timer.stop();
        self.bullet_timer.stop();
        self.music.stop();
        godot_print!("score: {}", self.score);
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

    fn on_mob_timeout(&mut self) {
        start(&mut self.mob_timer, self.tuning.mob.spawn_interval);
        field::look_over_creeps(&self.base().get_tree());
        let spawn = self.spawner.next(self.tuning.mob.speed);
        self.mob_spawn_location.set_progress_ratio(spawn.progress);
        let mut position = self.mob_spawn_location.get_position();
        // The path lies half a creep above the field.
        position.y *= self.tuning.mob.scale;
        let mut mob = self.mob_scene.instantiate_as::<Mob>();
        self.base_mut().add_child(&mob);
        mob.bind_mut().launch(spawn, position, &self.tuning.mob);
        let Vector2 { x, y } = position;
        trace::record(|| Event::Spawned { creep: spawn.creep, x, y, speed: spawn.speed });
    }

    fn on_player_fire(&mut self) {
        if !self.bullet_timer.is_stopped() {
            return;
        }
        start(&mut self.bullet_timer, self.tuning.bullet.cooldown);

        let mut bullet = self.bullet_scene.instantiate_as::<Bullet>();
        bullet.signals().bullet_hit().connect_other(&self.to_gd(), Self::on_bullet_hit);
        self.base_mut().add_child(&bullet);
        let position = self.player.get_position() - Vector2::new(0.0, self.tuning.bullet.muzzle);
        bullet.bind_mut().launch(position, &self.tuning.bullet);
        self.shot_sound.play();
        trace::record(|| Event::Fired { x: position.x, y: position.y });
    }

    fn on_bullet_hit(&mut self, mut mob: Gd<Mob>) {
        mob.queue_free();
        self.score += 1;
        self.hud.bind_mut().show_score(self.score);
        field::add_effect(&mut self.to_gd(), &self.burst_scene, mob.get_position());
        self.hit_sound.play();
        let (creep, score, Vector2 { x, y }) = (mob.bind().creep(), self.score, mob.get_position());
        trace::record(|| Event::Shot { creep, x, y, score });
    }

    fn on_tuning_changed(&mut self) {
        self.tuning = self.tuning_file.bind().tuning().clone();
        self.player.bind_mut().tune(&self.tuning.player);
        self.hud.bind_mut().tune(&self.tuning.messages);
        self.hud.bind_mut().clear_notice();
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
        self.hud.signals().message_over().connect_other(&this, Self::on_message_over);
        self.hud.signals().button_due().connect_other(&this, Self::on_button_due);
        self.pause_screen.signals().quit_to_title().connect_other(&this, Self::on_quit_to_title);
        self.tuning_file.signals().changed().connect_other(&this, Self::on_tuning_changed);
        self.tuning_file.signals().refused().connect_other(&this, Self::on_refused);
    }
}

/// Starts a timer that runs out after exactly the ticks that `seconds` are.
fn start(timer: &mut Gd<Timer>, seconds: f32) {
    timer.start_ex().time_sec(time::timer_seconds(seconds)).done();
}

#[godot_api]
impl INode for Main {
    fn ready(&mut self) {
        self.seed = command_line::arguments().seed.unwrap_or_else(spawner::any_seed);
        self.connect_signals();
        self.hud.bind_mut().show_screen(self.screen);
        self.read_tuning();
        if let Some(error) = command_line::error() {
            self.hud.bind_mut().show_notice(&error.to_string());
        }
    }

    fn unhandled_input(&mut self, event: Gd<InputEvent>) {
        if !event.is_action_pressed(input::QUIT) {
            return;
        }
        if self.screen != Screen::Title {
            self.advance(Cause::Quit);
        } else if !Os::singleton().has_feature("web") {
            // A browser's tab is not the game's to close.
            director::close(&self.base().get_tree());
        }
    }

    fn exit_tree(&mut self) {
        if self.screen.in_game() {
            godot_print!("score: {}", self.score);
        }
    }
}
