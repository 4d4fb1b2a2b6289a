//! The simulation without its view: its share of a tick of `ArcadeScene`.

use std::sync::Arc;
use std::time::Instant;

use creeps_sim::{Input, Ruleset, Sim, SimEvent, Stress, memory};
use godot::prelude::*;

use crate::system::files;

/// Steps a stress test once per physics tick.
#[derive(GodotClass)]
#[class(init, base = Node)]
struct BenchSimulation {
    sim: Option<Sim>,
    hits: i64,
    nanoseconds: i64,
    base: Base<Node>,
}

#[godot_api]
impl BenchSimulation {
    /// Starts with `count` creeps and as many bullets, by the ruleset at `path`. Returns whether that could be read.
    #[func]
    fn begin(&mut self, count: u32, path: GString, seed: i64) -> bool {
        let path = path.to_string();
        let mode = files::read(&path, creeps_rules::ron_file::MAX_BYTES)
            .and_then(|text| Ruleset::read(&path, &text));
        match mode {
            Ok(mode) => {
                let stress = Stress::new(count, count);
                self.sim = Some(Sim::stress(&Arc::new(mode), stress, seed.cast_unsigned()));
            }
            Err(error) => godot_error!("{error}"),
        }
        self.sim.is_some()
    }

    /// What the memory allows with `count` creeps and as many bullets: µs to copy what the simulation touches in a tick, µs with what the
    /// view writes as well, and the GB/s that were copied.
    #[func]
    fn limit(count: u32) -> GString {
        let bandwidth = memory::copy_bandwidth();
        let simulation = memory::simulation_bytes(count) / bandwidth * 1e6;
        let view = memory::view_bytes(count) / bandwidth * 1e6;
        GString::from(&format!("{simulation:.3} {:.3} {:.3}", simulation + view, bandwidth / 1e9))
    }

    /// The hits so far.
    #[func]
    fn hits(&self) -> i64 {
        self.hits
    }

    /// The total time of all steps so far, in µs.
    #[func]
    fn micros(&self) -> f64 {
        self.nanoseconds as f64 / 1e3
    }
}

#[godot_api]
impl INode for BenchSimulation {
    fn physics_process(&mut self, _delta: f64) {
        let Some(sim) = &mut self.sim else { return };
        let began = Instant::now();
        let events = sim.step(Input::default());
        self.nanoseconds += i64::try_from(began.elapsed().as_nanos()).unwrap_or(0);
        let hits = events.iter().filter(|event| matches!(event, SimEvent::CreepKilled { .. })).count();
        self.hits += i64::try_from(hits).unwrap_or(0);
    }
}
