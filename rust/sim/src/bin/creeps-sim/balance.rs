//! `balance`: many games of the autopilot's, on all cores, each of them deterministic.

use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::Result;
use creeps_sim::{Difficulty, Mode, Skill};
use indicatif::{ProgressBar, ProgressStyle};

use crate::game::{self, Game};
use crate::{files, report};

/// What `balance` is asked for.
#[derive(clap::Args)]
pub struct Arguments {
    /// The mode: arcade, horde, or the path of a mode file
    #[arg(long, default_value = "arcade")]
    mode: String,
    /// How many games of each difficulty
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    games: u32,
    /// easy, normal, hard, or all
    #[arg(long, default_value = "all", value_parser = ["easy", "normal", "hard", "all"])]
    difficulty: String,
    /// The first game's seed; each further game's is one more
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// A game that lasts longer than so many minutes is ended
    #[arg(long, default_value_t = 45, value_parser = clap::value_parser!(u32).range(1..=600))]
    minutes: u32,
    /// Plays without a person's delay
    #[arg(long)]
    machine: bool,
}

/// Plays the games and prints what came of them.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let mode = files::read_mode(&files::mode_path(&arguments.mode))?;
    let asked = arguments.difficulty.as_str();
    for difficulty in
        Difficulty::ALL.into_iter().filter(|difficulty| ["all", difficulty.name()].contains(&asked))
    {
        let games = play_all(&mode, difficulty, arguments);
        println!("{}", report::text(&mode, difficulty, &games));
    }
    Ok(ExitCode::SUCCESS)
}

/// Plays the games of one difficulty; their order is that of their seeds, whatever core played them.
fn play_all(mode: &std::sync::Arc<Mode>, difficulty: Difficulty, arguments: &Arguments) -> Vec<Game> {
    let bar = ProgressBar::new(u64::from(arguments.games));
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    bar.set_message(difficulty.name());
    let skill = if arguments.machine { Skill::MACHINE } else { Skill::PERSON };
    let next = AtomicUsize::new(0);
    let games: Vec<Mutex<Option<Game>>> = (0..arguments.games).map(|_| Mutex::new(None)).collect();
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(place) = games.get(index) else { break };
                    let seed = arguments.seed.wrapping_add(index as u64);
                    let game = game::play(mode, difficulty, seed, skill, arguments.minutes * 60 * 60);
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
