//! Fingers: they steer the ship, fire and press buttons. A start or a pause releases them.

use creeps_playtest::inputs::{at, hold, tap, touch};
use creeps_playtest::{Outcome, Run};
use creeps_rules::Screen;
use creeps_rules::input_script::{DeviceEvent, Key, ScriptedInput};
use creeps_rules::trace::TraceEvent;

/// How far the ship flies in a tick, px.
const STEP: f32 = 400.0 / 60.0;
/// Positions of buttons, in px on the field.
const START: (f32, f32) = (240.0, 514.0);
const PAUSE: (f32, f32) = (447.0, 33.0);
const GO_ON: (f32, f32) = (240.0, 267.0);
const QUIT: (f32, f32) = (240.0, 507.0);
const LEAVE: (f32, f32) = (240.0, 455.0);

/// A game without creeps, started by key at tick 10, with these inputs.
fn play(ticks: u32, inputs: Vec<ScriptedInput>) -> Outcome {
    let tuning = "(messages: (start_delay: 30))";
    Run::new(ticks).tuning(tuning).press(tap(10, Key::Enter)).press(inputs).play()
}

fn down(tick: u32, finger: u8, x: f32) -> ScriptedInput {
    ScriptedInput(tick, DeviceEvent::Touch(finger, (x, 500.0)))
}

fn drag(tick: u32, finger: u8, x: f32) -> ScriptedInput {
    ScriptedInput(tick, DeviceEvent::Drag(finger, (x, 500.0)))
}

fn up(tick: u32, finger: u8, x: f32) -> ScriptedInput {
    ScriptedInput(tick, DeviceEvent::Lift(finger, (x, 500.0)))
}

/// The ship's last x position, in px: its start position if it never moved.
fn end(run: &Outcome) -> f32 {
    run.ship_moves().last().map_or(240.0, |(_, x)| *x)
}

fn pauses(run: &Outcome) -> (Vec<u64>, Vec<u64>) {
    (run.ticks(|event| *event == TraceEvent::Paused), run.ticks(|event| *event == TraceEvent::Resumed))
}

#[test]
fn the_ship_flies_to_the_finger_at_its_own_speed_and_fires_until_it_is_lifted() {
    for (finger, far) in [(100.0, -1.0), (400.0, 1.0)] {
        let run = play(200, vec![down(30, 0, finger), up(100, 0, finger)]);
        let steered = run.ship_moves();
        // Full steps, and a last one that is shorter.
        let mut expected = (1..).map(|tick| (30 + tick, 240.0 + far * STEP * tick as f32));
        for (tick, x) in &steered[..steered.len() - 1] {
            let (expected_tick, expected_x) = expected.next().unwrap_or_default();
            assert!(*tick == expected_tick && (x - expected_x).abs() < 0.01, "at {x} px in tick {tick}");
        }
        assert!((end(&run) - finger).abs() < 0.01, "{}", end(&run));
        assert_eq!(run.fired(), [31, 46, 61, 76, 91]);
    }
}

#[test]
fn a_lifted_finger_stops_the_ship_on_its_way() {
    let run = play(120, vec![down(30, 0, 400.0), up(36, 0, 400.0)]);
    assert!((end(&run) - (240.0 + 6.0 * STEP)).abs() < 0.01, "{}", end(&run));
    assert_eq!(run.fired(), [31]);
}

#[test]
fn a_trembling_finger_does_not_move_the_ship() {
    let tremble = (60..150).map(|tick| drag(tick, 0, 300.0 + [-3.0, 0.0, 3.0][tick as usize % 3]));
    let run = play(150, [vec![down(30, 0, 300.0)], tremble.collect()].concat());
    assert_eq!(run.ship_moves().last().map(|(tick, _)| *tick), Some(39), "sixty pixels are nine steps");
}

#[test]
fn the_ship_follows_a_finger_that_moves() {
    let way = (30..90).map(|tick| drag(tick, 0, 240.0 + (tick - 30) as f32 * 2.0)).collect();
    let run = play(120, [vec![down(29, 0, 240.0)], way].concat());
    assert!((end(&run) - 358.0).abs() < 4.1, "{}", end(&run));
}

#[test]
fn a_finger_past_the_fields_edge_or_below_it_leads_too() {
    for (position, expected) in [((-200.0, 300.0), 26.0), ((700.0, 300.0), 454.0), ((300.0, 900.0), 300.0)] {
        let run = play(100, at(30, DeviceEvent::Touch(0, position)));
        assert!((end(&run) - expected).abs() < 0.1, "a finger at {position:?} led to {}", end(&run));
    }
}

#[test]
fn the_last_finger_down_leads_and_the_others_do_no_harm() {
    let inputs =
        vec![down(30, 0, 100.0), down(60, 1, 400.0), drag(90, 0, 50.0), up(95, 0, 50.0), up(120, 1, 400.0)];
    let run = play(150, inputs);
    assert!((end(&run) - 400.0).abs() < 0.1, "{}", end(&run));
    assert_eq!(
        run.fired().last(),
        Some(&106),
        "lifting the first finger did not stop the fire, the second did"
    );

    let run = play(150, vec![down(30, 0, 100.0), down(60, 1, 400.0), up(100, 1, 400.0)]);
    assert!((end(&run) - 100.0).abs() < 0.1, "the first finger leads again: {}", end(&run));
}

#[test]
fn keys_steer_before_fingers() {
    let run = play(100, [vec![down(30, 0, 400.0)], hold(30, 40, Key::Left)].concat());
    let turn = run.ship_moves().iter().find(|(tick, _)| *tick == 40).map(|(_, x)| *x);
    assert!(turn.is_some_and(|x| (x - (240.0 - 10.0 * STEP)).abs() < 0.1), "{turn:?}");
    assert!((end(&run) - 400.0).abs() < 0.1, "{}", end(&run));
}

#[test]
fn a_tap_between_two_ticks_fires_once() {
    let run = play(90, vec![down(30, 0, 240.0), up(30, 0, 240.0)]);
    assert_eq!(run.fired(), [31]);
}

#[test]
fn a_tap_on_the_start_button_starts_and_does_not_fire() {
    // A finger that is held and moved on the button is not a finger on the field.
    let press = vec![
        ScriptedInput(20, DeviceEvent::Touch(0, START)),
        ScriptedInput(30, DeviceEvent::Drag(0, (START.0 + 60.0, START.1))),
        ScriptedInput(40, DeviceEvent::Lift(0, START)),
    ];
    let run = Run::new(100).press(press).play();
    assert_eq!(run.screens(), [(40, Screen::GetReady)]);
    assert_eq!((run.fired(), run.ship_moves()), (vec![], vec![]));
    // During the game there is field where the button was.
    let run =
        Run::new(100).press([touch(20, 0, START), touch(60, 0, (START.0 + 50.0, START.1))].concat()).play();
    assert_eq!((run.fired().len(), run.ship_moves().len()), (1, 4));
}

#[test]
fn a_finger_that_was_down_before_the_game_does_nothing_in_it() {
    let run = play(100, vec![down(5, 0, 100.0), drag(50, 0, 90.0)]);
    assert_eq!((run.fired(), run.ship_moves()), (vec![], vec![]));
}

#[test]
fn a_finger_that_leaves_the_start_button_does_not_start() {
    let run = Run::new(100)
        .press(vec![ScriptedInput(20, DeviceEvent::Touch(0, START)), drag(25, 0, 20.0), up(30, 0, 20.0)])
        .play();
    assert_eq!(run.screens(), []);
}

#[test]
fn any_finger_presses_any_button_and_none_that_was_down_before_fires() {
    // The first finger steers the ship all the time; the second pauses and resumes.
    let run = play(
        200,
        [vec![down(30, 0, 100.0)], touch(60, 1, PAUSE), touch(90, 1, GO_ON), vec![drag(110, 0, 400.0)]]
            .concat(),
    );
    assert_eq!(pauses(&run), (vec![64], vec![94]));
    assert_eq!(run.fired(), [31, 46, 61]);
    assert!((end(&run) - 100.0).abs() < 0.1, "a released finger steered the ship to {}", end(&run));

    // It touches down again.
    let inputs = [
        vec![down(30, 0, 100.0)],
        touch(60, 1, PAUSE),
        touch(90, 1, GO_ON),
        vec![up(110, 0, 100.0), down(120, 0, 300.0)],
    ];
    let run = play(200, inputs.concat());
    assert!((end(&run) - 300.0).abs() < 0.1 && run.fired().contains(&121), "{:?}", run.fired());
}

#[test]
fn a_paused_game_is_left_for_the_title_by_a_tap() {
    let run = play(200, [touch(50, 0, PAUSE), touch(70, 0, QUIT), touch(80, 0, LEAVE)].concat());
    assert_eq!(pauses(&run), (vec![54], vec![84]));
    assert_eq!(run.screens(), [(10, Screen::GetReady), (84, Screen::Title)]);
    assert_eq!(run.fired(), [] as [u64; 0], "a tap on a button is no shot");
}

#[test]
fn a_tap_beside_the_buttons_does_not_end_a_pause() {
    let run = play(200, [touch(50, 0, PAUSE), touch(80, 0, (60.0, 600.0))].concat());
    assert_eq!(pauses(&run), (vec![54], vec![]));
}

#[test]
fn a_lost_focus_releases_the_finger() {
    let inputs = [
        vec![down(30, 0, 454.0)],
        at(40, DeviceEvent::FocusOut),
        at(50, DeviceEvent::FocusIn),
        tap(60, Key::Enter),
    ]
    .concat();
    let run = play(140, inputs);
    assert_eq!(pauses(&run), (vec![40], vec![60]));
    assert_eq!(run.ship_moves().last().map(|(tick, _)| *tick), Some(39), "the ship flew on by itself");
    assert_eq!(run.fired(), [31]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_phone_shows_all_of_it_and_says_how_to_touch() {
    use creeps_playtest::screenshot::{Hue, Screenshot};
    use creeps_playtest::window::Window;
    use creeps_rules::input_script::InputScript;

    // A phone's shape: three quarters of the field's size, with 120 px above and below. The HUD is in the bar above.
    let pause = (PAUSE.0, PAUSE.1 - 100.0);
    let on_phone = |x: std::ops::Range<u32>, y: std::ops::Range<u32>| {
        (x.start * 3 / 4..x.end * 3 / 4, 120 + y.start * 3 / 4..120 + y.end * 3 / 4)
    };
    let share = |picture: &Screenshot, x, y, hue| {
        let (x, y) = on_phone(x, y);
        if picture.size() == (360, 780) { picture.share(x, y, hue) } else { 0.0 }
    };
    let shows = |picture: &Screenshot, x, y, hue| share(picture, x, y, hue) > 0.02;
    let start_button = |picture: &Screenshot| shows(picture, 150..330, 480..550, Hue::Cyan);
    // The pictures of the arrow keys.
    let keys = |picture: &Screenshot| share(picture, 84..156, 580..612, Hue::White) > 0.005;
    let pause_button =
        |picture: &Screenshot| picture.size() == (360, 780) && picture.shows(320..350, 55..85, Hue::White);

    let inputs = [
        // Below the field; then a game, the ship on the left, and a pause.
        touch(60, 0, (240.0, 800.0)),
        touch(360, 0, START),
        vec![down(420, 0, 100.0), up(700, 0, 100.0)],
        touch(720, 0, pause),
    ];
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("input_script.ron");
    std::fs::write(&script, ron::to_string(&InputScript { inputs: inputs.concat() }).unwrap()).unwrap();
    let Some(window) = Window::open(&["--seed", "7", "--input-script", &script.to_string_lossy()]) else {
        return;
    };
    window.resize(360, 780);

    let title = window.screenshot_when("phone-title", |picture| start_button(picture) && !keys(picture));
    assert!((0..780).all(|y| !title.is_black(0..360, y..y + 1)), "the sky is above and below the field");
    window
        .trace
        .wait_for("the ship on the left", |event| matches!(event, TraceEvent::ShipMoved { x } if *x < 101.0));
    window.screenshot_when("phone-play", |picture| {
        pause_button(picture) && shows(picture, 73..127, 620..700, Hue::White)
    });
    window.screenshot_when("phone-paused", |picture| {
        shows(picture, 130..350, 337..403, Hue::Cyan) && shows(picture, 130..350, 427..493, Hue::Cyan)
    });
    window.tap(Key::Space);
    window.trace.wait_for("the end of the pause", |event| *event == TraceEvent::Resumed);
    // After a key press the title explains the keys again.
    window.quit_game();
    window.tap(Key::Left);
    window.screenshot_when("phone-title-keys", |picture| start_button(picture) && keys(picture));
    window.tap(Key::Escape);
    window.finish();
}

#[test]
fn a_bomb_is_used_once_when_the_finger_touches_down() {
    /// The bomb's button, px on the field.
    const BOMB: (f32, f32) = (436.0, 546.0);
    let three_bombs = {
        let file = creeps_playtest::project::folder().join("config/arcade.ron");
        std::fs::read_to_string(file).expect("it is there").replacen("bombs: 1,", "bombs: 3,", 1)
    };
    // The first finger, which is the emulated mouse as well, and a finger that touches down while another one steers.
    for (finger, before) in [(0, vec![]), (1, vec![down(180, 0, 100.0)])] {
        let landing = vec![
            ScriptedInput(200, DeviceEvent::Touch(finger, BOMB)),
            ScriptedInput(260, DeviceEvent::Lift(finger, BOMB)),
        ];
        let seen = touch(150, 0, (240.0, 300.0));
        let run =
            Run::new(320).argument("--mode").argument("arcade").seed(7).user_file("arcade.ron", &three_bombs);
        let run = run.press([tap(10, Key::Enter), seen, before, landing].concat()).play();
        assert_eq!(run.ticks(|event| *event == TraceEvent::BombUsed), [201], "finger {finger}");
    }
}
