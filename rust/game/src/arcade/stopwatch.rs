//! Measures what a tick of a stress run takes.

use std::time::Instant;

use creeps_rules::trace::Event;
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
    /// The simulation has made its step of the tick that began then.
    pub fn note(&mut self, began: Instant) {
        self.simulation.push(micros_since(began));
    }

    /// All of the tick is done that began then: effects, buffers and their hand-over too.
    pub fn finish(&mut self, began: Instant) {
        self.tick.push(micros_since(began));
    }

    /// Prints the medians.
    pub fn tell(&mut self, sim: &Sim) {
        let ticks = self.tick.len();
        if ticks == 0 {
            return;
        }
        let (simulation, tick) = (median(&mut self.simulation), median(&mut self.tick));
        // All are there at the start of each tick; those that met are gone at its end.
        let (creeps, bullets) = (sim.ruleset().capacity.creeps, sim.ruleset().capacity.player_bullets);
        godot_print!(
            "stress: {creeps} creeps and {bullets} bullets: simulation {simulation:.0} µs, whole tick {tick:.0} µs \
             (medians of {ticks} ticks)"
        );
        trace::record(|| Event::Stress { creeps, bullets, simulation, tick });
    }
}

fn micros_since(began: Instant) -> f32 {
    began.elapsed().as_secs_f32() * 1e6
}

fn median(times: &mut [f32]) -> f32 {
    times.sort_by(f32::total_cmp);
    times[times.len() / 2]
}
