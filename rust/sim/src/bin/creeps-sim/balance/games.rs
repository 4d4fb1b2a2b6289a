//! Plays the games; each of them is deterministic, and so is their order.

use std::sync::Arc;

use anyhow::{Context, Result};
use creeps_sim::game::{self, GameSummary};
use creeps_sim::ruleset::Program;
use creeps_sim::{Difficulty, Ruleset};

use super::Arguments;
use crate::parallel;

/// A ruleset's games.
pub struct Played {
    pub ruleset: Arc<Ruleset>,
    /// Those of each difficulty, in the order of their seeds.
    pub games: Vec<(Difficulty, Vec<GameSummary>)>,
}

impl Played {
    /// The names of the ruleset's waves or levels.
    pub fn waves(&self) -> Vec<&str> {
        match &self.ruleset.program {
            Program::Waves { list, .. } => list.iter().map(|wave| wave.name.as_str()).collect(),
            Program::SpawnStream { levels } => levels.iter().map(|level| level.name.as_str()).collect(),
        }
    }

    /// Whether creeps come in a stream, so that levels come by the clock.
    pub fn is_stream(&self) -> bool {
        matches!(self.ruleset.program, Program::SpawnStream { .. })
    }

    /// The games on normal, or of the first difficulty that was asked for.
    pub fn usual(&self) -> (Difficulty, &[GameSummary]) {
        let normal = self.games.iter().find(|(difficulty, _)| *difficulty == Difficulty::Normal);
        let found = normal.or(self.games.first());
        found.map_or((Difficulty::Normal, &[]), |(difficulty, games)| (*difficulty, games))
    }
}

/// Plays a ruleset's games of each difficulty that is asked for.
///
/// # Errors
/// When something does not hold in a game that must, and it was asked to look.
pub fn play_all(ruleset: &Arc<Ruleset>, arguments: &Arguments) -> Result<Played> {
    let asked = |difficulty: &Difficulty| ["all", difficulty.name()].contains(&&*arguments.difficulty);
    let each = |difficulty| Ok((difficulty, play_each(ruleset, difficulty, arguments)?));
    let games = Difficulty::ALL.into_iter().filter(asked).map(each).collect::<Result<_>>()?;
    Ok(Played { ruleset: Arc::clone(ruleset), games })
}

fn play_each(
    ruleset: &Arc<Ruleset>,
    difficulty: Difficulty,
    arguments: &Arguments,
) -> Result<Vec<GameSummary>> {
    let how = arguments.play(difficulty);
    let label = format!("{}, {difficulty}", ruleset.name);
    parallel::run(&label, arguments.games, arguments.threads, |index| {
        let seed = arguments.seed.wrapping_add(u64::from(index));
        game::play(ruleset, seed, how).with_context(|| format!("{label}, seed {seed}"))
    })
}
