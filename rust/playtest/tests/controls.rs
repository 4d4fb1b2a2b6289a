//! Keys and gamepads: what each does, and what two at once do.

use creeps_playtest::inputs::{at, hold, quit_game, tap};
use creeps_playtest::{Outcome, Run};
use creeps_rules::Screen;
use creeps_rules::input_script::{DeviceEvent, Key, PadButton, ScriptedInput};
use creeps_rules::trace::TraceEvent;

/// A game without creeps, with these inputs.
fn play(ticks: u32, inputs: Vec<ScriptedInput>) -> Outcome {
    let tuning = "(messages: (start_delay: 30))";
    Run::new(ticks).tuning(tuning).press(tap(10, Key::Enter)).press(inputs).play()
}

/// The ship's last x position, in px: its start position if it never moved.
fn end(run: &Outcome) -> f32 {
    run.ship_moves().last().map_or(240.0, |(_, x)| *x)
}

#[test]
fn every_way_to_start_starts() {
    for inputs in [
        tap(10, Key::Enter),
        tap(10, Key::Space),
        vec![
            ScriptedInput(10, DeviceEvent::PadPress(PadButton::A)),
            ScriptedInput(12, DeviceEvent::PadRelease(PadButton::A)),
        ],
        vec![
            ScriptedInput(10, DeviceEvent::PadPress(PadButton::Start)),
            ScriptedInput(12, DeviceEvent::PadRelease(PadButton::Start)),
        ],
    ] {
        let run = Run::new(40).press(inputs.clone()).play();
        assert_eq!(run.screens(), [(10, Screen::GetReady)], "after {inputs:?}");
    }
    assert_eq!(Run::new(40).press(tap(10, Key::A)).play().screens(), []);
}

#[test]
fn keys_and_pads_steer_at_the_ships_speed() {
    for (press, release, sign) in [
        (DeviceEvent::Press(Key::Left), DeviceEvent::Release(Key::Left), -1.0),
        (DeviceEvent::Press(Key::A), DeviceEvent::Release(Key::A), -1.0),
        (DeviceEvent::PadPress(PadButton::DpadLeft), DeviceEvent::PadRelease(PadButton::DpadLeft), -1.0),
        (DeviceEvent::Stick(-1.0), DeviceEvent::Stick(0.0), -1.0),
        (DeviceEvent::Press(Key::Right), DeviceEvent::Release(Key::Right), 1.0),
        (DeviceEvent::Press(Key::D), DeviceEvent::Release(Key::D), 1.0),
        (DeviceEvent::PadPress(PadButton::DpadRight), DeviceEvent::PadRelease(PadButton::DpadRight), 1.0),
        (DeviceEvent::Stick(1.0), DeviceEvent::Stick(0.0), 1.0),
    ] {
        let run = play(90, vec![ScriptedInput(30, press), ScriptedInput(45, release)]);
        // A quarter second at 400 px/s.
        let moved = end(&run) - 240.0;
        assert!((moved - sign * 100.0).abs() < 0.1, "{press:?} moved the ship by {moved} px");
        assert_eq!(run.ship_moves().len(), 15);
    }
}

#[test]
fn the_ship_stays_on_the_field() {
    let right = play(200, hold(30, 190, Key::Right));
    assert!(
        (end(&right) - 454.0).abs() < 0.1,
        "the ship is 26 px from its centre to its side: {}",
        end(&right)
    );
    let left = play(200, hold(30, 190, Key::Left));
    assert!((end(&left) - 26.0).abs() < 0.1, "{}", end(&left));
}

#[test]
fn left_and_right_together_cancel_out() {
    let both = [hold(30, 90, Key::Left), hold(40, 80, Key::Right)].concat();
    let run = play(120, both);
    let moving: Vec<u64> = run.ship_moves().into_iter().map(|(tick, _)| tick).collect();
    let expected: Vec<u64> = (31..=40).chain(81..=90).collect();
    assert_eq!(moving, expected);
}

#[test]
fn a_pad_fires() {
    let run = play(
        90,
        vec![
            ScriptedInput(30, DeviceEvent::PadPress(PadButton::A)),
            ScriptedInput(50, DeviceEvent::PadRelease(PadButton::A)),
        ],
    );
    assert_eq!(run.fired(), [31, 46]);
}

#[test]
fn a_tap_between_two_ticks_fires() {
    let run = play(
        90,
        vec![
            ScriptedInput(30, DeviceEvent::Press(Key::Space)),
            ScriptedInput(30, DeviceEvent::Release(Key::Space)),
        ],
    );
    assert_eq!(run.fired(), [31]);
}

#[test]
fn the_press_that_starts_a_game_does_not_fire() {
    let tuning = "(messages: (start_delay: 30))";
    let held = Run::new(120).tuning(tuning).press(hold(10, 90, Key::Space)).play();
    assert_eq!(held.screens().len(), 1);
    assert_eq!(held.fired(), [] as [u64; 0]);

    let again = [hold(10, 60, Key::Space), hold(70, 72, Key::Space)].concat();
    let again = Run::new(120).tuning(tuning).press(again).play();
    assert_eq!(again.fired(), [71]);
}

#[test]
fn a_game_is_quit_to_the_title_and_escape_leads_from_there_out() {
    let run = play(2000, [quit_game(60), tap(90, Key::Escape)].concat());
    assert_eq!(run.screens(), [(10, Screen::GetReady), (72, Screen::Title)]);
    let end = run.trace.last().map(|entry| entry.tick);
    assert!(end < Some(100), "the game continued until tick {end:?}");
}

#[test]
fn a_pads_back_button_pauses_and_does_not_quit() {
    let run = play(100, at(60, DeviceEvent::PadPress(PadButton::Back)));
    assert_eq!(run.ticks(|event| *event == TraceEvent::Paused), [60]);
    assert_eq!(run.screens(), [(10, Screen::GetReady)]);
}
