//! Whole runs: a game by an input script, long runs without a leak, and the command line.

use std::collections::BTreeSet;

use creeps_playtest::inputs::{hold, tap};
use creeps_playtest::{Run, project};
use creeps_rules::Screen;
use creeps_rules::input_script::{InputScript, Key};
use creeps_rules::trace::{Entry, TraceEvent};

#[test]
fn the_input_script_of_a_whole_game_gives_this_game() {
    let file = project::root().join("rust/playtest/input_scripts/whole_game.ron");
    let script = InputScript::read("whole_game.ron", &std::fs::read(&file).unwrap()).unwrap();
    let run = Run::new(800).seed(7).press(script.inputs).play();

    let story: Vec<String> = run
        .trace
        .iter()
        .filter_map(|entry| match &entry.event {
            TraceEvent::GameStarted { seed } => Some(format!("start {seed}")),
            TraceEvent::ScreenShown(screen) => Some(format!("{screen:?}")),
            TraceEvent::CreepKilled { score, .. } => Some(format!("score {score}")),
            TraceEvent::ShipHit { .. } => Some("crash".to_owned()),
            _ => None,
        })
        .collect();
    let expected = [
        "GetReady", "start 7", "Playing", "score 1", "score 2", "score 3", "crash", "GameOver", "Results",
        "GetReady", "start 8", "Playing",
    ];
    assert_eq!(story, expected);
}

#[test]
fn sixty_thousand_ticks_leave_as_many_nodes_as_they_found() {
    // Fast creeps close together, so that the run has many games.
    let run = Run::new(60_000)
        .seed(1)
        .autopilot()
        .tuning("(mob: (speed: (min: 250, max: 600), spawn_interval: 0.15))")
        .play();
    let nodes = run
        .events(|event| if let TraceEvent::NodeCounts { count, .. } = event { Some(*count) } else { None });
    assert!(nodes.len() > 10, "the run was {} games long", nodes.len());
    let counts: BTreeSet<u32> = nodes.iter().map(|(_, count)| *count).collect();
    assert_eq!(counts.len(), 1, "the number of nodes at the games' beginnings: {nodes:?}");
    assert!(run.kills().len() > 500);
    // Each game counts its own score, from one.
    let mut expected = 0;
    for entry in &run.trace {
        match entry.event {
            TraceEvent::GameStarted { .. } => expected = 0,
            TraceEvent::CreepKilled { score, .. } => {
                expected += 1;
                assert_eq!(score, expected, "{entry:?}");
            }
            _ => {}
        }
    }
}

#[test]
fn sixty_thousand_ticks_of_the_tutorials_numbers_end_clean() {
    let run = Run::new(60_000).seed(1).autopilot().play();
    assert!(run.kills().len() > 500);
    assert!(run.trace.last().is_some_and(|entry| entry.tick > 59_000));
}

#[test]
fn an_invalid_argument_is_reported_and_the_game_still_runs() {
    let run = Run::new(60).may_report_errors().argument("--sede").argument("7").play();
    assert_eq!(run.errors().len(), 1);
    assert!(run.errors()[0].contains("--sede"));
    assert!(run.log.text.contains(&run.errors()[0]));
}

#[test]
fn an_invalid_input_script_is_reported_and_the_game_still_runs() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bad.ron");
    std::fs::write(&file, "(inputs: [\n    (1, Press(Enter)),\n    (2, Press(Tab)),\n])").unwrap();
    let run =
        Run::new(60).may_report_errors().argument("--input-script").argument(&file.to_string_lossy()).play();
    assert_eq!(run.errors().len(), 1);
    assert!(run.errors()[0].contains("bad.ron:3:") && run.errors()[0].contains("Tab"), "{:?}", run.errors());
    assert_eq!(run.screens(), [] as [(u64, Screen); 0]);
}

#[test]
fn a_trace_to_the_console_is_the_one_a_file_would_have() {
    let run = || Run::new(200).seed(7).press(tap(10, Key::Enter)).press(hold(130, 160, Key::Space));
    let console = run().argument("--trace").argument("-").play();
    let lines: Vec<Entry> = console.log.text.lines().filter_map(|line| Entry::from_line(line).ok()).collect();
    assert_eq!(console.trace, [], "there is a file too");
    assert!(lines.len() > 5);
    assert_eq!(lines, run().play().trace);
}

#[test]
fn help_is_printed_and_nothing_else_happens() {
    let run = Run::new(100_000).argument("--help").play();
    assert!(run.log.text.contains("--seed N"));
    assert_eq!(run.trace, []);
}

#[cfg(unix)]
#[test]
fn a_device_or_a_pipe_is_rejected_at_once() {
    // A device without an end, and a pipe to which nobody writes.
    for option in ["--tuning", "--input-script", "--replay"] {
        let run = Run::new(60).may_report_errors();
        let pipe = run.folder().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("every system has mkfifo");
        assert!(made.success());
        for (no_file, run) in
            [("/dev/zero", Run::new(60).may_report_errors()), (&*pipe.to_string_lossy(), run)]
        {
            let run = run.argument(option).argument(no_file).argument("--ticks").argument("60").play();
            let errors = run.errors();
            assert!(
                errors.iter().any(|error| error.contains("this is not a file")),
                "{option} {no_file}: {errors:?}"
            );
        }
    }
}
