//! Fuzzing with stable Rust: replays the corpus, then changes it for some seconds a target. And the search for the longest tick.

mod worst;

use std::fs;
use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use clap::{Parser, Subcommand};
use creeps_fuzz::corpus;
use creeps_fuzz::mutate::mutate;
use creeps_fuzz::targets::{ALL, Target};
use rand::rngs::ChaCha8Rng;
use rand::{Rng, SeedableRng};

/// Throws hostile inputs at everything that reads files.
#[derive(Parser)]
#[command(name = "creeps-fuzz", version, about, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    fuzz: Fuzz,
}

#[derive(Subcommand)]
enum Command {
    /// Searches for the legal ruleset with the longest tick, and writes it.
    Worst(worst::Arguments),
}

#[derive(clap::Args)]
struct Fuzz {
    /// The targets; else all
    #[arg(value_parser = ALL.map(|(name, _)| name))]
    targets: Vec<String>,
    /// How long to change the corpus, in seconds a target; 0 replays the corpus alone
    #[arg(long, default_value_t = 20.0)]
    seconds: f64,
    /// What chance is made from: the same inputs in the same order
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = match &arguments.command {
        Some(Command::Worst(arguments)) => worst::run(arguments),
        None => fuzz(&arguments.fuzz),
    };
    result.unwrap_or_else(|error| {
        let _ = writeln!(io::stderr(), "error: {error:#}");
        ExitCode::from(2)
    })
}

/// Runs the targets; 1 where one found something.
fn fuzz(arguments: &Fuzz) -> Result<ExitCode> {
    let mut failed = false;
    let asked = |target: &&Target| {
        arguments.targets.is_empty() || arguments.targets.iter().any(|name| name == target.0)
    };
    for target in ALL.iter().filter(asked) {
        failed |= !run(*target, arguments)?;
    }
    Ok(ExitCode::from(u8::from(failed)))
}

/// Runs a target on its corpus and on changed inputs; whether it held on all of them.
fn run((name, target): Target, arguments: &Fuzz) -> Result<bool> {
    let inputs = corpus::of(name).with_context(|| format!("the corpus of {name} can't be read"))?;
    let mut out = io::stdout();
    for (file, input) in &inputs {
        if !holds(target, input) {
            writeln!(out, "{name}: FAILED on fuzz/corpus/{name}/{file}")?;
            return Ok(false);
        }
    }
    let mut rng = ChaCha8Rng::seed_from_u64(arguments.seed);
    let mut corpus: Vec<Vec<u8>> = inputs.into_iter().map(|(_, input)| input).collect();
    corpus.push(vec![]);
    let (began, limit) = (Instant::now(), Duration::from_secs_f64(arguments.seconds.clamp(0.0, 1e6)));
    let (mut runs, mut longest) = (0_u64, Duration::ZERO);
    while began.elapsed() < limit {
        let input = if name == "play" && rng.next_u32().is_multiple_of(2) {
            random(&mut rng)
        } else {
            let from = &corpus[(rng.next_u64() % corpus.len() as u64) as usize];
            mutate(from, &corpus, &mut rng)
        };
        let ran = Instant::now();
        if !holds(target, &input) {
            let folder = corpus::root().join("artifacts").join(name);
            fs::create_dir_all(&folder).with_context(|| format!("{} can't be made", folder.display()))?;
            let file = folder.join(format!("seed-{}-run-{runs}", arguments.seed));
            fs::write(&file, &input).with_context(|| format!("{} can't be written", file.display()))?;
            writeln!(out, "{name}: FAILED in run {runs}; the input is {}", file.display())?;
            return Ok(false);
        }
        longest = longest.max(ran.elapsed());
        runs += 1;
    }
    let (seconds, count) = (began.elapsed().as_secs_f64(), corpus.len() - 1);
    writeln!(
        out,
        "{name:>10}: {count} inputs of the corpus, {runs} changed ones in {seconds:.0} s, the longest took {:.1} ms",
        longest.as_secs_f64() * 1000.0
    )?;
    Ok(true)
}

/// Random bytes, enough for every choice of a ruleset and some input.
fn random(rng: &mut impl Rng) -> Vec<u8> {
    let mut bytes = vec![0; 2000];
    rng.fill_bytes(&mut bytes);
    bytes
}

/// Whether a target takes an input without a panic, whose message and location have been printed.
fn holds(target: fn(&[u8]), input: &[u8]) -> bool {
    panic::catch_unwind(AssertUnwindSafe(|| target(input))).is_ok()
}
