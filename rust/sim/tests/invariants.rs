//! What must hold in every tick of every game, whatever is pressed: a million ticks of it.

mod support;

use std::collections::HashSet;
use std::sync::Arc;

use creeps_sim::mode::{Mode, Power};
use creeps_sim::{Difficulty, Event, Id, Sim, Stress, Weapon};
use support::{Monkey, mode};

/// How long a creep may be above the field, in ticks.
const LONGEST_ABOVE: u32 = 60 * 30;

/// What was seen of a game so far.
#[derive(Default)]
struct Watch {
    score: u64,
    downs: u64,
    left: u64,
    hits: u64,
    seen_down: HashSet<Id>,
    over: u32,
}

impl Watch {
    /// Looks at a tick's events.
    fn events(&mut self, events: &[Event]) {
        for event in events {
            match *event {
                Event::CreepDown { id, by, .. } => {
                    assert!(self.seen_down.insert(id), "{id:?} is down twice");
                    self.downs += 1;
                    self.hits += u64::from(by == Weapon::Shot);
                }
                Event::CreepLeft { id, .. } => {
                    assert!(self.seen_down.insert(id), "{id:?} left when it was down");
                    self.left += 1;
                }
                Event::CreepHit { .. } | Event::ShieldHit { .. } | Event::BossHit { .. } => self.hits += 1,
                Event::GameOver { .. } => self.over += 1,
                _ => {}
            }
        }
    }

    /// Looks at the state.
    fn state(&mut self, sim: &Sim, pierces: bool) {
        let counts = sim.counts();
        let capacity = &sim.mode().capacity;
        assert!(counts.creeps <= capacity.creeps as usize && counts.shots <= capacity.shots as usize);
        assert!(
            counts.creep_shots <= capacity.creep_shots as usize
                && counts.power_ups <= capacity.power_ups as usize
        );
        assert!(sim.score() >= self.score, "the score fell");
        self.score = sim.score();
        assert_eq!(
            counts.came,
            self.downs + self.left + counts.creeps as u64,
            "creeps came from nowhere or got lost"
        );
        assert_eq!(counts.hits, self.hits);
        assert!(pierces || counts.hits + counts.shots as u64 <= counts.fired, "a bullet hit twice");
        assert_eq!(sim.is_over(), self.over == 1);
        assert_eq!(sim.ship().lives == 0, sim.is_over());
        places(sim);
    }
}

/// Everything is where something can be, and has an id of its own.
fn places(sim: &Sim) {
    let (width, height) = (sim.mode().field.width, sim.mode().field.height);
    let creeps = sim.creeps();
    for place in 0..creeps.x.len() {
        let kind = &sim.mode().creeps[usize::from(creeps.kind[place])];
        let (x, y, half) = (creeps.x[place], creeps.y[place], kind.size / 2.0);
        assert!(x >= half - 0.01 && x <= width - half + 0.01, "{} at x {x}", kind.name);
        assert!(y.is_finite() && y <= height + half, "{} at y {y}", kind.name);
        let age = sim.tick() - creeps.born[place];
        assert!(y > -half || age < LONGEST_ABOVE, "{} is above the field for {age} ticks", kind.name);
        assert!(creeps.health[place] > 0 && creeps.health[place] <= creeps.full[place]);
        assert_eq!(creeps.place(creeps.id(place)), Some(place));
    }
    for shots in [sim.shots(), sim.creep_shots()] {
        let largest = sim.mode().bullets.iter().map(|kind| kind.size / 2.0).fold(1.0, f32::max);
        for place in 0..shots.x.len() {
            let (x, y) = (shots.x[place], shots.y[place]);
            // The ship's may be a tick's flight outside before they go.
            let inside =
                (-largest..=width + largest).contains(&x) && (-largest..=height + largest).contains(&y);
            assert!(inside, "a bullet at {x}, {y}");
        }
    }
    let power_ups = sim.power_ups();
    assert!(power_ups.y.iter().all(|y| *y <= height + sim.mode().power_ups.size));
    let ship = sim.ship();
    let half = sim.mode().ship.size / 2.0;
    assert!(ship.x >= half && ship.x <= width - half);
    if let Some(boss) = sim.boss() {
        assert!(
            boss.health > 0.0 && boss.health <= 1.0 && boss.x.is_finite() && boss.y <= height,
            "{boss:?}"
        );
    }
}

/// Plays games of `mode` for `ticks` ticks in all, each with another seed.
fn watch_games(mode: Mode, difficulty: Difficulty, ticks: u32) {
    let pierces = mode.weapon.iter().any(|weapon| weapon.pierce > 0)
        || mode
            .power_ups
            .kinds
            .iter()
            .any(|kind| kind.weight > 0 && matches!(kind.power, Power::Pierce { .. }));
    let mode = Arc::new(mode);
    let (mut played, mut seed) = (0, 0);
    while played < ticks {
        seed += 1;
        let mut sim = Sim::new(&mode, difficulty, seed);
        let (mut watch, mut monkey) = (Watch::default(), Monkey::new(seed));
        while !sim.is_over() && played < ticks {
            watch.events(sim.step(monkey.play()));
            watch.state(&sim, pierces);
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
            places(&sim);
        }
        assert!(downs > 4000, "only {downs} hits");
    }
}
