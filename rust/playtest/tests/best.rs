//! The best score: which games count, when it is saved, and damaged or unwritable files.
#![allow(clippy::unwrap_used)] // helpers of tests may

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use creeps_playtest::inputs::{at, quit_game, tap};
use creeps_playtest::live::wait;
use creeps_playtest::run::user_folder;
use creeps_playtest::{Outcome, Run, project};
use creeps_rules::GameMode::Classic;
use creeps_rules::Screen;
use creeps_rules::input_script::{DeviceEvent, InputScript, Key, ScriptedInput};
use creeps_rules::trace::{Entry, TraceEvent};

/// The ticks in which the script's game kills its three creeps, and in which it ends.
const SHOT: [u64; 3] = [261, 272, 396];
const OVER: u64 = 461;
/// A tick between the second creep and the third, in which no key is held.
const AT_TWO: u32 = 295;

const THREE: &str = "(version:1,classic:3,arcade:0,horde:0)\n";

/// The inputs of a game of three creeps with seed 7, up to a tick.
fn inputs(until: u32) -> Vec<ScriptedInput> {
    let file = project::root().join("rust/playtest/input_scripts/whole_game.ron");
    let script = InputScript::read("whole_game.ron", &fs::read(file).unwrap()).unwrap();
    script.inputs.into_iter().filter(|input| input.0 < until).collect()
}

/// That game, and the title after it.
fn game() -> Run {
    Run::new(650).seed(7).press(inputs(650))
}

/// The game's files in a user folder, without the lock.
fn files(user: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(user).unwrap().map(|entry| entry.unwrap());
    let files = entries.filter(|entry| entry.path().is_file() && entry.file_name() != "saving.lock");
    files.map(|file| (file.file_name().into_string().unwrap(), fs::read(file.path()).unwrap())).collect()
}

/// Plays that game or a part of it. Returns its outcome and the files in the user folder.
fn play(run: Run) -> (Outcome, BTreeMap<String, Vec<u8>>) {
    let (outcome, files) = run.play_and_look(|_| {}, files);
    let last = outcome.trace.last().unwrap().tick;
    assert_eq!(outcome.kills(), SHOT.into_iter().filter(|&tick| tick <= last).collect::<Vec<_>>());
    (outcome, files)
}

fn only(name: &str, text: &str) -> BTreeMap<String, Vec<u8>> {
    BTreeMap::from([(name.to_owned(), text.as_bytes().to_vec())])
}

fn loaded(run: &Outcome) -> Vec<u32> {
    let scores = run.events(|event| match *event {
        TraceEvent::BestScoreLoaded { mode: Classic, score } => Some(score),
        _ => None,
    });
    scores.into_iter().map(|(_, score)| score).collect()
}

/// The last save of the best score. Games are saved during play as well.
fn saved(run: &Outcome) -> Vec<(u64, u32)> {
    let saved = run.events(|event| match *event {
        TraceEvent::BestScoreSaved { mode: Classic, score } => Some(score),
        _ => None,
    });
    saved.last().copied().into_iter().collect()
}

#[test]
fn a_new_best_score_is_saved_when_the_game_ends_and_read_by_the_next_run() {
    let (run, files) = play(game());
    assert_eq!(loaded(&run), [0]);
    assert_eq!(saved(&run), [(OVER, 3)]);
    assert_eq!(files, only("best.ron", THREE));

    // An equal score is not a new best score.
    let (run, files) = play(game().user_file("best.ron", THREE));
    assert_eq!(loaded(&run), [3]);
    assert_eq!(saved(&run), []);
    assert_eq!(files, only("best.ron", THREE));
}

#[test]
fn the_other_modes_scores_stay() {
    let (run, files) = play(game().user_file("best.ron", "(classic: 2, arcade: 1000)"));
    assert_eq!((loaded(&run), saved(&run)), (vec![2], vec![(OVER, 3)]));
    assert_eq!(files, only("best.ron", "(version:1,classic:3,arcade:1000,horde:0)\n"));
}

#[test]
fn leaving_a_game_saves_its_best_score() {
    for (how, then) in [("to the title", quit_game(AT_TWO)), ("a pause", tap(AT_TWO, Key::P))] {
        let (run, _) = play(Run::new(AT_TWO + 20).seed(7).press(inputs(AT_TWO)).press(then));
        assert_eq!(saved(&run), [(AT_TWO.into(), 2)], "{how}");
    }
    let lost_focus =
        Run::new(AT_TWO + 10).seed(7).press(inputs(AT_TWO)).press(at(AT_TWO, DeviceEvent::FocusOut));
    assert_eq!(saved(&play(lost_focus).0), [(AT_TWO.into(), 2)]);
    // The window is closed during the game.
    let (run, files) = play(Run::new(AT_TWO).seed(7).press(inputs(AT_TWO)));
    assert_eq!(saved(&run).iter().map(|saved| saved.1).collect::<Vec<_>>(), [2]);
    assert_eq!(files, only("best.ron", &THREE.replace('3', "2")));
}

#[test]
fn a_game_by_the_computer_or_by_other_numbers_does_not_count() {
    let computer = Run::new(3000).seed(1).autopilot();
    let (run, left) = computer.play_and_look(|_| {}, files);
    assert!(run.kills().len() > 5);
    assert_eq!((saved(&run), left), (vec![], BTreeMap::new()));

    let (run, left) = play(game().tuning("(bullet: (color: \"ff40c0\"))"));
    assert_eq!((saved(&run), left), (vec![], BTreeMap::new()));

    let (run, left) = play(game().user_file("tuning.ron", "()"));
    assert_eq!((saved(&run), left), (vec![], only("tuning.ron", "()")));
}

#[test]
fn a_game_in_which_the_numbers_change_does_not_count_from_then_on() {
    // The tuning changes during a long pause.
    let pause = 60_000;
    let (before, after): (Vec<ScriptedInput>, Vec<ScriptedInput>) =
        inputs(650).into_iter().partition(|input| input.0 < AT_TWO);
    let after = after.into_iter().map(|input| ScriptedInput(input.0 + pause, input.1)).collect();
    let run = Run::new(650 + pause).seed(7).press(before).press(after);
    let run = run.press([tap(AT_TWO, Key::P), tap(AT_TWO + pause, Key::P)].concat());
    let tuning = user_folder(run.folder()).join("tuning.ron");
    let (run, _) = run.play_and_look(
        |trace| {
            trace.wait_for("the pause", |event| *event == TraceEvent::Paused);
            fs::write(&tuning, "()").unwrap();
            let tuned = |entry: &Entry| matches!(entry.event, TraceEvent::TuningLoaded { .. });
            wait("the numbers", || {
                (trace.read().iter().filter(|entry| tuned(entry)).count() == 2).then_some(())
            });
        },
        files,
    );
    assert_eq!(run.kills().len(), 3);
    assert_eq!(saved(&run), [(AT_TWO.into(), 2)]);
}

#[test]
fn a_damaged_file_is_renamed_and_reported_and_the_game_still_runs() {
    let long = " ".repeat(2 << 20);
    let deep = "(".repeat(100_000);
    for (damaged, said) in [
        ("(version:1,classic:42,ar", "best.ron:1:23"),
        ("", "best.ron:1:1"),
        ("\0\0\0\0\0\0\0\0", "best.ron:1:1"),
        ("(version: 0, classic: 42)", "version 0; version 1 is allowed"),
        ("(classic: 99999999999)", "classic"),
        (&long, "at most 1048576 are allowed"),
        (&deep, "best.ron:1:"),
    ] {
        let (run, files) = play(game().may_report_errors().user_file("best.ron", damaged));
        let [error] = &run.errors()[..] else { panic!("{:?}", run.errors()) };
        assert!(error.contains(said) && error.contains("best.ron.damaged"), "{error}");
        assert!(run.log.text.contains(error.as_str()), "the console does not show {error}");
        assert_eq!((loaded(&run), saved(&run)), (vec![0], vec![(OVER, 3)]));
        let expected = [("best.ron", THREE), ("best.ron.damaged", damaged)];
        assert!(files == expected.map(|(name, text)| (name.to_owned(), text.into())).into(), "{error}");
    }
}

#[test]
fn a_second_damaged_file_gets_another_name() {
    let run =
        game().may_report_errors().user_file("best.ron", "second").user_file("best.ron.damaged", "first");
    let (_, files) = play(run);
    let expected = [("best.ron", THREE), ("best.ron.damaged", "first"), ("best.ron.damaged2", "second")];
    assert_eq!(files, expected.map(|(name, text)| (name.to_owned(), text.into())).into());
}

#[test]
fn a_damaged_file_that_cant_be_renamed_is_never_overwritten() {
    let run = game().may_report_errors().user_file("best.ron", "damaged");
    let user = user_folder(run.folder());
    fs::create_dir(user.join("best.ron.damaged")).unwrap();
    for number in 2..1000 {
        fs::create_dir(user.join(format!("best.ron.damaged{number}"))).unwrap();
    }
    let (run, files) = play(run);
    assert_eq!(run.errors().len(), 1, "it is reported once: {:?}", run.errors());
    assert!(run.errors()[0].contains("best scores are kept until you quit"));
    assert_eq!((saved(&run), files), (vec![], only("best.ron", "damaged")));
}

#[cfg(target_os = "linux")]
#[test]
fn the_best_score_is_shown_on_the_title_and_a_new_one_at_the_games_end() {
    use creeps_playtest::screenshot::{Hue, Screenshot};
    use creeps_playtest::window::Window;

    let best = |picture: &Screenshot| picture.shows(180..300, 316..348, Hue::Gold);
    let new_best = |picture: &Screenshot| picture.shows(140..340, 270..324, Hue::Gold);
    let title = |picture: &Screenshot| picture.shows(150..330, 480..550, Hue::Cyan);
    let leave = |window: &Window| {
        window.trace.wait_for("the results", |event| *event == TraceEvent::ScreenShown(Screen::Results));
        window.tap(Key::Escape);
        window.trace.wait_for("the title", |event| *event == TraceEvent::ScreenShown(Screen::Title));
    };
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("input_script.ron");
    fs::write(&script, ron::to_string(&InputScript { inputs: inputs(650) }).unwrap()).unwrap();
    let arguments = ["--seed", "7", "--input-script", &script.to_string_lossy()];

    let Some(window) = Window::open(&arguments) else { return };
    assert!(!best(&window.screenshot_when("best-none", title)), "there is none to show yet");
    window.trace.wait_for_screen(Screen::GameOver);
    window.screenshot_when("best-new", new_best);
    leave(&window);
    assert!(!new_best(&window.screenshot_when("best-title-again", best)));
    window.tap(Key::Escape);
    window.finish();

    let Some(window) = Window::open_with(&[("best.ron", b"(classic: 42)")], &arguments) else { return };
    window.screenshot_when("best-title", |picture| title(picture) && best(picture));
    window.trace.wait_for_screen(Screen::GameOver);
    let over = window.screenshot_when("best-not-new", |picture| picture.shows(40..440, 180..280, Hue::White));
    assert!(!new_best(&over), "three is not better than 42");
    leave(&window);
    window.tap(Key::Escape);
    window.finish();
}
