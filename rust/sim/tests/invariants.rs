//! What must hold in every tick of every game, whatever is pressed: a million ticks of it.

mod support;

use std::sync::Arc;

use creeps_sim::mode::{Mode, Power};
use creeps_sim::watch::{self, Watch};
use creeps_sim::{Difficulty, Event, Sim, Stress};
use support::{Monkey, mode};

/// Plays games of `mode` for `ticks` ticks in all, each with another seed.
fn watch_games(mode: Mode, difficulty: Difficulty, ticks: u32) {
    let mode = Arc::new(mode);
    let (mut played, mut seed) = (0, 0);
    while played < ticks {
        seed += 1;
        let mut sim = Sim::new(&mode, difficulty, seed);
        let (mut watch, mut monkey) = (Watch::new(&mode), Monkey::new(seed));
        while !sim.is_over() && played < ticks {
            let told = watch.events(sim.step(monkey.play()));
            let whole = told.and_then(|()| watch.counts(&sim)).and_then(|()| watch::places(&sim));
            whole.unwrap_or_else(|broken| panic!("seed {seed}, tick {}: {broken}", sim.tick()));
            played += 1;
        }
    }
}

/// `mode` with a ship that lasts long enough to see all of it.
fn tough(mut mode: Mode) -> Mode {
    mode.ship.lives = 99;
    mode
}

#[test]
fn arcade_keeps_its_invariants() {
    for difficulty in Difficulty::ALL {
        watch_games(mode("arcade"), difficulty, 100_000);
        watch_games(tough(mode("arcade")), difficulty, 130_000);
    }
}

#[test]
fn a_bullet_that_does_not_pierce_hits_once() {
    let mut arcade = tough(mode("arcade"));
    arcade.power_ups.kinds.retain(|kind| !matches!(kind.power, Power::Pierce { .. }));
    watch_games(arcade, Difficulty::Normal, 150_000);
}

#[test]
fn horde_keeps_its_invariants() {
    watch_games(mode("horde"), Difficulty::Normal, 90_000);
    watch_games(tough(mode("horde")), Difficulty::Hard, 30_000);
}

#[test]
fn the_golden_mode_keeps_its_invariants() {
    let golden = Arc::unwrap_or_clone(support::golden_mode());
    watch_games(tough(golden), Difficulty::Normal, 60_000);
}

#[test]
fn a_mode_with_no_room_keeps_its_invariants() {
    let mut arcade = tough(mode("arcade"));
    (arcade.capacity.creeps, arcade.capacity.shots) = (3, 1);
    (arcade.capacity.creep_shots, arcade.capacity.power_ups) = (2, 1);
    watch_games(arcade, Difficulty::Hard, 60_000);
}

#[test]
fn a_stress_run_never_has_more_than_was_asked_for() {
    let arcade = Arc::new(mode("arcade"));
    for wide in [false, true] {
        let mut sim = Sim::stress(&arcade, Stress { wide, ..Stress::new(700, 500) }, 3);
        let mut monkey = Monkey::new(1);
        let mut downs = 0;
        for _ in 0..4000 {
            let events = sim.step(monkey.play());
            downs += events.iter().filter(|event| matches!(event, Event::CreepDown { .. })).count();
            // What a tick takes away is brought again by the next.
            let counts = sim.counts();
            assert!(counts.creeps <= 700 && counts.shots <= 500, "{counts:?}");
            watch::places(&sim).unwrap_or_else(|broken| panic!("{broken}"));
        }
        assert!(downs > 4000, "only {downs} hits");
    }
}
