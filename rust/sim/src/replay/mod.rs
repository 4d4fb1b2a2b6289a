//! Replays: what was played, in a few hundred bytes, and the score and state that it claims to lead to.
//!
//! A replay holds inputs, not pictures. Whoever has the mode file plays it again and sees whether the claim is true.

mod bytes;
mod error;
mod verify;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::input::Input;
use crate::mode::{Difficulty, Mode};
use crate::sim::{self, Sim};

pub use bytes::{MAX_BYTES, checksum};
pub use error::ReplayError;
pub use verify::{Difference, Mismatch, Verdict};

/// Between two checkpoints, in ticks: a minute.
pub const CHECK_EVERY: u32 = 3600;
/// The longest replay, in ticks: a day.
pub const MAX_TICKS: u32 = 60 * 60 * 60 * 24;

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
    /// The mode's name.
    pub mode: String,
    /// The mode's hash.
    pub mode_hash: u64,
    /// How hard it was.
    pub difficulty: Difficulty,
    /// What chance was made from.
    pub seed: u64,
    /// The points that it claims.
    pub score: u64,
    /// The hash of the last state that it claims.
    pub hash: u64,
    ticks: u32,
    runs: Vec<Run>,
    /// The hashes that it claims after every [`CHECK_EVERY`] ticks.
    checkpoints: Vec<u64>,
}

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
                mode: sim.mode().name.clone(),
                mode_hash: sim.mode().hash(),
                difficulty: sim.difficulty(),
                seed: sim.seed(),
                score: 0,
                hash: 0,
                ticks: 0,
                runs: vec![],
                checkpoints: vec![],
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

    /// The game at its beginning, to be played with [`Self::inputs`].
    ///
    /// # Errors
    /// `mode` is not the one that was played.
    pub fn start(&self, mode: &Arc<Mode>) -> Result<Sim, ReplayError> {
        let hash = mode.hash();
        if hash != self.mode_hash {
            let (played, given) = (self.mode.clone(), mode.name.clone());
            return Err(ReplayError::OtherMode {
                played,
                played_hash: self.mode_hash,
                given,
                given_hash: hash,
            });
        }
        Ok(Sim::new(mode, self.difficulty, self.seed))
    }
}
