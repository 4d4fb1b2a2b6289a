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
use creeps_rules::sprites::{FLOATS, InstanceWriter};
use creeps_sim::sprites::{self, HitView, KindSprite, Layer};
use creeps_sim::{Autopilot, Difficulty, Input, Ruleset, Sim, Skill, Stress, memory};

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

/// Measures and prints.
pub fn run(arguments: &Arguments, out: &mut Output) -> Result<ExitCode> {
    let arcade = files::read_ruleset(&files::ruleset_path("arcade"))?;
    let stress = |count| Stress { wide: arguments.wide, ..Stress::new(count, count) };
    if let Some(ticks) = arguments.ticks {
        for &count in &arguments.entities {
            let mut sim = Sim::stress(&arcade, stress(count), 1);
            let mut view = View::new(&arcade, count)?;
            (0..ticks).for_each(|_| {
                sim.step(Input::default());
                view.write(&sim);
            });
            writeln!(out, "{count} {} {:016x}", sim.counts().hits, sim.hash())?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let bandwidth = memory::copy_bandwidth();
    writeln!(
        out,
        "This machine copies {:.1} GB/s, what is read and what is written counted.",
        bandwidth / 1e9
    )?;
    writeln!(
        out,
        "{:>9} {:>9} {:>12} {:>12} {:>10} {:>10} {:>10} {:>10} {:>10}",
        "creeps", "bullets", "µs a tick", "middle", "ns each", "hits", "limit, µs", "times it", "view, µs"
    )?;
    for &count in &arguments.entities {
        let Row { least, middle, hits, view } = measure(&arcade, stress(count), arguments.seconds)?;
        let each = least * 1e9 / f64::from(2 * count);
        let limit = memory::simulation_bytes(count) / bandwidth;
        writeln!(
            out,
            "{count:>9} {count:>9} {:>12.1} {:>12.1} {each:>10.1} {hits:>10.1} {:>10.1} {:>10.1} {:>10.1}",
            least * 1e6,
            middle * 1e6,
            limit * 1e6,
            least / limit,
            view * 1e6
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

/// What a view does without an engine: writes the sprites of a stress run into buffers.
struct View {
    creeps: Vec<KindSprite>,
    bullets: Vec<KindSprite>,
    sprites: [Vec<[f32; FLOATS]>; 3],
}

impl View {
    /// A view of so many creeps, and as many bullets, in the pictures of the game's own atlas.
    fn new(ruleset: &Ruleset, count: u32) -> Result<Self> {
        let atlas = files::read_atlas()?;
        let kinds = |kinds: &mut dyn Iterator<Item = (&str, f32)>| {
            kinds.filter_map(|(sprite, size)| KindSprite::find(&atlas, sprite, size)).collect::<Vec<_>>()
        };
        Ok(Self {
            creeps: kinds(&mut ruleset.creeps.iter().map(|kind| (&*kind.sprite, kind.size))),
            bullets: kinds(&mut ruleset.bullets.iter().map(|kind| (&*kind.sprite, kind.size))),
            sprites: [count, count, 0].map(|count| vec![[0.0; FLOATS]; count as usize]),
        })
    }

    fn write(&mut self, sim: &Sim) {
        let (hit, mut counts) = (HitView::default(), [0; 3]);
        let ([creeps, bullets, bubbles], [creep_count, bullet_count, bubble_count]) =
            (&mut self.sprites, &mut counts);
        let mut bubbles = InstanceWriter::new(bubbles, bubble_count);
        let mut writer = InstanceWriter::new(creeps, creep_count);
        sprites::write_creeps(&mut writer, &mut bubbles, sim, &layer(&self.creeps), &hit);
        let mut writer = InstanceWriter::new(bullets, bullet_count);
        sprites::write_bullets(&mut writer, &sim.player_bullets(), &layer(&self.bullets), sim.tick());
        black_box(&self.sprites);
    }
}

fn layer(kinds: &[KindSprite]) -> Layer<'_> {
    let sheet = kinds.first().map_or(0, |kind| kind.sprite.sheet);
    Layer { kinds, sheet, min_size: 0.0 }
}

/// Seconds a tick: the least and the middle sample; hits a tick; and seconds that the view takes of it, at least.
struct Row {
    least: f64,
    middle: f64,
    hits: f64,
    view: f64,
}

fn measure(ruleset: &Arc<Ruleset>, stress: Stress, seconds: f64) -> Result<Row> {
    let mut view = View::new(ruleset, stress.creeps)?;
    let mut sim = Sim::stress(ruleset, stress, 1);
    for _ in 0..120 {
        sim.step(Input::default());
    }
    let (hits, ticks) = (sim.counts().hits, sim.tick());
    // Long enough to be measured, short enough to find moments in which the machine does nothing else.
    let ticks_at_once = 20_000 / stress.creeps.clamp(1000, 20_000);
    let (mut samples, mut views) = (vec![], vec![]);
    let began = Instant::now();
    // At least one, however short the time.
    while samples.is_empty() || began.elapsed().as_secs_f64() < seconds {
        let sample = Instant::now();
        for _ in 0..ticks_at_once {
            sim.step(Input::default());
        }
        samples.push(sample.elapsed().as_secs_f64() / f64::from(ticks_at_once));
        let sample = Instant::now();
        view.write(&sim);
        views.push(sample.elapsed().as_secs_f64());
    }
    samples.sort_by(f64::total_cmp);
    let hits = (sim.counts().hits - hits) as f64 / f64::from(sim.tick() - ticks);
    let view = views.into_iter().fold(f64::MAX, f64::min);
    Ok(Row { least: samples[0], middle: samples[samples.len() / 2], hits, view })
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
