//! Windows of every shape: the playfield, the HUD and the sky in each, and thumbs beside the playfield (Linux).
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)] // helpers of tests may

use creeps_playtest::inputs::touch;
use creeps_playtest::live::wait;
use creeps_playtest::screenshot::{Hue, Screenshot};
use creeps_playtest::window::{Desktop, Window};
use creeps_rules::Screen;
use creeps_rules::input_script::{DeviceEvent, InputScript, Key, ScriptedInput};
use creeps_rules::trace::TraceEvent;

/// Opens a window of this size on a screen of this size. None, with a message, if Xvfb is missing.
fn open(size: (u32, u32), arguments: &[&str]) -> Option<Window> {
    let window = Window::open_on(Desktop { size, ..Desktop::default() }, arguments);
    match &window {
        Some(window) => window.resize(size.0, size.1),
        None => println!("skipped: there is no Xvfb; Debian's package has this name"),
    }
    window
}

fn has_black_line(picture: &Screenshot) -> bool {
    let (width, height) = picture.size();
    (0..width).any(|x| picture.is_black(x..x + 1, 0..height))
        || (0..height).any(|y| picture.is_black(0..width, y..y + 1))
}

#[test]
fn a_wide_window_is_full_and_its_ship_stays_on_the_playfield() {
    let Some(window) = open((1920, 1080), &["--mode", "arcade", "--seed", "7"]) else { return };
    window.tap(Key::Enter);
    window.trace.wait_for("the game", |event| *event == TraceEvent::ScreenShown(Screen::Playing));
    window.key(Key::Right, true);
    // The playfield is 720 px wide, from 600 on; the ship is at its right edge.
    let picture = window.screenshot_when("wide-arcade", |picture| {
        picture.size() == (1920, 1080) && picture.shows(1250..1320, 930..1050, Hue::White)
    });
    window.key(Key::Right, false);
    assert!(!has_black_line(&picture));
    assert!(!picture.shows(1325..1420, 930..1050, Hue::White), "nothing of the ship is outside");
    // The score is to the left, lives and bombs are to the right.
    assert!(picture.share(460..590, 60..140, Hue::White) > 0.005, "the score");
    assert!(picture.share(1345..1710, 20..80, Hue::White) > 0.005, "the lives");
    window.quit_game();
    window.tap(Key::Escape);
    window.finish();
}

#[test]
fn thumbs_beside_the_playfield_steer_and_fire_and_a_turned_phone_plays_on() {
    // Each side is 539 px of the field wide. A thumb at the left side's left, then one in the right side's middle.
    let (left, right) = ((-447.0, 600.0), (750.0, 600.0));
    let inputs = [
        touch(120, 0, (240.0, 436.0)),
        vec![ScriptedInput(300, DeviceEvent::Touch(0, left)), ScriptedInput(400, DeviceEvent::Lift(0, left))],
        vec![
            ScriptedInput(420, DeviceEvent::Touch(1, right)),
            ScriptedInput(560, DeviceEvent::Lift(1, right)),
        ],
    ];
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("input_script.ron");
    std::fs::write(&script, ron::to_string(&InputScript { inputs: inputs.concat() }).unwrap()).unwrap();
    let script = script.to_string_lossy().into_owned();
    let Some(window) = open((844, 844), &["--seed", "7", "--input-script", &script]) else { return };
    window.resize(844, 390);
    window.trace.wait_for("the left edge", |event| matches!(event, TraceEvent::ShipMoved { x } if *x < 27.0));
    let picture = window.screenshot_when("thumbs", |picture| {
        picture.size() == (844, 390) && picture.shows(292..324, 335..380, Hue::White)
    });
    assert!(!has_black_line(&picture));
    window.trace.wait_for("a shot", |event| matches!(event, TraceEvent::BulletFired { .. }));
    // The second thumb leads back to the middle.
    let is_back =
        |event: &TraceEvent| matches!(event, TraceEvent::ShipMoved { x } if (*x - 240.0).abs() < 8.0);
    wait("the middle", || {
        let trace = window.trace.read();
        let last = trace.iter().rev().find(|entry| matches!(entry.event, TraceEvent::ShipMoved { .. }))?;
        (is_back(&last.event) && last.tick > 420).then_some(())
    });
    window.resize(390, 844);
    let turned = window.screenshot_when("turned", |picture| {
        picture.size() == (390, 844) && picture.shows(170..220, 630..705, Hue::White)
    });
    assert!(!has_black_line(&turned));
    window.quit_game();
    window.tap(Key::Escape);
    window.finish();
}
