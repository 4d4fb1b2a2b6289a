//! `bench`: what a tick costs at any number of creeps and bullets, as a table.
//!
//! It takes the least of many samples: what else the machine does can only add. `cargo bench -p creeps-sim` has the statistics.

use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use creeps_sim::{Autopilot, Difficulty, Input, Ruleset, Sim, Skill, Stress};

use crate::files;
use crate::output::Output;

/// What `bench` is asked for.
#[derive(clap::Args)]
pub struct Arguments {
    /// How many creeps, and as many bullets; several with commas between
    #[arg(long, value_delimiter = ',', default_values_t = [100, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000])]
    entities: Vec<u32>,
    /// How long to measure each, in seconds
    #[arg(long, default_value_t = 2.0)]
    seconds: f64,
    /// The playfield grows in width only, as in the benchmark of Godot nodes
    #[arg(long)]
    wide: bool,
    /// Measures stress runs only, no games
    #[arg(long)]
    no_games: bool,
}

/// Measures and prints.
pub fn run(arguments: &Arguments, out: &mut Output) -> Result<ExitCode> {
    let arcade = files::read_ruleset(&files::ruleset_path("arcade"))?;
    writeln!(
        out,
        "{:>9} {:>9} {:>12} {:>12} {:>10} {:>10}",
        "creeps", "bullets", "µs a tick", "middle", "ns each", "hits"
    )?;
    for &count in &arguments.entities {
        let stress = Stress { wide: arguments.wide, ..Stress::new(count, count) };
        let Row { least, middle, hits } = measure(&arcade, stress, arguments.seconds);
        let each = least * 1e9 / f64::from(2 * count);
        writeln!(
            out,
            "{count:>9} {count:>9} {:>12.1} {:>12.1} {each:>10.1} {hits:>10.1}",
            least * 1e6,
            middle * 1e6
        )?;
    }
    for name in if arguments.no_games { &[][..] } else { &["arcade", "horde"] } {
        let ruleset = files::read_ruleset(&files::ruleset_path(name))?;
        let [tick, decision] = played(&ruleset);
        writeln!(
            out,
            "{name}: a tick {:.1} µs, a decision of the autopilot's {:.1} µs (means over a game)",
            tick * 1e6,
            decision * 1e6
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Seconds a tick: the least and the middle sample; and hits a tick.
struct Row {
    least: f64,
    middle: f64,
    hits: f64,
}

fn measure(ruleset: &Arc<Ruleset>, stress: Stress, seconds: f64) -> Row {
    let mut sim = Sim::stress(ruleset, stress, 1);
    for _ in 0..120 {
        sim.step(Input::default());
    }
    let (hits, ticks) = (sim.counts().hits, sim.tick());
    // Long enough to be measured, short enough to find moments in which the machine does nothing else.
    let ticks_at_once = 20_000 / stress.creeps.clamp(1000, 20_000);
    let mut samples = vec![];
    let began = Instant::now();
    // At least one, however short the time.
    while samples.is_empty() || began.elapsed().as_secs_f64() < seconds {
        let sample = Instant::now();
        for _ in 0..ticks_at_once {
            sim.step(Input::default());
        }
        samples.push(sample.elapsed().as_secs_f64() / f64::from(ticks_at_once));
    }
    samples.sort_by(f64::total_cmp);
    let hits = (sim.counts().hits - hits) as f64 / f64::from(sim.tick() - ticks);
    Row { least: samples[0], middle: samples[samples.len() / 2], hits }
}

/// Seconds a tick and a decision take, over five minutes of play.
fn played(ruleset: &Arc<Ruleset>) -> [f64; 2] {
    let mut sim = Sim::new(ruleset, Difficulty::Normal, 1);
    let mut autopilot = Autopilot::new(Skill::MACHINE);
    let (mut ticking, mut deciding) = (Duration::ZERO, Duration::ZERO);
    while sim.tick() < 60 * 60 * 5 && !sim.is_over() {
        let began = Instant::now();
        let input = autopilot.play(&sim);
        let decided = Instant::now();
        sim.step(input);
        deciding += decided - began;
        ticking += decided.elapsed();
    }
    [ticking, deciding].map(|time| time.as_secs_f64() / f64::from(sim.tick().max(1)))
}
