//! Whole games of the autopilot's, and a summary of each: for balance, for pacing and for tests.

use std::sync::Arc;

use crate::autopilot::{Autopilot, Skill};
use crate::event::{Harm, SimEvent};
use crate::input::Input;
use crate::invariants::{self, InvariantChecker, Violation};
use crate::pace::{Pace, PaceWriter};
use crate::ruleset::{Difficulty, Ruleset};
use crate::sim::Sim;

/// Positions are checked every so many ticks: what is out of place stays so for longer.
const LOOK_EVERY: u32 = 16;
/// Ticks between two samples of what is on the playfield.
pub const SAMPLE: u32 = 60;

/// How a game is played.
#[derive(Clone, Copy, Debug)]
pub struct PlayOptions {
    /// How hard it is.
    pub difficulty: Difficulty,
    /// How well the autopilot plays.
    pub skill: Skill,
    /// What becomes of the autopilot's inputs.
    pub hand: Hand,
    /// A game that lasts longer than so many ticks is ended.
    pub longest: u32,
    /// Whether to check what must hold: see [`invariants`].
    pub check: bool,
}

/// What becomes of the autopilot's inputs before the game gets them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hand {
    /// Nothing: it fires when it would hit.
    #[default]
    Aimed,
    /// The trigger is always held, as most people play.
    Held,
    /// The trigger is always held, and the ship stays where it is.
    Still,
}

impl Hand {
    /// The input that the game gets.
    fn press(self, input: Input) -> Input {
        match self {
            Self::Aimed => input,
            Self::Held => Input { fire: true, ..input },
            Self::Still => Input { steer: 0, fire: true, bomb: false },
        }
    }
}

/// What happened in a game.
#[derive(Clone, Debug, Default)]
pub struct GameSummary {
    /// The wave or level that it ended in, from 1.
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
    pub max_creeps: usize,
    /// The most bullets of the ship at once.
    pub max_player_bullets: usize,
    /// The most creeps while there were as many bullets.
    pub max_of_both: usize,
    /// Creeps and bullets on the playfield, every [`SAMPLE`] ticks.
    pub samples: Vec<(u32, u32)>,
    /// How dense it was, and when what came first.
    pub pace: Pace,
}

/// Plays a game of `ruleset`. The same game each time.
///
/// # Errors
/// When something does not hold that must, and it was asked to look.
pub fn play(ruleset: &Arc<Ruleset>, seed: u64, how: PlayOptions) -> Result<GameSummary, Violation> {
    let mut sim = Sim::new(ruleset, how.difficulty, seed);
    let mut autopilot = Autopilot::new(how.skill);
    let mut checker = how.check.then(|| InvariantChecker::new(ruleset));
    let mut game = GameSummary::default();
    let mut pace = PaceWriter::new(ruleset);
    let (mut wave_began, mut fight_began) = (0, 0);
    while !sim.is_over() && sim.tick() < how.longest {
        let tick = sim.tick();
        let input = how.hand.press(autopilot.play(&sim));
        sim.step(input);
        let events = sim.events();
        pace.note(&sim);
        if let Some(checker) = &mut checker {
            checker.events(events)?;
        }
        for event in events {
            match *event {
                SimEvent::WaveStarted { number } => (game.wave, wave_began) = (number, tick),
                SimEvent::WaveCleared { number } => game.cleared.push((number, tick - wave_began)),
                SimEvent::BossEntered { .. } => fight_began = tick,
                SimEvent::BossKilled { boss, .. } => game.fights.push((boss, tick - fight_began)),
                SimEvent::ShipHit { lives: 0, by } => game.ended_by = Some(by),
                SimEvent::PowerUpCaught { .. } => {
                    game.caught += 1;
                    game.first_caught = game.first_caught.or(Some(tick));
                }
                _ => {}
            }
        }
        let counts = sim.counts();
        game.max_creeps = game.max_creeps.max(counts.creeps);
        game.max_player_bullets = game.max_player_bullets.max(counts.player_bullets);
        game.max_of_both = game.max_of_both.max(counts.creeps.min(counts.player_bullets));
        if tick.is_multiple_of(SAMPLE) {
            game.samples.push((counts.creeps as u32, counts.player_bullets as u32));
        }
        if let Some(checker) = &mut checker {
            checker.counts(&sim)?;
            if tick.is_multiple_of(LOOK_EVERY) {
                invariants::check_positions(&sim)?;
            }
        }
    }
    let counts = sim.counts();
    game.ticks = sim.tick();
    game.score = sim.score();
    game.kills = counts.kills;
    game.accuracy = counts.hits as f64 / counts.fired.max(1) as f64;
    game.pace = pace.into_pace();
    Ok(game)
}
