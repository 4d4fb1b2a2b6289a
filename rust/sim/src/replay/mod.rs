//! Replays: what was played, and the score and state that it claims to lead to.
//!
//! A replay holds inputs, not pictures, and the text of the ruleset that was played, compressed. So it needs nothing else to be played
//! again, and a later change of the game's rulesets does not touch it.

mod bytes;
mod error;
mod link;
mod verify;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::input::Input;
use crate::ruleset::{Difficulty, Ruleset};
use crate::sim::{self, Sim};

pub use bytes::{MAX_BYTES, checksum};
pub use error::ReplayError;
pub use link::{LINK_START, MAX_LINK, is_link};
pub use verify::{Difference, Mismatch, Verdict};

/// Between two checkpoints, in ticks: a minute.
pub const CHECK_EVERY: u32 = 3600;
/// The longest replay, in ticks: a day.
pub const MAX_TICKS: u32 = 60 * 60 * 60 * 24;

/// What errors call the file of the ruleset inside a replay.
pub const RULESET_FILE: &str = "its ruleset";

/// The same input for some ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    input: Input,
    ticks: u32,
}

/// A game that was played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replay {
    /// The version of the simulation that played it: [`sim::VERSION`].
    pub version: u16,
    /// How hard it was.
    pub difficulty: Difficulty,
    /// Whether nothing harmed the ship.
    pub invincible: bool,
    /// What chance was made from.
    pub seed: u64,
    /// The points that it claims.
    pub score: u64,
    /// The hash of the last state that it claims.
    pub hash: u64,
    /// The ruleset's text, as the file has it: compressed once, however often the replay is saved.
    deflated_ruleset: Arc<[u8]>,
    ruleset_text: Arc<str>,
    ticks: u32,
    runs: Vec<Run>,
    /// The hashes that it claims after every [`CHECK_EVERY`] ticks.
    checkpoints: Vec<u64>,
}

/// How many runs of equal inputs there is room for at first: more than in a quarter of an hour.
const USUAL_RUNS: usize = 1 << 15;

/// Writes a replay while a game is played.
#[derive(Clone, Debug)]
pub struct Recorder {
    replay: Replay,
}

impl Recorder {
    /// Begins with a game that has not begun yet.
    pub fn new(sim: &Sim) -> Self {
        Self {
            replay: Replay {
                version: sim::VERSION,
                difficulty: sim.difficulty(),
                invincible: sim.invincible,
                seed: sim.seed(),
                score: 0,
                hash: 0,
                deflated_ruleset: bytes::deflate(sim.ruleset().text()),
                ruleset_text: Arc::clone(sim.ruleset().text()),
                ticks: 0,
                // A game of usual length never makes it grow while it is played.
                runs: Vec::with_capacity(USUAL_RUNS),
                checkpoints: Vec::with_capacity(USUAL_RUNS / CHECK_EVERY as usize),
            },
        }
    }

    /// Notes `input`, which `sim` just played. What lasts longer than [`MAX_TICKS`] is not noted any more.
    pub fn note(&mut self, input: Input, sim: &Sim) {
        let replay = &mut self.replay;
        if replay.ticks >= MAX_TICKS || sim.tick() != replay.ticks + 1 {
            return;
        }
        replay.ticks += 1;
        // As a replay keeps it.
        let input = Input { steer: input.steps(), ..input };
        match replay.runs.last_mut() {
            Some(run) if run.input == input => run.ticks += 1,
            _ => replay.runs.push(Run { input, ticks: 1 }),
        }
        if replay.ticks.is_multiple_of(CHECK_EVERY) {
            replay.checkpoints.push(sim.hash());
        }
        if replay.ticks == MAX_TICKS {
            (replay.score, replay.hash) = (sim.score(), sim.hash());
        }
    }

    /// The replay of all that was noted; `sim` is the game as it is now.
    pub fn finish(mut self, sim: &Sim) -> Replay {
        if self.replay.ticks < MAX_TICKS {
            (self.replay.score, self.replay.hash) = (sim.score(), sim.hash());
        }
        self.replay
    }
}

impl Replay {
    /// How long it is, in ticks.
    pub fn ticks(&self) -> u32 {
        self.ticks
    }

    /// What was done, tick by tick.
    pub fn inputs(&self) -> impl Iterator<Item = Input> + '_ {
        self.runs.iter().flat_map(|run| (0..run.ticks).map(|_| run.input))
    }

    /// The text of the ruleset that was played.
    pub fn ruleset_text(&self) -> &str {
        &self.ruleset_text
    }

    /// The ruleset that was played.
    ///
    /// # Errors
    /// The text that the replay carries is no ruleset that this version reads.
    pub fn ruleset(&self) -> Result<Arc<Ruleset>, ReplayError> {
        let read = Ruleset::read(RULESET_FILE, self.ruleset_text.as_bytes());
        read.map(Arc::new).map_err(ReplayError::Ruleset)
    }

    /// The game at its beginning, to be played with [`Self::inputs`]; `ruleset` is [`Self::ruleset`]'s.
    pub fn start(&self, ruleset: &Arc<Ruleset>) -> Sim {
        Sim::new(ruleset, self.difficulty, self.seed).with_invincibility(self.invincible)
    }
}
