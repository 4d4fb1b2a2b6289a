//! The menu: keys, gamepad, mouse and fingers choose each mode and open each page, and come back.

use creeps_playtest::inputs::{at, click, hold, pad, quit_game, restart_game, tap, touch};
use creeps_playtest::menu::{Device, MAX_TICKS, MenuItem};
use creeps_playtest::{Outcome, Run};
use creeps_rules::hints::Hint;
use creeps_rules::input_script::{DeviceEvent, Key, PadButton, ScriptedInput};
use creeps_rules::menu::Page;
use creeps_rules::trace::TraceEvent;
use creeps_rules::{GameMode, Screen};

/// The tick in which the tests begin to choose.
const CHOOSE: u32 = 30;
/// Enough ticks to choose.
const CHOSEN: u32 = CHOOSE + MAX_TICKS + 20;

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

/// The pages that the menu's state machine went to.
fn pages(run: &Outcome) -> Vec<Page> {
    let pages = run.events(|event| if let TraceEvent::PageShown(page) = event { Some(*page) } else { None });
    pages.into_iter().map(|(_, page)| page).collect()
}

#[test]
fn without_a_choice_the_menu_stays() {
    let run = menu(60, vec![]);
    assert_eq!((menus(&run), chosen(&run)), (1, (vec![], vec![])));
    assert_eq!(run.screens(), []);
}

#[test]
fn every_device_chooses_each_mode_and_its_game_begins_at_once() {
    for device in Device::ALL {
        for (item, mode, difficulty) in [
            (MenuItem::Classic, GameMode::Classic, None),
            (MenuItem::Arcade, GameMode::Arcade, Some("normal")),
            (MenuItem::Horde, GameMode::Horde, Some("normal")),
        ] {
            let run = menu(CHOSEN, item.press(device, CHOOSE));
            let difficulties = difficulty.map(str::to_owned).into_iter().collect();
            assert_eq!(chosen(&run), (vec![mode], difficulties), "{device:?}");
            assert_eq!(run.screens().first().map(|shown| shown.1), Some(Screen::GetReady), "{mode:?}");
        }
    }
}

#[test]
fn two_presses_lead_from_the_launch_to_the_first_shot() {
    let run = menu(200, [tap(CHOOSE, Key::Space), tap(CHOOSE + 20, Key::Space)].concat());
    assert_eq!(chosen(&run).0, [GameMode::Arcade]);
    let shots = run.events(|event| match event {
        TraceEvent::PeakCounts { bullets, .. } => Some(*bullets),
        _ => None,
    });
    assert!(shots.iter().any(|&(_, bullets)| bullets > 0), "{shots:?}");
}

#[test]
fn a_difficulty_holds_for_arcade_and_horde() {
    for device in Device::ALL {
        let (top, mode) = if device == Device::Keys {
            (MenuItem::Horde, GameMode::Horde)
        } else {
            (MenuItem::Arcade, GameMode::Arcade)
        };
        let start = CHOOSE + MAX_TICKS;
        let inputs = if device.points() {
            [MenuItem::Hard.press(device, CHOOSE), top.press(device, start)].concat()
        } else {
            use creeps_playtest::menu::Direction::Up;
            let ups = if mode == GameMode::Horde { 2 } else { 3 };
            let ups = (0..ups).flat_map(|number| device.focus(start + 6 * number, Up));
            MenuItem::Hard
                .press(device, CHOOSE)
                .into_iter()
                .chain(ups)
                .chain(device.confirm(start + 30))
                .collect()
        };
        let run = menu(start + 60, inputs);
        assert_eq!(chosen(&run), (vec![mode], vec!["hard".to_owned()]), "{device:?}");
    }
}

#[test]
fn a_pads_start_button_chooses() {
    let run = menu(100, [pad(20, PadButton::DpadDown), pad(60, PadButton::Start)].concat());
    assert_eq!(chosen(&run).0, [GameMode::Horde]);
}

#[test]
fn the_daily_challenge_has_the_seed_of_the_date() {
    let run = menu(CHOSEN, MenuItem::Daily.press(Device::Keys, CHOOSE));
    let seeds =
        run.events(|event| if let TraceEvent::GameStarted { seed } = event { Some(*seed) } else { None });
    let (modes, difficulties) = chosen(&run);
    assert_eq!((modes, difficulties), (vec![GameMode::Arcade], vec!["normal".to_owned()]));
    let seed = seeds.first().map(|&(_, seed)| seed).unwrap_or_default();
    assert!((20_260_000..21_000_000).contains(&seed), "{seed} is no date");
}

#[test]
fn every_device_opens_each_page_and_comes_back() {
    // The position of each page's button back.
    for (item, page, back) in [
        (MenuItem::HowToPlay, Page::HowToPlay, (240.0, 685.0)),
        (MenuItem::Credits, Page::Credits, (145.0, 685.0)),
    ] {
        for device in Device::ALL {
            let leave = CHOOSE + MAX_TICKS + 30;
            let inputs = match device {
                Device::Keys => tap(leave, Key::Escape),
                Device::Gamepad => pad(leave, PadButton::B),
                Device::Mouse => click(leave, back),
                Device::Finger => touch(leave, 0, back),
            };
            // The focus is on the button of the page again.
            let again = if device.points() { vec![] } else { device.confirm(leave + 20) };
            let run = menu(leave + 60, [item.press(device, CHOOSE), inputs, again].concat());
            let expected: &[Page] =
                if device.points() { &[page, Page::Main] } else { &[page, Page::Main, page] };
            assert_eq!(pages(&run), expected, "{page:?} by {device:?}");
            assert_eq!(chosen(&run).0, []);
        }
    }
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
    assert_eq!(pages(&run), [Page::Attract, Page::Main]);
}

#[test]
fn demos_and_pages_take_turns_and_nothing_of_the_demos_is_kept() {
    // Half a minute of menu before each: a minute of Arcade, a quarter of how to play, a minute of Horde.
    let run = menu(30 * 60 * 4 + 60 * 60 + 15 * 60 + 300, vec![]);
    assert_eq!((demos(&run).len(), chosen(&run).0), (2, vec![GameMode::Arcade, GameMode::Horde]));
    let shown = pages(&run).into_iter().filter(|&page| page == Page::Attract).count();
    assert_eq!(shown, 3);
    let waves = run.ticks(|event| matches!(event, TraceEvent::WaveStarted { .. }));
    assert!(waves.len() >= 2, "the computer plays: {waves:?}");
    let kept = |event: &TraceEvent| {
        matches!(event, TraceEvent::ReplaySaved { .. } | TraceEvent::HighScoreSaved { .. })
    };
    assert!(run.ticks(kept).is_empty(), "a demo counts");
}

#[test]
fn one_key_alone_does_not_end_the_program_and_the_quit_button_does() {
    let run = menu(200, tap(CHOOSE, Key::Escape));
    assert!(run.trace.last().is_some() && menus(&run) == 1);
    for device in Device::ALL {
        let run = menu(100_000, MenuItem::Quit.press(device, CHOOSE));
        assert!(run.trace.last().is_some_and(|entry| entry.tick < 300), "{device:?}");
    }
    // Esc moves the focus to the button.
    let run = menu(100_000, [tap(CHOOSE, Key::Escape), tap(CHOOSE + 20, Key::Enter)].concat());
    assert!(run.trace.last().is_some_and(|entry| entry.tick < 300));
}

#[test]
fn one_mode_after_the_other_is_played_in_one_run() {
    let inputs = [
        MenuItem::Classic.press(Device::Keys, CHOOSE),
        quit_game(110),
        // The focus is on the last choice.
        [tap(160, Key::Up), tap(170, Key::Enter)].concat(),
        quit_game(210),
        tap(260, Key::Enter),
        at(310, DeviceEvent::FocusOut),
    ];
    let run = menu(340, inputs.concat());
    assert_eq!(chosen(&run).0, [GameMode::Classic, GameMode::Horde, GameMode::Horde]);
    assert_eq!(pages(&run), [Page::Game, Page::Main, Page::Game, Page::Main, Page::Game]);
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

#[test]
fn a_lost_focus_pauses_a_game_that_the_menu_started() {
    let run =
        menu(300, [MenuItem::Arcade.press(Device::Keys, CHOOSE), at(200, DeviceEvent::FocusOut)].concat());
    assert_eq!(run.ticks(|event| *event == TraceEvent::Paused).len(), 1);
}

/// The hints that a run showed.
fn hints(run: &Outcome) -> Vec<Hint> {
    let hints = run.events(|event| if let TraceEvent::HintShown(hint) = event { Some(*hint) } else { None });
    hints.into_iter().map(|(_, hint)| hint).collect()
}

#[test]
fn the_first_game_explains_the_controls_and_the_next_one_does_not() {
    let choose = |item: MenuItem| item.press(Device::Keys, CHOOSE);
    // Each hint goes when the player has done what it says.
    let learn = [hold(120, 140, Key::Left), hold(180, 220, Key::Space), tap(260, Key::Down)].concat();
    let again = [restart_game(330), vec![]].concat();
    let run = menu(500, [choose(MenuItem::Arcade), learn, again].concat());
    assert_eq!(hints(&run), [Hint::Move, Hint::Fire, Hint::Bomb], "and nothing in the second game");

    let run = menu(400, choose(MenuItem::Classic));
    assert_eq!(hints(&run), [Hint::Move], "nobody moves, so it stays for some seconds");
}
