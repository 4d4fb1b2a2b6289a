//! What becomes of the simulation's events: sounds, effects, pop-ups, shaking, the trace.

use creeps_rules::best::Mode;
use creeps_rules::trace;
use creeps_sim::{SimEvent, Weapon};
use godot::prelude::*;

use super::Stage;
use crate::arcade::effects::Tint;
use crate::arcade::game::Game;
use crate::arcade::sounds::Sound;
use crate::dev::trace::record;

/// Points, before the multiplier, from which on a creep's pop up, in Arcade and in Horde.
const WORTH_SHOWING: [u32; 2] = [20, 10];

const GOLD: Color = Color::from_rgb(1.0, 0.85, 0.45);
const CYAN: Color = Color::from_rgb(0.55, 1.0, 1.0);

impl Stage {
    /// Shows and plays what happened.
    pub(super) fn present_event(&mut self, game: &mut Game, event: &SimEvent) {
        match *event {
            SimEvent::Fired { x, y, .. } => {
                self.sounds.play(Sound::Shot);
                game.effects.flash(x, y, 18.0, Tint::Cyan);
            }
            SimEvent::CreepHit { x, y, kind, .. } => game.effects.spark(x, y, 30.0, tint(game, kind)),
            SimEvent::ShieldHit { x, y, left, .. } => {
                self.sounds.play(if left == 0 { Sound::ShieldBreak } else { Sound::BossHit });
                game.effects.spark(x, y, 40.0, Tint::Blue);
            }
            SimEvent::CreepKilled { .. } => self.present_creep_down(game, event),
            SimEvent::CreepFired { .. } | SimEvent::BossAttacked { .. } => self.sounds.play(Sound::CreepShot),
            SimEvent::BossHit { x, y } => {
                self.sounds.play(Sound::BossHit);
                game.effects.spark(x, y, 30.0, Tint::White);
            }
            SimEvent::PowerUpCaught { .. } | SimEvent::PowerUpEnded { .. } => {
                self.present_power_up(game, event);
            }
            SimEvent::ComboChanged { multiplier } if multiplier > 1 => {
                self.sounds.play_pitched(Sound::ComboUp, 1.0 + 0.06 * multiplier.min(12) as f32);
            }
            SimEvent::WeaponGrew { .. } => self.sounds.play(Sound::LevelUp),
            SimEvent::BombExploded { x, y } => {
                record(|| trace::Event::Bomb);
                self.sounds.play(Sound::Bomb);
                self.trauma.add(0.7);
                game.effects.shock(x, y, 0.6 * game.mode.playfield.width, Tint::Gold);
            }
            SimEvent::WaveStarted { .. } | SimEvent::WaveCleared { .. } | SimEvent::LoopCleared { .. } => {
                self.present_wave(game, event);
            }
            SimEvent::BossEntered { .. }
            | SimEvent::BossTelegraphed { .. }
            | SimEvent::BossPhase { .. }
            | SimEvent::BossKilled { .. } => self.present_boss(game, event),
            SimEvent::ShipShielded { .. } | SimEvent::ShipHit { .. } | SimEvent::GameOver { .. } => {
                self.present_ship(game, event);
            }
            SimEvent::ComboChanged { .. }
            | SimEvent::CreepLeft { .. }
            | SimEvent::CreepsReleased { .. }
            | SimEvent::PowerUpDropped { .. } => {}
        }
    }

    fn present_creep_down(&mut self, game: &mut Game, event: &SimEvent) {
        let SimEvent::CreepKilled { kind, x, y, points, multiplier, by, .. } = *event else { return };
        let look = &game.mode.creeps[usize::from(kind)];
        game.effects.burst(x, y, look.size, tint(game, kind));
        self.sounds.play(Sound::Hit);
        if by == Weapon::Ram {
            return;
        }
        if points / multiplier.max(1) >= WORTH_SHOWING[usize::from(self.mode == Mode::Horde)] {
            self.pop_ups.add(game.on_screen(x, y), &points.to_string(), GOLD);
        }
    }

    fn present_power_up(&mut self, game: &mut Game, event: &SimEvent) {
        let SimEvent::PowerUpCaught { kind, x, y } = *event else { return };
        let name = game.mode.power_ups.kinds[usize::from(kind)].sprite.clone();
        self.sounds.play(if name == "shield" { Sound::ShieldUp } else { Sound::PowerUp });
        game.effects.burst(x, y, 1.4 * game.mode.power_ups.size, Tint::Cyan);
        let mut title = name.clone();
        title[..1].make_ascii_uppercase();
        self.pop_ups.add(game.on_screen(x, y - 30.0), &title, CYAN);
        record(|| trace::Event::Caught { power_up: name });
    }

    fn present_wave(&mut self, game: &Game, event: &SimEvent) {
        match *event {
            SimEvent::WaveStarted { number } => {
                let wave = game.sim.wave();
                let score = game.sim.score();
                record(|| trace::Event::Wave { number, score });
                let count = if self.mode == Mode::Horde { "Stage" } else { "Wave" };
                self.gauges.bind_mut().show_banner(&format!("{count} {number}"), wave.name);
                if game.sim.boss().is_none() {
                    self.sounds.play(Sound::WaveStart);
                }
            }
            SimEvent::WaveCleared { .. } => self.sounds.play(Sound::WaveClear),
            SimEvent::LoopCleared { number } => {
                self.gauges.bind_mut().show_banner("You won!", &format!("Round {} is harder", number + 1));
            }
            _ => {}
        }
    }

    fn present_boss(&mut self, game: &mut Game, event: &SimEvent) {
        let name = |boss: u8| game.mode.bosses[usize::from(boss)].name.clone();
        match *event {
            SimEvent::BossEntered { boss } => {
                record(|| trace::Event::Boss { name: name(boss) });
                self.sounds.play(Sound::BossWarning);
                self.play_tune(true);
            }
            SimEvent::BossPhase { .. } => {
                self.trauma.add(0.45);
                if let Some(boss) = game.sim.boss() {
                    game.effects.shock(boss.x, boss.y, 120.0, Tint::Red);
                }
            }
            SimEvent::BossKilled { boss, x, y, points } => {
                let score = game.sim.score();
                record(|| trace::Event::BossDown { name: name(boss), score });
                self.sounds.play(Sound::BossDown);
                self.play_tune(false);
                self.trauma.add(1.0);
                self.trauma.hold(4);
                let size = game.mode.bosses[usize::from(boss)].size;
                game.effects.shock(x, y, size, Tint::Gold);
                for (way_x, way_y) in [(-0.3, -0.2), (0.3, -0.1), (0.0, 0.3), (-0.2, 0.25)] {
                    game.effects.burst(x + way_x * size, y + way_y * size, 0.6 * size, Tint::Red);
                }
                self.pop_ups.add(game.on_screen(x, y), &points.to_string(), GOLD);
            }
            _ => {}
        }
    }

    fn present_ship(&mut self, game: &mut Game, event: &SimEvent) {
        let ship = game.sim.ship();
        let (x, y, size) = (ship.x, ship.y, game.mode.ship.size);
        match *event {
            SimEvent::ShipShielded { .. } => {
                self.sounds.play(Sound::ShieldBreak);
                self.trauma.add(0.35);
                game.effects.burst(x, y, size, Tint::Blue);
            }
            SimEvent::ShipHit { lives, .. } => {
                record(|| trace::Event::Lives { left: lives });
                if lives > 0 {
                    self.sounds.play(Sound::LifeLost);
                }
                self.trauma.add(0.8);
                self.trauma.hold(3);
                game.effects.shock(x, y, 2.0 * size, Tint::Cyan);
            }
            SimEvent::GameOver { .. } => {
                self.sounds.play(Sound::Death);
                game.effects.burst(x, y, 2.0 * size, Tint::Gold);
            }
            _ => {}
        }
    }
}

/// The colour of what is left of a creep.
fn tint(game: &Game, kind: u8) -> Tint {
    match game.mode.creeps[usize::from(kind)].sprite.as_str() {
        "drifter" => Tint::Violet,
        "weaver" => Tint::Pink,
        "splitter" | "splinter" | "swarmling" => Tint::Green,
        "shielded" => Tint::Blue,
        "shooter" | "tank" => Tint::Red,
        _ => Tint::Gold,
    }
}
