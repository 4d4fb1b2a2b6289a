//! A steady tick allocates nothing: neither in a game nor in a stress run.

mod support;

use std::sync::Arc;

use creeps_sim::{Autopilot, Difficulty, Input, Sim, Skill, Stress};
use support::ruleset;

/// Plays `ticks` ticks by the autopilot and counts the allocations of the ticks and of the decisions.
fn allocations(sim: &mut Sim, ticks: u32) -> u64 {
    let mut autopilot = Autopilot::new(Skill::MACHINE);
    let counted = allocation_counter::measure(|| {
        for _ in 0..ticks {
            let input = autopilot.play(sim);
            sim.step(input);
        }
    });
    counted.count_total
}

#[test]
fn the_counter_counts() {
    // Unseen, the compiler would leave the allocation out.
    let counted = allocation_counter::measure(|| drop(std::hint::black_box(vec![1, 2, 3])));
    assert_eq!(counted.count_total, 1);
}

#[test]
fn a_whole_game_of_arcade_allocates_nothing() {
    let arcade = Arc::new(ruleset("arcade"));
    let mut sim = Sim::new(&arcade, Difficulty::Normal, 4);
    assert_eq!(allocations(&mut sim, 60 * 60 * 5), 0);
    assert!(sim.wave().number > 5, "it ended too soon to tell");
}

#[test]
fn three_minutes_of_horde_allocate_nothing() {
    let horde = Arc::new(ruleset("horde"));
    let mut sim = Sim::new(&horde, Difficulty::Normal, 4);
    assert_eq!(allocations(&mut sim, 60 * 60 * 3), 0);
    assert!(sim.counts().kills > 5000, "{:?}", sim.counts());
}

#[test]
fn a_stress_run_allocates_nothing() {
    let arcade = Arc::new(ruleset("arcade"));
    let mut sim = Sim::stress(&arcade, Stress::new(5000, 5000), 1);
    let counted = allocation_counter::measure(|| {
        for _ in 0..200 {
            sim.step(Input::default());
        }
    });
    assert_eq!(counted.count_total, 0);
    assert!(sim.counts().hits > 10_000, "{:?}", sim.counts());
}
