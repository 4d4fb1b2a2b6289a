//! Pauses: by key, by a lost focus, by a disconnected gamepad, and what they don't change.

use creeps_playtest::inputs::{at, hold, pad, quit_game, restart_game, tap};
use creeps_playtest::{Outcome, Run};
use creeps_rules::Screen;
use creeps_rules::input_script::{DeviceEvent, Key, PadButton, ScriptedInput};
use creeps_rules::trace::TraceEvent;

fn pauses(run: &Outcome) -> (Vec<u64>, Vec<u64>) {
    (run.ticks(|event| *event == TraceEvent::Paused), run.ticks(|event| *event == TraceEvent::Resumed))
}

fn play(ticks: u32, inputs: Vec<ScriptedInput>) -> Outcome {
    Run::new(ticks).seed(7).press(tap(10, Key::Enter)).press(inputs).play()
}

#[test]
fn the_pause_key_stops_the_game_and_starts_it_again() {
    let paused = play(500, [tap(200, Key::P), tap(300, Key::P)].concat());
    assert_eq!(pauses(&paused), (vec![200], vec![300]));
    // The creeps of a game without the pause, those after it a hundred ticks later.
    let expected: Vec<_> = play(400, vec![])
        .spawns()
        .into_iter()
        .map(|(tick, spawn)| (if tick > 200 { tick + 100 } else { tick }, spawn))
        .collect();
    assert!(expected.len() > 5);
    assert_eq!(paused.spawns(), expected);
}

#[test]
fn a_lost_focus_pauses_until_a_key_is_pressed() {
    let run = play(
        400,
        [at(200, DeviceEvent::FocusOut), at(250, DeviceEvent::FocusIn), tap(300, Key::Space)].concat(),
    );
    assert_eq!(pauses(&run), (vec![200], vec![300]));
}

#[test]
fn a_lost_focus_releases_every_key() {
    let run = play(
        140,
        [
            hold(60, 130, Key::Right),
            hold(60, 130, Key::Space),
            at(70, DeviceEvent::FocusOut),
            tap(90, Key::Enter),
        ]
        .concat(),
    );
    let after = |ticks: Vec<u64>| ticks.into_iter().filter(|&tick| tick > 70).count();
    assert_eq!(
        after(run.ship_moves().into_iter().map(|(tick, _)| tick).collect()),
        0,
        "the ship went on by itself"
    );
    assert_eq!(after(run.fired()), 0, "the ship fired by itself");
}

#[test]
fn the_key_that_ends_a_pause_does_not_fire() {
    let run = play(140, [tap(60, Key::P), hold(80, 110, Key::Space), tap(120, Key::Space)].concat());
    assert_eq!(pauses(&run), (vec![60], vec![80]));
    assert_eq!(run.fired(), [121]);
}

#[test]
fn escape_pauses_and_resumes_and_never_ends_a_game() {
    let escapes = (60..200).step_by(20).flat_map(|tick| tap(tick, Key::Escape)).collect();
    let run = play(220, escapes);
    assert_eq!(pauses(&run), (vec![60, 100, 140, 180], vec![80, 120, 160]));
    assert_eq!(run.screens(), [(10, Screen::GetReady)]);
}

#[test]
fn a_paused_game_is_quit_to_the_title_or_restarted() {
    let run = play(140, [quit_game(60), tap(100, Key::Enter), restart_game(110)].concat());
    assert_eq!(pauses(&run), (vec![60, 110], vec![72, 122]));
    // The tree is no longer paused: the next game starts.
    let screens =
        [(10, Screen::GetReady), (72, Screen::Title), (100, Screen::GetReady), (122, Screen::GetReady)];
    assert_eq!(run.screens(), screens);
}

#[test]
fn the_autopilot_does_not_end_a_pause() {
    let run = Run::new(400).seed(7).autopilot().press(tap(200, Key::P)).play();
    assert_eq!(pauses(&run), (vec![200], vec![]));
}

#[test]
fn there_is_nothing_to_pause_on_the_title() {
    let run = Run::new(100)
        .press([at(20, DeviceEvent::FocusOut), tap(40, Key::P), tap(60, Key::Enter)].concat())
        .play();
    assert_eq!(pauses(&run), (vec![], vec![]));
    assert_eq!(run.screens(), [(60, Screen::GetReady)]);
}

#[test]
fn a_lost_window_focus_pauses_where_the_application_focus_is_not_reported() {
    // A browser reports only that the canvas loses the focus.
    let run = play(
        400,
        [at(200, DeviceEvent::WindowFocusOut), at(250, DeviceEvent::WindowFocusIn), tap(300, Key::Space)]
            .concat(),
    );
    assert_eq!(pauses(&run), (vec![200], vec![300]));
    // A desktop reports both: that is one pause.
    let run = play(300, [at(200, DeviceEvent::WindowFocusOut), at(200, DeviceEvent::FocusOut)].concat());
    assert_eq!(pauses(&run), (vec![200], vec![]));
}

#[test]
fn a_gamepad_that_disconnects_during_a_game_pauses() {
    for mode in ["classic", "arcade", "horde"] {
        let inputs = [
            pad(10, PadButton::A),
            at(60, DeviceEvent::Stick(1.0)),
            at(200, DeviceEvent::PadLost),
            pad(300, PadButton::Start),
        ];
        let run = Run::new(400).argument("--mode").argument(mode).seed(7).press(inputs.concat()).play();
        // Another gamepad can resume.
        assert_eq!(pauses(&run), (vec![200], vec![300]), "{mode}");
    }
}

#[test]
fn a_gamepad_that_chose_the_game_and_disconnects_before_it_steers_pauses() {
    let inputs = [pad(30, PadButton::A), at(80, DeviceEvent::PadLost)].concat();
    let run = Run::new(120).argument("--mode").argument("menu").seed(7).press(inputs).play();
    assert_eq!(pauses(&run), (vec![80], vec![]));
}

#[test]
fn an_unused_gamepad_that_disconnects_does_not_pause() {
    let keys_last = [
        at(60, DeviceEvent::Stick(1.0)),
        at(80, DeviceEvent::Stick(0.0)),
        tap(100, Key::Left),
        at(200, DeviceEvent::PadLost),
    ];
    assert_eq!(pauses(&play(300, keys_last.concat())), (vec![], vec![]));
    // A drifting stick does not count as use.
    let trembles = [at(60, DeviceEvent::Stick(0.3)), at(200, DeviceEvent::PadLost)].concat();
    assert_eq!(pauses(&play(300, trembles)), (vec![], vec![]));
}
