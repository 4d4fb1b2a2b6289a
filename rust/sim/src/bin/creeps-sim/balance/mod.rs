//! `balance`: many games of the autopilot's: how far they get, where they end and why, as text and as a chart.

mod chart;
mod games;
mod panels;
mod plot;
mod report;
mod statistics;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use creeps_sim::Skill;
use creeps_sim::game::Play;

use crate::files;
use games::Played;

/// What `balance` is asked for.
#[derive(clap::Args)]
pub struct Arguments {
    /// The mode: arcade, horde, all (both), or the path of a mode file
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
    /// Where to write the chart; else to target/balance.svg
    #[arg(long)]
    chart: Option<PathBuf>,
    /// Writes docs/balance.md and docs/balance.svg
    #[arg(long)]
    write: bool,
}

/// Plays the games and tells what came of them.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let names = if arguments.mode == "all" { vec!["arcade", "horde"] } else { vec![&*arguments.mode] };
    let modes = names.into_iter().map(|name| files::read_mode(&files::mode_path(name)));
    let modes = modes.collect::<Result<Vec<_>>>()?;
    let all: Result<Vec<Played>> = modes.iter().map(|mode| games::play_all(mode, arguments)).collect();
    let all = all?;
    let report = report::text(&all, arguments);
    println!("{report}");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let chart = chart::draw(&all);
    if arguments.write {
        write(&root.join("docs/balance.md"), &report)?;
        write(&root.join("docs/balance.svg"), &chart)?;
    }
    if arguments.chart.is_some() || !arguments.write {
        write(&arguments.chart.clone().unwrap_or_else(|| root.join("target/balance.svg")), &chart)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn write(path: &Path, text: &str) -> Result<()> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).with_context(|| format!("{} can't be made", folder.display()))?;
    fs::write(path, text).with_context(|| format!("{} can't be written", path.display()))?;
    eprintln!("wrote {}", path.canonicalize().unwrap_or_else(|_| path.to_owned()).display());
    Ok(())
}

impl Arguments {
    /// How each game is played.
    fn play(&self) -> impl Fn(creeps_sim::Difficulty) -> Play {
        let skill = if self.machine { Skill::MACHINE } else { Skill::PERSON };
        let (longest, check) = (self.minutes * 60 * 60, self.check);
        move |difficulty| Play { difficulty, skill, longest, check }
    }

    /// The command line that gives these numbers again.
    fn line(&self) -> String {
        let mut line = format!(
            "cargo run --release -p creeps-sim -- balance --mode {} --games {}",
            self.mode, self.games
        );
        if self.difficulty != "all" {
            line += &format!(" --difficulty {}", self.difficulty);
        }
        if self.seed != 1 {
            line += &format!(" --seed {}", self.seed);
        }
        if self.minutes != 45 {
            line += &format!(" --minutes {}", self.minutes);
        }
        for (flag, given) in [("machine", self.machine), ("check", self.check), ("write", self.write)] {
            line += &if given { format!(" --{flag}") } else { String::new() };
        }
        line
    }
}
