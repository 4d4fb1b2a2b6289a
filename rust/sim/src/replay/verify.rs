//! Whether a replay's claim is true: it is played again, and what came out is compared.

use std::fmt;

use crate::sim::Sim;

use super::{CHECK_EVERY, Replay, ReplayError};

/// A value that a replay claims, and the one that playing it again leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference<T> {
    /// What the replay claims.
    pub claimed: T,
    /// What playing it again gives.
    pub played: T,
}

/// What is not as a replay claims; at least one of it is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mismatch {
    /// The points.
    pub score: Option<Difference<u64>>,
    /// How long the game is, in ticks: a replay may go on after the game is over.
    pub ticks: Option<Difference<u32>>,
    /// The hash of the last state.
    pub hash: Option<Difference<u64>>,
    /// The first minute's end, in ticks, at which the state was another than claimed; only known to who compared each minute.
    pub parted_at: Option<u32>,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let score = self.score.map(|Difference { claimed, played }| {
            format!("the replay claims {claimed} points, and playing it again gives {played}")
        });
        let ticks = self.ticks.map(|Difference { claimed, played }| {
            format!("the replay is {claimed} ticks long, and the game is over after {played}")
        });
        let hash = self.hash.map(|Difference { claimed, played }| {
            format!(
                "the replay claims the last state {claimed:016x}, and playing it again gives {played:016x}"
            )
        });
        let parted = self
            .parted_at
            .map(|tick| format!("the states differ at tick {tick} and not at any minute before it"));
        let all: Vec<String> = [score, ticks, hash, parted].into_iter().flatten().collect();
        f.write_str(&all.join("; "))
    }
}

impl std::error::Error for Mismatch {}

/// What playing a replay again led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Ticks that were played.
    pub ticks: u32,
    /// The points that it leads to.
    pub score: u64,
    /// The last state's hash.
    pub hash: u64,
    /// What is not as claimed; none where the claim is true.
    pub mismatch: Option<Mismatch>,
    /// Whether the game ended in its last tick.
    pub over: bool,
}

impl Verdict {
    /// Whether everything is as claimed.
    pub fn is_true(self) -> bool {
        self.mismatch.is_none()
    }
}

fn difference<T: PartialEq>(claimed: T, played: T) -> Option<Difference<T>> {
    (claimed != played).then_some(Difference { claimed, played })
}

impl Replay {
    /// Compares what the replay claims with `sim`, the game that all of [`Self::inputs`] were played in.
    ///
    /// # Errors
    /// The points, the length or the last state are others than claimed: which, and how.
    pub fn check(&self, sim: &Sim) -> Result<(), Mismatch> {
        let mismatch = Mismatch {
            score: difference(self.score, sim.score()),
            ticks: difference(self.ticks, sim.tick()),
            hash: difference(self.hash, sim.hash()),
            parted_at: None,
        };
        if mismatch == Mismatch::default() { Ok(()) } else { Err(mismatch) }
    }

    /// Plays it again, by the ruleset that it carries.
    ///
    /// # Errors
    /// That ruleset can't be read.
    pub fn verify(&self) -> Result<Verdict, ReplayError> {
        let mut sim = self.start(&self.ruleset()?);
        let mut parted_at = None;
        let mut claims = self.checkpoints.iter();
        for (tick, input) in (1..).zip(self.inputs()) {
            // A game that is over stands still; a replay that goes on after it is longer than the game.
            sim.step(input);
            if tick % CHECK_EVERY == 0 && claims.next() != Some(&sim.hash()) && parted_at.is_none() {
                parted_at = Some(tick);
            }
        }
        let mismatch = match self.check(&sim) {
            Ok(()) if parted_at.is_none() => None,
            Ok(()) => Some(Mismatch { parted_at, ..Mismatch::default() }),
            Err(mismatch) => Some(Mismatch { parted_at, ..mismatch }),
        };
        Ok(Verdict { ticks: sim.tick(), score: sim.score(), hash: sim.hash(), mismatch, over: sim.is_over() })
    }
}
