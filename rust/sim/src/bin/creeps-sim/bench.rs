//! `bench`: what a tick costs at any number of creeps and bullets, as a table.
//!
//! It takes the least of many samples: what else the machine does can only add. `cargo bench -p creeps-sim` has the statistics.
//!
//! Beside each time stands a limit: how long the memory needs for the bytes that a tick must touch, by this machine's bandwidth of a copy.

use std::hint::black_box;
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
    /// Plays so many ticks of each stress run and measures nothing, for a tool that counts instructions
    #[arg(long, value_name = "N", conflicts_with = "seconds")]
    ticks: Option<u32>,
}

/// Bytes of a creep that each tick must read or write, whatever the design: where it is and was (4 numbers), how it flies and sways (7),
/// its kind and its layer.
const CREEP_BYTES: f64 = 46.0;
/// Of a bullet: where it is and was (4 numbers), how it flies (2), its kind.
const BULLET_BYTES: f64 = 25.0;

/// Measures and prints.
pub fn run(arguments: &Arguments, out: &mut Output) -> Result<ExitCode> {
    let arcade = files::read_ruleset(&files::ruleset_path("arcade"))?;
    let stress = |count| Stress { wide: arguments.wide, ..Stress::new(count, count) };
    if let Some(ticks) = arguments.ticks {
        for &count in &arguments.entities {
            let mut sim = Sim::stress(&arcade, stress(count), 1);
            (0..ticks).for_each(|_| {
                sim.step(Input::default());
            });
            writeln!(out, "{count} {} {:016x}", sim.counts().hits, sim.hash())?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let bandwidth = copy_bandwidth();
    writeln!(
        out,
        "This machine copies {:.1} GB/s, what is read and what is written counted.",
        bandwidth / 1e9
    )?;
    writeln!(
        out,
        "{:>9} {:>9} {:>12} {:>12} {:>10} {:>10} {:>10} {:>10}",
        "creeps", "bullets", "µs a tick", "middle", "ns each", "hits", "limit, µs", "times it"
    )?;
    for &count in &arguments.entities {
        let Row { least, middle, hits } = measure(&arcade, stress(count), arguments.seconds);
        let each = least * 1e9 / f64::from(2 * count);
        let limit = f64::from(count) * (CREEP_BYTES + BULLET_BYTES) / bandwidth;
        writeln!(
            out,
            "{count:>9} {count:>9} {:>12.1} {:>12.1} {each:>10.1} {hits:>10.1} {:>10.1} {:>10.1}",
            least * 1e6,
            middle * 1e6,
            limit * 1e6,
            least / limit
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

/// Bytes a second that this machine copies, each counted as it is read and as it is written.
///
/// The best of many pieces of a block that no cache holds: a piece is copied before another program interrupts.
fn copy_bandwidth() -> f64 {
    const BLOCK: usize = 128 << 20;
    const PIECE: usize = 1 << 20;
    let from = vec![1_u8; BLOCK];
    let mut to = vec![2_u8; BLOCK];
    let pieces = to.chunks_mut(PIECE).zip(from.chunks(PIECE)).map(|(to, from)| {
        let began = Instant::now();
        to.copy_from_slice(black_box(from));
        black_box(to);
        began.elapsed().as_secs_f64()
    });
    2.0 * PIECE as f64 / pieces.fold(f64::MAX, f64::min)
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
