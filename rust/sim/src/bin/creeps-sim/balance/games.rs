//! Plays the games, on all cores; each of them is deterministic, and so is their order.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use anyhow::{Context, Result};
use creeps_sim::game::{self, GameSummary};
use creeps_sim::ruleset::Program;
use creeps_sim::{Difficulty, Ruleset};
use indicatif::{ProgressBar, ProgressStyle};

use super::Arguments;

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
    let bar = ProgressBar::new(u64::from(arguments.games));
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar.set_message(format!("{}, {difficulty}", ruleset.name));
    let how = arguments.play(difficulty);
    let next = AtomicUsize::new(0);
    let games: Vec<Mutex<Option<Result<GameSummary>>>> =
        (0..arguments.games).map(|_| Mutex::new(None)).collect();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..arguments.threads.map_or(cores, |threads| threads as usize) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(place) = games.get(index) else { break };
                    let seed = arguments.seed.wrapping_add(index as u64);
                    let game = game::play(ruleset, seed, how)
                        .with_context(|| format!("{}, {difficulty}, seed {seed}", ruleset.name));
                    if let Ok(mut place) = place.lock() {
                        *place = Some(game);
                    }
                    bar.inc(1);
                }
            });
        }
    });
    bar.finish_and_clear();
    games.into_iter().filter_map(|game| game.into_inner().ok().flatten()).collect()
}
