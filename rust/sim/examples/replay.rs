//! Records a game, and checks its replay as a server would check a high score: `cargo run -p creeps-sim --example replay`.

use std::error::Error;
use std::sync::Arc;

use creeps_sim::{Autopilot, Difficulty, Recorder, Replay, Ruleset, Sim, Skill};

fn main() -> Result<(), Box<dyn Error>> {
    let ruleset = Arc::new(Ruleset::read("pebbles.ron", include_bytes!("pebbles.ron"))?);
    let mut sim = Sim::new(&ruleset, Difficulty::Hard, 42);
    let mut recorder = Recorder::new(&sim);
    let mut player = Autopilot::new(Skill::PERSON);
    while sim.tick() < 3600 && !sim.is_over() {
        let input = player.play(&sim);
        sim.step(input);
        recorder.note(input, &sim);
    }
    let bytes = recorder.finish(&sim).to_bytes();
    println!("{} points, {} ticks, a replay of {} bytes", sim.score(), sim.tick(), bytes.len());

    // Whoever has the bytes needs nothing else: the ruleset is in them.
    let mut replay = Replay::from_bytes(&bytes)?;
    println!("The replay is true: {}", replay.verify()?.is_true());
    replay.score += 1;
    println!("With a point more it is true: {}", replay.verify()?.is_true());
    Ok(())
}
