//! The menu: keys, gamepad and fingers choose each mode, and Esc leads back.

use creeps_playtest::inputs::{at, quit_game, tap, touch};
use creeps_playtest::{Outcome, Run};
use creeps_rules::GameMode;
use creeps_rules::Screen;
use creeps_rules::input_script::{DeviceEvent, Key, PadButton, ScriptedInput};
use creeps_rules::trace::TraceEvent;

/// The tick in which the tests choose.
const CHOOSE: u32 = 60;
/// Positions of buttons, in px on the field.
const CLASSIC: (f32, f32) = (240.0, 250.0);
const ARCADE: (f32, f32) = (240.0, 367.0);
const HARD: (f32, f32) = (388.0, 465.0);
const HORDE: (f32, f32) = (240.0, 563.0);

fn menu(ticks: u32, inputs: Vec<ScriptedInput>) -> Outcome {
    Run::new(ticks).argument("--mode").argument("menu").seed(7).press(inputs).play()
}

/// The opened modes, and the difficulty of each game of Arcade or Horde.
fn chosen(run: &Outcome) -> (Vec<GameMode>, Vec<String>) {
    let modes = run.events(|event| if let TraceEvent::ModeOpened(mode) = event { Some(*mode) } else { None });
    let difficulties =
        run.events(
            |event| if let TraceEvent::DifficultyChosen { name } = event { Some(name.clone()) } else { None },
        );
    let strip = |(_, mode)| mode;
    (modes.into_iter().map(strip).collect(), difficulties.into_iter().map(|(_, name)| name).collect())
}

fn menus(run: &Outcome) -> usize {
    run.ticks(|event| *event == TraceEvent::MenuShown).len()
}

/// Moves the focus down by some buttons, then presses Enter.
fn down_and_enter(downs: u32) -> Vec<ScriptedInput> {
    let downs = (0..downs).flat_map(|number| tap(20 + 6 * number, Key::Down));
    downs.chain(tap(CHOOSE, Key::Enter)).collect()
}

#[test]
fn without_a_choice_the_menu_stays() {
    let run = menu(60, vec![]);
    assert_eq!((menus(&run), chosen(&run)), (1, (vec![], vec![])));
    assert_eq!(run.screens(), []);
}

/// The ticks in which demos started.
fn demos(run: &Outcome) -> Vec<u64> {
    run.ticks(|event| *event == TraceEvent::DemoStarted)
}

#[test]
fn after_half_a_minute_without_a_choice_the_computer_shows_a_game_until_a_key_is_pressed() {
    let run = menu(2500, [tap(400, Key::Down), tap(2450, Key::Space)].concat());
    let [demo] = demos(&run)[..] else { panic!("{:?}", demos(&run)) };
    assert!((2195..2215).contains(&demo), "half a minute after the last key: {demo}");
    // The key ends the demo and chooses nothing.
    assert_eq!(chosen(&run).0, [GameMode::Arcade]);
    let menus = run.ticks(|event| *event == TraceEvent::MenuShown);
    assert!(menus.len() == 2 && (2450..2455).contains(&menus[1]), "{menus:?}");
}

#[test]
fn demos_show_arcade_and_horde_in_turns_and_nothing_of_them_is_kept() {
    let run = menu(7400, vec![]);
    assert_eq!((demos(&run).len(), chosen(&run).0), (2, vec![GameMode::Arcade, GameMode::Horde]));
    assert_eq!(menus(&run), 2);
    let waves = run.ticks(|event| matches!(event, TraceEvent::WaveStarted { .. }));
    assert!(waves.len() >= 2, "the computer plays: {waves:?}");
    let kept = |event: &TraceEvent| {
        matches!(event, TraceEvent::ReplaySaved { .. } | TraceEvent::BestScoreSaved { .. })
    };
    assert!(run.ticks(kept).is_empty(), "a demo counts");
}

#[test]
fn keys_choose_each_mode_and_its_game_begins_at_once() {
    for (downs, mode, difficulty) in [
        (0, GameMode::Classic, None),
        (1, GameMode::Arcade, Some("normal")),
        (3, GameMode::Horde, Some("normal")),
    ] {
        let run = menu(100, down_and_enter(downs));
        let difficulties = difficulty.map(str::to_owned).into_iter().collect();
        assert_eq!(chosen(&run), (vec![mode], difficulties));
        assert_eq!(run.screens().first().map(|shown| shown.1), Some(Screen::GetReady), "{mode:?}");
    }
}

#[test]
fn a_difficulty_is_chosen_beside_the_others() {
    let inputs = [tap(20, Key::Down), tap(26, Key::Down), tap(32, Key::Right), tap(38, Key::Right)].concat();
    let run = menu(100, [inputs, tap(CHOOSE, Key::Enter)].concat());
    assert_eq!(chosen(&run), (vec![GameMode::Arcade], vec!["hard".to_owned()]));
}

#[test]
fn a_pad_chooses() {
    let button = |tick, button| {
        vec![
            ScriptedInput(tick, DeviceEvent::PadPress(button)),
            ScriptedInput(tick + 2, DeviceEvent::PadRelease(button)),
        ]
    };
    for start in [PadButton::A, PadButton::Start] {
        let run = menu(100, [button(20, PadButton::DpadDown), button(CHOOSE, start)].concat());
        assert_eq!(chosen(&run).0, [GameMode::Arcade], "{start:?}");
    }
}

#[test]
fn a_finger_chooses() {
    for (place, mode, difficulty) in [
        (CLASSIC, GameMode::Classic, None),
        (ARCADE, GameMode::Arcade, Some("normal")),
        (HARD, GameMode::Arcade, Some("hard")),
        (HORDE, GameMode::Horde, Some("normal")),
    ] {
        let run = menu(100, touch(CHOOSE, 0, place));
        let difficulties = difficulty.map(str::to_owned).into_iter().collect();
        assert_eq!(chosen(&run), (vec![mode], difficulties));
    }
}

#[test]
fn quitting_leads_from_the_game_to_the_menu_and_escape_from_there_out() {
    for downs in [0, 1, 3] {
        let inputs = [quit_game(100), tap(140, Key::Escape)].concat();
        let run = menu(100_000, [down_and_enter(downs), inputs].concat());
        let screens: Vec<_> = run.screens().into_iter().map(|(_, screen)| screen).collect();
        assert_eq!((screens.first(), screens.last()), (Some(&Screen::GetReady), Some(&Screen::Title)));
        assert_eq!(menus(&run), 2);
        assert!(run.trace.last().is_some_and(|entry| entry.tick < 200));
    }
}

#[test]
fn one_mode_after_the_other_is_played_in_one_run() {
    let inputs = [
        down_and_enter(0),
        quit_game(100),
        // The focus is on the last choice.
        [tap(150, Key::Down), tap(160, Key::Enter)].concat(),
        quit_game(200),
        tap(250, Key::Enter),
        at(300, DeviceEvent::FocusOut),
    ];
    let run = menu(330, inputs.concat());
    assert_eq!(chosen(&run).0, [GameMode::Classic, GameMode::Arcade, GameMode::Arcade]);
    assert_eq!(run.ticks(|event| *event == TraceEvent::Paused).len(), 3);
}

#[test]
fn a_mode_that_was_asked_for_ends_with_its_title() {
    for mode in ["classic", "arcade", "horde"] {
        let run = Run::new(100_000).argument("--mode").argument(mode).press(tap(30, Key::Escape)).play();
        assert_eq!(menus(&run), 0);
        assert!(run.trace.last().is_some_and(|entry| entry.tick < 60), "{mode}");
    }
}

#[test]
fn an_invalid_argument_is_reported_at_the_menu() {
    let run = Run::new(60).may_report_errors().argument("--mode").argument("menu").argument("--sede").play();
    assert_eq!((menus(&run), run.errors().len()), (1, 1));
}
