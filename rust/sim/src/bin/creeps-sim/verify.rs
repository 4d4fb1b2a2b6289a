//! `verify`: plays a replay again and says whether its claim is true.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result};
use creeps_sim::Replay;
use creeps_sim::replay::Verdict;

use crate::files;
use crate::output::Output;

/// What `verify` is asked for.
#[derive(clap::Args)]
pub struct Arguments {
    /// The replay
    file: PathBuf,
}

/// Plays the replay again; success where all is as claimed, 1 where it is not.
pub fn run(arguments: &Arguments, out: &mut Output) -> Result<ExitCode> {
    let shown = arguments.file.display();
    let bytes = files::read_replay(&arguments.file)?;
    let replay = Replay::from_bytes(&bytes).with_context(|| shown.to_string())?;
    let name = replay.ruleset().with_context(|| shown.to_string())?.name.clone();
    let began = Instant::now();
    let verdict = replay.verify().with_context(|| shown.to_string())?;
    let printed = print_verdict(out, &replay, &name, bytes.len(), verdict, began.elapsed().as_secs_f64());
    // Who reads no further has the verdict by the exit code.
    if !out.is_closed() {
        printed?;
    }
    Ok(if verdict.is_true() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn print_verdict(
    out: &mut Output,
    replay: &Replay,
    name: &str,
    bytes: usize,
    verdict: Verdict,
    seconds: f64,
) -> Result<()> {
    let played = f64::from(replay.ticks()) / 60.0;
    let mismatch = verdict.mismatch.unwrap_or_default();
    writeln!(out, "{name}, {}, seed {}, {bytes} bytes", replay.difficulty, replay.seed)?;
    writeln!(
        out,
        "{} ticks ({}:{:04.1} of play) in {:.1} ms: {:.0} times as fast as real time",
        replay.ticks(),
        (played / 60.0) as u32,
        played % 60.0,
        seconds * 1000.0,
        played / seconds.max(1e-9)
    )?;
    let word = |is_true: bool| if is_true { "true" } else { "NOT TRUE" };
    writeln!(
        out,
        "points  claimed {:>16}  played {:>16}  {}",
        replay.score,
        verdict.score,
        word(mismatch.score.is_none())
    )?;
    writeln!(
        out,
        "ticks   claimed {:>16}  played {:>16}  {}",
        replay.ticks(),
        verdict.ticks,
        word(mismatch.ticks.is_none())
    )?;
    writeln!(
        out,
        "state   claimed {:016x}  played {:016x}  {}",
        replay.hash,
        verdict.hash,
        word(mismatch.hash.is_none())
    )?;
    if let Some(tick) = mismatch.parted_at {
        writeln!(out, "the states part before tick {tick}")?;
    }
    if let Some(mismatch) = verdict.mismatch {
        writeln!(out, "the replay is not true: {mismatch}")?;
    }
    if !verdict.over {
        writeln!(out, "the game was not over when the replay ends")?;
    }
    Ok(())
}
