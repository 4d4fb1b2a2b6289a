//! Plays the games, on all cores; each of them is deterministic, and so is their order.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use anyhow::{Context, Result};
use creeps_sim::game::{self, Game};
use creeps_sim::mode::Program;
use creeps_sim::{Difficulty, Mode};
use indicatif::{ProgressBar, ProgressStyle};

use super::Arguments;

/// A mode's games.
pub struct Played {
    pub mode: Arc<Mode>,
    /// Those of each difficulty, in the order of their seeds.
    pub games: Vec<(Difficulty, Vec<Game>)>,
}

impl Played {
    /// The names of the mode's waves or stages.
    pub fn waves(&self) -> Vec<&str> {
        match &self.mode.program {
            Program::Waves { list, .. } => list.iter().map(|wave| wave.name.as_str()).collect(),
            Program::Pour { stages } => stages.iter().map(|stage| stage.name.as_str()).collect(),
        }
    }

    /// Whether creeps pour, so that stages come by the clock.
    pub fn pours(&self) -> bool {
        matches!(self.mode.program, Program::Pour { .. })
    }

    /// The games on normal, or of the first difficulty that was asked for.
    pub fn usual(&self) -> (Difficulty, &[Game]) {
        let normal = self.games.iter().find(|(difficulty, _)| *difficulty == Difficulty::Normal);
        let found = normal.or(self.games.first());
        found.map_or((Difficulty::Normal, &[]), |(difficulty, games)| (*difficulty, games))
    }
}

/// Plays a mode's games of each difficulty that is asked for.
///
/// # Errors
/// When something does not hold in a game that must, and it was asked to look.
pub fn play_all(mode: &Arc<Mode>, arguments: &Arguments) -> Result<Played> {
    let asked = |difficulty: &Difficulty| ["all", difficulty.name()].contains(&&*arguments.difficulty);
    let each = |difficulty| Ok((difficulty, play_each(mode, difficulty, arguments)?));
    let games = Difficulty::ALL.into_iter().filter(asked).map(each).collect::<Result<_>>()?;
    Ok(Played { mode: Arc::clone(mode), games })
}

fn play_each(mode: &Arc<Mode>, difficulty: Difficulty, arguments: &Arguments) -> Result<Vec<Game>> {
    let bar = ProgressBar::new(u64::from(arguments.games));
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar.set_message(format!("{}, {difficulty}", mode.name));
    let how = arguments.play(difficulty);
    let next = AtomicUsize::new(0);
    let games: Vec<Mutex<Option<Result<Game>>>> = (0..arguments.games).map(|_| Mutex::new(None)).collect();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..arguments.threads.map_or(cores, |threads| threads as usize) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(place) = games.get(index) else { break };
                    let seed = arguments.seed.wrapping_add(index as u64);
                    let game = game::play(mode, seed, how)
                        .with_context(|| format!("{}, {difficulty}, seed {seed}", mode.name));
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
