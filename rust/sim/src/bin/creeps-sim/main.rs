//! The simulation's command line tool: checks replays, measures the balance, plays.

mod balance;
mod bench;
mod files;
mod play;
mod verify;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Plays Arcade and Horde without the engine.
#[derive(Parser)]
#[command(name = "creeps-sim", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Plays a replay again, and says whether its points and its last state are what it claims.
    Verify(verify::Arguments),
    /// Lets the autopilot play many games, and says how far they get and where they end.
    Balance(balance::Arguments),
    /// Measures what a tick of a stress run costs, and a decision of the autopilot's.
    Bench(bench::Arguments),
    /// Lets the autopilot play one game, and writes its replay.
    Play(play::Arguments),
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Bench(arguments) => bench::run(&arguments),
        Command::Play(arguments) => play::run(&arguments),
        Command::Balance(arguments) => balance::run(&arguments),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}
