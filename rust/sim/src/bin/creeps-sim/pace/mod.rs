//! `pace`: how dense the first minutes of many games are and when what comes first, as tables and as targets that can fail.

mod report;
mod targets;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result};
use creeps_sim::game::{self, GameSummary, Hand, PlayOptions};
use creeps_sim::ruleset::Program;
use creeps_sim::{Difficulty, Ruleset, Skill};

use crate::balance::write;
use crate::output::Output;
use crate::{files, parallel};

/// What `pace` is asked for.
#[derive(clap::Args)]
pub struct Arguments {
    /// The mode: arcade, horde, all (both), or the path of a ruleset or mod
    #[arg(long, default_value = "all")]
    mode: String,
    /// How many games of each difficulty and way of firing
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    games: u32,
    /// The first game's seed; each further game's is one more
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How long each game is looked at, in seconds
    #[arg(long, default_value_t = 120, value_parser = clap::value_parser!(u32).range(5..=3600))]
    seconds: u32,
    /// How many games are played at once; else as many as there are cores
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1024))]
    threads: Option<u32>,
    /// Compares with the targets, and ends with 1 where one is missed. Plays whole games on normal, too
    #[arg(long)]
    check: bool,
    /// Writes what is printed to a file as well
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = DOCUMENT)]
    write: Option<PathBuf>,
}

/// Where `--write` writes to.
const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/pace.md");

const INTRODUCTION: &str = "\
How dense the first minutes are, and when what comes first. The autopilot plays with a person's reaction time (`Skill::PERSON`, see
[simulation.md](simulation.md)), twice: it fires when it would hit (`aimed`), and with the trigger always held, as most people play (`held`).
Creeps in sight are those on the playfield, a boss included. Times are medians, in brackets what a tenth of the games is below and above;
all else is the mean over all games.";

/// The games of a difficulty and a way of firing.
pub struct Row {
    pub difficulty: Difficulty,
    pub hand: Hand,
    pub games: Vec<GameSummary>,
}

/// A mode's games.
pub struct Played {
    pub ruleset: Arc<Ruleset>,
    /// Those of `--seconds`, from easy to hard, aimed before held.
    pub rows: Vec<Row>,
    /// With a held trigger and a ship that stays where it is, on hard; empty for a stream.
    pub still: Vec<GameSummary>,
    /// Whole games on normal, aimed, or three minutes of a stream; empty unless they were asked for.
    pub whole: Vec<GameSummary>,
}

impl Played {
    /// The games of a difficulty and a way of firing.
    pub fn games(&self, difficulty: Difficulty, hand: Hand) -> &[GameSummary] {
        let row = self.rows.iter().find(|row| row.difficulty == difficulty && row.hand == hand);
        row.map_or(&[], |row| &row.games)
    }

    /// Whether creeps come in a stream.
    pub fn is_stream(&self) -> bool {
        matches!(self.ruleset.program, Program::SpawnStream { .. })
    }
}

/// Plays the games and prints what came of them, mode by mode; 1 where a target is missed that is to be checked.
pub fn run(arguments: &Arguments, out: &mut Output) -> Result<ExitCode> {
    let names = if arguments.mode == "all" { vec!["arcade", "horde"] } else { vec![&*arguments.mode] };
    let mut text = format!("# Pace\n\n{INTRODUCTION}\n\n```sh\n{}\n```\n", arguments.line());
    let mut missed = 0;
    for name in names {
        let played = play_all(&files::read_ruleset(&files::ruleset_path(name))?, arguments)?;
        let _ = write!(text, "\n## {}\n\n{}", played.ruleset.name, report::overview(&played));
        if arguments.check {
            let (table, count) = targets::check(&played);
            missed += count;
            let _ = write!(text, "\n### Targets\n\n{table}");
        }
        let _ = write!(text, "\n{}", report::buckets(&played));
    }
    write!(out, "{text}")?;
    if let Some(path) = &arguments.write {
        write(path, &text)?;
    }
    Ok(ExitCode::from(u8::from(missed > 0)))
}

fn play_all(ruleset: &Arc<Ruleset>, arguments: &Arguments) -> Result<Played> {
    let play = |difficulty: Difficulty, hand: Hand, longest: u32| {
        let label = format!("{}, {difficulty}, {}", ruleset.name, report::name(hand));
        let how = PlayOptions { difficulty, skill: Skill::PERSON, hand, longest, check: false };
        parallel::run(&label, arguments.games, arguments.threads, |index| {
            let seed = arguments.seed.wrapping_add(u64::from(index));
            game::play(ruleset, seed, how).with_context(|| format!("{label}, seed {seed}"))
        })
    };
    let mut rows = vec![];
    for difficulty in Difficulty::ALL {
        for hand in [Hand::Aimed, Hand::Held] {
            let games = play(difficulty, hand, arguments.seconds * 60)?;
            rows.push(Row { difficulty, hand, games });
        }
    }
    // A stream's targets are all in its first three minutes, and the rest takes long to play.
    let is_stream = matches!(ruleset.program, Program::SpawnStream { .. });
    let still = if is_stream { vec![] } else { play(Difficulty::Hard, Hand::Still, 60 * 60 * 5)? };
    let longest = if is_stream { 60 * 60 * 3 } else { 60 * 60 * 45 };
    let whole = if arguments.check { play(Difficulty::Normal, Hand::Aimed, longest)? } else { vec![] };
    Ok(Played { ruleset: Arc::clone(ruleset), rows, still, whole })
}

impl Arguments {
    /// The command line that gives the numbers again.
    fn line(&self) -> String {
        let mut line = format!("cargo run --release -p creeps-sim -- pace --games {}", self.games);
        for (flag, value, usual) in [("seed", self.seed, 1), ("seconds", u64::from(self.seconds), 120)] {
            if value != usual {
                let _ = write!(line, " --{flag} {value}");
            }
        }
        if self.mode != "all" {
            let _ = write!(line, " --mode {}", self.mode);
        }
        line + if self.check { " --check" } else { "" }
    }
}
