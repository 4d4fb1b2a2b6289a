//! The tables of high scores: which games count, when they are saved, and damaged or unwritable files.
#![allow(clippy::unwrap_used)] // helpers of tests may

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use creeps_playtest::inputs::{at, pad, quit_game, tap, touch};
use creeps_playtest::live::{LiveTrace, wait};
use creeps_playtest::run::user_folder;
use creeps_playtest::{Outcome, Run, project};
use creeps_rules::GameMode::Classic;
use creeps_rules::high_scores::{Difficulty, HighScores, Row, TableKey};
use creeps_rules::input_script::{DeviceEvent, InputScript, Key, PadButton, ScriptedInput};
use creeps_rules::trace::{Entry, TraceEvent};
use creeps_rules::{GameMode, Screen};

/// The table of that game.
const TABLE: TableKey = TableKey::new(Classic, Difficulty::Normal);
/// Positions of the buttons beside the name on the results, in px on the field.
const UP: (f32, f32) = (364.0, 366.0);
const NEXT: (f32, f32) = (420.0, 366.0);
const DELETE: (f32, f32) = (60.0, 366.0);
/// The ticks in which the script's game kills its three creeps, and in which it ends.
const SHOT: [u64; 3] = [261, 272, 396];
const OVER: u64 = 461;
/// A tick between the second creep and the third, in which no key is held.
const AT_TWO: u32 = 295;

/// The best scores of an earlier version.
const OLD: &str = "(version:1,classic:2,arcade:1000,horde:0)\n";

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
    // The first game turns its hints off in the settings.
    let others = ["saving.lock", "settings.ron"];
    let entries = fs::read_dir(user).unwrap().map(|entry| entry.unwrap());
    let files = entries
        .filter(|entry| entry.path().is_file() && !others.iter().any(|other| entry.file_name() == **other));
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

fn read_scores(files: &BTreeMap<String, Vec<u8>>) -> HighScores {
    HighScores::read("scores.ron", &files["scores.ron"]).unwrap()
}

/// The scores in Classic's table, the best first.
fn rows(files: &BTreeMap<String, Vec<u8>>) -> Vec<u64> {
    read_scores(files).rows(TABLE).iter().map(|row| row.score).collect()
}

/// A file with one game in Classic's table.
fn one_game(score: u64) -> String {
    let mut scores = HighScores::default();
    scores.offer(TABLE, Row { name: "ANNA".into(), score, time: 1_700_000_000, ..Row::default() });
    scores.to_text().unwrap()
}

fn loaded(run: &Outcome) -> Vec<u32> {
    let scores = run.events(|event| match *event {
        TraceEvent::BestScoreLoaded { mode: Classic, score } => Some(score),
        _ => None,
    });
    scores.into_iter().map(|(_, score)| score).collect()
}

/// The last save: its tick, the score and the place. Games are saved during play as well.
fn saved(run: &Outcome) -> Vec<(u64, (u32, u32))> {
    let saved = run.events(|event| match *event {
        TraceEvent::HighScoreSaved { mode: Classic, score, place } => Some((score, place)),
        _ => None,
    });
    saved.last().copied().into_iter().collect()
}

#[test]
fn a_game_is_saved_when_it_ends_and_read_by_the_next_run() {
    let (run, files) = play(game());
    assert_eq!(loaded(&run), [0]);
    assert_eq!(saved(&run), [(OVER, (3, 1))]);
    let [row] = read_scores(&files).rows(TABLE).to_vec().try_into().unwrap();
    assert_eq!((row.score, row.seed, row.wave, row.replay), (3, 7, 0, None));
    assert!(row.time > 1_700_000_000, "the date is {}", row.time);

    // An equal score comes second.
    let (run, files) = play(game().user_file("scores.ron", one_game(3)));
    assert_eq!(loaded(&run), [3]);
    assert_eq!(saved(&run), [(OVER, (3, 2))]);
    assert_eq!(rows(&files), [3, 3]);
    assert_eq!(read_scores(&files).rows(TABLE)[0].name, "ANNA");
}

#[test]
fn the_best_scores_of_an_earlier_version_are_taken_over_and_their_file_stays() {
    let (run, files) = play(game().user_file("best.ron", OLD));
    assert_eq!((loaded(&run), saved(&run)), (vec![2], vec![(OVER, (3, 1))]));
    assert_eq!(rows(&files), [3, 2]);
    assert_eq!(read_scores(&files).best(GameMode::Arcade), 1000);
    assert_eq!(files["best.ron"], OLD.as_bytes());

    // Once: what was taken over and then beaten does not come back.
    let (run, files) = play(game().user_file("best.ron", OLD).user_file("scores.ron", one_game(50)));
    assert_eq!((loaded(&run), rows(&files)), (vec![50], vec![50, 3]));
    assert_eq!(read_scores(&files).best(GameMode::Arcade), 0);
}

#[test]
fn a_name_is_typed_on_the_results_and_remembered() {
    // Typing replaces the remembered name, also with letters that mean something in a game.
    let typing = [tap(550, Key::B), tap(556, Key::A), tap(562, Key::D)].concat();
    let (run, files) = play(Run::new(640).seed(7).press(inputs(640)).press(typing.clone()));
    assert_eq!(run.screens().last().map(|shown| shown.1), Some(Screen::Results));
    assert_eq!(read_scores(&files).rows(TABLE)[0].name, "BAD");
    assert_eq!(read_scores(&files).player(), "BAD");

    // The next game has the name without any typing, and Space plays again.
    let text = String::from_utf8(files["scores.ron"].clone()).unwrap();
    let (run, files) = play(game().user_file("scores.ron", text.replace("score: 3", "score: 1")));
    let names: Vec<_> = read_scores(&files).rows(TABLE).iter().map(|row| row.name.clone()).collect();
    assert_eq!(names, ["BAD", "BAD"]);
    assert_eq!(saved(&run).last().map(|saved| saved.1), Some((3, 1)));
}

#[test]
fn a_pad_and_a_finger_spell_a_name() {
    // The name is above "Play again". Up turns the wheel from A on, right adds a letter, A confirms and then plays again.
    let buttons = [
        PadButton::DpadUp,
        PadButton::DpadUp,
        PadButton::DpadUp,
        PadButton::DpadRight,
        PadButton::DpadDown,
        PadButton::A,
    ];
    let spell = (0..).zip(buttons).flat_map(|(number, button)| pad(550 + 6 * number, button)).collect();
    let (run, files) =
        play(Run::new(700).seed(7).press(inputs(640)).press(spell).press(pad(610, PadButton::A)));
    assert_eq!(read_scores(&files).rows(TABLE)[0].name, "B?");
    assert_eq!(run.screens().last(), Some(&(610, Screen::GetReady)));

    let taps = [UP, UP, NEXT, UP, DELETE].into_iter();
    let taps = (0..).zip(taps).flat_map(|(number, button)| touch(550 + 10 * number, 0, button)).collect();
    let (_, files) = play(Run::new(640).seed(7).press(inputs(640)).press(taps));
    assert_eq!(read_scores(&files).rows(TABLE)[0].name, "B");
}

#[test]
fn leaving_a_game_saves_its_best_score() {
    for (how, then) in [("to the title", quit_game(AT_TWO)), ("a pause", tap(AT_TWO, Key::P))] {
        let (run, _) = play(Run::new(AT_TWO + 20).seed(7).press(inputs(AT_TWO)).press(then));
        assert_eq!(saved(&run), [(AT_TWO.into(), (2, 1))], "{how}");
    }
    let lost_focus =
        Run::new(AT_TWO + 10).seed(7).press(inputs(AT_TWO)).press(at(AT_TWO, DeviceEvent::FocusOut));
    assert_eq!(saved(&play(lost_focus).0), [(AT_TWO.into(), (2, 1))]);
    // The window is closed during the game.
    let (run, files) = play(Run::new(AT_TWO).seed(7).press(inputs(AT_TWO)));
    assert_eq!(saved(&run).iter().map(|saved| saved.1).collect::<Vec<_>>(), [(2, 1)]);
    assert_eq!(rows(&files), [2]);
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
    assert_eq!(saved(&run), [(AT_TWO.into(), (2, 1))]);
}

#[test]
fn a_damaged_file_is_renamed_and_reported_and_the_game_still_runs() {
    let long = " ".repeat(2 << 20);
    let deep = "(".repeat(100_000);
    for (damaged, said) in [
        ("(version:1,tables:[(mode:", "scores.ron:1:"),
        ("", "scores.ron:1:1"),
        ("\0\0\0\0\0\0\0\0", "scores.ron:1:1"),
        ("(version: 0)", "version 0; version 1 is allowed"),
        ("(tables: [(mode: Classic, rows: [(score: -3)])])", "score"),
        (&long, "at most 1048576 are allowed"),
        (&deep, "scores.ron:1:"),
    ] {
        let (run, files) = play(game().may_report_errors().user_file("scores.ron", damaged));
        let [error] = &run.errors()[..] else { panic!("{:?}", run.errors()) };
        assert!(error.contains(said) && error.contains("scores.ron.damaged"), "{error}");
        assert!(run.log.text.contains(error.as_str()), "the console does not show {error}");
        assert_eq!((loaded(&run), saved(&run)), (vec![0], vec![(OVER, (3, 1))]));
        assert_eq!(rows(&files), [3]);
        assert!(files["scores.ron.damaged"] == damaged.as_bytes() && files.len() == 2, "{error}");
    }
}

#[test]
fn a_second_damaged_file_gets_another_name() {
    let run =
        game().may_report_errors().user_file("scores.ron", "second").user_file("scores.ron.damaged", "first");
    let (_, files) = play(run);
    assert_eq!(rows(&files), [3]);
    let damaged = ["scores.ron.damaged", "scores.ron.damaged2"].map(|name| files[name].clone());
    assert_eq!(damaged, [b"first".to_vec(), b"second".to_vec()]);
}

#[test]
fn a_damaged_file_that_cant_be_renamed_is_never_overwritten() {
    let run = game().may_report_errors().user_file("scores.ron", "damaged");
    let user = user_folder(run.folder());
    fs::create_dir(user.join("scores.ron.damaged")).unwrap();
    for number in 2..1000 {
        fs::create_dir(user.join(format!("scores.ron.damaged{number}"))).unwrap();
    }
    let (run, files) = play(run);
    assert_eq!(run.errors().len(), 1, "it is reported once: {:?}", run.errors());
    assert!(run.errors()[0].contains("scores are kept until you quit"));
    assert_eq!((saved(&run), files), (vec![], only("scores.ron", "damaged")));
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

    let Some(window) = Window::open_with(&[("scores.ron", one_game(42).as_bytes())], &arguments) else {
        return;
    };
    window.screenshot_when("best-title", |picture| title(picture) && best(picture));
    window.trace.wait_for_screen(Screen::GameOver);
    let over = window.screenshot_when("best-not-new", |picture| picture.shows(40..440, 180..280, Hue::White));
    assert!(!new_best(&over), "three is not better than 42");
    leave(&window);
    window.tap(Key::Escape);
    window.finish();
}

/// The wheel of the name is turned every fourth tick, and each turn writes the file.
#[cfg(unix)]
#[test]
fn a_game_that_is_killed_while_it_saves_leaves_the_old_table_or_the_new_one() {
    for saves in [1, 3, 8, 21, 34, 55] {
        let turns = (1..2000).flat_map(|number| pad(550 + 4 * number, PadButton::DpadUp)).collect();
        let run = Run::new(60_000).seed(7).press(inputs(640)).press(pad(546, PadButton::DpadUp)).press(turns);
        let run = run.user_file("scores.ron", one_game(50));
        let count = |trace: &LiveTrace| {
            let entries = trace.read();
            entries.iter().filter(|entry| matches!(entry.event, TraceEvent::HighScoreSaved { .. })).count()
        };
        let (_, left) = run.signal_and_look(
            "KILL",
            |trace| wait("the saves", || (count(trace) >= saves).then_some(())),
            |user| fs::read(user.join("scores.ron")).expect("the table is there"),
        );
        let scores = HighScores::read("scores.ron", &left).expect("the table is whole");
        let rows: Vec<u64> = scores.rows(TABLE).iter().map(|row| row.score).collect();
        assert!(rows == [50, 3] || rows == [50, 2] || rows == [50], "after {saves} saves: {rows:?}");
        assert_eq!(scores.rows(TABLE)[0].name, "ANNA");
    }
}
