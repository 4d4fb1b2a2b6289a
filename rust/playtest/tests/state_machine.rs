//! Every edge of the two state machines, of a game in every mode (`rules/src/screen.rs`) and of the menu (`rules/src/menu.rs`), by keys,
//! gamepad, mouse and finger.
//!
//! The edges to test come from [`screen::edges`] and [`menu::edges`]: a new edge fails these tests until a run takes it. Every run also fails on errors,
//! panics and leaks of the engine, so this is the test that no edge calls a borrowed object back.
#![allow(clippy::unwrap_used)] // helpers of tests may

use std::fmt::Debug;
use std::fs;
use std::sync::Arc;

use creeps_playtest::inputs::{at, click, pad, tap, touch};
use creeps_playtest::menu::{Device as MenuDevice, Direction, MenuItem};
use creeps_playtest::{Outcome, Run, project};
use creeps_rules::high_scores::{Difficulty, HighScores, Row, TableKey};
use creeps_rules::input_script::{DeviceEvent, Key, PadButton, ScriptedInput};
use creeps_rules::menu::{self, MenuCause, Page};
use creeps_rules::screen::{self, Cause};
use creeps_rules::trace::TraceEvent;
use creeps_rules::{GameMode, Screen};
use creeps_sim::replay::Recorder;
use creeps_sim::{Ruleset, Sim};

type Inputs = Vec<ScriptedInput>;
/// What a person does in a tick.
type Act = fn(u32) -> Inputs;

/// The tick in which a mode is chosen in the menu. Its game starts at once.
const CHOOSE: u32 = 60;

/// Positions of buttons, in px on the field.
const PAUSE: (f32, f32) = (447.0, 33.0);
const RESUME: (f32, f32) = (240.0, 267.0);
const RESTART: (f32, f32) = (240.0, 347.0);
const QUIT: (f32, f32) = (240.0, 507.0);
const LEAVE: (f32, f32) = (240.0, 455.0);
const PLAY_AGAIN: (f32, f32) = (240.0, 599.0);
const MENU: (f32, f32) = (240.0, 664.0);
/// The first row of the page of high scores, of replays, and of mods.
const FIRST_PLACE: (f32, f32) = (240.0, 230.0);
const FIRST_REPLAY: (f32, f32) = (240.0, 122.0);
const FIRST_MOD: (f32, f32) = (240.0, 180.0);
/// The button that leaves a replay.
const LEAVE_REPLAY: (f32, f32) = (33.0, 689.0);

/// A mode under test.
struct ModeUnderTest {
    mode: GameMode,
    /// How far down its button is in the menu.
    menu_index: u32,
    /// The position of its button in the menu, in px.
    menu_button: (f32, f32),
    /// Ticks after which a game without steering is over and its results are shown.
    ticks_to_lose: u32,
}

const CLASSIC: ModeUnderTest = ModeUnderTest {
    mode: GameMode::Classic,
    menu_index: 2,
    menu_button: (240.0, 366.0),
    ticks_to_lose: 4000,
};
const ARCADE: ModeUnderTest =
    ModeUnderTest { mode: GameMode::Arcade, menu_index: 0, menu_button: (240.0, 175.0), ticks_to_lose: 9000 };
const HORDE: ModeUnderTest =
    ModeUnderTest { mode: GameMode::Horde, menu_index: 1, menu_button: (240.0, 271.0), ticks_to_lose: 9000 };

/// A device, and what a person does with it in a tick.
struct Device {
    name: &'static str,
    /// The device, for the menu.
    menu: MenuDevice,
    /// Chooses a mode in the menu.
    choose: fn(&ModeUnderTest) -> Inputs,
    /// Chooses it again, in a menu that has it focused.
    choose_again: fn(u32, &ModeUnderTest) -> Inputs,
    pause: fn(u32) -> Inputs,
    resume: fn(u32) -> Inputs,
    /// Restarts a paused game.
    restart: fn(u32) -> Inputs,
    /// Quits a paused game.
    quit_pause: fn(u32) -> Inputs,
    /// Plays again, on the results.
    play_again: fn(u32) -> Inputs,
    /// Leaves the results for the menu.
    leave_results: fn(u32) -> Inputs,
    /// What works on "Game Over", where no button is shown: playing again, and leaving.
    without_button: Option<(Act, Act)>,
}

const DEVICES: [Device; 4] = [
    Device {
        name: "keys",
        menu: MenuDevice::Keys,
        choose: |mode| choose_by(mode, |tick| tap(tick, Key::Down), tap(CHOOSE, Key::Enter)),
        choose_again: |tick, _| tap(tick, Key::Enter),
        pause: |tick| tap(tick, Key::Escape),
        resume: |tick| tap(tick, Key::Space),
        restart: |tick| [tap(tick, Key::Down), tap(tick + 4, Key::Enter)].concat(),
        quit_pause: |tick| {
            let asked = [tap(tick, Key::Up), tap(tick + 4, Key::Space)].concat();
            [asked, tap(tick + 8, Key::Down), tap(tick + 12, Key::Enter)].concat()
        },
        play_again: |tick| tap(tick, Key::Space),
        leave_results: |tick| tap(tick, Key::Escape),
        without_button: Some((|tick| tap(tick, Key::Space), |tick| tap(tick, Key::Escape))),
    },
    Device {
        name: "gamepad",
        menu: MenuDevice::Gamepad,
        choose: |mode| choose_by(mode, |tick| pad(tick, PadButton::DpadDown), pad(CHOOSE, PadButton::A)),
        choose_again: |tick, _| pad(tick, PadButton::A),
        pause: |tick| pad(tick, PadButton::Start),
        resume: |tick| pad(tick, PadButton::Start),
        restart: |tick| [pad(tick, PadButton::DpadDown), pad(tick + 4, PadButton::A)].concat(),
        quit_pause: |tick| {
            let asked = [pad(tick, PadButton::DpadUp), pad(tick + 4, PadButton::A)].concat();
            [asked, pad(tick + 8, PadButton::DpadDown), pad(tick + 12, PadButton::A)].concat()
        },
        play_again: |tick| pad(tick, PadButton::A),
        leave_results: |tick| pad(tick, PadButton::Back),
        without_button: Some((|tick| pad(tick, PadButton::Start), |tick| pad(tick, PadButton::Back))),
    },
    Device {
        name: "mouse",
        menu: MenuDevice::Mouse,
        choose: |mode| click(CHOOSE, mode.menu_button),
        choose_again: |tick, mode| click(tick, mode.menu_button),
        // The pause button is for players who touch. A mouse pauses when it clicks on another window.
        pause: |tick| at(tick, DeviceEvent::WindowFocusOut),
        resume: |tick| click(tick, RESUME),
        restart: |tick| click(tick, RESTART),
        quit_pause: |tick| [click(tick, QUIT), click(tick + 8, LEAVE)].concat(),
        play_again: |tick| click(tick, PLAY_AGAIN),
        leave_results: |tick| click(tick, MENU),
        without_button: None,
    },
    Device {
        name: "finger",
        menu: MenuDevice::Finger,
        choose: |mode| touch(CHOOSE, 0, mode.menu_button),
        choose_again: |tick, mode| touch(tick, 0, mode.menu_button),
        pause: |tick| touch(tick, 1, PAUSE),
        resume: |tick| touch(tick, 0, RESUME),
        restart: |tick| touch(tick, 0, RESTART),
        quit_pause: |tick| [touch(tick, 0, QUIT), touch(tick + 8, 0, LEAVE)].concat(),
        play_again: |tick| touch(tick, 0, PLAY_AGAIN),
        leave_results: |tick| touch(tick, 0, MENU),
        without_button: None,
    },
];

fn choose_by(mode: &ModeUnderTest, down: fn(u32) -> Inputs, confirm: Inputs) -> Inputs {
    (0..mode.menu_index).flat_map(|index| down(20 + 6 * index)).chain(confirm).collect()
}

/// Whether a person with this device can take an edge in this mode. New causes must be added here.
fn is_possible(mode: GameMode, device: &Device, from: Screen, cause: Cause) -> bool {
    match cause {
        // A test of its own: no device is involved.
        Cause::ReplayEnded => false,
        Cause::Start | Cause::Quit if from == Screen::GameOver => device.without_button.is_some(),
        // The first creeps of Arcade and Horde come so soon that nobody can leave before that.
        Cause::Restart | Cause::Quit if from == Screen::GetReady => mode == GameMode::Classic,
        Cause::Start | Cause::Ready | Cause::Hit | Cause::ResultsDue | Cause::Restart | Cause::Quit => true,
    }
}

/// The edges that were taken, as a state and a cause.
struct TakenEdges<S, C>(Vec<(S, C)>);

impl<S: Copy + PartialEq + Debug, C: Copy + PartialEq + Debug> TakenEdges<S, C> {
    /// Remembers the edges of these causes, from a state on. Returns the states that they lead to.
    fn take(&mut self, from: S, causes: &[C], after: impl Fn(S, C) -> Option<S>, what: &str) -> Vec<S> {
        let mut state = from;
        let take = |&cause: &C| {
            self.0.push((state, cause));
            state = after(state, cause).unwrap_or_else(|| panic!("{what}: {state:?} has no edge {cause:?}"));
            state
        };
        causes.iter().map(take).collect()
    }

    /// Fails if one of `edges` was not taken.
    fn assert_complete(&self, edges: impl Iterator<Item = (S, C, S)>, what: &str) {
        let missing: Vec<_> = edges.filter(|&(from, cause, _)| !self.0.contains(&(from, cause))).collect();
        assert!(missing.is_empty(), "{what}: no run takes {missing:?}");
    }
}

impl TakenEdges<Screen, Cause> {
    /// Checks that a run from the title took these edges, and remembers them.
    fn check(&mut self, run: &Outcome, causes: &[Cause], what: &str) {
        let expected = self.take(Screen::Title, causes, Screen::after, what);
        assert_eq!(screens(run), expected, "{what}");
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

/// Pauses, resumes, restarts and quits "Get Ready" and a game, each from the menu and back to it.
fn leave_every_game(mode: &ModeUnderTest, device: &Device, taken: &mut TakenEdges<Screen, Cause>) {
    let what = format!("{:?} by {}", mode.mode, device.name);
    let Device { pause, resume, restart, quit_pause, choose_again, .. } = *device;
    let get_ready = [pause(80), resume(100), pause(120), restart(140), pause(170), quit_pause(190)];
    // Creeps spawn two seconds after the start.
    let playing = [choose_again(240, mode), pause(400), restart(420), pause(600), quit_pause(620)];
    let run = run(mode, device, 680, [get_ready.concat(), playing.concat()].concat());

    let game = |reaches_playing: bool, end: Cause| {
        let plays = reaches_playing || mode.mode != GameMode::Classic;
        if plays { vec![Cause::Ready, end] } else { vec![end] }
    };
    let causes = [
        [vec![Cause::Start], game(false, Cause::Restart), game(false, Cause::Quit)].concat(),
        [vec![Cause::Start], game(true, Cause::Restart), game(true, Cause::Quit)].concat(),
    ];
    taken.check(&run, &causes.concat(), &what);
    assert_eq!(count(&run, &TraceEvent::Paused), 5, "{what}");
    assert_eq!(count(&run, &TraceEvent::Resumed), 5, "{what}");
    assert_eq!(count(&run, &TraceEvent::MenuShown), 3, "{what}: it goes back to the menu");
}

/// Loses a game, and leaves "Game Over" and the results in every way.
fn lose_a_game(
    mode: &ModeUnderTest,
    device: &Device,
    ticks_to_lose: &mut u32,
    taken: &mut TakenEdges<Screen, Cause>,
) {
    let what = format!("{:?} by {}, lost", mode.mode, device.name);
    let lost = vec![Cause::Start, Cause::Ready, Cause::Hit];
    let with_results = [&lost[..], &[Cause::ResultsDue]].concat();
    let whole = run(mode, device, *ticks_to_lose, vec![]);
    taken.check(&whole, &with_results, &what);
    let (over, results) = (tick_of(&whole, Screen::GameOver), tick_of(&whole, Screen::Results));
    assert!(results - over <= 60, "{what}: the results come within a second");
    // All devices lose the same game, at most some ticks apart.
    *ticks_to_lose = results + 30;

    let mut ways: Vec<(u32, Inputs, &[Cause], Cause)> = vec![
        (results + 30, (device.play_again)(results + 30), &with_results, Cause::Start),
        (results + 30, (device.leave_results)(results + 30), &with_results, Cause::Quit),
    ];
    if let Some((play_again, leave)) = device.without_button {
        ways.push((over + 22, play_again(over + 22), &lost, Cause::Start));
        ways.push((over + 10, leave(over + 10), &lost, Cause::Quit));
    }
    for (tick, inputs, before, cause) in ways {
        let run = run(mode, device, tick + 60, inputs);
        let after_start: &[Cause] = if mode.mode == GameMode::Classic { &[] } else { &[Cause::Ready] };
        let after = if cause == Cause::Start { after_start } else { &[] };
        taken.check(&run, &[before, &[cause], after].concat(), &format!("{what}, {cause:?} in {tick}"));
        let menus = if cause == Cause::Quit { 2 } else { 1 };
        assert_eq!(count(&run, &TraceEvent::MenuShown), menus, "{what}: leaving leads to the menu");
    }
}

fn take_every_edge(mode: &ModeUnderTest) {
    let mut ticks_to_lose = mode.ticks_to_lose;
    for device in &DEVICES {
        let mut taken = TakenEdges(vec![]);
        leave_every_game(mode, device, &mut taken);
        lose_a_game(mode, device, &mut ticks_to_lose, &mut taken);
        let edges = screen::edges().filter(|&(from, cause, _)| is_possible(mode.mode, device, from, cause));
        taken.assert_complete(edges, &format!("{:?} by {}", mode.mode, device.name));
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

fn ruleset(name: &str) -> Arc<Ruleset> {
    let bytes = fs::read(project::folder().join("config").join(format!("{name}.ron"))).unwrap();
    Arc::new(Ruleset::read(name, &bytes).unwrap())
}

/// The file of a replay of so many ticks.
fn recording(ruleset: &Arc<Ruleset>, ticks: u32) -> Vec<u8> {
    let mut sim = Sim::new(ruleset, creeps_sim::Difficulty::Normal, 7);
    let mut recorder = Recorder::new(&sim);
    for _ in 0..ticks {
        let input = creeps_sim::Input::new(0.0, true, false);
        sim.step(input);
        recorder.note(input, &sim);
    }
    recorder.finish(&sim).to_bytes()
}

#[test]
fn replays_take_their_edges_in_arcade_and_horde() {
    for name in ["arcade", "horde"] {
        let ruleset = ruleset(name);
        let mut taken = TakenEdges(vec![]);
        // A replay without a tick ends on "Get Ready", a longer one in the game.
        for (ticks, before) in [(0, vec![Cause::Start]), (300, vec![Cause::Start, Cause::Ready])] {
            let run = Run::new(800);
            let file = run.folder().join("short.replay");
            fs::write(&file, recording(&ruleset, ticks)).unwrap();
            let run = run.argument("--replay").argument(&file.to_string_lossy()).play();
            let after = [Cause::ReplayEnded, Cause::ResultsDue];
            taken.check(&run, &[&before[..], &after].concat(), &format!("{name}, {ticks} ticks"));
        }
        taken.assert_complete(screen::edges().filter(|edge| edge.1 == Cause::ReplayEnded), name);
    }
}

/// A page of the menu: its button, the cause that opens it, and the position of its button back.
type MenuPage = (MenuItem, MenuCause, (f32, f32));

const PAGES: [MenuPage; 6] = [
    (MenuItem::HighScores, MenuCause::OpenHighScores, (240.0, 685.0)),
    (MenuItem::Replays, MenuCause::OpenReplays, (240.0, 685.0)),
    (MenuItem::Mods, MenuCause::OpenMods, (240.0, 685.0)),
    (MenuItem::HowToPlay, MenuCause::OpenHowToPlay, (240.0, 685.0)),
    (MenuItem::Options, MenuCause::OpenOptions, (358.0, 693.0)),
    (MenuItem::Credits, MenuCause::OpenCredits, (145.0, 685.0)),
];

/// A run of the menu by a device, with a replay that is also the best game of Arcade. Checks that it took these edges and no other, and
/// remembers them.
fn menu_run(
    device: &Device,
    ticks: u32,
    inputs: Vec<Inputs>,
    causes: &[MenuCause],
    taken: &mut TakenEdges<Page, MenuCause>,
) -> Outcome {
    let what = format!("{causes:?} by {}", device.name);
    let mut scores = HighScores::default();
    let row = Row { name: "ANNA".into(), score: 50, time: 1_790_000_000, replay: Some(1), ..Row::default() };
    scores.offer(TableKey::new(GameMode::Arcade, Difficulty::Normal), row);
    let run = Run::new(ticks).argument("--mode").argument("menu").seed(7);
    let run = run.user_file("scores.ron", scores.to_text().unwrap());
    let run = run.user_file("replays/arcade-000001-50.replay", recording(&ruleset("arcade"), 600));
    let run = run.press(inputs.concat()).play();
    let expected = taken.take(Page::Main, causes, Page::after, &what);
    let pages = run.events(|event| if let TraceEvent::PageShown(page) = event { Some(*page) } else { None });
    assert_eq!(pages.into_iter().map(|(_, page)| page).collect::<Vec<_>>(), expected, "{what}");
    let watched = run.ticks(|event| matches!(event, TraceEvent::ReplayStarted { .. })).len();
    let wanted = causes.iter().filter(|&&cause| cause == MenuCause::Watch).count();
    assert_eq!(watched, wanted, "{what}: replays");
    run
}

/// Leaves a page of the menu, whose button back is at this position.
fn leave_page(device: MenuDevice, tick: u32, back: (f32, f32)) -> Inputs {
    match device {
        MenuDevice::Keys => tap(tick, Key::Escape),
        // B steps a replay.
        MenuDevice::Gamepad => pad(tick, PadButton::Back),
        MenuDevice::Mouse | MenuDevice::Finger => device.press_at(tick, back),
    }
}

/// Chooses the first row of a page, which is `downs` below what has the focus, or at a position.
fn choose_row(device: MenuDevice, tick: u32, downs: u32, position: (f32, f32)) -> Inputs {
    if device.points() {
        return device.press_at(tick, position);
    }
    let moves = (0..downs).flat_map(|index| device.focus(tick + 6 * index, Direction::Down));
    moves.chain(device.confirm(tick + 6 * downs)).collect()
}

fn take_every_edge_of_the_menu(device: &Device) {
    let mut taken = TakenEdges(vec![]);
    let hand = device.menu;
    for (item, open, back) in PAGES {
        let inputs = vec![item.press(hand, 30), leave_page(hand, 120, back)];
        menu_run(device, 160, inputs, &[open, MenuCause::Back], &mut taken);
    }
    for (item, open, downs, row) in [
        (MenuItem::HighScores, MenuCause::OpenHighScores, 2, FIRST_PLACE),
        (MenuItem::Replays, MenuCause::OpenReplays, 0, FIRST_REPLAY),
    ] {
        let leave = leave_page(hand, 200, LEAVE_REPLAY);
        let inputs = vec![item.press(hand, 30), choose_row(hand, 120, downs, row), leave];
        menu_run(device, 240, inputs, &[open, MenuCause::Watch, MenuCause::Back], &mut taken);
    }
    for (item, play) in [(MenuItem::Arcade, MenuCause::Play), (MenuItem::Daily, MenuCause::PlayDaily)] {
        let inputs = vec![item.press(hand, 30), (device.pause)(140), (device.quit_pause)(160)];
        let run = menu_run(device, 220, inputs, &[play, MenuCause::Back], &mut taken);
        let seeds =
            run.events(|event| if let TraceEvent::GameStarted { seed } = event { Some(*seed) } else { None });
        let is_date = seeds.iter().all(|&(_, seed)| (20_260_000..21_000_000).contains(&seed));
        assert_eq!(is_date, play == MenuCause::PlayDaily, "{play:?} by {}: {seeds:?}", device.name);
    }
    let mods = MenuItem::Mods.press(hand, 30);
    let first_mod = choose_row(hand, 110, 0, FIRST_MOD);
    let inputs = vec![mods, first_mod, (device.pause)(200), (device.quit_pause)(220)];
    let causes = [MenuCause::OpenMods, MenuCause::Play, MenuCause::Back];
    menu_run(device, 280, inputs, &causes, &mut taken);
    // Half a minute without any input.
    let wake = (device.play_again)(1900);
    menu_run(device, 1960, vec![wake], &[MenuCause::Idle, MenuCause::Back], &mut taken);
    taken.assert_complete(menu::edges(), device.name);
}

#[test]
fn keys_take_every_edge_of_the_menu() {
    take_every_edge_of_the_menu(&DEVICES[0]);
}

#[test]
fn a_gamepad_takes_every_edge_of_the_menu() {
    take_every_edge_of_the_menu(&DEVICES[1]);
}

#[test]
fn a_mouse_takes_every_edge_of_the_menu() {
    take_every_edge_of_the_menu(&DEVICES[2]);
}

#[test]
fn a_finger_takes_every_edge_of_the_menu() {
    take_every_edge_of_the_menu(&DEVICES[3]);
}
