//! What a tick may do is bounded by the capacity, whatever a legal ruleset says, and no usual game comes near to the bound.

mod support;

use std::sync::Arc;

use creeps_sim::invariants::{self, InvariantChecker};
use creeps_sim::{Autopilot, Difficulty, Input, Ruleset, Sim, SimEvent, Skill, Stress};
use support::ruleset;

/// The file that made one tick ask for 16 GB: all creeps on one spot, all bullets through all of them.
const HOSTILE: &str = include_str!("hostile/mode_contacts_oom.ron");

/// The hostile mode with so many of each as a file may have.
fn hostile() -> Arc<Ruleset> {
    let text = HOSTILE.replace("100000, player_bullets: 100000", "20000, player_bullets: 20000");
    Arc::new(Ruleset::read("hostile.ron", text.as_bytes()).unwrap_or_else(|error| panic!("{error}")))
}

#[test]
fn more_than_a_tick_can_handle_is_refused() {
    let error = Ruleset::read("hostile.ron", HOSTILE.as_bytes()).unwrap_err().to_string();
    let told = "capacity.creeps: 100000 is out of range; a whole number from 1 to 20000 at once is allowed";
    assert!(error.ends_with(told), "{error}");
}

#[test]
fn bullets_times_creeps_on_one_spot_stay_within_a_tick_s_memory() {
    let ruleset = hostile();
    let mut sim = Sim::new(&ruleset, Difficulty::Normal, 1);
    let mut checker = InvariantChecker::new(&ruleset);
    let memory = sim.memory();
    let (mut most_hits, mut meetings) = (0, 0);
    let hold = Input { fire: true, ..Input::default() };
    for _ in 0..1100 {
        let events = sim.step(hold);
        let hits = events.iter().filter(|event| matches!(event, SimEvent::CreepHit { .. })).count();
        checker.events(events).unwrap();
        checker.counts(&sim).unwrap();
        most_hits = most_hits.max(hits);
        meetings = meetings.max(sim.counts().creeps * sim.counts().player_bullets);
    }
    invariants::check_positions(&sim).unwrap();
    assert!(meetings > 10_000_000, "only {meetings} bullets times creeps at once");
    assert!(most_hits > 1000, "only {most_hits} hits");
    // 64 looks for each of 40,000, and a hit costs 32 of them and more.
    assert!(most_hits < 40_000 * 64 / 32 + 1000, "{most_hits} hits");
    assert!(sim.memory() < memory + 20_000_000, "{} bytes, {memory} at the start", sim.memory());
}

#[test]
fn splitting_without_end_is_bounded_by_the_capacity() {
    let mut ruleset = ruleset("arcade");
    ruleset.capacity.creeps = 300;
    for kind in &mut ruleset.creeps {
        kind.death =
            creeps_sim::ruleset::Death::Split { creep: "splitter".to_owned(), count: 200, apart: 100.0 };
        kind.health = 1;
    }
    (ruleset.ship.bombs, ruleset.ship.lives) = (9, 99);
    let ruleset = Arc::new(ruleset);
    let mut sim = Sim::new(&ruleset, Difficulty::Normal, 1);
    let mut spawned = 0;
    for tick in 0..6000 {
        sim.step(Input { fire: true, bomb: tick % 600 == 599, ..Input::default() });
        let now = sim.counts().spawned;
        assert!(now - spawned <= 300, "{} creeps came in one tick", now - spawned);
        spawned = now;
    }
    assert!(spawned > 2000, "only {spawned} creeps");
}

#[test]
fn usual_games_use_no_more_than_a_quarter_of_what_a_tick_may_do() {
    let play = |mut sim: Sim, ticks: u32| {
        let mut autopilot = Autopilot::new(Skill::MACHINE);
        let mut most = 0.0_f32;
        while sim.tick() < ticks && !sim.is_over() {
            let input = autopilot.play(&sim);
            sim.step(input);
            most = most.max(sim.load());
        }
        most
    };
    let [arcade, horde] = ["arcade", "horde"].map(|name| Arc::new(ruleset(name)));
    let loads = [
        play(Sim::new(&arcade, Difficulty::Hard, 2), 20_000),
        play(Sim::new(&horde, Difficulty::Hard, 2), 20_000),
        play(Sim::stress(&horde, Stress::new(10_000, 10_000), 2), 300),
        play(Sim::stress(&arcade, Stress::new(100_000, 100_000), 2), 30),
    ];
    assert!(loads.iter().all(|load| (0.0001..0.25).contains(load)), "{loads:?}");
}
