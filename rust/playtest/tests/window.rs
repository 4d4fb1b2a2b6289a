//! Classic in a real window, with keys and screenshots (Linux).
#![cfg(target_os = "linux")]

use std::thread::sleep;
use std::time::Duration;

use creeps_playtest::screenshot::Hue;
use creeps_playtest::window::Window;
use creeps_rules::Screen;
use creeps_rules::input_script::Key;
use creeps_rules::trace::TraceEvent;

#[test]
fn a_whole_game_is_played_by_keys_and_seen_on_the_screen() {
    let Some(window) = Window::open(&["--seed", "7"]) else { return };

    // The title: its text, the three creeps side by side, the start button, and no ship.
    let title = window.screenshot_when("title", |picture| {
        picture.shows(40..440, 130..330, Hue::White) && picture.shows(150..330, 480..550, Hue::Cyan)
    });
    assert_eq!(title.size(), (480, 720));
    assert!(title.shows(105..175, 355..430, Hue::Pink), "the fly");
    assert!(title.shows(205..275, 355..430, Hue::Lime), "the swimmer");
    assert!(title.shows(305..375, 355..430, Hue::Red), "the walker");
    assert!(!title.shows(225..255, 655..695, Hue::White), "the ship is hidden");

    window.tap(Key::Enter);
    window.trace.wait_for_screen(Screen::GetReady);
    let ready = window.screenshot_when("get-ready", |picture| {
        picture.shows(40..440, 180..280, Hue::White) && picture.shows(213..267, 620..700, Hue::White)
    });
    assert!(ready.shows(225..255, 655..695, Hue::White), "the ship is at its start position");
    assert!(!ready.shows(105..375, 355..430, Hue::Pink), "the title's creeps are gone");
    assert!(!ready.shows(150..330, 480..550, Hue::Cyan), "the start button is gone");

    // Play: the ship steers left by a real key, bullets rise above it, the score counts.
    window.key(Key::Left, true);
    window
        .trace
        .wait_for("the ship on the left", |event| matches!(event, TraceEvent::ShipMoved { x } if *x < 110.0));
    window.key(Key::Left, false);
    window.key(Key::Space, true);
    window.trace.wait_for("a shot creep", |event| matches!(event, TraceEvent::CreepKilled { .. }));
    let x =
        window.trace.read().iter().rev().find_map(|entry| {
            if let TraceEvent::ShipMoved { x } = entry.event { Some(x as u32) } else { None }
        });
    let x = x.expect("the ship was steered");
    let play = window.screenshot_when("play", |picture| {
        picture.shows(x.saturating_sub(12)..x + 12, 300..600, Hue::Cyan)
            && picture.shows(200..280, 10..66, Hue::White)
    });
    assert!(play.shows(x.saturating_sub(27)..x + 27, 620..700, Hue::White), "the ship is where it steered");
    assert!(!play.shows(40..440, 180..280, Hue::White), "\"Get Ready\" is gone");
    window.key(Key::Space, false);

    // The end: nobody steers any more.
    window.trace.wait_for_screen(Screen::GameOver);
    let over = window.screenshot_when("game-over", |picture| picture.shows(40..440, 180..280, Hue::White));
    assert!(!over.shows(100..380, 500..580, Hue::Cyan), "the results are not there yet");
    window.trace.wait_for_screen(Screen::Results);
    window.screenshot_when("results", |picture| picture.shows(40..440, 480..640, Hue::Cyan));
    window.tap(Key::Escape);
    window.trace.wait_for_screen(Screen::Title);
    window.screenshot_when("title-again", |picture| picture.shows(150..330, 480..550, Hue::Cyan));

    window.tap(Key::Escape);
    let outcome = window.finish();
    let screens: Vec<_> = outcome.screens().into_iter().map(|(_, screen)| screen).collect();
    let expected = [Screen::GetReady, Screen::Playing, Screen::GameOver, Screen::Results, Screen::Title];
    assert_eq!(screens, expected);
    // With a window, the notifier frees a creep as soon as it is out of sight, long before the headless fallback.
    let gone = outcome.events(|event| if let TraceEvent::CreepLeft { y } = event { Some(*y) } else { None });
    assert!(!gone.is_empty() && gone.iter().all(|(_, y)| *y < 780.0), "creeps were freed at {gone:?}");
}

#[test]
fn losing_the_focus_pauses_and_leaves_no_key_stuck() {
    let Some(window) = Window::open(&["--seed", "7"]) else { return };
    window.screenshot_when("title", |picture| picture.shows(150..330, 480..550, Hue::Cyan));
    window.tap(Key::Space);
    window.trace.wait_for_screen(Screen::GetReady);

    // The right key goes down, the focus is lost, and the key comes up where the game can't see it.
    window.key(Key::Right, true);
    window.trace.wait_for("steering", |event| matches!(event, TraceEvent::ShipMoved { .. }));
    window.focus(false);
    window.trace.wait_for("the pause", |event| *event == TraceEvent::Paused);
    window.key(Key::Right, false);
    window.screenshot_when("paused", |picture| picture.shows(100..380, 280..360, Hue::White));
    let steered = |window: &Window| {
        window.trace.read().iter().filter(|entry| matches!(entry.event, TraceEvent::ShipMoved { .. })).count()
    };
    let before = steered(&window);

    window.focus(true);
    sleep(Duration::from_millis(300));
    assert!(
        !window.trace.read().iter().any(|entry| entry.event == TraceEvent::Resumed),
        "a pause ends by a key only"
    );
    window.tap(Key::Space);
    window.trace.wait_for("the end of the pause", |event| *event == TraceEvent::Resumed);
    window.trace.wait_for_screen(Screen::Playing);
    assert_eq!(steered(&window), before, "the ship went on by itself");
    let fired = window.trace.read().iter().any(|entry| matches!(entry.event, TraceEvent::BulletFired { .. }));
    assert!(!fired, "the key that ended the pause fired");

    // A new press steers again.
    window.key(Key::Left, true);
    window
        .trace
        .wait_for("steering left", |event| matches!(event, TraceEvent::ShipMoved { x } if *x < 200.0));
    window.key(Key::Left, false);
    window.quit_game();
    window.tap(Key::Escape);
    window.finish();
}

#[test]
fn a_resized_window_shows_the_same_field() {
    let Some(window) = Window::open(&["--seed", "7"]) else { return };
    window.resize(960, 720);
    // Twice as wide: the field stays as it is in the middle, with its sky beside it.
    let wide = window.screenshot_when("title-wide", |picture| {
        picture.size() == (960, 720) && picture.shows(390..570, 480..550, Hue::Cyan)
    });
    assert!(wide.shows(280..680, 130..330, Hue::White), "the title is in the middle");
    assert!((0..960).all(|x| !wide.is_black(x..x + 1, 0..720)), "the sky is beside the field");

    // The ship moves between the same edges.
    window.tap(Key::Enter);
    window.key(Key::Right, true);
    window
        .trace
        .wait_for("the right edge", |event| matches!(event, TraceEvent::ShipMoved { x } if *x > 453.9));
    window.screenshot_when("wide", |picture| picture.shows(240 + 430..240 + 475, 620..700, Hue::White));
    window.key(Key::Right, false);
    window.quit_game();
    window.tap(Key::Escape);
    window.finish();
}

#[test]
fn an_invalid_tuning_file_is_reported_on_the_screen() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tuning.ron");
    std::fs::write(&file, "(\n    player: (speed: -400),\n)\n").unwrap();
    let Some(window) = Window::open(&["--tuning", &file.to_string_lossy()]) else { return };
    window.screenshot_when("notice", |picture| {
        picture.share(14..466, 600..708, Hue::White) > 0.01
            && picture.share(14..466, 650..708, Hue::DarkRed) > 0.3
    });
    // When the file is fixed, the message disappears.
    std::fs::write(&file, "(bullet: (color: \"ff40c0\"), mob: (spawn_interval: 60))").unwrap();
    window.screenshot_when("notice-gone", |picture| !picture.shows(14..466, 600..708, Hue::DarkRed));
    // The new numbers are used.
    window.tap(Key::Enter);
    window.trace.wait_for_screen(Screen::GetReady);
    window.key(Key::Space, true);
    window.screenshot_when("pink-bullets", |picture| picture.shows(225..255, 300..600, Hue::Pink));
    window.key(Key::Space, false);
    window.quit_game();
    window.tap(Key::Escape);
    window.finish_after_error();
}
