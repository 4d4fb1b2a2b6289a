//! Games whose last states are written down: the same on every platform and in every build (docs/simulation.md has the commands).

mod support;

use creeps_sim::{Autopilot, Bonus, Difficulty, Input, Sim, SimEvent, Skill, Stress};
use support::{Monkey, golden_ruleset};

/// The hash after `ticks` ticks of a monkey's game of the golden mode.
fn golden(difficulty: Difficulty, seed: u64, ticks: u32) -> u64 {
    let mut sim = Sim::new(&golden_ruleset(), difficulty, seed);
    let mut monkey = Monkey::new(seed);
    while sim.tick() < ticks && !sim.is_over() {
        sim.step(monkey.play());
    }
    sim.hash()
}

/// The hash after an autopilot's game of the golden mode.
fn golden_autopilot(skill: Skill) -> u64 {
    let mut sim = Sim::new(&golden_ruleset(), Difficulty::Normal, 11);
    let mut autopilot = Autopilot::new(skill);
    while sim.tick() < 20_000 && !sim.is_over() {
        let input = autopilot.play(&sim);
        sim.step(input);
    }
    sim.hash()
}

/// These hashes are the same on every platform and in every build. A change of the simulation that changes them changes what
/// replays lead to: count `sim::VERSION` up with it. docs/simulation.md says where they were tried.
#[test]
fn these_games_end_in_these_states_on_every_platform() {
    let mut stress = Sim::stress(&golden_ruleset(), Stress::new(2000, 2000), 5);
    for _ in 0..300 {
        stress.step(Input::default());
    }
    let hashes = [
        golden(Difficulty::Easy, 1, 30_000),
        golden(Difficulty::Normal, 2, 30_000),
        golden(Difficulty::Hard, 3, 30_000),
        golden_autopilot(Skill::MACHINE),
        golden_autopilot(Skill::PERSON),
        stress.hash(),
    ];
    let golden = include_str!("golden.txt");
    let hashes: Vec<String> = hashes.iter().map(|hash| format!("{hash:016x}")).collect();
    assert_eq!(hashes, golden.lines().collect::<Vec<_>>());
}

#[test]
fn the_golden_mode_has_a_bit_of_everything() {
    let mut sim = Sim::new(&golden_ruleset(), Difficulty::Easy, 11);
    let mut autopilot = Autopilot::new(Skill::MACHINE);
    let mut seen: Vec<&str> = vec![];
    while sim.tick() < 20_000 && !sim.is_over() {
        let mut input = autopilot.play(&sim);
        input.bomb = sim.tick() % 5000 == 4000;
        for event in sim.step(input) {
            let name = match event {
                SimEvent::Fired { .. } => "fired",
                SimEvent::WeaponGrew { .. } => "weapon",
                SimEvent::LoopCleared { .. } => "lap",
                SimEvent::CreepHit { .. } => "hit",
                SimEvent::ShieldHit { .. } => "shield",
                SimEvent::CreepLeft { .. } => "left",
                SimEvent::CreepFired { .. } => "creep fired",
                SimEvent::CreepsReleased { .. } => "released",
                SimEvent::BossPhase { .. } => "phase",
                SimEvent::BossKilled { .. } => "boss",
                SimEvent::PowerUpCaught { .. } => "caught",
                SimEvent::PowerUpEnded { .. } => "ended",
                SimEvent::BombExploded { .. } => "bomb",
                SimEvent::ShipShielded { .. } => "ship's shield",
                SimEvent::ComboChanged { .. } => "combo",
                SimEvent::Grazed { .. } => "grazed",
                SimEvent::BulletCancelled { .. } => "cancelled",
                SimEvent::BossHit { weak: true, .. } => "weak point",
                SimEvent::BonusEarned { bonus, .. } => match bonus {
                    Bonus::Formation => "formation",
                    Bonus::NoMiss => "no miss",
                    Bonus::NoHit => "no hit",
                    Bonus::Phase => "in time",
                },
                _ => continue,
            };
            if !seen.contains(&name) {
                seen.push(name);
            }
        }
    }
    assert_eq!(seen.len(), 22, "only {seen:?}");
}

#[test]
fn another_seed_or_difficulty_is_another_game() {
    let hash = golden(Difficulty::Normal, 2, 3000);
    assert_ne!(hash, golden(Difficulty::Normal, 4, 3000));
    assert_ne!(hash, golden(Difficulty::Hard, 2, 3000));
}
