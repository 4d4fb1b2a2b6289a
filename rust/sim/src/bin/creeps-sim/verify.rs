//! `verify`: plays a replay again and says whether its claim is true.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result};
use creeps_sim::Replay;

use crate::files;

/// What `verify` is asked for.
#[derive(clap::Args)]
pub struct Arguments {
    /// The replay
    file: PathBuf,
    /// The mode file that it was played by; else the game's own of that name
    #[arg(long)]
    mode_file: Option<PathBuf>,
}

/// Plays the replay again; success where all is as claimed, 1 where it is not.
pub fn run(arguments: &Arguments) -> Result<ExitCode> {
    let shown = arguments.file.display();
    let bytes = files::read_bytes(&arguments.file)?;
    let replay = Replay::from_bytes(&bytes).with_context(|| shown.to_string())?;
    let path = arguments.mode_file.clone().or_else(|| files::replayed_mode_path(&replay.mode));
    let path = path.with_context(|| {
        format!("{:?} is no mode of the game's; give its file: --mode-file FILE", replay.mode)
    })?;
    let mode = files::read_mode(&path)?;
    let began = Instant::now();
    let verdict = replay.verify(&mode).with_context(|| shown.to_string())?;
    let seconds = began.elapsed().as_secs_f64();
    let played = f64::from(replay.ticks()) / 60.0;
    println!("{}, {}, seed {}, {} bytes", replay.mode, replay.difficulty, replay.seed, bytes.len());
    println!(
        "{} ticks ({}:{:04.1} of play) in {:.1} ms: {:.0} times as fast as real time",
        replay.ticks(),
        (played / 60.0) as u32,
        played % 60.0,
        seconds * 1000.0,
        played / seconds.max(1e-9)
    );
    let word = |is_true: bool| if is_true { "true" } else { "NOT TRUE" };
    println!(
        "points  claimed {:>16}  played {:>16}  {}",
        replay.score,
        verdict.score,
        word(verdict.score_is_true)
    );
    println!(
        "state   claimed {:016x}  played {:016x}  {}",
        replay.hash,
        verdict.hash,
        word(verdict.hash_is_true)
    );
    if let Some(tick) = verdict.parted_at {
        println!("the states part before tick {tick}");
    }
    if !verdict.over {
        println!("the game was not over when the replay ends");
    }
    Ok(if verdict.is_true() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
