//! A game's start, its ticks, its frames and its end.

use std::time::Instant;

use creeps_rules::best::{Mode, Player};
use creeps_rules::screen::Cause;
use creeps_rules::trace::Event;
use creeps_sim::{Event as Told, Input, Sim, Stress};
use godot::prelude::*;

use super::Stage;
use super::game::{Game, LiveRecording, Source};
use super::hands::Hands;
use super::recording::ReplayFile;
use super::shake::Shake;
use super::sounds::{Sound, Tune};
use super::stopwatch::Stopwatch;
use crate::files::Survives;
use crate::game_flow::{self, GameFlow};
use crate::{command_line, director, trace};

/// The side of the ship's picture, in px of its file.
const SHIP_PICTURE: f32 = 256.0;
/// How long the shaded ship blinks, in ticks there and back.
const BLINK: u32 = 8;

/// A game's start and end.
impl Stage {
    /// The stress run that the arguments ask for.
    pub(super) fn stress() -> Option<Stress> {
        let arguments = command_line::arguments();
        let asked = arguments.creeps.is_some() || arguments.bullets.is_some();
        asked.then(|| Stress::new(arguments.creeps.unwrap_or(0), arguments.bullets.unwrap_or(0)))
    }

    /// Reads the mode's file again; what was read before stays if it is wrong.
    pub(super) fn read_mode(&mut self) {
        let Some(file) = &mut self.file else { return };
        match file.read() {
            // What was wrong with it, if anything, is put right.
            Ok(()) if std::mem::take(&mut self.file_refused) => self.flow.hud().bind_mut().clear_notice(),
            Ok(()) => {}
            Err(error) => {
                self.file_refused = true;
                self.flow.report(&error.to_string());
            }
        }
        trace::record(|| Event::ModeRead { file: file.shown.clone(), hash: file.mode.hash() });
    }

    pub(super) fn start_game(&mut self) {
        let Some((sim, source, looks)) = self.prepare() else { return };
        let seed = sim.seed();
        godot_print!("seed: {seed}");
        trace::record(|| Event::Difficulty { name: sim.difficulty().to_string() });
        trace::record(|| Event::Started { seed });
        let by_computer = self.demo || command_line::arguments().autopilot;
        self.flow.begin_game(Player {
            is_person: matches!(source, Source::Live(_)) && !by_computer,
            by_given_numbers: !self.file.as_ref().is_some_and(|file| file.is_own),
        });

        self.gauges.bind_mut().begin(self.mode, &sim, &looks.power_ups);
        if let Source::Recorded(_, replay) = &source {
            self.gauges.bind_mut().show_banner("Replay", &points(replay.score));
        }
        self.game = Some(Game::new(sim, source, looks, &mut self.field));
        self.hands = Hands::new(by_computer);
        self.trauma = Shake::default();
        self.ship.show();
        self.sounds.play(Sound::Start);
        self.play_tune(false);
    }

    /// The next game: recorded, a stress run, or one to play.
    fn prepare(&mut self) -> Option<(Sim, Source, super::looks::Looks)> {
        if let Some(recording) = self.recording.take() {
            let super::Recording { replay, file, shown, .. } = recording;
            let sim = replay.start(&file.mode).ok()?;
            trace::record(|| Event::Replaying { file: shown });
            let inputs: Vec<Input> = replay.inputs().collect();
            return Some((sim, Source::Recorded(inputs.into_iter(), Box::new(replay)), file.looks));
        }
        self.read_mode();
        let file = self.file.as_ref()?;
        let seed = self.flow.take_seed();
        if let Some(stress) = Self::stress() {
            let sim = Sim::stress(&file.mode, stress, seed);
            return Some((sim, Source::Stress(Stopwatch::default()), file.looks.clone()));
        }
        let sim = Sim::new(&file.mode, self.difficulty, seed);
        let live = LiveRecording::new(&sim, (!self.demo).then(|| ReplayFile::new(self.mode)));
        Some((sim, Source::Live(Box::new(live)), file.looks.clone()))
    }

    pub(super) fn end_by_itself(&mut self) {
        let is_replay = matches!(&self.game, Some(Game { source: Source::Recorded(..), .. }));
        let message = if is_replay { "Replay over" } else { "Game Over" };
        self.flow.hud().bind_mut().set_end_message(message);
        self.finish_game();
    }

    pub(super) fn finish_game(&mut self) {
        self.sounds.set_tune(None);
        let problem = self.end_game();
        self.ship.hide();
        self.flow.show_best();
        if let Some(problem) = problem {
            self.flow.hud().bind_mut().show_notice(&problem);
        }
    }

    pub(super) fn clear_field(&mut self) {
        self.gauges.bind_mut().end();
        self.pop_ups.clear();
        if let Some(mut game) = self.game.take() {
            game.picture.clear();
            game.effects.clear();
        }
    }

    /// Tells and keeps what the game has come to, once. Gives what the player is to be told of it, which the console has said
    /// already. It touches nothing on the screen, so that it may be called when the scene leaves the tree.
    pub(super) fn end_game(&mut self) -> Option<String> {
        let game = self.game.as_mut()?;
        let (score, ticks, hash) = (game.sim.score(), game.sim.tick(), game.sim.hash());
        let (creeps, shots) = (game.most.0 as u32, game.most.1 as u32);
        let mut problem = None;
        match std::mem::replace(&mut game.source, Source::Over) {
            // The computer's demo is nobody's to keep.
            Source::Live(_) if self.demo => {}
            Source::Live(mut live) => {
                godot_print!("score: {score}");
                match live.save(&game.sim, Survives::PowerCut) {
                    Some(Ok(file)) => {
                        godot_print!("replay: {file}");
                        trace::record(|| Event::ReplaySaved { file });
                    }
                    Some(Err(error)) => problem = Some(error.to_string()),
                    None => {}
                }
            }
            Source::Recorded(inputs, replay) => {
                godot_print!("score: {score}");
                let is_whole = inputs.len() == 0;
                if is_whole && (replay.score, replay.hash) != (score, hash) {
                    problem = Some(format!(
                        "the replay claims {}, and playing it again gives {score}: it is not true",
                        points(replay.score)
                    ));
                }
            }
            Source::Stress(mut stopwatch) => {
                stopwatch.tell(&game.sim);
                return None;
            }
            Source::Over => return None,
        }
        if let Some(problem) = &problem {
            director::refuse(problem);
        }
        trace::record(|| Event::Most { creeps, shots });
        trace::record(|| Event::Ended { score, ticks, hash });
        self.flow.keep_score(shown_score(score), Survives::PowerCut);
        problem
    }

    /// Keeps what the game has come to so far, for whoever never comes back to end it.
    pub(super) fn save_game(&mut self, survives: Survives) {
        let Some(Game { sim, source: Source::Live(live), .. }) = &mut self.game else { return };
        self.flow.keep_score(shown_score(sim.score()), survives);
        if let Some(Err(error)) = live.save(sim, survives)
            && !std::mem::replace(&mut live.warned, true)
        {
            self.flow.report(&error.to_string());
        }
        self.flow.show_best();
    }

    pub(super) fn play_tune(&mut self, boss: bool) {
        self.sounds.set_tune(Some(match self.mode {
            _ if boss => Tune::Boss,
            Mode::Horde => Tune::Horde,
            Mode::Arcade | Mode::Classic => Tune::Arcade,
        }));
    }
}

/// A game's ticks and frames.
impl Stage {
    pub(super) fn tick(&mut self) {
        let began = Instant::now();
        let stands = self.trauma.step();
        let Some(mut game) = self.game.take() else { return };
        let mut end = None;
        self.events.clear();
        if self.flow.screen().in_game() {
            end = self.step(&mut game, began);
        }
        if !stands {
            game.effects.step();
            if self.flow.screen().in_game() {
                game.picture.draw(&game.sim);
                self.gauges.bind_mut().show_sim(&game.sim);
            }
        }
        if let Source::Stress(stopwatch) = &mut game.source
            && self.flow.screen().in_game()
        {
            stopwatch.finish(began);
        }
        let save = is_save_due(&mut game, &self.events, &self.flow);
        self.game = Some(game);
        match end {
            Some(cause) => game_flow::advance(self, cause),
            None if save => self.save_game(Survives::Kill),
            None => {}
        }
    }

    /// Plays a tick; says what ends the game in it, if anything does.
    fn step(&mut self, game: &mut Game, began: Instant) -> Option<Cause> {
        let input = match &mut game.source {
            Source::Live(_) => Some(self.hands.input(&game.sim)),
            Source::Recorded(inputs, _) => inputs.next(),
            Source::Stress(_) => Some(Input::default()),
            Source::Over => None,
        };
        let Some(input) = input else { return Some(Cause::ReplayEnded) };
        let before = game.sim.score();
        let mut events = std::mem::take(&mut self.events);
        events.clear();
        events.extend_from_slice(game.sim.step(input));
        match &mut game.source {
            Source::Live(live) => {
                live.recorder.note(input, &game.sim);
                live.fired |= events.iter().any(|event| matches!(event, Told::Fired { .. }));
            }
            Source::Stress(stopwatch) => stopwatch.note(began),
            Source::Recorded(..) | Source::Over => {}
        }
        game.note_most();
        for event in &events {
            self.echo(game, event);
        }
        // A ruleset may kill before its first wave has begun: the game is on by then all the same.
        if game.sim.is_over() || events.iter().any(|event| matches!(event, Told::WaveStarted { .. })) {
            game_flow::advance(self, Cause::Ready);
        }
        self.events = events;
        if game.sim.score() != before {
            self.flow.hud().bind_mut().show_score(shown_score(game.sim.score()));
        }
        game.sim.is_over().then_some(Cause::Hit)
    }

    pub(super) fn show_frame(&mut self, fraction: f32) {
        let Some(game) = &mut self.game else { return };
        game.picture.set_fraction(fraction);
        game.effects.set_fraction(fraction);
        let place = Vector2::new(game.left, 0.0);
        self.field.set_position(place + self.trauma.offset(self.shake, fraction));
        if self.trauma.stands() {
            return;
        }
        let ship = game.sim.ship();
        self.ship.set_position(Vector2::new(ship.from_x + (ship.x - ship.from_x) * fraction, ship.y));
        self.ship.set_scale(Vector2::splat(game.mode.ship.size / SHIP_PICTURE));
        let pale = ship.invulnerable % BLINK >= BLINK / 2;
        self.ship.set_modulate(Color::from_rgba(1.0, 1.0, 1.0, if pale { 0.35 } else { 1.0 }));
        if ship.steer == 0 {
            self.ship.play_ex().name("up").done();
        } else {
            self.ship.set_flip_h(ship.steer < 0);
            self.ship.play_ex().name("right").done();
        }
    }
}

fn points(score: u64) -> String {
    format!("{score} {}", if score == 1 { "point" } else { "points" })
}

/// Whether what is being played is to be saved now, after a tick with these events.
fn is_save_due(game: &mut Game, events: &[Told], flow: &GameFlow) -> bool {
    let Source::Live(live) = &mut game.source else { return false };
    let wave = events.iter().any(|event| matches!(event, Told::WaveStarted { .. }));
    let first_best = flow.is_first_best(shown_score(game.sim.score()));
    live.file.is_some() && live.autosave.is_due(game.sim.tick(), wave || first_best)
}

/// The score as the screen and the file of best scores have it.
fn shown_score(score: u64) -> u32 {
    u32::try_from(score).unwrap_or(u32::MAX)
}
