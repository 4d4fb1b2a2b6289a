//! Plays a minute of a ruleset by the autopilot and prints what happens: `cargo run -p creeps-sim --example quick_start`.

use std::sync::Arc;

use creeps_sim::{Autopilot, Difficulty, FileError, Ruleset, Sim, SimEvent, Skill};

fn main() -> Result<(), FileError> {
    let ruleset = Arc::new(Ruleset::read("pebbles.ron", include_bytes!("pebbles.ron"))?);
    let mut sim = Sim::new(&ruleset, Difficulty::Normal, 7);
    let mut player = Autopilot::new(Skill::PERSON);
    while sim.tick() < 3600 && !sim.is_over() {
        let input = player.play(&sim);
        for event in sim.step(input) {
            match event {
                SimEvent::WaveStarted { .. } | SimEvent::CreepKilled { .. } => println!("{event:?}"),
                _ => {} // fired, hit, spawned, …
            }
        }
    }
    println!("{} points after {} ticks; the last state is {:016x}", sim.score(), sim.tick(), sim.hash());
    Ok(())
}
