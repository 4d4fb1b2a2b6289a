//! `cargo xtask platforms`: plays the same games on every platform that this machine can run, and compares their last states.

mod kit;
mod outcome;
mod platform;

use std::fs;
use std::process::{Command, ExitCode, Output};

use anyhow::{Context as _, Result};
use clap::ValueEnum as _;
use creeps_godot_env::children;

use self::kit::Kit;
use self::outcome::{Build, Outcome, Row};
use self::platform::Platform;
use crate::context::{self, Context};
use crate::say;

/// Play the same games on every platform that this machine can run, in debug and release builds, and compare their states.
///
/// Builds the simulation behind Arcade and Horde for each platform and runs `rust/sim/tests/golden.rs` there, whose last
/// states are written down, and `creeps-sim verify` with two games that were played on this machine. What lacks is
/// skipped and named. Ends with exit code 1 when states differ, when something fails, and when a platform that was named
/// can't be tried.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask platforms                   all that this machine can run; ten builds, some minutes the first time
  cargo xtask platforms --only aarch64    one; may be given more than once")]
pub struct Args {
    /// Only this platform.
    #[arg(long, value_name = "PLATFORM")]
    only: Vec<Platform>,
}

/// The games that are played here and verified everywhere: the mode, and what else `creeps-sim play` is told. The machine
/// plays long games; a debug build under an emulator shall not take minutes for them.
const GAMES: [(&str, &[&str]); 2] = [
    ("arcade", &["--seed", "7", "--machine", "--minutes", "10"]),
    ("horde", &["--seed", "7", "--machine", "--minutes", "2"]),
];

/// Runs `cargo xtask platforms`.
pub fn run(context: &Context, args: &Args) -> Result<ExitCode> {
    let dir = context.root().join("target/platforms");
    fs::create_dir_all(&dir).with_context(|| format!("could not make {}", dir.display()))?;
    say::heading("two games, played here");
    record(context).context("the games that all platforms shall play again were not played")?;
    let platforms = if args.only.is_empty() { Platform::value_variants() } else { &args.only };
    let mut rows = Vec::new();
    for &platform in platforms {
        say::heading(&platform.title());
        match platform.kit(context, &dir) {
            Ok(kit) => {
                for build in [Build::Debug, Build::Release] {
                    say::step("Trying", &format!("{} in a {build} build", platform.title()));
                    let outcome = compare(context, &kit, build).unwrap_or_else(|error| {
                        say::failure(&error);
                        Outcome::Failed
                    });
                    rows.push(Row::tried(platform, build, &kit, outcome));
                }
            }
            Err(lacks) => {
                for problem in &lacks {
                    say::note(&format!("not tried: {}\n       -> {}", problem.lacks, problem.remedy));
                }
                rows.push(Row::not_tried(platform, &lacks));
            }
        }
    }
    print!("\n{}", outcome::table(&rows));
    let is_asked_for = !args.only.is_empty();
    let is_good = |row: &Row| row.outcome.is_good(is_asked_for);
    Ok(if rows.iter().all(is_good) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The replay of a mode's game, as named from the checkout, where all programs are started: it is all that a WASI program sees.
fn replay(mode: &str) -> String {
    format!("target/platforms/{mode}.replay")
}

/// Lets the autopilot play the games on this machine and writes their replays.
fn record(context: &Context) -> Result<()> {
    for (mode, more) in GAMES {
        let mut cargo = creeps_sim(context, "run", &Kit::default(), Build::Release);
        context::run(cargo.args(["--", "play", &replay(mode), "--mode", mode]).args(more))?;
    }
    Ok(())
}

/// Plays all games in one build for a platform.
fn compare(context: &Context, kit: &Kit, build: Build) -> Result<Outcome> {
    let golden = ["--test", "golden"];
    // What these print is the builds' progress.
    context::run(creeps_sim(context, "test", kit, build).args(golden).arg("--no-run"))?;
    context::run(&mut creeps_sim(context, "build", kit, build))?;

    // WebAssembly with WASI ends at a panic, and a message that was captured would be lost.
    let mut cargo = creeps_sim(context, "test", kit, build);
    let output = children::output(cargo.args(golden).args(["--", "--nocapture"]))?;
    let mut outcome = say_outcome("the golden games", &output, Outcome::of_tests);
    for (mode, _) in GAMES {
        let mut cargo = creeps_sim(context, "run", kit, build);
        let output = children::output(cargo.args(["--", "verify", &replay(mode)]))?;
        outcome = outcome.max(say_outcome(&format!("the game of {mode}"), &output, Outcome::of_verify));
    }
    Ok(outcome)
}

/// Tells how some games ended; where they are not equal, with all that was printed.
fn say_outcome(games: &str, output: &Output, judge: fn(bool, &str) -> Outcome) -> Outcome {
    let said = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes)).concat();
    let outcome = judge(output.status.success(), &said);
    if outcome != Outcome::Equal {
        eprintln!("{said}");
    }
    say::step(outcome.word(), games);
    outcome
}

/// Cargo, about to do something with `creeps-sim`.
fn creeps_sim(context: &Context, command: &str, kit: &Kit, build: Build) -> Command {
    let mut cargo = context.cargo();
    cargo.args([command, "--locked", "--package", "creeps-sim"]).args(build.arguments()).args(&kit.arguments);
    cargo.env_remove("CARGO_BUILD_TARGET").envs(kit.environment.iter().cloned());
    cargo
}
