//! Measures how long a tick of a stress test takes.

use std::time::Instant;

use creeps_rules::trace::TraceEvent;
use creeps_sim::Sim;
use godot::prelude::*;

use crate::dev::trace;

/// The times of a run's ticks, in µs.
#[derive(Default)]
pub struct Stopwatch {
    simulation: Vec<f32>,
    tick: Vec<f32>,
}

impl Stopwatch {
    /// The simulation finished its step of the tick that began at `began`.
    pub fn note(&mut self, began: Instant) {
        self.simulation.push(micros_since(began));
    }

    /// The whole tick that began at `began` is finished, with effects and the upload of all buffers.
    pub fn finish(&mut self, began: Instant) {
        self.tick.push(micros_since(began));
    }

    /// Prints the medians.
    pub fn report(&mut self, sim: &Sim) {
        let ticks = self.tick.len();
        if ticks == 0 {
            return;
        }
        let (simulation, tick) = (median(&mut self.simulation), median(&mut self.tick));
        // The capacities are the numbers at the start of each tick; collisions remove some during it.
        let (creeps, bullets) = (sim.ruleset().capacity.creeps, sim.ruleset().capacity.player_bullets);
        godot_print!(
            "stress: {creeps} creeps and {bullets} bullets: simulation {simulation:.0} µs, whole tick {tick:.0} µs \
             (medians of {ticks} ticks)"
        );
        trace::record(|| TraceEvent::StressMeasured { creeps, bullets, simulation, tick });
    }
}

fn micros_since(began: Instant) -> f32 {
    began.elapsed().as_secs_f32() * 1e6
}

fn median(times: &mut [f32]) -> f32 {
    times.sort_by(f32::total_cmp);
    times[times.len() / 2]
}
