//! `cargo xtask test`: everything that CI runs, in its order.

mod steps;
mod summary;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;

use self::steps::STEPS;
use self::summary::{Outcome, Row, Summary};
use crate::context::Context;
use crate::say;

/// Run everything that CI runs: formatting, lints, docs, all tests (the game is played in the engine), licences.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask test --quick          while working: formatting, build and tests
  cargo xtask test                  before a pull request: what CI runs
  cargo xtask test --keep-going     all failures at once")]
pub struct Args {
    /// Leave out what takes long or changes seldom: lints, docs and licences.
    #[arg(long)]
    quick: bool,
    /// Go on after a failure.
    #[arg(long)]
    keep_going: bool,
}

/// One step.
struct Step {
    name: &'static str,
    /// Whether `--quick` has it.
    is_quick: bool,
    run: fn(&Context) -> Result<Done>,
}

/// How a step ended that did not fail.
enum Done {
    Passed,
    /// It could not be run, and need not be; why, and what would change that.
    Skipped(&'static str),
}

/// Runs `cargo xtask test`.
pub fn run(context: &Context, args: &Args) -> ExitCode {
    let mut summary = Summary::default();
    for step in STEPS.iter().filter(|step| step.is_quick || !args.quick) {
        let began = Instant::now();
        let outcome = if summary.has_failed() && !args.keep_going {
            Outcome::Skipped("a step before it failed")
        } else {
            say::heading(step.name);
            match (step.run)(context) {
                Ok(Done::Passed) => Outcome::Passed,
                Ok(Done::Skipped(why)) => Outcome::Skipped(why),
                Err(error) => {
                    say::failure(&error);
                    Outcome::Failed
                }
            }
        };
        summary.add(Row { name: step.name, outcome, time: began.elapsed() });
    }
    print!("\n{summary}");
    if summary.has_failed() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
