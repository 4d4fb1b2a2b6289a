//! What a tick of the simulation costs, and an entity of it: `cargo bench -p creeps-sim`.
//!
//! `thrpt` is in entities (creeps and bullets): 100 Melem/s are 10 ns for each.
#![allow(missing_docs)] // what `criterion_group!` makes has none

use std::hint::black_box;
use std::sync::Arc;

use creeps_sim::{Input, Ruleset, Sim, Stress};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

const SEED: u64 = 2023;
/// Until they are over, what was strewn has settled.
const WARM_UP_TICKS: u32 = 120;

/// A ruleset's name and text.
type File = (&'static str, &'static [u8]);
/// Classic's numbers, as in `cargo xtask bench`.
const CLASSIC: File = ("benchmark", include_bytes!("../../../godot-project/bench/benchmark.ron"));
/// Several kinds, smaller and faster.
const HORDE: File = ("horde", include_bytes!("../../../godot-project/config/horde.ron"));

fn stress((name, text): File, count: u32) -> Sim {
    let ruleset = Arc::new(Ruleset::read(name, text).expect("the ruleset is good"));
    let mut sim = Sim::stress(&ruleset, Stress::new(count, count), SEED);
    for _ in 0..WARM_UP_TICKS {
        sim.step(Input::default());
    }
    sim
}

fn step(criterion: &mut Criterion) {
    for file in [CLASSIC, HORDE] {
        let mut group = criterion.benchmark_group(format!("step/{}", file.0));
        for count in [100, 1_000, 2_000, 10_000, 50_000] {
            group.throughput(Throughput::Elements(2 * u64::from(count)));
            group.bench_function(BenchmarkId::from_parameter(count), |bencher| {
                let mut sim = stress(file, count);
                bencher.iter(|| black_box(sim.step(Input::default()).len()));
            });
        }
        group.finish();
    }
}

fn hash(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("hash");
    group.throughput(Throughput::Elements(20_000));
    let sim = stress(HORDE, 10_000);
    group.bench_function("10000", |bencher| bencher.iter(|| black_box(&sim).hash()));
    group.finish();
}

criterion_group!(benches, step, hash);
criterion_main!(benches);
