//! Motions that are made of parts, seen in play.
#![allow(clippy::unwrap_used)] // helpers of tests may

mod support;

use std::sync::Arc;

use creeps_sim::invariants::{InvariantChecker, check_positions};
use creeps_sim::ruleset::{
    Attack, Formation, Group, Motion, MotionPart, Move, Program, SpeedRange, Until, Wave,
};
use creeps_sim::{Difficulty, Input, Sim};
use support::ruleset;

/// The creeps' own speed, in px a tick.
const SPEED: f32 = 2.0;

/// A part: moves at the creep's own speed.
fn part(moves: &[Move], until: Until) -> MotionPart {
    MotionPart { moves: moves.to_vec(), speed: 1.0, until }
}

/// Arcade with one wave: `count` harmless creeps of this motion in a formation, its centre at `x`.
fn game(list: &[MotionPart], repeat: u32, count: u32, x: f32, formation: Formation) -> Sim {
    let mut arcade = ruleset("arcade");
    let kind = &mut arcade.creeps[0];
    kind.speed = SpeedRange { min: 60.0 * SPEED, max: 60.0 * SPEED };
    kind.attack = Attack::Nothing;
    kind.motion = Motion::Parts { list: list.to_vec(), repeat };
    let group =
        Group { start_time: 0.0, creep: kind.name.clone(), count, x, formation, prize: false, entry: None };
    if let Program::Waves { list, few, pause, .. } = &mut arcade.program {
        *list = vec![Wave { name: "Test".to_owned(), boss: None, groups: vec![group] }];
        (*few, *pause) = (0, 0.1);
    }
    Sim::new(&Arc::new(arcade), Difficulty::Normal, 1)
}

/// One creep alone, at the left or the right half.
fn alone(list: &[MotionPart], repeat: u32, x: f32) -> Sim {
    game(list, repeat, 1, x, Formation::Line { gap: 40.0 })
}

/// Where the first creep is in each of so many ticks, or until it leaves; the invariants hold in all of them.
fn course(sim: &mut Sim, ticks: usize) -> Vec<(f32, f32)> {
    let mut checker = InvariantChecker::new(sim.ruleset());
    let mut course = vec![];
    for _ in 0..ticks {
        let events = sim.step(Input::default()).to_vec();
        checker.events(&events).unwrap();
        checker.counts(sim).unwrap();
        check_positions(sim).unwrap();
        match (sim.creeps().x.first(), sim.creeps().y.first()) {
            (Some(x), Some(y)) => course.push((*x, *y)),
            _ if course.is_empty() => {}
            _ => break,
        }
    }
    course
}

fn close(a: f32, b: f32, by: f32) -> bool {
    (a - b).abs() <= by
}

#[test]
fn parts_follow_each_other_and_after_the_last_it_falls() {
    let list = [
        part(&[Move::Fall], Until::Y(200.0)),
        part(&[], Until::Time(1.0)),
        part(&[Move::Slide], Until::Side),
    ];
    let mut sim = alone(&list, 0, 0.75);
    let course = course(&mut sim, 900);
    let stands: Vec<_> = course.iter().filter(|(x, y)| close(*x, 360.0, 0.001) && *y >= 200.0).collect();
    assert!((60..=62).contains(&stands.len()), "it stands for {} ticks", stands.len());
    assert!(stands.iter().all(|(_, y)| close(*y, 200.0, SPEED)), "at its height");
    // It was in the right half: the farther side is the left one.
    let (x, y) = course[course.len() - 2];
    assert!(close(x, 26.0, 0.01) && y > 700.0, "then it falls at the left side: {x}, {y}");
    assert!(sim.creeps().x.is_empty(), "and leaves");
}

#[test]
fn moves_of_a_part_add_up() {
    let list =
        [part(&[Move::Fall, Move::Slide, Move::Sway { amplitude: 30.0, period: 1.0 }], Until::Forever)];
    let mut sim = alone(&list, 0, 0.25);
    let course = course(&mut sim, 150);
    let start = course.iter().position(|(_, y)| *y >= 0.0).unwrap();
    let straight = course[start].0;
    // After a whole sway, it is to the right by as much as it is lower.
    let later = course[start + 60];
    let (right, down) = (later.0 - straight, later.1 - course[start].1);
    assert!(close(right, 60.0 * SPEED, 5.0) && close(down, 60.0 * SPEED, 0.1), "{right}, {down}");
    let quarter = course[start + 16].0 - straight - 15.0 * SPEED;
    assert!(close(quarter, 30.0, 3.0), "it sways: {quarter}");
}

#[test]
fn a_circle_comes_back_to_where_it_began() {
    let list = [
        part(&[Move::Fall], Until::Y(300.0)),
        MotionPart { moves: vec![Move::Circle { radius: 60.0 }], speed: 2.0, until: Until::Turns(1.0) },
        part(&[], Until::Forever),
    ];
    let mut sim = alone(&list, 0, 0.4);
    let course = course(&mut sim, 400);
    let widest = course.iter().map(|(x, _)| x - 192.0).fold(0.0, f32::max);
    assert!(close(widest, 120.0, 4.0), "to the side with more room: {widest}");
    let below = course.iter().map(|(_, y)| y - 300.0).fold(0.0, f32::max);
    assert!(close(below, 60.0, 8.0), "down the other half: {below}");
    let (x, y) = course[course.len() - 1];
    assert!(close(x, 192.0, 5.0) && close(y, 300.0, 6.0), "{x}, {y}");
}

#[test]
fn a_repeated_motion_is_a_march_of_its_own() {
    let list = [
        part(&[Move::Fall], Until::Y(100.0)),
        part(&[Move::Slide], Until::Side),
        part(&[Move::Fall], Until::Down(40.0)),
    ];
    let mut sim = alone(&list, 2, 0.5);
    let course = course(&mut sim, 1500);
    let at = |side: f32| course.iter().filter(move |(x, _)| close(*x, side, 0.01)).map(|(_, y)| *y);
    let rows = |side: f32| {
        let mut rows: Vec<i32> = at(side).map(|y| ((y - 100.0) / 40.0).round() as i32).collect();
        rows.dedup();
        rows
    };
    assert_eq!(rows(26.0)[..2], [0, 1]);
    assert_eq!(rows(454.0)[..2], [1, 2]);
}

#[test]
fn a_dive_goes_to_where_the_ship_was_and_a_steer_to_where_it_is() {
    let dive = [
        part(&[Move::Fall], Until::Y(200.0)),
        MotionPart { moves: vec![Move::Dive], speed: 3.0, until: Until::Forever },
    ];
    let mut sim = alone(&dive, 0, 0.1);
    let course_of_dive = course(&mut sim, 400);
    let passed = course_of_dive.iter().find(|(_, y)| *y >= 600.0).unwrap();
    assert!(close(passed.0, 222.0, 20.0), "it dives at the ship: {passed:?}");
    // Named and made of parts, it is the same motion, state by state.
    let parts = [part(&[Move::Fall, Move::Steer { turn: 240.0 }], Until::Forever)];
    let mut steers = alone(&parts, 0, 0.1);
    let mut arcade = (**steers.ruleset()).clone();
    arcade.creeps[0].motion = Motion::Home { turn: 240.0 };
    let mut named = Sim::new(&Arc::new(arcade), Difficulty::Normal, 1);
    for tick in 0..300 {
        steers.step(Input::default());
        named.step(Input::default());
        assert_eq!(steers.hash(), named.hash(), "in tick {tick}");
    }
    assert!(close(steers.creeps().x[0], 240.0, 30.0), "it is above the ship");
}

#[test]
fn parts_that_only_fall_and_sway_are_the_fast_motions() {
    for (moves, motion) in [
        (vec![Move::Fall], Motion::Fall),
        (
            vec![Move::Sway { amplitude: 50.0, period: 2.0 }, Move::Fall],
            Motion::Weave { amplitude: 50.0, period: 2.0 },
        ),
    ] {
        let mut parts = alone(&[part(&moves, Until::Forever)], 0, 0.3);
        let mut arcade = (**parts.ruleset()).clone();
        arcade.creeps[0].motion = motion;
        let mut named = Sim::new(&Arc::new(arcade), Difficulty::Normal, 1);
        for _ in 0..200 {
            parts.step(Input::default());
            named.step(Input::default());
        }
        assert_eq!(parts.hash(), named.hash(), "{moves:?}");
    }
}

#[test]
fn a_path_is_flown_from_where_the_creep_is() {
    let path = |mirror| Move::Path { path: "swoop".to_owned(), mirror };
    let list = |mirror| {
        [
            part(&[Move::Fall], Until::Y(60.0)),
            MotionPart { moves: vec![path(mirror)], speed: 2.0, until: Until::Forever },
            part(&[], Until::Forever),
        ]
    };
    let end_of = |mirror, x| *course(&mut alone(&list(mirror), 0, x), 900).last().unwrap();
    let points = &ruleset("arcade").paths[0].points;
    let (first, end) = (points[0], points[points.len() - 1]);
    let (right, down) = (480.0 * (end.0 - first.0), 720.0 * (end.1 - first.1));
    let from = if right > 0.0 { 0.1 } else { 0.9 };
    let (x, y) = end_of(false, from);
    assert!(close(x, 480.0 * from + right, 12.0) && close(y, 60.0 + down, 12.0), "{x}, {y}");
    let (x, _) = end_of(true, 1.0 - from);
    assert!(close(x, 480.0 * (1.0 - from) - right, 12.0), "mirrored: {x}");
}

#[test]
fn a_formation_keeps_its_rows_at_a_height() {
    let list = [part(&[Move::Fall], Until::Y(300.0)), part(&[], Until::Forever)];
    let mut sim = game(&list, 0, 6, 0.5, Formation::Grid { columns: 2, gap: 50.0 });
    course(&mut sim, 600);
    let mut rows: Vec<i32> = sim.creeps().y.iter().map(|y| (y / 10.0).round() as i32).collect();
    rows.sort_unstable();
    assert_eq!(rows, [20, 20, 25, 25, 30, 30]);
}

#[test]
fn nothing_circles_out_of_sight() {
    let list = [part(&[Move::Circle { radius: 300.0 }], Until::Forever)];
    let mut sim = alone(&list, 0, 0.5);
    let course = course(&mut sim, 60 * 100);
    assert!(course.len() > 5900 && course.iter().skip(100).all(|(_, y)| *y >= 0.0));
}
