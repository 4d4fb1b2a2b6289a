//! Classic's root scene, as in the tutorial: connects the signals, spawns creeps and bullets, counts the score.

use creeps_rules::autosave::Autosave;
use creeps_rules::feel::Rumble;
use creeps_rules::high_scores::Eligibility;
use creeps_rules::results::Results;
use creeps_rules::screen::Cause;
use creeps_rules::trace::TraceEvent;
use creeps_rules::{GameMode, Spawner, Tuning, time};
use godot::classes::{AudioStreamPlayer, Engine, INode, InputEvent, Marker2D, PathFollow2D, Timer};
use godot::prelude::*;

use super::bullet::Bullet;
use super::mob::Mob;
use super::player::Player;
use super::playfield;
use super::tuning_file::TuningFile;
use crate::dev::trace;
use crate::flow::game_flow::{self, GameFlow, GameScene};
use crate::system::{command_line, device, late_music, settings};
use crate::ui::results_card::ResultsShown;
use crate::ui::text::tr;
use creeps_rules::store::Survives;

/// The tutorial's whole game; its scene runs by itself.
///
/// `Player.fire` spawns a bullet after the cooldown, `Bullet.bullet_hit` counts the score, and `Player.hit` ends the game.
#[derive(GodotClass)]
#[class(init, base = Node)]
pub struct Main {
    /// The scene that `MobTimer` spawns.
    #[export]
    mob_scene: OnEditor<Gd<PackedScene>>,
    /// The scene that the player fires.
    #[export]
    bullet_scene: OnEditor<Gd<PackedScene>>,
    /// The effect when a creep is destroyed.
    #[export]
    burst_scene: OnEditor<Gd<PackedScene>>,
    /// The effect when the ship is destroyed.
    #[export]
    wreck_scene: OnEditor<Gd<PackedScene>>,

    #[init(val = OnReady::from_base_fn(GameFlow::new))]
    flow: OnReady<GameFlow>,
    score: u32,
    /// Decides when the score is saved during a game.
    autosave: Autosave,
    /// The engine's tick count at the start of the game.
    first_tick: u64,
    /// Bullets fired.
    shots: u64,
    seed: u64,
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
    #[init(node = "FireSound")]
    fire_sound: OnReady<Gd<AudioStreamPlayer>>,
    #[init(node = "HitSound")]
    hit_sound: OnReady<Gd<AudioStreamPlayer>>,
    #[init(node = "DeathSound")]
    death_sound: OnReady<Gd<AudioStreamPlayer>>,
    base: Base<Node>,
}

#[godot_api]
impl Main {
    /// The title is shown (true) or no longer (false).
    #[signal]
    pub fn at_title(is_shown: bool);

    /// The player leaves the title. A scene that runs by itself then ends the program.
    #[signal]
    pub fn left();

    /// Starts a game, as the title's start button does.
    pub fn start(&mut self) {
        game_flow::start(self);
    }
}

impl GameScene for Main {
    fn flow(&mut self) -> &mut GameFlow {
        &mut self.flow
    }

    fn new_game(&mut self) {
        let seed = self.flow.take_seed();
        self.spawner = Spawner::new(seed);
        godot_print!("seed: {seed}");
        trace::record(|| TraceEvent::GameStarted { seed });

        playfield::clear(&self.base().get_tree());
        (self.score, self.shots, self.seed) = (0, 0, seed);
        self.autosave = Autosave::default();
        self.first_tick = Engine::singleton().get_physics_frames();
        let eligibility = self.eligibility();
        self.flow.begin_game(seed, eligibility);
        self.player.bind_mut().start(self.start_position.get_position());
        start(&mut self.start_timer, self.tuning.messages.start_delay);
        self.start_sound.play();
        late_music::play(&self.music);
    }

    fn begin_playing(&mut self) {
        start(&mut self.mob_timer, self.tuning.mob.spawn_interval);
    }

    fn game_over(&mut self) {
        self.stop_game();
        let (kills, ticks) = (self.score.into(), self.ticks());
        let results = Results {
            score: kills,
            kills,
            shots: self.shots,
            hits: kills,
            ticks,
            seed: self.seed,
            ..Results::default()
        };
        self.flow.set_results(ResultsShown { title: tr("Game Over"), results, ..ResultsShown::default() });
        playfield::free_bullets(&self.base().get_tree());
        playfield::add_effect(&mut self.to_gd(), &self.wreck_scene, self.player.get_position());
        self.death_sound.play();
    }

    fn leave_game(&mut self) {
        if self.player.is_visible() {
            self.player.bind_mut().stop();
            self.stop_game();
        }
        playfield::clear(&self.base().get_tree());
    }

    fn save_progress(&mut self, survives: Survives) {
        self.flow.keep_score(self.score.into(), 0, None, survives);
        self.flow.show_best();
    }

    fn emit_at_title(&mut self, is_shown: bool) {
        self.signals().at_title().emit(is_shown);
    }

    fn emit_left(&mut self) {
        self.signals().left().emit();
    }
}

/// Signal handlers.
impl Main {
    fn on_start_timeout(&mut self) {
        game_flow::advance(self, Cause::Ready);
    }

    fn on_player_hit(&mut self) {
        device::vibrate(Rumble { weak: 0.6, strong: 1.0, time: 0.4 });
        game_flow::advance(self, Cause::Hit);
    }

    fn on_tuning_changed(&mut self) {
        self.tuning = self.tuning_file.bind().tuning().clone();
        self.player.bind_mut().tune(&self.tuning.player);
        let mut hud = self.flow.hud().bind_mut();
        hud.tune(&self.tuning.messages);
        hud.clear_notice();
        drop(hud);
        if !self.eligibility().counts() {
            self.flow.void_game();
        }
    }

    fn on_tuning_invalid(&mut self, message: GString) {
        self.flow.report(&message.to_string());
    }

    fn on_settings_changed(&mut self) {
        self.flow.check_assists();
    }

    fn read_tuning(&mut self) {
        let mut tuning_file = self.tuning_file.clone();
        // Polling emits signals that call this object back: the guard allows that.
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
        self.tuning_file.signals().invalid().connect_other(&this, Self::on_tuning_invalid);
    }
}

/// The end of a game, and whether it counts.
impl Main {
    fn stop_game(&mut self) {
        self.start_timer.stop();
        self.mob_timer.stop();
        self.bullet_timer.stop();
        late_music::stop(&self.music);
        godot_print!("score: {}", self.score);
        self.save_progress(Survives::PowerCut);
    }

    fn eligibility(&self) -> Eligibility {
        Eligibility {
            played_by_person: !command_line::arguments().autopilot,
            with_shipped_rules: !self.tuning_file.bind().is_own(),
            assisted: settings::get(creeps_rules::Settings::is_assisted),
        }
    }
}

/// Creeps and bullets.
impl Main {
    fn on_mob_timeout(&mut self) {
        start(&mut self.mob_timer, self.tuning.mob.spawn_interval);
        self.save_when_due(false);
        playfield::sweep_creeps(&self.base().get_tree());
        let spawn = self.spawner.next(self.tuning.mob.speed);
        self.mob_spawn_location.set_progress_ratio(spawn.progress);
        let mut position = self.mob_spawn_location.get_position();
        // The path is half a creep above the field, so a larger creep needs a higher path.
        position.y *= self.tuning.mob.scale;
        let mut mob = self.mob_scene.instantiate_as::<Mob>();
        self.base_mut().add_child(&mob);
        mob.bind_mut().launch(spawn, position, &self.tuning.mob);
        let Vector2 { x, y } = position;
        trace::record(|| TraceEvent::CreepSpawned { creep: spawn.creep, x, y, speed: spawn.speed });
    }

    /// How long the game has lasted.
    fn ticks(&self) -> u32 {
        let ticks = Engine::singleton().get_physics_frames().saturating_sub(self.first_tick);
        u32::try_from(ticks).unwrap_or(u32::MAX)
    }

    fn save_when_due(&mut self, milestone: bool) {
        let ticks = self.ticks();
        if self.autosave.is_due(ticks, milestone) {
            self.save_progress(Survives::Kill);
        }
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
        self.shots += 1;
        self.fire_sound.play();
        trace::record(|| TraceEvent::BulletFired { x: position.x, y: position.y });
    }

    fn on_bullet_hit(&mut self, mut mob: Gd<Mob>) {
        mob.queue_free();
        self.score += 1;
        self.flow.hud().bind_mut().show_score(self.score);
        let first_best = self.flow.is_first_best(self.score.into());
        self.save_when_due(first_best);
        playfield::add_effect(&mut self.to_gd(), &self.burst_scene, mob.get_position());
        self.hit_sound.play();
        let (creep, score, Vector2 { x, y }) = (mob.bind().creep(), self.score, mob.get_position());
        trace::record(|| TraceEvent::CreepKilled { creep, x, y, score });
    }
}

/// Starts a timer that runs out after exactly as many ticks as `seconds` have.
fn start(timer: &mut Gd<Timer>, seconds: f32) {
    timer.start_ex().time_sec(time::timer_seconds(seconds)).done();
}

#[godot_api]
impl INode for Main {
    fn ready(&mut self) {
        self.connect_signals();
        self.read_tuning();
        settings::node(&self.to_gd())
            .signals()
            .changed()
            .connect_other(&self.to_gd(), Self::on_settings_changed);
        game_flow::begin(self, game_flow::table(GameMode::Classic));
    }

    fn unhandled_input(&mut self, event: Gd<InputEvent>) {
        game_flow::take_quit(self, &event);
    }

    fn exit_tree(&mut self) {
        if self.flow.screen().in_game() {
            godot_print!("score: {}", self.score);
            self.flow.keep_score(self.score.into(), 0, None, Survives::PowerCut);
        }
    }
}
