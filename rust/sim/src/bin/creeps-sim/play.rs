//! `play`: the autopilot plays a game, and the replay of it is written.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use creeps_sim::{Autopilot, Difficulty, Recorder, Sim, Skill};

use crate::files;
use crate::output::Output;

/// What `play` is asked for.
#[derive(clap::Args)]
pub struct Arguments {
    /// The replay to be written
    file: PathBuf,
    /// The mode: arcade, horde, or the path of a ruleset or mod
    #[arg(long, default_value = "arcade")]
    mode: String,
    /// easy, normal or hard
    #[arg(long, default_value = "normal", value_parser = ["easy", "normal", "hard"])]
    difficulty: String,
    /// What chance is made from
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// A game that lasts longer than so many minutes is ended
    #[arg(long, default_value_t = 45, value_parser = clap::value_parser!(u32).range(1..=600))]
    minutes: u32,
    /// Plays without a person's delay
    #[arg(long)]
    machine: bool,
}

/// Plays the game and writes its replay.
pub fn run(arguments: &Arguments, out: &mut Output) -> Result<ExitCode> {
    let ruleset = files::read_ruleset(&files::ruleset_path(&arguments.mode))?;
    let asked = Difficulty::ALL.into_iter().find(|difficulty| difficulty.name() == arguments.difficulty);
    let mut sim = Sim::new(&ruleset, asked.unwrap_or_default(), arguments.seed);
    let mut recorder = Recorder::new(&sim);
    let mut autopilot = Autopilot::new(if arguments.machine { Skill::MACHINE } else { Skill::PERSON });
    while !sim.is_over() && sim.tick() < arguments.minutes * 60 * 60 {
        let input = autopilot.play(&sim);
        sim.step(input);
        recorder.note(input, &sim);
    }
    let replay = recorder.finish(&sim);
    let bytes = replay.to_bytes();
    std::fs::write(&arguments.file, &bytes)
        .with_context(|| format!("{} can't be written", arguments.file.display()))?;
    writeln!(
        out,
        "{}, {}, seed {}: {} points in wave {}, {} ticks, state {:016x}",
        ruleset.name,
        replay.difficulty,
        replay.seed,
        replay.score,
        sim.wave().number,
        replay.ticks(),
        replay.hash
    )?;
    writeln!(out, "{}: {} bytes", arguments.file.display(), bytes.len())?;
    Ok(ExitCode::SUCCESS)
}
