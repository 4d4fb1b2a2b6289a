//! Whether a replay's claim is true: it is played again.

use std::sync::Arc;

use crate::mode::Mode;

use super::{CHECK_EVERY, Replay, ReplayError};

/// What playing a replay again led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Ticks that were played.
    pub ticks: u32,
    /// The points that it leads to.
    pub score: u64,
    /// The last state's hash.
    pub hash: u64,
    /// Whether the points are those claimed.
    pub score_is_true: bool,
    /// Whether the last state is the one claimed.
    pub hash_is_true: bool,
    /// The first checkpoint at which the state was another than claimed, in ticks.
    pub parted_at: Option<u32>,
    /// Whether the game ended in its last tick.
    pub over: bool,
}

impl Verdict {
    /// Whether everything is as claimed.
    pub fn is_true(self) -> bool {
        self.score_is_true && self.hash_is_true && self.parted_at.is_none()
    }
}

impl Replay {
    /// Plays it again by `mode`.
    ///
    /// # Errors
    /// `mode` is not the one that was played.
    pub fn verify(&self, mode: &Arc<Mode>) -> Result<Verdict, ReplayError> {
        let mut sim = self.start(mode)?;
        let mut parted_at = None;
        let mut claims = self.checkpoints.iter();
        for (tick, input) in (1..).zip(self.inputs()) {
            // A game that is over stands still; a replay that goes on after it has the wrong states.
            sim.step(input);
            if tick % CHECK_EVERY == 0 && claims.next() != Some(&sim.hash()) && parted_at.is_none() {
                parted_at = Some(tick);
            }
        }
        let (score, hash) = (sim.score(), sim.hash());
        Ok(Verdict {
            ticks: sim.tick(),
            score,
            hash,
            score_is_true: score == self.score,
            hash_is_true: hash == self.hash,
            parted_at,
            over: sim.is_over(),
        })
    }
}
