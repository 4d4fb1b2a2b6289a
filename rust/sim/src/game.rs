//! Whole games of the autopilot's, and what is to be told of them: for balance and for tests.

use std::sync::Arc;

use crate::autopilot::{Autopilot, Skill};
use crate::event::{Event, Harm};
use crate::mode::{Difficulty, Mode};
use crate::sim::Sim;
use crate::watch::{self, Broken, Watch};

/// Places are looked at every so many ticks: what is out of place stays so for longer.
const LOOK_EVERY: u32 = 16;
/// Ticks between two samples of what is on the field.
pub const SAMPLE: u32 = 60;

/// How a game is played.
#[derive(Clone, Copy, Debug)]
pub struct Play {
    /// How hard it is.
    pub difficulty: Difficulty,
    /// How well the autopilot plays.
    pub skill: Skill,
    /// A game that lasts longer than so many ticks is ended.
    pub longest: u32,
    /// Whether to look that all holds that must: see [`watch`].
    pub check: bool,
}

/// What happened in a game.
#[derive(Clone, Debug, Default)]
pub struct Game {
    /// The wave or stage that it ended in, from 1.
    pub wave: u32,
    /// Ticks played.
    pub ticks: u32,
    /// Points.
    pub score: u64,
    /// What took the last life; none when the time was up.
    pub ended_by: Option<Harm>,
    /// Creeps shot.
    pub kills: u64,
    /// Bullets that hit, of those fired.
    pub accuracy: f64,
    /// The tick that the first power-up was caught in.
    pub first_caught: Option<u32>,
    /// Power-ups caught.
    pub caught: u32,
    /// Waves, with their ticks, in the order they were cleared.
    pub cleared: Vec<(u32, u32)>,
    /// Fights with bosses that were won: which, and how long, in ticks.
    pub fights: Vec<(u8, u32)>,
    /// The most creeps at once.
    pub most_creeps: usize,
    /// The most bullets of the ship at once.
    pub most_shots: usize,
    /// The most creeps while there were as many bullets.
    pub most_of_both: usize,
    /// Creeps and bullets on the field, every [`SAMPLE`] ticks.
    pub samples: Vec<(u32, u32)>,
}

/// Plays a game of `mode`. The same game each time.
///
/// # Errors
/// When something does not hold that must, and it was asked to look.
pub fn play(mode: &Arc<Mode>, seed: u64, how: Play) -> Result<Game, Broken> {
    let mut sim = Sim::new(mode, how.difficulty, seed);
    let mut autopilot = Autopilot::new(how.skill);
    let mut watch = how.check.then(|| Watch::new(mode));
    let mut game = Game::default();
    let (mut wave_began, mut fight_began) = (0, 0);
    while !sim.is_over() && sim.tick() < how.longest {
        let tick = sim.tick();
        let events = sim.step(autopilot.play(&sim));
        if let Some(watch) = &mut watch {
            watch.events(events)?;
        }
        for event in events {
            match *event {
                Event::WaveStarted { number } => (game.wave, wave_began) = (number, tick),
                Event::WaveCleared { number } => game.cleared.push((number, tick - wave_began)),
                Event::BossEntered { .. } => fight_began = tick,
                Event::BossDown { boss, .. } => game.fights.push((boss, tick - fight_began)),
                Event::ShipHit { lives: 0, by } => game.ended_by = Some(by),
                Event::PowerUpCaught { .. } => {
                    game.caught += 1;
                    game.first_caught = game.first_caught.or(Some(tick));
                }
                _ => {}
            }
        }
        let counts = sim.counts();
        game.most_creeps = game.most_creeps.max(counts.creeps);
        game.most_shots = game.most_shots.max(counts.shots);
        game.most_of_both = game.most_of_both.max(counts.creeps.min(counts.shots));
        if tick.is_multiple_of(SAMPLE) {
            game.samples.push((counts.creeps as u32, counts.shots as u32));
        }
        if let Some(watch) = &mut watch {
            watch.counts(&sim)?;
            if tick.is_multiple_of(LOOK_EVERY) {
                watch::places(&sim)?;
            }
        }
    }
    let counts = sim.counts();
    game.ticks = sim.tick();
    game.score = sim.score();
    game.kills = counts.kills;
    game.accuracy = counts.hits as f64 / counts.fired.max(1) as f64;
    Ok(game)
}
