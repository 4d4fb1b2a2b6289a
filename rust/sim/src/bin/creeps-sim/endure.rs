//! `endure`: a million ticks of a ruleset's games by the autopilot, and what grew while they were played.

use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use creeps_sim::invariants::InvariantChecker;
use creeps_sim::{Autopilot, Difficulty, Ruleset, Sim, Skill};

use crate::files;
use crate::output::Output;

/// What `endure` is asked for.
#[derive(clap::Args)]
pub struct Arguments {
    /// The mode: arcade, horde, all (both), or the path of a ruleset
    #[arg(long, default_value = "all")]
    mode: String,
    /// How many ticks of each mode
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u32).range(1..))]
    ticks: u32,
    /// The first game's seed; each further game's is one more
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Plays, mode by mode, and tells; 1 where a game took more memory while it was played.
pub fn run(arguments: &Arguments, out: &mut Output) -> Result<ExitCode> {
    let names = if arguments.mode == "all" { vec!["arcade", "horde"] } else { vec![&*arguments.mode] };
    let mut grew = false;
    for name in names {
        let ruleset = files::read_ruleset(&files::ruleset_path(name))?;
        let before = resident_kib();
        let run = endure(&ruleset, arguments.ticks, arguments.seed)?;
        let after = resident_kib();
        let seconds = run.stepping.as_secs_f64();
        writeln!(out, "{}: {} ticks in {} games", ruleset.name, arguments.ticks, run.games)?;
        writeln!(
            out,
            "  ticks/s               {:>12.0}  (the simulation alone)",
            f64::from(arguments.ticks) / seconds
        )?;
        writeln!(
            out,
            "  largest tick          {:>12.3} ms (seed {}, tick {})",
            run.largest.as_secs_f64() * 1000.0,
            run.largest_at.0,
            run.largest_at.1
        )?;
        writeln!(out, "  a game's memory       {:>12} bytes at its start", run.memory)?;
        writeln!(out, "  and its growth        {:>12} bytes at most until its end", run.growth)?;
        let kib = |kib: Option<u64>| kib.map_or("unknown here".to_owned(), |kib| format!("{kib} KiB"));
        writeln!(out, "  resident before       {:>16}", kib(before))?;
        writeln!(out, "  after the first game  {:>16}", kib(run.resident_after_first))?;
        writeln!(out, "  after the last        {:>16}", kib(after))?;
        grew |= run.growth > 0;
    }
    Ok(ExitCode::from(u8::from(grew)))
}

/// What came of some games.
struct Run {
    games: u32,
    /// How long all ticks took.
    stepping: Duration,
    largest: Duration,
    /// Its seed and tick.
    largest_at: (u64, u32),
    /// What a game holds at its start, in bytes.
    memory: usize,
    /// The most that a game held beyond that, in bytes.
    growth: usize,
    resident_after_first: Option<u64>,
}

fn endure(ruleset: &Arc<Ruleset>, ticks: u32, seed: u64) -> Result<Run> {
    let mut run = Run {
        games: 0,
        stepping: Duration::ZERO,
        largest: Duration::ZERO,
        largest_at: (0, 0),
        memory: 0,
        growth: 0,
        resident_after_first: None,
    };
    let mut left = ticks;
    while left > 0 {
        let seed = seed.wrapping_add(u64::from(run.games));
        let mut sim = Sim::new(ruleset, Difficulty::Normal, seed);
        let mut autopilot = Autopilot::new(Skill::PERSON);
        let mut checker = InvariantChecker::new(ruleset);
        run.memory = sim.memory();
        while !sim.is_over() && left > 0 {
            let input = autopilot.play(&sim);
            let began = Instant::now();
            let events = sim.step(input);
            let took = began.elapsed();
            checker.events(events)?;
            checker.counts(&sim)?;
            run.stepping += took;
            if took > run.largest {
                (run.largest, run.largest_at) = (took, (seed, sim.tick()));
            }
            left -= 1;
        }
        run.growth = run.growth.max(sim.memory().saturating_sub(run.memory));
        run.games += 1;
        if run.games == 1 {
            run.resident_after_first = resident_kib();
        }
    }
    Ok(run)
}

/// What of the program's memory is in use, in KiB, where the system tells (Linux).
fn resident_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}
