//! Classic's play: a game's start and end, and what happens on the field in between.

use creeps_rules::autosave::Autosave;
use creeps_rules::trace::Event;
use creeps_rules::{Spawner, best, time};
use godot::classes::{Engine, Timer};
use godot::prelude::*;

use super::Main;
use crate::bullet::Bullet;
use crate::files::Survives;
use crate::mob::Mob;
use crate::{command_line, field, trace};

/// A game's start and end.
impl Main {
    pub(super) fn start_game(&mut self) {
        let seed = self.flow.take_seed();
        self.spawner = Spawner::new(seed);
        godot_print!("seed: {seed}");
        trace::record(|| Event::Started { seed });

        field::clear(&self.base().get_tree());
        self.score = 0;
        self.autosave = Autosave::default();
        self.first_tick = Engine::singleton().get_physics_frames();
        let player = self.player();
        self.flow.begin_game(player);
        self.player.bind_mut().start(self.start_position.get_position());
        start(&mut self.start_timer, self.tuning.messages.start_delay);
        self.start_sound.play();
        self.music.play();
    }

    pub(super) fn start_spawning(&mut self) {
        start(&mut self.mob_timer, self.tuning.mob.spawn_interval);
    }

    pub(super) fn lose_game(&mut self) {
        self.stop_game();
        field::free_bullets(&self.base().get_tree());
        field::add_effect(&mut self.to_gd(), &self.wreck_scene, self.player.get_position());
        self.death_sound.play();
    }

    pub(super) fn quit_game(&mut self) {
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
        self.keep_best(Survives::PowerCut);
    }

    pub(super) fn keep_best(&mut self, survives: Survives) {
        self.flow.keep_score(self.score, survives);
        self.flow.show_best();
    }

    /// Who plays now.
    pub(super) fn player(&self) -> best::Player {
        best::Player {
            is_person: !command_line::arguments().autopilot,
            by_given_numbers: !self.tuning_file.bind().is_own(),
        }
    }
}

/// What happens on the field.
impl Main {
    pub(super) fn on_mob_timeout(&mut self) {
        start(&mut self.mob_timer, self.tuning.mob.spawn_interval);
        self.save_when_due(false);
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

    fn save_when_due(&mut self, milestone: bool) {
        let ticks = Engine::singleton().get_physics_frames().saturating_sub(self.first_tick);
        if self.autosave.is_due(u32::try_from(ticks).unwrap_or(u32::MAX), milestone) {
            self.keep_best(Survives::Kill);
        }
    }

    pub(super) fn on_player_fire(&mut self) {
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

    pub(super) fn on_bullet_hit(&mut self, mut mob: Gd<Mob>) {
        mob.queue_free();
        self.score += 1;
        self.flow.hud().bind_mut().show_score(self.score);
        let first_best = self.flow.is_first_best(self.score);
        self.save_when_due(first_best);
        field::add_effect(&mut self.to_gd(), &self.burst_scene, mob.get_position());
        self.hit_sound.play();
        let (creep, score, Vector2 { x, y }) = (mob.bind().creep(), self.score, mob.get_position());
        trace::record(|| Event::Shot { creep, x, y, score });
    }
}

/// Starts a timer that runs out after exactly the ticks that `seconds` are.
fn start(timer: &mut Gd<Timer>, seconds: f32) {
    timer.start_ex().time_sec(time::timer_seconds(seconds)).done();
}
