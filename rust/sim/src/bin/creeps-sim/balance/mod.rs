//! `balance`: many games of the autopilot's: how far they get, where they end and why, as text and as a chart.

mod chart;
mod games;
mod panels;
mod plot;
mod report;
pub mod statistics;

use std::fmt::Display;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use creeps_sim::game::{Hand, PlayOptions};
use creeps_sim::{Difficulty, Skill};

use crate::files;
use crate::output::{Output, say};

/// What `balance` is asked for.
#[derive(clap::Args)]
pub struct Arguments {
    /// The mode: arcade, horde, all (both), or the path of a ruleset or mod
    #[arg(long, default_value = "all")]
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
    /// Looks after each tick that all holds that must in any game
    #[arg(long)]
    check: bool,
    /// How many games are played at once; else as many as there are cores
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1024))]
    threads: Option<u32>,
    /// Writes docs/balance-MODE.md and its chart; else the chart alone is written, to target
    #[arg(long)]
    write: bool,
}

/// Plays the games and tells what came of them, mode by mode.
pub fn run(arguments: &Arguments, out: &mut Output) -> Result<ExitCode> {
    let names = if arguments.mode == "all" { vec!["arcade", "horde"] } else { vec![&*arguments.mode] };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for name in names {
        let path = files::ruleset_path(name);
        let played = games::play_all(&files::read_ruleset(&path)?, arguments)?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
        let chart = format!("balance-{stem}.svg");
        let report = report::text(&played, &arguments.line(name), arguments, &chart);
        writeln!(out, "{report}")?;
        let folder = root.join(if arguments.write { "docs" } else { "target" });
        write(&folder.join(chart), &chart::draw(&played))?;
        if arguments.write {
            write(&folder.join(format!("balance-{stem}.md")), &report)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes a file, and says which.
pub fn write(path: &Path, text: &str) -> Result<()> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).with_context(|| format!("{} can't be made", folder.display()))?;
    fs::write(path, text).with_context(|| format!("{} can't be written", path.display()))?;
    say(&format!("wrote {}", path.canonicalize().unwrap_or_else(|_| path.to_owned()).display()));
    Ok(())
}

impl Arguments {
    /// How each game of a difficulty is played.
    fn play(&self, difficulty: Difficulty) -> PlayOptions {
        let skill = if self.machine { Skill::MACHINE } else { Skill::PERSON };
        let longest = self.minutes * 60 * 60;
        PlayOptions { difficulty, skill, hand: Hand::Aimed, longest, check: self.check }
    }

    /// The command line that gives the numbers of the mode `name` again.
    fn line(&self, name: &str) -> String {
        let mut line = vec!["cargo run --release -p creeps-sim -- balance".to_owned()];
        let mut value = |flag: &str, value: &dyn Display| line.push(format!("--{flag} {value}"));
        value("mode", &name);
        value("games", &self.games);
        if self.difficulty != "all" {
            value("difficulty", &self.difficulty);
        }
        if self.seed != 1 {
            value("seed", &self.seed);
        }
        if self.minutes != 45 {
            value("minutes", &self.minutes);
        }
        for (flag, given) in [("machine", self.machine), ("check", self.check), ("write", self.write)] {
            line.extend(given.then(|| format!("--{flag}")));
        }
        line.join(" ")
    }
}
