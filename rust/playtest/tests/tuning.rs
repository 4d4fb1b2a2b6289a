//! The tuning of a running game: which file is used, when it is reloaded, and invalid files.
#![allow(clippy::unwrap_used)] // helpers of tests may

use std::fs;
use std::path::Path;

use creeps_playtest::Run;
use creeps_playtest::inputs::{hold, tap};
use creeps_playtest::live::wait;
use creeps_rules::input_script::Key;
use creeps_rules::trace::TraceEvent;

#[path = "../../rules/tests/broken_tunings/mod.rs"]
mod broken_tunings;

/// Replaces a file atomically, as editors do, so that the game never reads half of it.
fn replace(file: &Path, bytes: &[u8]) {
    let new = file.with_extension("new");
    fs::write(&new, bytes).unwrap();
    fs::rename(&new, file).unwrap();
}

/// The distance in px that the ship moves in a tick, from a run that holds a key in ticks 60 to 70.
fn step(run: Run) -> f32 {
    let run = run.press(tap(10, Key::Enter)).press(hold(60, 70, Key::Right)).play();
    let steered = run.ship_moves();
    steered[1].1 - steered[0].1
}

#[test]
fn the_numbers_come_from_the_argument_then_the_user_folder_then_the_project() {
    assert!((step(Run::new(80)) - 400.0 / 60.0).abs() < 0.01);
    let user = || Run::new(80).user_file("tuning.ron", "(player: (speed: 600))");
    assert!((step(user()) - 600.0 / 60.0).abs() < 0.01);
    assert!((step(user().tuning("(player: (speed: 300))")) - 300.0 / 60.0).abs() < 0.01);
}

#[test]
fn an_invalid_file_in_the_user_folder_keeps_the_shipped_numbers() {
    let run = Run::new(80).may_report_errors().user_file("tuning.ron", "(player: (speed: 9e9))");
    assert!((step(run) - 400.0 / 60.0).abs() < 0.01);
}

#[test]
fn a_missing_file_or_a_folder_is_reported() {
    let folder = std::env::temp_dir();
    for path in ["/nowhere/tuning.ron", &folder.to_string_lossy()] {
        let run = Run::new(80).may_report_errors().argument("--tuning").argument(path);
        let run = run.play();
        let errors = run.errors();
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert!(errors[0].starts_with(path), "{errors:?}");
        assert!(run.log.text.contains(&errors[0]), "the console does not show {errors:?}");
    }
}

#[test]
fn every_number_reaches_the_game() {
    let run = Run::new(500)
        .seed(1)
        .tuning(
            "(
                player: (speed: 120, scale: 0.5),
                bullet: (cooldown: 0.1, speed: 600, size: 40, muzzle: 50),
                mob: (speed: (min: 90, max: 90), spawn_interval: 0.2),
                messages: (start_delay: 3),
            )",
        )
        .press(tap(10, Key::Enter))
        .press(hold(30, 60, Key::Space))
        .press(hold(70, 400, Key::Left))
        .play();
    let fired =
        run.events(|event| if let TraceEvent::BulletFired { y, .. } = event { Some(*y) } else { None });
    assert_eq!(fired.iter().map(|(tick, _)| *tick).collect::<Vec<_>>(), [31, 37, 43, 49, 55]);
    assert!(fired.iter().all(|(_, y)| (*y - 610.0).abs() < 0.01));
    let gone = run.ticks(|event| matches!(event, TraceEvent::BulletLeft { .. }));
    // From y = 610 to 20 px above the field: 630 px at 600 px/s.
    assert!((62..=65).contains(&(gone[0] - fired[0].0)), "{} ticks", gone[0] - fired[0].0);
    let steered = run.ship_moves();
    assert!((steered[0].1 - steered[1].1 - 2.0).abs() < 0.01);
    assert!((steered.last().unwrap().1 - 13.0).abs() < 0.01, "a ship half as wide goes nearer to the edge");
    let spawned = run.spawns();
    assert_eq!(spawned[0].0, 10 + 180 + 12);
    assert_eq!(spawned[1].0 - spawned[0].0, 12);
    assert!(spawned.iter().all(|(_, spawn)| (spawn.2 - 90.0).abs() < 0.01));
}

#[test]
fn messages_are_shown_for_their_tuned_time() {
    let run = Run::new(900)
        .seed(7)
        .tuning("(mob: (scale: 2), messages: (message_time: 0.5, button_delay: 0.2))")
        .press(tap(10, Key::Enter))
        .play();
    let screens = run.screens();
    assert_eq!(screens[3].0 - screens[2].0, 11, "from \"Game Over\" to the results: {screens:?}");
    assert!(run.spawns().iter().all(|(_, (_, y, _))| (y + 72.0).abs() < 0.01), "a large creep starts higher");
}

/// Changes a file during a run. Returns the ticks between the first two creeps and between the last two.
fn intervals_around(run: Run, file: &Path, change: &str) -> (u64, u64) {
    let run = run.seed(1).autopilot().play_while(|trace| {
        trace.wait_for("a creep", |event| matches!(event, TraceEvent::CreepSpawned { .. }));
        replace(file, change.as_bytes());
        let tuned = || {
            trace.read().iter().filter(|entry| matches!(entry.event, TraceEvent::TuningLoaded { .. })).count()
        };
        wait("the second tuning", || (tuned() == 2).then_some(()));
    });
    let spawned: Vec<u64> = run.spawns().into_iter().map(|(tick, _)| tick).collect();
    let last = &spawned[spawned.len() - 2..];
    (spawned[1] - spawned[0], last[1] - last[0])
}

#[test]
fn a_change_is_picked_up_while_the_game_runs() {
    let run = Run::new(20_000).tuning("(mob: (spawn_interval: 0.5))");
    let file = run.folder().join("tuning.ron");
    assert_eq!(intervals_around(run, &file, "(mob: (spawn_interval: 0.75))"), (30, 45));
}

#[test]
fn a_change_of_the_file_that_counts_is_picked_up_though_a_better_one_is_broken() {
    // The file after `--tuning` is invalid from the start, so the user's file is used, and its changes are as well.
    let run = Run::new(20_000).may_report_errors().tuning("(broken");
    let run = run.user_file("tuning.ron", "(mob: (spawn_interval: 0.75))");
    let user = creeps_playtest::run::user_folder(run.folder()).join("tuning.ron");
    assert_eq!(intervals_around(run, &user, "(mob: (spawn_interval: 0.25))"), (45, 15));
}

#[test]
fn fifty_broken_files_are_reported_during_a_game() {
    let broken = broken_tunings::all();
    let count = broken.len();
    let run = Run::new(60_000).seed(1).autopilot().may_report_errors().tuning("(player: (speed: 480))");
    let file = run.folder().join("tuning.ron");
    let run = run.play_while(|trace| {
        trace.wait_for("a creep", |event| matches!(event, TraceEvent::CreepSpawned { .. }));
        for (index, case) in broken.iter().enumerate() {
            replace(&file, &case.bytes);
            let errors = || {
                trace
                    .read()
                    .iter()
                    .filter(|entry| matches!(entry.event, TraceEvent::ErrorReported { .. }))
                    .count()
            };
            wait(&format!("what is said of case {index}"), || (errors() == index + 1).then_some(()));
        }
    });
    let errors = run.errors();
    assert_eq!(errors.len(), count);
    for (message, case) in errors.iter().zip(&broken) {
        assert!(
            case.words.iter().all(|word| message.contains(word)),
            "{message} lacks one of {:?}",
            case.words
        );
        assert!(run.log.text.contains(message), "the console does not show {message}");
    }
    // The last valid numbers are used to the end.
    let last_error =
        run.ticks(|event| matches!(event, TraceEvent::ErrorReported { .. })).last().copied().unwrap();
    let steps: Vec<f32> = run
        .ship_moves()
        .windows(2)
        .filter(|pair| pair[0].0 > last_error && pair[1].0 == pair[0].0 + 1)
        .map(|pair| (pair[1].1 - pair[0].1).abs())
        .collect();
    assert!(!steps.is_empty(), "the game stopped");
    assert!(
        steps.iter().all(|step| *step < 480.0 / 60.0 + 0.01)
            && steps.iter().any(|step| *step > 480.0 / 60.0 - 0.01)
    );
}
