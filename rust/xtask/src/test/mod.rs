//! `cargo xtask test`: everything that CI runs, in its order, or a part of it.

mod executables;
mod steps;
mod summary;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;
use clap::ValueEnum as _;

use self::executables::Executables;
use self::steps::{Name, STEPS};
use self::summary::{Outcome, StepResult, Summary};
use crate::context::Context;
use crate::{say, signals};

/// Run everything that CI runs: formatting, lints, docs, all tests (the game is played in the engine), licences.
///
/// What the steps need is done before them: Godot is found or installed, the extension built, the assets imported. At the
/// end come the times of the steps and the slowest tests.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask test                     before a pull request: what CI runs
  cargo xtask test --quick             while working: under a minute after a change
  cargo xtask test unit                the tests without the engine
  cargo xtask test play -f pause       the tests in the headless engine whose name holds \"pause\"
  cargo xtask test --keep-going        all failures at once")]
pub struct Args {
    /// The steps to run; all of them by default.
    #[arg(value_name = "STEP")]
    steps: Vec<Name>,
    /// Check a change in under a minute (--help says what it leaves out).
    ///
    /// It checks the format and the lints, tests rules and simulation, and plays a game of each mode in the headless engine. It leaves
    /// out the docs and their examples, the tests of the tools and of the sounds, the simulation's long games (balance, golden games,
    /// worst cases), all other games in the engine, windows, browsers, fuzzing, licences and advisories.
    #[arg(long, conflicts_with = "steps")]
    quick: bool,
    /// Run only the tests whose name holds this text.
    #[arg(short, long, value_name = "TEXT")]
    filter: Option<String>,
    /// Continue after a failure.
    #[arg(long)]
    keep_going: bool,
}

impl Args {
    /// The steps that are asked for, in the order of CI.
    fn chosen(&self) -> Vec<Name> {
        let is_chosen = |name: &Name| {
            if !self.steps.is_empty() {
                return self.steps.contains(name);
            }
            // A filter means tests: what has none is left out.
            (!self.quick || name.is_quick()) && (self.filter.is_none() || name.has_tests())
        };
        Name::value_variants().iter().copied().filter(is_chosen).collect()
    }
}

/// One step.
struct Step {
    name: &'static str,
    is_needed: fn(&[Name]) -> bool,
    run: fn(&mut Run) -> Result<Done>,
}

/// What the steps of a run share.
struct Run<'a> {
    context: &'a Context,
    filter: Option<&'a str>,
    quick: bool,
    keep_going: bool,
    executables: Executables,
    slowest: summary::Slowest,
}

/// How a step ended that did not fail.
enum Done {
    Passed,
    /// It could not be run, and need not be; why, and what would change that.
    Skipped(&'static str),
}

/// Runs `cargo xtask test`.
pub fn run(context: &Context, args: &Args) -> ExitCode {
    let chosen = args.chosen();
    let mut run = Run {
        context,
        filter: args.filter.as_deref(),
        quick: args.quick,
        keep_going: args.keep_going,
        executables: Executables::default(),
        slowest: summary::Slowest::default(),
    };
    let mut summary = Summary::default();
    for step in STEPS.iter().filter(|step| (step.is_needed)(&chosen)) {
        let began = Instant::now();
        let outcome = if signals::have_asked() {
            Outcome::Skipped("it was asked to end")
        } else if summary.has_failed() && !args.keep_going {
            Outcome::Skipped("a step before it failed")
        } else {
            say::heading(step.name);
            match (step.run)(&mut run) {
                Ok(Done::Passed) => Outcome::Passed,
                Ok(Done::Skipped(why)) => Outcome::Skipped(why),
                Err(error) => {
                    say::failure(&error);
                    Outcome::Failed
                }
            }
        };
        summary.add(StepResult { name: step.name, outcome, time: began.elapsed() });
    }
    print!("{}\n{summary}", run.slowest);
    if let Some(filter) = run.filter
        && run.slowest.count() == 0
        && !summary.has_failed()
    {
        say::failure(&anyhow::anyhow!("no test of these steps has {filter:?} in its name"));
        return ExitCode::FAILURE;
    }
    if summary.has_failed() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;

    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        args: Args,
    }

    fn chosen(line: &str) -> Vec<Name> {
        Line::try_parse_from(std::iter::once("test").chain(line.split_whitespace())).unwrap().args.chosen()
    }

    #[test]
    fn all_steps_run_when_none_is_named() {
        assert_eq!(chosen(""), Name::value_variants());
    }

    #[test]
    fn named_steps_run_in_the_order_of_ci() {
        assert_eq!(chosen("window unit"), [Name::Unit, Name::Window]);
    }

    #[test]
    fn quick_leaves_out_what_takes_long() {
        assert_eq!(chosen("--quick"), [Name::Format, Name::Lint, Name::Unit, Name::Play]);
    }

    #[test]
    fn a_filter_leaves_out_what_has_no_tests() {
        assert_eq!(chosen("-f pause"), [Name::Unit, Name::Play, Name::Window, Name::Web, Name::Book]);
        assert_eq!(chosen("--quick -f pause"), [Name::Unit, Name::Play]);
        assert_eq!(chosen("lint -f pause"), [Name::Lint], "what is named is meant");
    }
}
