//! `cargo xtask bench`: what a tick costs with the tutorial's nodes in `GDScript`, and with ours in Rust.
//!
//! `godot-project/bench` measures; here it is run and what it found is put into a table.

mod dev_library;
mod report;
mod samples;
mod statistics;

use std::fs;
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::process::{ExitCode, Stdio};
use std::thread;

use anyhow::{Context as _, Result, bail};
use creeps_godot_env::check_log;

use self::dev_library::DevLibrary;
use self::report::Report;
use self::samples::Findings;
use crate::build::{self, Profile};
use crate::context::Context;
use crate::say;

/// Where `--write` writes.
const FILE: &str = "docs/benchmark.md";

/// More ticks than a round takes, all rows and both sides together. Godot ends then at the latest.
const ROUND_LIMIT: u32 = 10_000;

/// Measure what a tick costs: the tutorial's scripted nodes against ours in Rust.
///
/// Builds the extension optimised and runs the engine without a window on fields of 10 to 200 mobs and as many bullets,
/// with the one and the other in turns. Takes about a minute after the build. Both sides have the same scenes, seed and
/// number of nodes at all times; only the scripts on the nodes differ. Close other programs for steady numbers.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask bench
  cargo xtask bench --rounds 30     steadier numbers
  cargo xtask bench --write         keep them in docs/benchmark.md")]
pub struct Args {
    /// How often each side is measured on each field.
    #[arg(long, value_name = "N", default_value_t = 15, value_parser = clap::value_parser!(u32).range(1..=1000))]
    rounds: u32,
    /// Write what was found to docs/benchmark.md, too.
    #[arg(long)]
    write: bool,
}

/// Runs `cargo xtask bench`.
pub fn run(context: &Context, args: &Args) -> Result<ExitCode> {
    context.godot()?;
    let findings = {
        let _put_back_at_the_end = DevLibrary::set_aside(build::library(context, Profile::Dev))?;
        context.build(Profile::Release)?;
        context.import()?;
        measure(context, args.rounds)?
    };
    let report = Report::new(&findings)?.to_string();
    println!("\n{report}");
    if args.write {
        let file = context.root().join(FILE);
        let written = fs::create_dir_all(file.with_file_name("")).and_then(|()| fs::write(&file, report));
        written.with_context(|| format!("{} can't be written", file.display()))?;
        say::step("Written", FILE);
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs the engine on the benchmark's scene, and says when it comes to another field.
fn measure(context: &Context, rounds: u32) -> Result<Findings> {
    say::step("Measure", &format!("each side {rounds} times on each field"));
    let mut command = context.godot_in_project()?;
    command
        .args(["--headless", "--fixed-fps", "60", "res://bench/bench.tscn", "--quit-after"])
        .arg((ROUND_LIMIT * rounds).to_string())
        .env("CREEPS_BENCH_ROUNDS", rounds.to_string());
    let mut godot = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("could not start Godot")?;
    let (stdout, stderr) = (godot.stdout.take(), godot.stderr.take());
    let errors = thread::spawn(move || {
        let mut text = String::new();
        stderr.map_or(Ok(0), |mut stderr| stderr.read_to_string(&mut text)).map(|_| text)
    });
    let mut findings = Findings::default();
    for line in stdout.into_iter().flat_map(|stdout| BufReader::new(stdout).lines()) {
        if let Some(field) = findings.read(&line.context("Godot's output can't be read")?)? {
            say::step("Measure", &field.to_string());
        }
    }
    let status = godot.wait().context("Godot was lost")?;
    let errors = errors.join().unwrap_or_else(|_| Err(io::ErrorKind::Other.into()));
    let failures = check_log(&errors.context("Godot's errors can't be read")?);
    if !status.success() || !failures.is_empty() {
        bail!("the benchmark failed in the engine ({status}):\n{}", failures.join("\n"));
    }
    Ok(findings)
}
