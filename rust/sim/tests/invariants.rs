//! What must hold in every tick of every game, whatever is pressed: a million ticks of it.

mod support;

use std::sync::Arc;

use creeps_sim::invariants::{self, InvariantChecker};
use creeps_sim::ruleset::{Power, Ruleset};
use creeps_sim::{Difficulty, Sim, SimEvent, Stress};
use support::{Monkey, ruleset};

/// Plays games of `ruleset` for `ticks` ticks in all, each with another seed.
fn check_game(ruleset: Ruleset, difficulty: Difficulty, ticks: u32) {
    let ruleset = Arc::new(ruleset);
    let (mut played, mut seed) = (0, 0);
    while played < ticks {
        seed += 1;
        let mut sim = Sim::new(&ruleset, difficulty, seed);
        let (mut checker, mut monkey) = (InvariantChecker::new(&ruleset), Monkey::new(seed));
        while !sim.is_over() && played < ticks {
            let told = checker.events(sim.step(monkey.play()));
            let whole =
                told.and_then(|()| checker.counts(&sim)).and_then(|()| invariants::check_positions(&sim));
            whole.unwrap_or_else(|broken| panic!("seed {seed}, tick {}: {broken}", sim.tick()));
            played += 1;
        }
    }
}

/// `ruleset` with a ship that lasts long enough to see all of it.
fn tough(mut ruleset: Ruleset) -> Ruleset {
    ruleset.ship.lives = 99;
    ruleset
}

#[test]
fn arcade_keeps_its_invariants() {
    for difficulty in Difficulty::ALL {
        check_game(ruleset("arcade"), difficulty, 100_000);
        check_game(tough(ruleset("arcade")), difficulty, 130_000);
    }
}

#[test]
fn a_bullet_that_does_not_pierce_hits_once() {
    let mut arcade = tough(ruleset("arcade"));
    arcade.power_ups.kinds.retain(|kind| !matches!(kind.power, Power::Pierce { .. }));
    check_game(arcade, Difficulty::Normal, 150_000);
}

#[test]
fn horde_keeps_its_invariants() {
    check_game(ruleset("horde"), Difficulty::Normal, 90_000);
    check_game(tough(ruleset("horde")), Difficulty::Hard, 30_000);
}

#[test]
fn the_golden_mode_keeps_its_invariants() {
    let golden = Arc::unwrap_or_clone(support::golden_ruleset());
    check_game(tough(golden), Difficulty::Normal, 60_000);
}

#[test]
fn a_mode_with_no_room_keeps_its_invariants() {
    let mut arcade = tough(ruleset("arcade"));
    (arcade.capacity.creeps, arcade.capacity.player_bullets) = (3, 1);
    (arcade.capacity.creep_bullets, arcade.capacity.power_ups) = (2, 1);
    check_game(arcade, Difficulty::Hard, 60_000);
}

#[test]
fn a_stress_run_never_has_more_than_was_asked_for() {
    let arcade = Arc::new(ruleset("arcade"));
    for wide in [false, true] {
        let mut sim = Sim::stress(&arcade, Stress { wide, ..Stress::new(700, 500) }, 3);
        let mut monkey = Monkey::new(1);
        let mut downs = 0;
        for _ in 0..4000 {
            let events = sim.step(monkey.play());
            downs += events.iter().filter(|event| matches!(event, SimEvent::CreepKilled { .. })).count();
            // What a tick takes away is brought again by the next.
            let counts = sim.counts();
            assert!(counts.creeps <= 700 && counts.player_bullets <= 500, "{counts:?}");
            invariants::check_positions(&sim).unwrap_or_else(|broken| panic!("{broken}"));
        }
        assert!(downs > 4000, "only {downs} hits");
    }
}
