//! The simulation's command line tool: checks mods and replays, measures the balance, plays.

mod balance;
mod bench;
mod check;
mod endure;
mod files;
mod output;
mod pace;
mod parallel;
mod play;
mod verify;

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use output::{Output, say};

/// Plays Arcade and Horde without the engine.
#[derive(Parser)]
#[command(name = "creeps-sim", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Checks a mod, a folder or a zip file, or a ruleset alone, and says what is wrong.
    Check(check::Arguments),
    /// Plays a replay again, and says whether its points and its last state are what it claims.
    Verify(verify::Arguments),
    /// Lets the autopilot play many games, and says how far they get and where they end.
    Balance(balance::Arguments),
    /// Lets the autopilot play the first minutes of many games, and says how dense they are and when what comes first.
    Pace(pace::Arguments),
    /// Measures what a tick of a stress run costs, and a decision of the autopilot's.
    Bench(bench::Arguments),
    /// Lets the autopilot play one game, and writes its replay.
    Play(play::Arguments),
    /// Lets the autopilot play for a million ticks, and says whether anything grows.
    Endure(endure::Arguments),
}

fn main() -> ExitCode {
    let mut out = Output::new();
    let result = match Arguments::try_parse() {
        Ok(arguments) => run(&arguments.command, &mut out),
        // Help and the version are asked for; they go to standard output, and what is wrong to standard error.
        Err(error) if error.use_stderr() => {
            let _ = error.print();
            return ExitCode::from(2);
        }
        Err(help) => write!(out, "{}", help.render()).map_err(Into::into).map(|()| ExitCode::SUCCESS),
    };
    let result = result.and_then(|code| {
        // A verdict that nobody reads is one nevertheless.
        if !out.is_closed() {
            out.flush()?;
        }
        Ok(code)
    });
    match result {
        Ok(code) => code,
        Err(_) if out.is_closed() => ExitCode::SUCCESS,
        Err(error) if out.has_failed() => {
            say(&format!("error: standard output can't be written: {error:#}"));
            ExitCode::from(2)
        }
        Err(error) => {
            say(&format!("error: {error:#}"));
            ExitCode::from(2)
        }
    }
}

fn run(command: &Command, out: &mut Output) -> Result<ExitCode> {
    match command {
        Command::Check(arguments) => check::run(arguments, out),
        Command::Verify(arguments) => verify::run(arguments, out),
        Command::Bench(arguments) => bench::run(arguments, out),
        Command::Play(arguments) => play::run(arguments, out),
        Command::Balance(arguments) => balance::run(arguments, out),
        Command::Pace(arguments) => pace::run(arguments, out),
        Command::Endure(arguments) => endure::run(arguments, out),
    }
}
