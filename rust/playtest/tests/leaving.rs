//! Every way out of every screen of every mode, by keys, pad, mouse and finger: each leads where it should, and the engine has
//! nothing to report ([`Run::play`] looks for errors, panics and leaks).

use creeps_playtest::inputs::{at, click, pad, tap, touch};
use creeps_playtest::{Outcome, Run};
use creeps_rules::Screen;
use creeps_rules::input_script::{DeviceEvent, Key, PadButton, ScriptedInput};
use creeps_rules::trace::TraceEvent;

/// Where buttons are, px on the field.
const MODES: (f32, f32) = (70.0, 43.0);
const START: (f32, f32) = (240.0, 514.0);
const PAUSE: (f32, f32) = (447.0, 33.0);
const RESUME: (f32, f32) = (240.0, 370.0);
const TO_TITLE: (f32, f32) = (240.0, 460.0);

/// A device, and what a person does with it on each screen.
struct Device {
    name: &'static str,
    start: fn(u32) -> Vec<ScriptedInput>,
    pause: fn(u32) -> Vec<ScriptedInput>,
    resume: fn(u32) -> Vec<ScriptedInput>,
    /// Out of a pause, to the title.
    leave_pause: fn(u32) -> Vec<ScriptedInput>,
    /// From the title to the menu.
    leave_title: fn(u32) -> Vec<ScriptedInput>,
    /// Out of a game that is not paused; none where the device has to pause first.
    leave_game: Option<fn(u32) -> Vec<ScriptedInput>>,
}

const DEVICES: [Device; 4] = [
    Device {
        name: "keys",
        start: |tick| tap(tick, Key::Enter),
        pause: |tick| tap(tick, Key::P),
        resume: |tick| tap(tick, Key::Space),
        leave_pause: |tick| tap(tick, Key::Escape),
        leave_title: |tick| tap(tick, Key::Escape),
        leave_game: Some(|tick| tap(tick, Key::Escape)),
    },
    Device {
        name: "pad",
        start: |tick| pad(tick, PadButton::A),
        pause: |tick| pad(tick, PadButton::Start),
        resume: |tick| pad(tick, PadButton::Start),
        leave_pause: |tick| pad(tick, PadButton::Back),
        leave_title: |tick| pad(tick, PadButton::Back),
        leave_game: Some(|tick| pad(tick, PadButton::Back)),
    },
    Device {
        name: "mouse",
        start: |tick| click(tick, START),
        // A mouse has no button for it: the player goes to another window.
        pause: |tick| at(tick, DeviceEvent::WindowFocusOut),
        resume: |tick| click(tick, RESUME),
        leave_pause: |tick| click(tick, TO_TITLE),
        leave_title: |tick| click(tick, MODES),
        leave_game: None,
    },
    Device {
        name: "finger",
        start: |tick| touch(tick, 0, START),
        pause: |tick| touch(tick, 1, PAUSE),
        resume: |tick| touch(tick, 0, RESUME),
        leave_pause: |tick| touch(tick, 0, TO_TITLE),
        leave_title: |tick| touch(tick, 0, MODES),
        leave_game: None,
    },
];

/// How the modes are chosen in the menu: so many buttons down.
const MODE_BUTTONS: [(&str, u32); 3] = [("classic", 0), ("arcade", 1), ("horde", 3)];

fn menu(ticks: u32, downs: u32, inputs: Vec<ScriptedInput>) -> Outcome {
    let downs = (0..downs).flat_map(|number| tap(20 + 6 * number, Key::Down));
    let choose = downs.chain(tap(50, Key::Enter)).collect();
    Run::new(ticks).argument("--mode").argument("menu").seed(7).press(choose).press(inputs).play()
}

fn screens(run: &Outcome) -> Vec<Screen> {
    run.screens().into_iter().map(|(_, screen)| screen).collect()
}

fn with_creeps_at_once(screen: Screen) -> Vec<Screen> {
    if screen == Screen::GetReady { vec![screen, Screen::Playing] } else { vec![screen] }
}

fn count(run: &Outcome, event: &TraceEvent) -> usize {
    run.ticks(|other| other == event).len()
}

#[test]
fn every_device_leaves_every_screen_of_a_game() {
    for (mode, downs) in MODE_BUTTONS {
        for device in &DEVICES {
            let (pause, resume, leave_pause) = (device.pause, device.resume, device.leave_pause);
            // "Get Ready" since tick 50: paused, resumed, paused and left for the title.
            let get_ready = [pause(70), resume(90), pause(110), leave_pause(130)];
            // Again, until creeps come two seconds later.
            let playing = [(device.start)(160), pause(320), resume(340), pause(360), leave_pause(380)];
            let mut inputs = [get_ready.concat(), playing.concat()].concat();
            let mut expected =
                vec![Screen::GetReady, Screen::Title, Screen::GetReady, Screen::Playing, Screen::Title];
            let mut title = 410;
            if let Some(leave_game) = device.leave_game {
                inputs.extend(
                    [(device.start)(410), leave_game(430), (device.start)(450), leave_game(610)].concat(),
                );
                expected.extend([
                    Screen::GetReady,
                    Screen::Title,
                    Screen::GetReady,
                    Screen::Playing,
                    Screen::Title,
                ]);
                title = 640;
            }
            inputs.extend((device.leave_title)(title));
            if mode == "horde" {
                // Its first creeps come at once.
                expected.retain(|&screen| screen != Screen::Playing);
                expected = expected.into_iter().flat_map(with_creeps_at_once).collect();
            }
            let run = menu(title + 60, downs, inputs);

            let what = format!("{mode} by {}", device.name);
            assert_eq!(screens(&run), expected, "{what}");
            assert_eq!(count(&run, &TraceEvent::Paused), 4, "{what}");
            assert_eq!(count(&run, &TraceEvent::MenuShown), 2, "{what}: back at the menu");
        }
    }
}

#[test]
fn a_lost_game_is_left_from_each_of_its_screens() {
    // Nobody steers: every mode's game ends by itself. Esc on "Game Over", and in the next game on the title behind it.
    for (mode, downs, ticks) in [("classic", 0, 4000), ("arcade", 1, 9000), ("horde", 3, 9000)] {
        let whole = menu(ticks, downs, vec![]);
        let story = screens(&whole);
        let [.., Screen::GameOver, Screen::TitleAgain, Screen::Title] = story[..] else {
            panic!("{mode}: {story:?}")
        };
        let shown =
            |wanted| whole.screens().iter().find(|shown| shown.1 == wanted).map_or(0, |shown| shown.0 as u32);
        let (over, again) = (shown(Screen::GameOver) + 10, shown(Screen::TitleAgain) + 10);
        for (leave_at, leave) in [(over, tap(over, Key::Escape)), (again, pad(again, PadButton::Back))] {
            let run = menu(leave_at + 20, downs, leave);
            assert_eq!(screens(&run).last(), Some(&Screen::Title), "{mode}, left in tick {leave_at}");
        }
    }
}

#[test]
fn closing_the_window_ends_every_screen_of_every_mode_cleanly() {
    // `--ticks` ends a run as the window's close button does.
    for (mode, downs) in MODE_BUTTONS {
        for (what, ticks, inputs) in [
            ("get ready", 80, vec![]),
            ("a pause", 80, tap(70, Key::P)),
            ("play", 260, vec![]),
            ("a pause in play", 260, tap(240, Key::P)),
            ("the title", 90, tap(70, Key::Escape)),
        ] {
            let run = menu(ticks, downs, inputs);
            assert!(!run.screens().is_empty(), "{mode}, {what}");
        }
    }
}

#[test]
fn a_pause_ends_when_the_computers_game_is_left() {
    // The demo can't be paused; the key that would pause leads back to the menu.
    let run = Run::new(2300).argument("--mode").argument("menu").press(tap(2200, Key::P)).play();
    assert_eq!(
        (
            count(&run, &TraceEvent::DemoStarted),
            count(&run, &TraceEvent::Paused),
            count(&run, &TraceEvent::MenuShown)
        ),
        (1, 0, 2)
    );
}
