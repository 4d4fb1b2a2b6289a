//! The tutorial's game, row by row, as the running game plays it.

use std::f32::consts::FRAC_PI_2;

use creeps_playtest::Run;
use creeps_playtest::inputs::{hold, restart_game, tap};
use creeps_rules::input_script::Key;
use creeps_rules::trace::TraceEvent;
use creeps_rules::{FIELD, Screen};

/// The tick at which the tests start their game.
const START: u32 = 10;

fn close(a: f32, b: f32) -> bool {
    (a - b).abs() < 0.01
}

#[test]
fn creeps_come_every_half_second_along_the_top_edge_only() {
    let run = Run::new(3000).seed(3).autopilot().play();
    let spawned = run.spawns();
    assert!(spawned.len() > 80, "only {} creeps came", spawned.len());
    for pair in spawned.windows(2) {
        assert_eq!(pair[1].0 - pair[0].0, 30);
    }
    for (_, (x, y, speed)) in &spawned {
        assert!((32.0..=448.0).contains(x), "a creep came at x = {x}");
        assert!(close(*y, -36.0), "a creep came at y = {y}");
        assert!((150.0..=250.0).contains(speed), "a creep flies at {speed} px/s");
    }
    assert!(
        spawned.iter().any(|(_, spawn)| spawn.0 < 80.0) && spawned.iter().any(|(_, spawn)| spawn.0 > 400.0)
    );
}

#[test]
fn a_creep_flies_straight_down_at_its_own_speed() {
    let run = Run::new(1500).seed(5).autopilot().play();
    let spawned = run.spawns();
    let mut count = 0;
    for entry in &run.trace {
        let TraceEvent::CreepMoved { x, y, speed, rotation, .. } = entry.event else { continue };
        let (tick, (_, from, drawn)) =
            *spawned.iter().rfind(|(_, spawn)| close(spawn.0, x)).expect("a creep keeps to its column");
        let flown = drawn * (entry.tick - tick) as f32 / 60.0;
        let one_tick = drawn / 60.0;
        assert!((y - from - flown).abs() <= one_tick + 0.1, "{entry:?} came at tick {tick}");
        assert!(close(speed.0, 0.0) && close(speed.1, drawn) && close(rotation, FRAC_PI_2), "{entry:?}");
        count += 1;
    }
    assert!(count > 100, "only {count} positions were recorded");
}

#[test]
fn creeps_leave_below_the_field() {
    let run = Run::new(1500).seed(5).autopilot().play();
    let gone = run.events(|event| if let TraceEvent::CreepLeft { y } = event { Some(*y) } else { None });
    assert!(!gone.is_empty());
    for (tick, y) in gone {
        assert!(y > FIELD.1 && y < FIELD.1 + 300.0, "a creep was freed at y = {y} in tick {tick}");
    }
}

#[test]
fn a_held_trigger_fires_every_quarter_second() {
    let run = Run::new(400)
        .tuning("(messages: (start_delay: 30))")
        .press(tap(START, Key::Enter))
        .press(hold(30, 330, Key::Space))
        .play();
    let fired = run.fired();
    assert_eq!(fired.len(), 20, "300 ticks are twenty times fifteen");
    assert_eq!(fired[0], 31, "a key pressed in tick 30 is held from the next on");
    for pair in fired.windows(2) {
        assert_eq!(pair[1] - pair[0], 15);
    }
}

#[test]
fn hammering_the_trigger_does_not_beat_the_cooldown() {
    let mut run = Run::new(200).tuning("(messages: (start_delay: 30))").press(tap(START, Key::Enter));
    for tick in (30..150).step_by(4) {
        run = run.press(tap(tick, Key::Space));
    }
    let fired = run.play().fired();
    assert!(fired.len() > 5);
    for pair in fired.windows(2) {
        assert!(pair[1] - pair[0] >= 15, "shots in ticks {pair:?}");
    }
}

#[test]
fn a_bullet_starts_above_the_ship_and_flies_up_at_its_speed() {
    let run = Run::new(400)
        .tuning("(messages: (start_delay: 30))")
        .press(tap(START, Key::Enter))
        .press(tap(30, Key::Space))
        .play();
    let fired =
        run.events(|event| if let TraceEvent::BulletFired { x, y } = event { Some((*x, *y)) } else { None });
    assert_eq!(fired, [(31, (240.0, 640.0))]);
    let gone = run.ticks(|event| matches!(event, TraceEvent::BulletLeft { .. }));
    // From y = 640 until its lower edge is above the field: 650 px at 200 px/s.
    assert_eq!(gone.len(), 1);
    let flight = gone[0] - fired[0].0;
    assert!((195..=197).contains(&flight), "it flew for {flight} ticks");
}

#[test]
fn a_bullet_that_touches_many_creeps_kills_one() {
    // Slow creeps overlap, and large bullets cover several of them.
    let run = Run::new(1500)
        .seed(1)
        .tuning("(mob: (speed: (min: 10, max: 12), spawn_interval: 0.05), bullet: (size: 200))")
        .press(tap(START, Key::Enter))
        .press(hold(300, 900, Key::Space))
        .play();
    let (fired, shot) = (run.fired().len(), run.kills().len());
    let gone = run.ticks(|event| matches!(event, TraceEvent::BulletLeft { .. })).len();
    assert!(shot > 20, "only {shot} creeps were shot");
    assert_eq!(fired, shot + gone, "each bullet either hits once or leaves");
}

#[test]
fn each_creep_shot_scores_one() {
    let run = Run::new(2400).seed(3).autopilot().play();
    let scores = run
        .events(|event| if let TraceEvent::CreepKilled { score, .. } = event { Some(*score) } else { None });
    assert!(scores.len() > 20);
    for (index, (_, score)) in scores.iter().enumerate() {
        assert_eq!(*score as usize, index + 1);
    }
    assert!(run.log.text.contains(&format!("score: {}", scores.len())));
}

#[test]
fn a_killed_creep_is_removed() {
    let run = Run::new(2400).seed(3).autopilot().play();
    let mut shot = Vec::new();
    for entry in &run.trace {
        match entry.event {
            TraceEvent::CreepSpawned { x, .. } => shot.retain(|gone: &f32| gone.to_bits() != x.to_bits()),
            TraceEvent::CreepKilled { x, .. } => shot.push(x),
            TraceEvent::CreepMoved { x, .. } | TraceEvent::ShipHit { x, .. } => {
                assert!(!shot.contains(&x), "{entry:?} was shot before");
            }
            _ => {}
        }
    }
    assert!(shot.len() > 20);
}

#[test]
fn a_creep_that_meets_the_ship_ends_the_game() {
    let run = Run::new(1600).seed(7).press(tap(START, Key::Enter)).play();
    let crashes = run.ticks(|event| matches!(event, TraceEvent::ShipHit { .. }));
    assert_eq!(crashes.len(), 1);
    let over = crashes[0];
    // The engine reports the collision at the start of a tick, and that tick counts for the timers.
    let screens = [
        (10, Screen::GetReady),
        (10 + 120, Screen::Playing),
        (over, Screen::GameOver),
        (over + 59, Screen::Results),
    ];
    assert_eq!(run.screens(), screens);
    let last_spawn = run.spawns().last().map(|spawn| spawn.0);
    assert!(last_spawn <= Some(over), "creeps came after the game");
}

#[test]
fn no_shot_and_no_score_outlives_the_game() {
    let run = Run::new(1600).seed(7).press(tap(START, Key::Enter)).press(hold(100, 1500, Key::Space)).play();
    let over = run.ticks(|event| matches!(event, TraceEvent::ShipHit { .. }))[0];
    assert!(run.fired().iter().any(|&fired| over - fired < 60), "bullets were in flight at the end");
    assert!(run.fired().iter().chain(&run.kills()).all(|&tick| tick <= over));
}

#[test]
fn a_restart_starts_clean() {
    // The second game starts as soon as possible, while creeps of the first one are still on the field.
    let run = Run::new(1400)
        .seed(7)
        .press(tap(START, Key::Enter))
        .press((600..800).step_by(10).flat_map(|tick| tap(tick, Key::Enter)).collect())
        .play();
    let started =
        run.events(|event| if let TraceEvent::GameStarted { seed } = event { Some(*seed) } else { None });
    assert_eq!(started.iter().map(|start| start.1).collect::<Vec<_>>(), [7, 8]);
    let begin = started[1].0;
    let own: Vec<u32> =
        run.spawns().iter().filter(|(tick, _)| *tick > begin).map(|(_, (x, _, _))| x.to_bits()).collect();
    assert!(own.len() > 5, "the second game is too short");
    for entry in run.trace.iter().filter(|entry| entry.tick > begin) {
        if let TraceEvent::CreepMoved { x, .. }
        | TraceEvent::CreepKilled { x, .. }
        | TraceEvent::ShipHit { x, .. } = entry.event
        {
            assert!(own.contains(&x.to_bits()), "{entry:?} is a creep of the first game");
        }
    }
}

#[test]
fn the_ship_can_be_hit_in_a_game_begun_in_the_tick_in_which_another_was_given_up() {
    let run = Run::new(1600).seed(7).press(tap(START, Key::Enter)).press(restart_game(60)).play();
    assert_eq!(run.screens()[1], (72, Screen::GetReady));
    assert_eq!(run.ticks(|event| matches!(event, TraceEvent::ShipHit { .. })).len(), 1);
}

#[test]
fn a_seed_repeats_its_creeps_and_another_does_not() {
    let creeps = |run: Run| run.autopilot().play().spawns();
    let first = creeps(Run::new(1200).seed(7));
    assert!(first.len() > 20);
    assert_eq!(first, creeps(Run::new(1200).seed(7)));
    assert_ne!(first, creeps(Run::new(1200).seed(8)));
}

#[test]
fn a_run_without_a_seed_says_which_it_drew() {
    let seed = |run: &creeps_playtest::Outcome| {
        run.events(|event| if let TraceEvent::GameStarted { seed } = event { Some(*seed) } else { None })[0].1
    };
    let one = Run::new(200).autopilot().play();
    let other = Run::new(200).autopilot().play();
    assert_ne!(seed(&one), seed(&other));
    assert!(one.log.text.contains(&format!("seed: {}", seed(&one))));
}
