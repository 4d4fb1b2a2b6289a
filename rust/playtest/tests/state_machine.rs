//! Every edge of the state machine (`rules/src/screen.rs`) in every mode, by keys, gamepad, mouse and finger.
//!
//! The edges to test come from [`screen::edges`]: a new edge fails these tests until a run takes it. Every run also fails on errors,
//! panics and leaks of the engine, so this is the test that no edge calls a borrowed object back.
#![allow(clippy::unwrap_used)] // helpers of tests may

use std::fs;
use std::sync::Arc;

use creeps_playtest::inputs::{at, click, pad, tap, touch};
use creeps_playtest::{Outcome, Run, project};
use creeps_rules::input_script::{DeviceEvent, Key, PadButton, ScriptedInput};
use creeps_rules::screen::{self, Cause};
use creeps_rules::trace::TraceEvent;
use creeps_rules::{GameMode, Screen};
use creeps_sim::Sim;
use creeps_sim::replay::Recorder;

type Inputs = Vec<ScriptedInput>;

/// The tick in which a mode is chosen in the menu. Its game starts at once.
const CHOOSE: u32 = 60;

/// Positions of buttons, in px on the field.
const MODES: (f32, f32) = (70.0, 43.0);
const START: (f32, f32) = (240.0, 514.0);
const PAUSE: (f32, f32) = (447.0, 33.0);
const RESUME: (f32, f32) = (240.0, 370.0);
const TO_TITLE: (f32, f32) = (240.0, 460.0);

/// A mode under test.
struct ModeUnderTest {
    mode: GameMode,
    /// How far down its button is in the menu.
    menu_index: u32,
    /// The position of its button in the menu, in px.
    menu_button: (f32, f32),
    /// Ticks after which a game without steering is over and the title is back.
    ticks_to_lose: u32,
}

const CLASSIC: ModeUnderTest = ModeUnderTest {
    mode: GameMode::Classic,
    menu_index: 0,
    menu_button: (240.0, 250.0),
    ticks_to_lose: 4000,
};
const ARCADE: ModeUnderTest =
    ModeUnderTest { mode: GameMode::Arcade, menu_index: 1, menu_button: (240.0, 367.0), ticks_to_lose: 9000 };
const HORDE: ModeUnderTest =
    ModeUnderTest { mode: GameMode::Horde, menu_index: 3, menu_button: (240.0, 563.0), ticks_to_lose: 9000 };

/// A device, and what a person does with it in a tick.
struct Device {
    name: &'static str,
    choose: fn(&ModeUnderTest) -> Inputs,
    start: fn(u32) -> Inputs,
    pause: fn(u32) -> Inputs,
    resume: fn(u32) -> Inputs,
    quit_pause: fn(u32) -> Inputs,
    leave_title: fn(u32) -> Inputs,
    /// Quits without a pause. None for devices that need a button on the screen: only the pause has one.
    quit: Option<fn(u32) -> Inputs>,
}

const DEVICES: [Device; 4] = [
    Device {
        name: "keys",
        choose: |mode| choose_by(mode, |tick| tap(tick, Key::Down), tap(CHOOSE, Key::Enter)),
        start: |tick| tap(tick, Key::Enter),
        pause: |tick| tap(tick, Key::P),
        resume: |tick| tap(tick, Key::Space),
        quit_pause: |tick| tap(tick, Key::Escape),
        leave_title: |tick| tap(tick, Key::Escape),
        quit: Some(|tick| tap(tick, Key::Escape)),
    },
    Device {
        name: "gamepad",
        choose: |mode| choose_by(mode, |tick| pad(tick, PadButton::DpadDown), pad(CHOOSE, PadButton::A)),
        start: |tick| pad(tick, PadButton::A),
        pause: |tick| pad(tick, PadButton::Start),
        resume: |tick| pad(tick, PadButton::Start),
        quit_pause: |tick| pad(tick, PadButton::Back),
        leave_title: |tick| pad(tick, PadButton::Back),
        quit: Some(|tick| pad(tick, PadButton::Back)),
    },
    Device {
        name: "mouse",
        choose: |mode| click(CHOOSE, mode.menu_button),
        start: |tick| click(tick, START),
        // The pause button is for players who touch. A mouse pauses when it clicks on another window.
        pause: |tick| at(tick, DeviceEvent::WindowFocusOut),
        resume: |tick| click(tick, RESUME),
        quit_pause: |tick| click(tick, TO_TITLE),
        leave_title: |tick| click(tick, MODES),
        quit: None,
    },
    Device {
        name: "finger",
        choose: |mode| touch(CHOOSE, 0, mode.menu_button),
        start: |tick| touch(tick, 0, START),
        pause: |tick| touch(tick, 1, PAUSE),
        resume: |tick| touch(tick, 0, RESUME),
        quit_pause: |tick| touch(tick, 0, TO_TITLE),
        leave_title: |tick| touch(tick, 0, MODES),
        quit: None,
    },
];

fn choose_by(mode: &ModeUnderTest, down: fn(u32) -> Inputs, confirm: Inputs) -> Inputs {
    (0..mode.menu_index).flat_map(|index| down(20 + 6 * index)).chain(confirm).collect()
}

/// Whether a person with this device can take an edge in this mode. New causes must be added here.
fn is_possible(mode: GameMode, device: &Device, from: Screen, cause: Cause) -> bool {
    match cause {
        Cause::Start | Cause::Ready | Cause::Hit | Cause::MessageOver | Cause::ButtonDue => true,
        // A test of its own: no device is involved.
        Cause::ReplayEnded => false,
        // Horde's first creeps spawn at once, so nobody can quit before that.
        Cause::Quit if from == Screen::GetReady => mode != GameMode::Horde,
        Cause::Quit if from == Screen::Playing => true,
        Cause::Quit => device.quit.is_some(),
    }
}

/// The edges that were taken, as a state and a cause.
#[derive(Default)]
struct TakenEdges(Vec<(Screen, Cause)>);

impl TakenEdges {
    /// Checks that a run from the title took these edges, and remembers them.
    fn check(&mut self, run: &Outcome, causes: &[Cause], what: &str) {
        let mut expected = Vec::new();
        let mut screen = Screen::Title;
        for &cause in causes {
            let next =
                screen.after(cause).unwrap_or_else(|| panic!("{what}: {screen:?} has no edge {cause:?}"));
            self.0.push((screen, cause));
            expected.push(next);
            screen = next;
        }
        assert_eq!(screens(run), expected, "{what}");
    }

    /// Fails if an edge of the state machine that `is_possible` was not taken.
    fn assert_complete(&self, is_possible: impl Fn(Screen, Cause) -> bool, what: &str) {
        let possible = screen::edges().filter(|&(from, cause, _)| is_possible(from, cause));
        let missing: Vec<_> = possible.filter(|&(from, cause, _)| !self.0.contains(&(from, cause))).collect();
        assert!(missing.is_empty(), "{what}: no run takes {missing:?}");
    }
}

fn screens(run: &Outcome) -> Vec<Screen> {
    run.screens().into_iter().map(|(_, screen)| screen).collect()
}

fn count(run: &Outcome, event: &TraceEvent) -> usize {
    run.ticks(|other| other == event).len()
}

/// The tick of the first time that a run showed a screen.
fn tick_of(run: &Outcome, wanted: Screen) -> u32 {
    let shown = run.screens().into_iter().find(|&(_, screen)| screen == wanted);
    u32::try_from(shown.unwrap_or_else(|| panic!("{wanted:?} was never shown")).0).unwrap()
}

/// A run that starts with the menu. One life is enough to lose a game, and saves ticks.
fn run(mode: &ModeUnderTest, device: &Device, ticks: u32, inputs: Inputs) -> Outcome {
    let mut run = Run::new(ticks).argument("--mode").argument("menu").seed(7);
    if mode.mode != GameMode::Classic {
        let name = format!("{:?}.ron", mode.mode).to_lowercase();
        let text = fs::read_to_string(project::folder().join("config").join(&name)).unwrap();
        run = run.user_file(&name, text.replacen("lives: 3,", "lives: 1,", 1));
    }
    run.press((device.choose)(mode)).press(inputs).play()
}

/// Pauses, resumes and quits "Get Ready" and a game, and goes back to the menu.
fn quit_every_game(mode: &ModeUnderTest, device: &Device, taken: &mut TakenEdges) {
    let what = format!("{:?} by {}", mode.mode, device.name);
    let (pause, resume, quit_pause) = (device.pause, device.resume, device.quit_pause);
    let get_ready = [pause(80), resume(100), pause(120), quit_pause(140)];
    // Creeps spawn two seconds after the start.
    let playing = [(device.start)(170), pause(330), resume(350), pause(370), quit_pause(390)];
    let mut inputs = [get_ready.concat(), playing.concat()].concat();
    let mut games = vec![false, true];
    let mut title = 420;
    if let Some(quit) = device.quit {
        inputs.extend([(device.start)(420), quit(440), (device.start)(460), quit(620)].concat());
        games.extend([false, true]);
        title = 650;
    }
    inputs.extend((device.leave_title)(title));
    let run = run(mode, device, title + 60, inputs);

    let game = |reaches_playing: bool| {
        let plays = reaches_playing || mode.mode == GameMode::Horde;
        if plays { vec![Cause::Start, Cause::Ready, Cause::Quit] } else { vec![Cause::Start, Cause::Quit] }
    };
    let causes: Vec<Cause> = games.into_iter().flat_map(game).collect();
    taken.check(&run, &causes, &what);
    assert_eq!(count(&run, &TraceEvent::Paused), 4, "{what}");
    assert_eq!(count(&run, &TraceEvent::Resumed), 4, "{what}");
    assert_eq!(count(&run, &TraceEvent::MenuShown), 2, "{what}: it goes back to the menu");
}

/// Loses a game: waits for the title, and quits each screen before it.
fn lose_a_game(mode: &ModeUnderTest, device: &Device, ticks_to_lose: &mut u32, taken: &mut TakenEdges) {
    let what = format!("{:?} by {}, lost", mode.mode, device.name);
    let lost = [Cause::Start, Cause::Ready, Cause::Hit];
    let whole = run(mode, device, *ticks_to_lose, vec![]);
    taken.check(&whole, &[&lost[..], &[Cause::MessageOver, Cause::ButtonDue]].concat(), &what);
    // All devices lose the same game, at most some ticks apart.
    *ticks_to_lose = tick_of(&whole, Screen::Title) + 30;

    let Some(quit) = device.quit else { return };
    for (screen, before) in [(Screen::GameOver, vec![]), (Screen::TitleAgain, vec![Cause::MessageOver])] {
        let tick = tick_of(&whole, screen) + 10;
        let run = run(mode, device, tick + 20, quit(tick));
        taken.check(
            &run,
            &[&lost[..], &before, &[Cause::Quit]].concat(),
            &format!("{what}, quit on {screen:?}"),
        );
        assert_eq!(tick_of(&run, Screen::Title), tick, "{what}: it quits at once");
    }
}

fn take_every_edge(mode: &ModeUnderTest) {
    let mut ticks_to_lose = mode.ticks_to_lose;
    for device in &DEVICES {
        let mut taken = TakenEdges::default();
        quit_every_game(mode, device, &mut taken);
        lose_a_game(mode, device, &mut ticks_to_lose, &mut taken);
        let is_possible = |from, cause| is_possible(mode.mode, device, from, cause);
        taken.assert_complete(is_possible, &format!("{:?} by {}", mode.mode, device.name));
    }
}

#[test]
fn every_device_takes_every_edge_in_classic() {
    take_every_edge(&CLASSIC);
}

#[test]
fn every_device_takes_every_edge_in_arcade() {
    take_every_edge(&ARCADE);
}

#[test]
fn every_device_takes_every_edge_in_horde() {
    take_every_edge(&HORDE);
}

#[test]
fn replays_take_their_edges_in_arcade_and_horde() {
    for name in ["arcade", "horde"] {
        let bytes = fs::read(project::folder().join("config").join(format!("{name}.ron"))).unwrap();
        let ruleset = Arc::new(creeps_sim::Ruleset::read(name, &bytes).unwrap());
        let mut taken = TakenEdges::default();
        // A replay without a tick ends on "Get Ready", a longer one in the game.
        for (ticks, before) in [(0, vec![Cause::Start]), (300, vec![Cause::Start, Cause::Ready])] {
            let mut sim = Sim::new(&ruleset, creeps_sim::Difficulty::Normal, 7);
            let mut recorder = Recorder::new(&sim);
            for _ in 0..ticks {
                let input = creeps_sim::Input::new(0.0, true, false);
                sim.step(input);
                recorder.note(input, &sim);
            }
            let run = Run::new(800);
            let file = run.folder().join("short.replay");
            fs::write(&file, recorder.finish(&sim).to_bytes()).unwrap();
            let run = run.argument("--replay").argument(&file.to_string_lossy()).play();
            let after = [Cause::ReplayEnded, Cause::MessageOver, Cause::ButtonDue];
            taken.check(&run, &[&before[..], &after].concat(), &format!("{name}, {ticks} ticks"));
        }
        taken.assert_complete(|_, cause| cause == Cause::ReplayEnded, name);
    }
}
