//! `cargo xtask bench`: what a tick costs with the tutorial's nodes and with other designs, for up to a hundred thousand objects.
//!
//! `godot-project/bench` measures; here it is run and what it found is put into a table and a chart.

mod chart;
pub mod instructions;
mod report;
mod samples;
mod start;
mod statistics;

use std::fs;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use creeps_godot_env::{check_log, children};
use creeps_playtest::run::{isolate, user_folder};

use self::report::Report;
use self::samples::{Design, Findings};
use self::statistics::Spread;
use crate::build::{self, Profile};
use crate::context::Context;
use crate::say;

/// Where `--write` writes.
pub const FILE: &str = "docs/benchmark.md";
/// The chart.
const CHART: &str = "target/benchmark.svg";
const KEPT_CHART: &str = "docs/benchmark.svg";
/// What the simulation plays.
const MODE_FILE: &str = "godot-project/bench/benchmark.ron";

/// A design whose tick takes longer is not measured with more, in µs.
const TOO_LONG: f32 = 200_000.0;

/// How a field is measured.
struct Effort {
    /// How many creeps, and as many bullets.
    count: u32,
    rounds: u32,
    /// How many ticks pass before each measurement.
    warm_up: u32,
    ticks: u32,
}

const EFFORTS: [Effort; 5] = [
    Effort { count: 100, rounds: 11, warm_up: 120, ticks: 400 },
    Effort { count: 500, rounds: 7, warm_up: 120, ticks: 300 },
    Effort { count: 2_000, rounds: 5, warm_up: 60, ticks: 100 },
    Effort { count: 10_000, rounds: 3, warm_up: 40, ticks: 40 },
    Effort { count: 50_000, rounds: 3, warm_up: 20, ticks: 30 },
];
const QUICK: [Effort; 3] = [
    Effort { count: 100, rounds: 3, warm_up: 30, ticks: 120 },
    Effort { count: 500, rounds: 3, warm_up: 30, ticks: 60 },
    Effort { count: 2_000, rounds: 3, warm_up: 30, ticks: 30 },
];

/// Measure what a tick costs: the tutorial's scripted nodes, ours in Rust, engine servers, and the simulation.
///
/// Builds the extension optimised and runs the engine without a window on fields of 100 to 50,000 creeps and as many
/// bullets, all designs in turns: each by the same numbers, at the same density, and each up to where a tick takes more than
/// 200 ms. Takes some minutes after the build. Close other programs for steady numbers. As after `build --release`, the game
/// runs the optimised extension until the next build.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo xtask bench
  cargo xtask bench --quick         three fields of up to 2,000, in half a minute
  cargo xtask bench --write         keep the table and the chart in docs/
  cargo xtask bench --instructions  count a tick's instructions, and compare them with docs/benchmark.md
  cargo xtask bench --start         the time to the first picture, and the memory of Arcade")]
#[allow(clippy::struct_excessive_bools)] // each is an option of its own
pub struct Args {
    /// Only fields of up to 2,000 creeps, and few samples.
    #[arg(long, conflicts_with = "write")]
    quick: bool,
    /// Write what was found to docs/benchmark.md and docs/benchmark.svg, too.
    #[arg(long)]
    write: bool,
    /// Count the simulation's instructions with valgrind instead; an error where a part of a tick grew by more than 5 %.
    #[arg(long, conflicts_with = "quick")]
    instructions: bool,
    /// Measure the start up to the first picture and the memory of Arcade instead.
    #[arg(long, conflicts_with_all = ["quick", "write", "instructions"])]
    start: bool,
}

/// Runs `cargo xtask bench`.
pub fn run(context: &Context, args: &Args) -> Result<ExitCode> {
    if args.instructions {
        instructions::run(context, &context.root().join(FILE), args.write)?;
        return Ok(ExitCode::SUCCESS);
    }
    if args.start {
        start::run(context)?;
        return Ok(ExitCode::SUCCESS);
    }
    context.godot()?;
    build::with_features(context, Profile::Release, &["bench"])?;
    context.import()?;
    let findings = measure_all(context, if args.quick { &QUICK } else { &EFFORTS })?;
    let report = Report::new(&findings)?;
    println!("\n{report}");
    let chart = chart::draw(&report);
    write(context, CHART, &chart)?;
    if args.write {
        write(context, KEPT_CHART, &chart)?;
        // What is counted is not measured: it stays.
        let kept = fs::read_to_string(context.root().join(FILE)).unwrap_or_default();
        let counted =
            kept.find(instructions::HEADING).map_or(String::new(), |start| format!("\n{}", &kept[start..]));
        write(context, FILE, &format!("{report}{counted}"))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn write(context: &Context, file: &str, text: &str) -> Result<()> {
    let path = context.root().join(file);
    let written = fs::create_dir_all(path.with_file_name("")).and_then(|()| fs::write(&path, text));
    written.with_context(|| format!("{} can't be written", path.display()))?;
    say::step("Written", file);
    Ok(())
}

/// Measures every field, the smallest first, by the designs that are not too slow for it.
fn measure_all(context: &Context, efforts: &[Effort]) -> Result<Findings> {
    let mut findings = Findings::default();
    let mut designs = Design::ALL.to_vec();
    for effort in efforts {
        let count = effort.count;
        say::step(
            "Measure",
            &format!("{count} + {count}: {} designs {} times", designs.len(), effort.rounds),
        );
        measure(context, effort, &designs, &mut findings)?;
        designs.retain(|&design| {
            let spread = Spread::of(findings.of(design, count).map(|sample| sample.micros));
            spread.is_some_and(|spread| spread.median <= TOO_LONG)
        });
    }
    Ok(findings)
}

/// Runs the engine on the benchmark's scene.
fn measure(context: &Context, effort: &Effort, designs: &[Design], findings: &mut Findings) -> Result<()> {
    // Its own `user://`, where the mode file lies as a player's own would; no one's best scores are touched.
    let home = context.root().join("target/bench-home");
    let user = user_folder(&home);
    fs::create_dir_all(&user)
        .and_then(|()| fs::copy(context.root().join(MODE_FILE), user.join("arcade.ron")))
        .with_context(|| format!("{} can't be written", user.display()))?;
    let count = effort.count.to_string();
    let keys: Vec<&str> = designs.iter().map(|design| design.key()).collect();
    let mut command = context.godot_in_project()?;
    isolate(&mut command, &home);
    command
        .args(["--headless", "--fixed-fps", "60", "res://bench/bench.tscn"])
        .args(["--", "--creeps", &count, "--bullets", &count, "--seed", "2023"])
        .env("CREEPS_BENCH_COUNT", &count)
        .env("CREEPS_BENCH_DESIGNS", keys.join(","))
        .env("CREEPS_BENCH_ROUNDS", effort.rounds.to_string())
        .env("CREEPS_BENCH_WARM_UP", effort.warm_up.to_string())
        .env("CREEPS_BENCH_TICKS", effort.ticks.to_string());
    let output = children::output(&mut command).context("could not start Godot")?;
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        findings.read(line)?;
    }
    let failures = check_log(&String::from_utf8_lossy(&output.stderr));
    if !output.status.success() || !failures.is_empty() {
        bail!("the benchmark failed in the engine ({}):\n{}", output.status, failures.join("\n"));
    }
    Ok(())
}
