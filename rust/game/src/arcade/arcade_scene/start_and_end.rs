//! The start of a game, from a ruleset or a replay, and its end.

use creeps_rules::GameMode;
use creeps_rules::replay_file::ReplayFile;
use creeps_rules::ron_file::FileError;
use creeps_rules::store::Survives;
use creeps_rules::trace::TraceEvent;
use creeps_sim::{Sim, Stress};
use godot::prelude::*;

use super::ArcadeScene;
use crate::arcade::feel_file;
use crate::arcade::game::{GameSource, LiveRecording};
use crate::arcade::recording::{Recording, plays_like};
use crate::arcade::replay_player::ReplayPlayer;
use crate::arcade::ruleset_file;
use crate::arcade::sprites::{RulesetSprites, icon};
use crate::arcade::stopwatch::Stopwatch;
use crate::dev::{run_harness, trace};
use crate::system::{command_line, files, settings};
use crate::ui::text::{number, tr_with};

impl ArcadeScene {
    /// Ends the game that is shown. Returns whether it was a replay that came to its end as it claims.
    pub(super) fn leave_game_verified(&mut self) -> bool {
        self.sounds.music.set_tune(None);
        self.replay_bar.hide();
        let is_at_end = self.game.as_ref().is_some_and(|game| match &game.source {
            GameSource::Recorded(player) => player.is_at_end() || game.sim.is_over(),
            _ => false,
        });
        let error_message = self.end_game();
        self.ship.hide();
        self.flow.show_best();
        let is_true = is_at_end && error_message.is_none();
        if let Some(error_message) = error_message {
            self.flow.hud().bind_mut().show_notice(&error_message);
        }
        is_true
    }

    /// The game to beat. None if the rules are others now than it was played by.
    pub(super) fn challenge(&self) -> Option<Challenge> {
        let rules = self.ruleset_file.as_ref()?.ruleset.hash();
        self.challenge.filter(|challenge| challenge.ruleset_hash == rules)
    }

    /// The stress test that the command line asks for.
    pub(super) fn stress() -> Option<Stress> {
        let arguments = command_line::arguments();
        let asked = arguments.creeps.is_some() || arguments.bullets.is_some();
        asked.then(|| Stress::new(arguments.creeps.unwrap_or(0), arguments.bullets.unwrap_or(0)))
    }

    /// The game's own mode that this one plays like: a mod has waves or levels, too.
    pub(super) fn plays_like(&self) -> GameMode {
        match (self.mode, &self.ruleset_file) {
            (GameMode::Mod(_), Some(file)) => plays_like(&file.ruleset),
            (mode, _) => mode,
        }
    }

    /// Takes over the sounds, the music and the pictures of the mod that was just read. Returns what is wrong with them.
    fn use_media(&mut self) -> Result<(), FileError> {
        let Some(read) = self.ruleset_file.as_mut().and_then(|file| file.media.take()) else { return Ok(()) };
        if !read.info.sky.is_empty() {
            self.mod_sky = Some(ruleset_file::mod_texture(&read, &read.info.sky)?);
        }
        if let Some(file) = &self.ruleset_file
            && let Some(sprite) = read.atlas.find(&read.info.icon)
        {
            self.mod_badge = Some(icon(&file.sprites, sprite).upcast());
        }
        self.sounds.use_mod(&read, plays_like(&read.ruleset))
    }

    /// Loads the ruleset again. Keeps the last valid one if the file is invalid.
    pub(super) fn load_ruleset(&mut self) {
        let Some(file) = &mut self.ruleset_file else { return };
        let read = file.read().and_then(|()| self.use_media());
        match read {
            // The error message is about an error that is now fixed.
            Ok(()) if std::mem::take(&mut self.ruleset_is_invalid) => {
                self.flow.hud().bind_mut().clear_notice();
            }
            Ok(()) => {}
            Err(error) => {
                self.ruleset_is_invalid = true;
                self.flow.report(&error.to_string());
            }
        }
        let Some(file) = &self.ruleset_file else { return };
        trace::record(|| TraceEvent::RulesetLoaded {
            file: file.display_path.clone(),
            hash: file.ruleset.hash(),
        });
    }

    /// Loads how it feels. Keeps what was loaded last if the file is invalid.
    pub(super) fn load_feel(&mut self) {
        match feel_file::read() {
            Ok(feel) => self.feel = feel,
            Err(error) => self.flow.report(&error.to_string()),
        }
    }

    /// Prepares the next game: a replay, a stress test, or a game to play.
    pub(super) fn prepare(&mut self) -> Option<(Sim, GameSource, RulesetSprites)> {
        if let Some(recording) = self.recording.clone() {
            let Recording { replay, ruleset, sprites, display_path, .. } = recording;
            let sim = replay.start(&ruleset);
            trace::record(|| TraceEvent::ReplayStarted { file: display_path });
            return Some((sim, GameSource::Recorded(Box::new(ReplayPlayer::new(replay))), sprites));
        }
        self.load_ruleset();
        let challenged = self.challenge().map(|challenge| challenge.seed);
        let file = self.ruleset_file.as_ref()?;
        let seed = self.daily_seed.or(challenged).unwrap_or_else(|| self.flow.take_seed());
        if let Some(stress) = Self::stress() {
            let sim = Sim::stress(&file.ruleset, stress, seed);
            return Some((sim, GameSource::Stress(Stopwatch::default()), file.sprites.clone()));
        }
        let invincible = !self.demo && settings::get(|settings| settings.invincible);
        let sim = Sim::new(&file.ruleset, self.difficulty, seed).with_invincibility(invincible);
        let live = LiveRecording::new(&sim, (!self.demo).then(|| ReplayFile::new(self.mode)));
        Some((sim, GameSource::Live(Box::new(live)), file.sprites.clone()))
    }

    /// Prints and saves the result of the game, once. Returns an error message for the screen, which is on the console already. Changes
    /// no node, so that it may be called while the scene leaves the tree.
    pub(super) fn end_game(&mut self) -> Option<String> {
        let game = self.game.as_mut()?;
        let (score, ticks, hash) = (game.sim.score(), game.sim.tick(), game.sim.hash());
        let (creeps, bullets) = (game.peak_counts.0 as u32, game.peak_counts.1 as u32);
        let (mut error_message, mut replay_number) = (None, None);
        match std::mem::replace(&mut game.source, GameSource::Over) {
            // A demo is not saved.
            GameSource::Live(_) if self.demo => {}
            GameSource::Live(mut live) => {
                godot_print!("score: {score}");
                match live.save(&game.sim, Survives::PowerCut) {
                    Some(Ok(file)) => {
                        godot_print!("replay: {file}");
                        trace::record(|| TraceEvent::ReplaySaved { file });
                    }
                    Some(Err(error)) => error_message = Some(error.to_string()),
                    None => {}
                }
                replay_number = live.number();
                self.replay_path =
                    live.file.as_ref().and_then(ReplayFile::path).map(|name| files::user_path(&name));
            }
            GameSource::Recorded(player) => {
                godot_print!("score: {score}");
                // A replay that was left early has not reached its score yet.
                let is_whole = player.is_at_end() || game.sim.is_over();
                error_message = player
                    .replay
                    .check(&game.sim)
                    .err()
                    .filter(|_| is_whole)
                    .map(|mismatch| mismatch.to_string());
            }
            GameSource::Stress(mut stopwatch) => {
                stopwatch.report(&game.sim);
                return None;
            }
            GameSource::Over => return None,
        }
        if let Some(error_message) = &error_message {
            run_harness::report_error(error_message);
        }
        trace::record(|| TraceEvent::PeakCounts { creeps, bullets });
        trace::record(|| TraceEvent::GameEnded { score, ticks, hash });
        self.flow.keep_score(score, game.sim.wave().number, replay_number, Survives::PowerCut);
        error_message
    }

    /// Removes the last game from the screen.
    pub(super) fn clear_playfield(&mut self) {
        self.pop_ups.clear();
        if let Some(mut game) = self.game.take() {
            game.view.clear();
            game.effects.clear();
        }
    }
}

/// A game whose score the player wants to beat.
#[derive(Clone, Copy)]
pub(super) struct Challenge {
    pub(super) seed: u64,
    pub(super) score: u64,
    /// The hash of its ruleset.
    pub(super) ruleset_hash: u64,
}

impl Challenge {
    /// What to say of a game that ended with `score`.
    pub(super) fn result(&self, score: u64) -> String {
        match score.checked_sub(self.score) {
            Some(0) | None => tr_with("{points} points to beat", &[("points", &number(self.score))]),
            Some(more) => tr_with("Beaten by {points} points!", &[("points", &number(more))]),
        }
    }
}
