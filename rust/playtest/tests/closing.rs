//! Ends of the program and of a demo are clean: [`Run::play`] finds no error, panic or leak. The ways between the screens are in
//! `state_machine.rs`.

use creeps_playtest::inputs::{quit_game, tap};
use creeps_playtest::menu::{Device, MenuItem};
use creeps_playtest::{Outcome, Run};
use creeps_rules::input_script::{Key, ScriptedInput};
use creeps_rules::trace::TraceEvent;

const MODES: [(&str, MenuItem); 3] =
    [("classic", MenuItem::Classic), ("arcade", MenuItem::Arcade), ("horde", MenuItem::Horde)];

fn menu(ticks: u32, mode: MenuItem, inputs: Vec<ScriptedInput>) -> Outcome {
    let choose = mode.press(Device::Keys, 20);
    Run::new(ticks).argument("--mode").argument("menu").seed(7).press(choose).press(inputs).play()
}

fn count(run: &Outcome, event: &TraceEvent) -> usize {
    run.ticks(|other| other == event).len()
}

#[test]
fn closing_the_window_ends_every_screen_of_every_mode_cleanly() {
    // `--ticks` ends a run as the window's close button does.
    for (mode, item) in MODES {
        for (what, ticks, inputs) in [
            ("get ready", 80, vec![]),
            ("a pause", 80, tap(70, Key::P)),
            ("play", 260, vec![]),
            ("a pause in play", 260, tap(240, Key::P)),
            ("the menu after a game", 110, quit_game(70)),
        ] {
            let run = menu(ticks, item, inputs);
            assert!(!run.screens().is_empty(), "{mode}, {what}");
        }
    }
}

#[test]
fn a_demo_can_not_be_paused() {
    // Any key ends the demo, the pause key as well.
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
