//! Saving: games that are killed, clocks that go back, disks that can't be written, files of newer versions.
#![allow(clippy::unwrap_used)] // helpers of tests may

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use creeps_playtest::inputs::{hold, quit_game, tap};
use creeps_playtest::live::{LiveTrace, wait};
use creeps_playtest::run::user_folder;
use creeps_playtest::{Outcome, Run, project};
use creeps_rules::high_scores::HighScores;
use creeps_rules::input_script::{Key, ScriptedInput};
use creeps_rules::trace::TraceEvent;
use creeps_rules::{GameMode, Screen};
use creeps_sim::Sim;
use creeps_sim::replay::{Recorder, Replay};

/// An easy game of Arcade by a person who holds fire and does not move, from tick 10 on. The ship lives for some 3,000 ticks.
fn arcade(ticks: u32) -> Run {
    let inputs = [tap(10, Key::Enter), hold(30, ticks - 2, Key::Space)].concat();
    let run = Run::new(ticks).argument("--mode").argument("arcade");
    run.argument("--difficulty").argument("easy").seed(7).press(inputs)
}

fn leave(tick: u32) -> Vec<ScriptedInput> {
    quit_game(tick)
}

fn replays(user: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(user.join("replays")).into_iter().flatten().map(|entry| entry.unwrap().path());
    // A game that is killed while it saves leaves a hidden file, which the next game deletes.
    let is_hidden = |file: &PathBuf| file.file_name().unwrap().to_str().unwrap().starts_with('.');
    let mut files: Vec<_> = files.filter(|file| !is_hidden(file)).collect();
    files.sort();
    files
}

fn read_replay(file: &Path) -> Replay {
    Replay::from_bytes(&fs::read(file).unwrap()).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn arcade_rules() -> Arc<creeps_sim::Ruleset> {
    let bytes = fs::read(project::folder().join("config/arcade.ron")).unwrap();
    Arc::new(creeps_sim::Ruleset::read("arcade.ron", &bytes).unwrap())
}

/// The best score of Arcade in the file; 0 without one.
fn best(user: &Path) -> u64 {
    fs::read(user.join("scores.ron"))
        .map_or(0, |bytes| HighScores::read("scores.ron", &bytes).unwrap().best(GameMode::Arcade))
}

fn saved(run: &Outcome) -> Vec<String> {
    let saved = run
        .events(|event| if let TraceEvent::ReplaySaved { file } = event { Some(file.clone()) } else { None });
    saved.into_iter().map(|(_, file)| file).collect()
}

fn notices(run: &Outcome) -> Vec<String> {
    let notices = run.events(|event| {
        if let TraceEvent::NoticeShown { message } = event { Some(message.clone()) } else { None }
    });
    notices.into_iter().map(|(_, message)| message).collect()
}

fn wait_for_wave(trace: &LiveTrace, wanted: u32) {
    trace.wait_for(
        "a wave",
        |event| matches!(event, TraceEvent::WaveStarted { number, .. } if *number == wanted),
    );
}

#[cfg(unix)]
#[test]
fn a_game_that_is_killed_loses_seconds_at_most_and_leaves_a_true_replay() {
    let look = |user: &Path| (replays(user), best(user), fs::read(&replays(user)[0]).unwrap());
    let (run, (files, best, bytes)) =
        arcade(60_000).signal_and_look("KILL", |trace| wait_for_wave(trace, 2), look);
    assert_eq!(run.exit_code(), None);
    assert_eq!(files.len(), 1, "{files:?}");

    let replay = Replay::from_bytes(&bytes).unwrap();
    let verdict = replay.verify().unwrap();
    assert!(verdict.is_true() && verdict.score > 0, "{verdict:?}");
    let started = run.ticks(|event| matches!(event, TraceEvent::GameStarted { .. }))[0];
    let played = run.trace.last().unwrap().tick - started;
    assert!(
        u64::from(replay.ticks()) + 310 > played,
        "{} of at least {played} ticks are kept",
        replay.ticks()
    );
    assert_eq!(best, replay.score, "the best score is the one of the same moment");
}

#[cfg(unix)]
#[test]
fn a_game_that_is_asked_to_end_saves_everything_and_ends_cleanly() {
    for (signal, code) in [("TERM", 143), ("INT", 130), ("HUP", 129)] {
        let look =
            |user: &Path| (replays(user).iter().map(|file| read_replay(file).score).collect(), best(user));
        let (run, (scores, best)): (_, (Vec<u64>, u64)) =
            arcade(60_000).signal_and_look(signal, |trace| wait_for_wave(trace, 2), look);
        run.assert_quiet(false);
        assert_eq!(run.exit_code(), Some(code), "{signal}");
        let ended =
            run.events(
                |event| if let TraceEvent::GameEnded { score, .. } = event { Some(*score) } else { None },
            );
        let [(_, score)] = ended[..] else { panic!("{signal}: {ended:?}") };
        assert!(score > 0);
        assert_eq!((scores, best), (vec![score], score), "{signal}");
        assert!(run.log.text.contains(&saved(&run)[0]), "the console names the replay's file");
    }
}

#[cfg(unix)]
#[test]
fn a_killed_classic_game_keeps_its_best_score() {
    let run = Run::new(100_000).seed(7).press(tap(10, Key::Enter));
    // Shots in the middle kill something sooner or later.
    let run =
        run.press((20..600).flat_map(|second| hold(second * 60, second * 60 + 50, Key::Space)).collect());
    let shots = |trace: &LiveTrace| {
        trace.read().iter().filter(|entry| matches!(entry.event, TraceEvent::CreepKilled { .. })).count()
    };
    let look = |user: &Path| fs::read(user.join("scores.ron")).ok();
    let (_, best) = run.signal_and_look(
        "KILL",
        |trace| wait("a creep that was shot", || (shots(trace) > 0).then_some(())),
        look,
    );
    let scores = HighScores::read("scores.ron", &best.expect("it is saved")).unwrap();
    assert!(scores.best(GameMode::Classic) > 0);
}

#[test]
fn the_game_just_played_is_kept_though_the_clock_went_back() {
    let mut run = arcade(500).press(leave(460));
    let folder = user_folder(run.folder()).join("replays");
    fs::create_dir_all(&folder).unwrap();
    for day in 10..30 {
        fs::write(folder.join(format!("arcade-2031-01-{day}T12-00-00-5000.replay")), "old").unwrap();
    }
    run = run.argument("--difficulty").argument("hard");
    let (run, files) = run.play_and_look(|_| {}, replays);
    let new = PathBuf::from(&saved(&run)[0]);
    assert!(files.contains(&new), "{} is not among {files:?}", new.display());
    assert!(new.file_name().unwrap().to_str().unwrap().starts_with("arcade-000001-"));
    assert_eq!(files.len(), 20);
    // The best of the old ones is kept, the next oldest is deleted.
    assert!(files.iter().any(|file| file.ends_with("arcade-2031-01-10T12-00-00-5000.replay")));
    assert!(!files.iter().any(|file| file.ends_with("arcade-2031-01-11T12-00-00-5000.replay")));
}

#[test]
fn games_are_numbered_and_one_without_a_shot_is_not_kept() {
    // The first game has no shot, two others have some.
    let game = |start: u32| {
        [tap(start, Key::Enter), hold(start + 30, start + 180, Key::Space), leave(start + 200)].concat()
    };
    let inputs = [tap(10, Key::Enter), leave(100), game(150), game(400)].concat();
    let run = Run::new(700).argument("--mode").argument("arcade").seed(7).press(inputs);
    let (run, files) = run.play_and_look(|_| {}, replays);
    assert_eq!(run.ticks(|event| matches!(event, TraceEvent::GameEnded { .. })).len(), 3);
    let names: Vec<_> =
        files.iter().map(|file| file.file_name().unwrap().to_str().unwrap()[..14].to_owned()).collect();
    assert_eq!(names, ["arcade-000001-", "arcade-000002-"]);
}

#[test]
fn a_replay_that_cant_be_saved_is_reported_once_and_without_engine_errors() {
    for (what, inputs) in [("left", leave(1000)), ("closed", vec![])] {
        let run = arcade(1100)
            .may_report_errors()
            .user_file("replays", "a file where the folder would be")
            .press(inputs);
        let (run, best) = run.play_and_look(|_| {}, best);
        let messages: Vec<String> = run.errors();
        assert!(
            messages[0].contains("replays: the folder can't be created: there is a file with that name"),
            "{messages:?}"
        );
        // Once during the game, and at its end if the screen is still there.
        let unique: BTreeSet<_> = messages.iter().collect();
        assert!(unique.len() == 1 && messages.len() == 2, "{what}: {messages:?}");
        assert_eq!(notices(&run).len(), if what == "left" { 2 } else { 1 }, "{what}");
        assert!(best > 0, "what can be saved is saved");
    }
}

#[cfg(unix)]
#[test]
fn a_score_that_cant_be_written_is_reported_with_the_reason() {
    // A link to a folder where not even root can create a file.
    let run = arcade(1000).may_report_errors().press(leave(960));
    let user = user_folder(run.folder());
    fs::create_dir_all(&user).unwrap();
    std::os::unix::fs::symlink("/proc/creeps/scores.ron", user.join("scores.ron")).unwrap();
    let run = run.play();
    let [message] = &run.errors()[..] else { panic!("{:?}", run.errors()) };
    assert!(
        message.contains("scores.ron: the file can't be written") && !message.contains("disk is full"),
        "{message}"
    );
    assert_eq!(notices(&run), *run.errors());
    assert_eq!(run.screens().last().map(|shown| shown.1), Some(Screen::Title));
}

#[cfg(unix)]
#[test]
fn a_table_behind_a_link_stays_behind_it() {
    let run = arcade(600).press(leave(560));
    let user = user_folder(run.folder());
    fs::create_dir_all(user.join("synced")).unwrap();
    fs::write(user.join("synced/scores.ron"), "(tables: [(mode: Classic, rows: [(score: 5)])])").unwrap();
    std::os::unix::fs::symlink("synced/scores.ron", user.join("scores.ron")).unwrap();
    let (_, (is_link, bytes)) = run.play_and_look(
        |_| {},
        |user| {
            let link = fs::symlink_metadata(user.join("scores.ron")).unwrap();
            (link.is_symlink(), fs::read(user.join("synced/scores.ron")).unwrap())
        },
    );
    let scores = HighScores::read("scores.ron", &bytes).unwrap();
    assert!(
        is_link && scores.best(GameMode::Classic) == 5 && scores.best(GameMode::Arcade) > 0,
        "{scores:?}"
    );
}

#[test]
fn a_table_of_a_newer_version_is_not_changed() {
    let newer = "(version: 2, tables: {\"arcade\": [(\"AB\", 9)]})";
    let run = arcade(600).may_report_errors().user_file("scores.ron", newer).press(leave(560));
    let (run, (left, names)) = run.play_and_look(
        |_| {},
        |user| (fs::read_to_string(user.join("scores.ron")).unwrap(), fs::read_dir(user).unwrap().count()),
    );
    assert_eq!(left, newer);
    let [message] = &run.errors()[..] else { panic!("it is reported once: {:?}", run.errors()) };
    assert!(message.contains("a newer version of the game wrote it"), "{message}");
    assert_eq!(notices(&run), *run.errors());
    assert!(names < 8, "nothing was set aside");
}

#[test]
fn temporary_files_of_a_killed_game_are_removed() {
    let run = arcade(500)
        .press(leave(460))
        .user_file(".best.ron.77-3.tmp", "half")
        .user_file("best.ron.new", "half");
    let folder = user_folder(run.folder()).join("replays");
    fs::create_dir_all(&folder).unwrap();
    for name in ["arcade-2026-11-01T10-00-00-5.replay.new", ".arcade-000009-1.replay.77-0.tmp"] {
        fs::write(folder.join(name), "half").unwrap();
    }
    fs::write(folder.join("my-notes.tmp"), "a person's own").unwrap();
    let (_, (files, own)) = run.play_and_look(
        |_| {},
        |user| {
            let exists = |name: &str| user.join(name).exists();
            (replays(user), exists(".best.ron.77-3.tmp") || exists("best.ron.new"))
        },
    );
    let names: Vec<_> =
        files.iter().map(|file| file.file_name().unwrap().to_str().unwrap().to_owned()).collect();
    assert!(names.len() == 2 && names[0].starts_with("arcade-0") && names[1] == "my-notes.tmp", "{names:?}");
    assert!(!own);
}

#[test]
fn the_game_waits_for_another_window_that_saves_and_reports_one_that_hangs() {
    let run = arcade(500).may_report_errors().press(leave(460));
    let user = user_folder(run.folder());
    fs::create_dir_all(&user).unwrap();
    let lock = fs::File::create(user.join("saving.lock")).unwrap();
    lock.lock().unwrap();
    let run = run.play();
    drop(lock);
    assert!(
        run.errors().iter().all(|message| message.contains("another window of the game keeps it locked"))
    );
    assert!(run.errors().len() >= 2, "the replay and the best score: {:?}", run.errors());
    assert_eq!(run.screens().last().map(|shown| shown.1), Some(Screen::Title));
}

#[test]
fn replays_that_end_before_the_first_creep_come_to_their_end() {
    let rules = arcade_rules();
    let record = |ticks: u32| {
        let mut sim = Sim::new(&rules, creeps_sim::Difficulty::Normal, 7);
        let mut recorder = Recorder::new(&sim);
        for _ in 0..ticks {
            let input = creeps_sim::Input::new(0.0, true, false);
            sim.step(input);
            recorder.note(input, &sim);
        }
        recorder.finish(&sim).to_bytes()
    };
    for ticks in [0, 1, 20] {
        let run = Run::new(700);
        let file = run.folder().join("short.replay");
        fs::write(&file, record(ticks)).unwrap();
        let run = run.argument("--replay").argument(&file.to_string_lossy()).play();
        let screens: Vec<_> = run.screens().into_iter().map(|(_, screen)| screen).collect();
        let story = [Screen::GetReady, Screen::GameOver, Screen::Results];
        assert_eq!(screens, story, "{ticks} ticks");
    }
}

#[test]
fn a_game_whose_output_is_closed_still_runs() {
    // The game prints its seed, its score and the replay's file when nobody reads any more.
    let is_title = |event: &TraceEvent| matches!(event, TraceEvent::BestScoreLoaded { .. });
    let files = arcade(2000)
        .press(leave(1960))
        .play_without_reader(|trace| trace.wait_for("the title", is_title), replays);
    assert_eq!(files.len(), 1);
}
