//! Presents the simulation's events: sounds, effects, pop-ups, camera shake, the trace.

use creeps_rules::GameMode;
use creeps_rules::sprite_atlas::{DeathEffect, Sprite, Tint};
use creeps_rules::trace::TraceEvent;
use creeps_sim::{Bonus, SimEvent, Weapon};
use godot::prelude::*;

use super::ArcadeScene;
use crate::arcade::arcade_hud::wave_title;
use crate::arcade::game::ArcadeGame;
use crate::arcade::power_up_text;
use crate::arcade::sounds::Sound;
use crate::dev::allocations;
use crate::dev::trace::record;
use crate::ui::text::{Words, msgid, number, tr, tr_name, tr_with};

/// The minimum points for a pop-up, before the multiplier, in Arcade and in Horde.
const MIN_POP_UP_POINTS: [u32; 2] = [20, 10];

const GOLD: Color = Color::from_rgb(1.0, 0.85, 0.45);
const CYAN: Color = Color::from_rgb(0.55, 1.0, 1.0);

impl ArcadeScene {
    /// Presents an event.
    pub(super) fn present_event(&mut self, game: &mut ArcadeGame, event: &SimEvent) {
        match *event {
            SimEvent::Fired { x, y, .. } => {
                self.sounds.play(Sound::Fire);
                game.effects.flash(x, y, self.feel.shot.muzzle_flash, Tint::Cyan);
                self.recoil.fire(&self.feel.shot);
            }
            SimEvent::CreepHit { x, y, kind, .. } => {
                game.effects.spark(x, y, 30.0, creep_sprite(game, kind).tint);
            }
            SimEvent::ShieldHit { x, y, left, .. } => {
                self.sounds.play(if left == 0 { Sound::ShieldBreak } else { Sound::BossHit });
                game.effects.spark(x, y, 40.0, Tint::Blue);
            }
            SimEvent::CreepKilled { .. } => self.present_creep_down(game, event),
            SimEvent::CreepFired { .. } | SimEvent::BossAttacked { .. } => self.sounds.play(Sound::CreepShot),
            SimEvent::BossHit { x, y, weak, .. } => {
                // A weak point sounds and sparks like something that gives way.
                let (pitch, size, tint) =
                    if weak { (1.5, 56.0, Tint::Gold) } else { (1.0, 30.0, Tint::White) };
                self.sounds.play_pitched(Sound::BossHit, pitch);
                game.effects.spark(x, y, size, tint);
            }
            SimEvent::Grazed { x, y, .. } => {
                self.sounds.play(Sound::Graze);
                game.effects.spark(x, y, 26.0, Tint::Cyan);
            }
            SimEvent::BulletCancelled { x, y, points, .. } => {
                self.cancelled_points = self.cancelled_points.saturating_add(points);
                game.effects.cancel_bullet(x, y);
            }
            SimEvent::BonusEarned { bonus, x, y, points } => {
                self.present_bonus(game, bonus, (x, y), points);
            }
            SimEvent::PowerUpCaught { .. } | SimEvent::PowerUpEnded { .. } => {
                self.present_power_up(game, event);
            }
            SimEvent::ComboChanged { multiplier } if self.is_loud(multiplier) => {
                let ship = game.sim.ship();
                let position = game.on_screen(ship.x, ship.y - game.ruleset.ship.size);
                self.pop_ups.shout(position, format_args!("×{multiplier}"), GOLD);
                self.arcade_hud.bind_mut().swell_multiplier();
                // A fourth higher each time.
                let pitch = (4.0_f32 / 3.0).powf((multiplier as f32).log2() - 1.0);
                self.sounds.play_pitched(Sound::MultiplierUp, pitch);
            }
            SimEvent::ComboChanged { multiplier } if multiplier > 1 => {
                self.sounds.play_pitched(Sound::ComboUp, 1.0 + 0.06 * multiplier.min(12) as f32);
            }
            SimEvent::WeaponGrew { level } => {
                self.sounds.play(Sound::WeaponUp);
                let ship = game.sim.ship();
                let text = Words(msgid("Weapon {level}"), &[("level", &(level + 1))]);
                let position = game.on_screen(ship.x, ship.y - 0.75 * game.ruleset.ship.size);
                self.pop_ups.add_title(position, text, CYAN);
            }
            SimEvent::BombExploded { x, y } => {
                record(|| TraceEvent::BombUsed);
                self.sounds.play(Sound::Bomb);
                self.feel_impact(game, self.feel.impacts.bomb);
                game.effects.bomb(x, y);
            }
            SimEvent::WaveStarted { .. } | SimEvent::WaveCleared { .. } | SimEvent::LoopCleared { .. } => {
                allocations::allow(|| self.present_wave(game, event));
            }
            SimEvent::ChampionEntered { .. } => self.sounds.play(Sound::BossWarning),
            SimEvent::BossEntered { .. }
            | SimEvent::BossTelegraphed { .. }
            | SimEvent::BossPhase { .. }
            | SimEvent::BossKilled { .. } => allocations::allow(|| self.present_boss(game, event)),
            SimEvent::ShipShielded { .. } | SimEvent::ShipHit { .. } | SimEvent::GameOver { .. } => {
                self.present_ship(game, event);
            }
            SimEvent::ComboChanged { .. }
            | SimEvent::CreepLeft { .. }
            | SimEvent::CreepsReleased { .. }
            | SimEvent::PowerUpDropped { .. } => {}
        }
    }

    /// Whether a multiplier is a doubled one, and not there again after a moment without it.
    fn is_loud(&mut self, multiplier: u32) -> bool {
        if 2 * multiplier <= self.loudest_multiplier {
            self.loudest_multiplier = multiplier;
        }
        let is_loud = matches!(multiplier, 2 | 4 | 8) && multiplier > self.loudest_multiplier;
        if is_loud {
            self.loudest_multiplier = multiplier;
        }
        is_loud
    }

    fn present_creep_down(&mut self, game: &mut ArcadeGame, event: &SimEvent) {
        let SimEvent::CreepKilled { kind, x, y, points, multiplier, by, .. } = *event else { return };
        let kind_rules = &game.ruleset.creeps[usize::from(kind)];
        let Sprite { death, tint, .. } = creep_sprite(game, kind);
        match death {
            DeathEffect::Burst => game.effects.burst(x, y, kind_rules.size, tint),
            DeathEffect::Shock => game.effects.shock_wave(x, y, kind_rules.size, tint),
        }
        self.sounds.play(Sound::Hit);
        if by == Weapon::Ram {
            return;
        }
        let own_points = points / multiplier.max(1);
        if let Some(impact) = self.feel.impacts.of_kill(own_points) {
            self.feel_impact(game, impact);
        }
        if own_points >= MIN_POP_UP_POINTS[usize::from(self.plays_like() == GameMode::Horde)] {
            self.pop_ups.add(game.on_screen(x, y), number(points.into()), GOLD);
        }
    }

    fn present_bonus(&mut self, game: &ArcadeGame, bonus: Bonus, (x, y): (f32, f32), points: u32) {
        let title = match bonus {
            Bonus::Formation => msgid("Formation"),
            Bonus::NoMiss => msgid("No miss"),
            Bonus::NoHit => msgid("No hit"),
            Bonus::Phase => msgid("In time"),
        };
        let title = Words(title, &[]);
        self.sounds.play(Sound::Bonus);
        // Above the points of the creep or the boss, and above the ship.
        self.pop_ups.add_title(
            game.on_screen(x, y - 44.0),
            format_args!("{title} +{}", number(points.into())),
            CYAN,
        );
    }

    fn present_power_up(&mut self, game: &mut ArcadeGame, event: &SimEvent) {
        let SimEvent::PowerUpCaught { kind, x, y } = *event else { return };
        let rules = &game.ruleset.power_ups.kinds[usize::from(kind)];
        self.sounds.play(if rules.power.shields() { Sound::ShieldUp } else { Sound::PowerUp });
        game.effects.burst(x, y, 1.4 * game.ruleset.power_ups.size, Tint::Cyan);
        // Only a title of its own makes a text.
        let name = allocations::allow(|| power_up_text::name(rules));
        self.pop_ups.add_title(game.on_screen(x, y - 30.0), Words(&name, &[]), CYAN);
        record(|| TraceEvent::PowerUpCaught { power_up: rules.sprite.clone() });
    }

    fn present_wave(&mut self, game: &ArcadeGame, event: &SimEvent) {
        match *event {
            SimEvent::WaveStarted { number } => {
                let wave = game.sim.wave();
                let score = game.sim.score();
                record(|| TraceEvent::WaveStarted { number, score });
                let title = wave_title(self.plays_like(), number);
                let sky = title_card(game, number);
                self.arcade_hud.bind_mut().show_banner(&title, &tr_name(wave.name), sky);
                if game.sim.boss().is_none() {
                    self.sounds.play(Sound::WaveStart);
                }
            }
            SimEvent::WaveCleared { .. } => self.sounds.play(Sound::WaveClear),
            SimEvent::LoopCleared { number } => {
                self.arcade_hud.bind_mut().show_banner(
                    &tr("You won!"),
                    &tr_with("Round {number} is harder", &[("number", &(number + 1))]),
                    None,
                );
            }
            _ => {}
        }
    }

    fn present_boss(&mut self, game: &mut ArcadeGame, event: &SimEvent) {
        let name = |boss: u8| game.ruleset.bosses[usize::from(boss)].name.clone();
        match *event {
            SimEvent::BossEntered { boss } => {
                record(|| TraceEvent::BossEntered { name: name(boss) });
                self.sounds.play(Sound::BossWarning);
                self.play_tune(true);
            }
            SimEvent::BossPhase { .. } => {
                self.feel_impact(game, self.feel.impacts.boss_phase);
                if let Some(boss) = game.sim.boss() {
                    game.effects.shock_wave(boss.x, boss.y, 120.0, Tint::Red);
                }
            }
            SimEvent::BossKilled { boss, x, y, points } => {
                let score = game.sim.score();
                record(|| TraceEvent::BossKilled { name: name(boss), score });
                self.sounds.play(Sound::BossDown);
                self.play_tune(false);
                self.feel_impact(game, self.feel.impacts.boss_killed);
                let size = game.ruleset.bosses[usize::from(boss)].size;
                game.effects.wreck(x, y, size);
                self.pop_ups.add(game.on_screen(x, y), number(points.into()), GOLD);
            }
            _ => {}
        }
    }

    /// Shows the sum of the points for the bullets that were cancelled in this tick.
    pub(super) fn present_cancelled_points(&mut self, game: &ArcadeGame) {
        let points = std::mem::take(&mut self.cancelled_points);
        if points > 0 {
            let ship = game.sim.ship();
            let above = 0.9 * game.ruleset.ship.size;
            let position = game.on_screen(ship.x, ship.y - above);
            self.pop_ups.add_title(position, format_args!("+{}", number(points.into())), GOLD);
        }
    }

    fn present_ship(&mut self, game: &mut ArcadeGame, event: &SimEvent) {
        let ship = game.sim.ship();
        let (x, y, size) = (ship.x, ship.y, game.ruleset.ship.size);
        match *event {
            SimEvent::ShipShielded { .. } => {
                self.sounds.play(Sound::ShieldBreak);
                self.feel_impact(game, self.feel.impacts.shield_hit);
                game.effects.burst(x, y, size, Tint::Blue);
            }
            SimEvent::ShipHit { lives, .. } => {
                record(|| TraceEvent::LivesLeft { left: lives });
                if lives > 0 {
                    self.sounds.play(Sound::LifeLost);
                }
                self.feel_impact(game, self.feel.impacts.life_lost);
                game.effects.shock_wave(x, y, 2.0 * size, Tint::Cyan);
            }
            SimEvent::GameOver { .. } => {
                self.sounds.play(Sound::Death);
                game.effects.burst(x, y, 2.0 * size, Tint::Gold);
            }
            _ => {}
        }
    }
}

/// The title card of the sky that begins with a wave, and its color. None if the sky stays.
fn title_card(game: &ArcadeGame, wave: u32) -> Option<(String, Color)> {
    let index = game.ruleset.sky_of(wave)?;
    if wave > 1 && game.ruleset.sky_of(wave - 1) == Some(index) {
        return None;
    }
    let name = tr_name(&game.ruleset.skies[index].name);
    let text = tr_with("Sky {number} – {name}", &[("number", &(index + 1)), ("name", &name)]);
    Some((text, game.view.sprites().skies[index].accent))
}

/// What a creep looks like.
fn creep_sprite(game: &ArcadeGame, kind: u8) -> Sprite {
    game.view.sprites().creeps[usize::from(kind)].sprite
}
