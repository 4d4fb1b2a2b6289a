//! Measures how long a tick of a stress test takes, part by part.

use std::time::Instant;

use creeps_rules::trace::TraceEvent;
use creeps_sim::Sim;
use godot::prelude::*;

use crate::dev::trace;

/// The parts of a tick, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The simulation's step.
    Simulation,
    /// What it reports becomes sounds, effects and pop-ups.
    Events,
    /// Particles fly and are uploaded.
    Effects,
    /// Creeps, bullets and all else on the playfield are written and uploaded.
    Sprites,
    /// The HUD.
    Hud,
}

/// How many ticks there is room for at first: to make room takes time, too.
const USUAL_TICKS: usize = 1 << 14;

/// The times of a run's ticks, in µs.
pub struct Stopwatch {
    /// When the part before was finished. None between two ticks.
    last: Option<Instant>,
    parts: [Vec<f32>; 5],
    tick: Vec<f32>,
}

impl Default for Stopwatch {
    fn default() -> Self {
        let times = || Vec::with_capacity(USUAL_TICKS);
        Self { last: None, parts: std::array::from_fn(|_| times()), tick: times() }
    }
}

impl Stopwatch {
    /// A tick begins.
    pub fn begin(&mut self) {
        self.last = Some(Instant::now());
    }

    /// A part of the tick is finished. Parts that are skipped take no time.
    pub fn finish(&mut self, part: Part) {
        let now = Instant::now();
        let Some(last) = self.last.replace(now) else { return };
        self.parts[part as usize].push((now - last).as_secs_f32() * 1e6);
        if part == Part::Hud {
            self.last = None;
            let ticks = self.parts.iter().filter_map(|times| times.last());
            self.tick.push(ticks.sum());
        }
    }

    /// Prints the medians.
    pub fn report(&mut self, sim: &Sim) {
        let ticks = self.tick.len();
        if ticks == 0 {
            return;
        }
        let [simulation, events, effects, sprites, hud] = self.parts.each_mut().map(|times| median(times));
        let tick = median(&mut self.tick);
        // The capacities are the numbers at the start of each tick; collisions remove some during it.
        let (creeps, bullets) = (sim.ruleset().capacity.creeps, sim.ruleset().capacity.player_bullets);
        godot_print!(
            "stress: {creeps} creeps and {bullets} bullets: simulation {simulation:.1} µs, events {events:.1} µs, effects \
             {effects:.1} µs, sprites {sprites:.1} µs, HUD {hud:.1} µs, whole tick {tick:.1} µs (medians of {ticks} ticks)"
        );
        trace::record(|| TraceEvent::StressMeasured { creeps, bullets, simulation, tick });
    }
}

/// 0 of no times.
fn median(times: &mut [f32]) -> f32 {
    times.sort_by(f32::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tick_is_the_sum_of_its_parts() {
        let mut stopwatch = Stopwatch::default();
        for _ in 0..3 {
            stopwatch.begin();
            for part in [Part::Simulation, Part::Events, Part::Effects, Part::Sprites, Part::Hud] {
                stopwatch.finish(part);
            }
            // Between two ticks nothing is measured.
            stopwatch.finish(Part::Effects);
        }
        assert_eq!((stopwatch.tick.len(), stopwatch.parts[Part::Effects as usize].len()), (3, 3));
        let parts: f32 = stopwatch.parts.iter().map(|times| times[0]).sum();
        assert!((stopwatch.tick[0] - parts).abs() < 1e-3);
    }
}
