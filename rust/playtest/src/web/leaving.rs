//! Every way out of every screen of every mode, by keys, mouse and finger, and the bomb's button.

use std::path::Path;
use std::time::Duration;

use creeps_rules::Screen;
use creeps_rules::input_script::Key;
use creeps_rules::trace::TraceEvent;

use super::Error;
use super::harness::{BrowserHarness, ensure, on_page, on_phone};

/// Positions of buttons, px of the playfield.
const PAUSE: (f32, f32) = (447.0, -67.0);
const RESUME: (f32, f32) = (240.0, 267.0);
const RESTART: (f32, f32) = (240.0, 347.0);
const QUIT: (f32, f32) = (240.0, 507.0);
const LEAVE: (f32, f32) = (240.0, 455.0);
const BOMB: (f32, f32) = (436.0, 764.0);

/// Classic, Arcade and Horde in the menu: the number of buttons above each, and its position on a phone.
const MODE_BUTTONS: [(usize, (f32, f32)); 3] = [(2, (240.0, 262.0)), (0, (240.0, 41.0)), (1, (240.0, 152.0))];
/// Where nobody steers, a game of Classic with this seed is lost early.
const SHORT_GAME: &str = "?mode=classic&trace&seed=38";
/// A finger that stays on a button for this long has not been lifted.
const HELD: Duration = Duration::from_millis(400);

/// Does what a person does and waits for the event that the game reports.
fn check(
    harness: &mut BrowserHarness,
    what: &str,
    act: impl FnOnce(&mut BrowserHarness) -> Result<(), Error>,
    expected: &TraceEvent,
) -> Result<(), Error> {
    let before = harness.mark();
    act(harness)?;
    harness.wait_until(what, |harness| harness.events_since(before).contains(expected))
}

fn tap_key(key: Key) -> impl FnOnce(&mut BrowserHarness) -> Result<(), Error> {
    move |harness| Ok(harness.browser.tap_key(key)?)
}

fn click(position: (f32, f32)) -> impl FnOnce(&mut BrowserHarness) -> Result<(), Error> {
    let (x, y) = on_page(position.0, position.1);
    move |harness| Ok(harness.browser.click(x, y)?)
}

fn tap(position: (f32, f32)) -> impl FnOnce(&mut BrowserHarness) -> Result<(), Error> {
    let (x, y) = on_phone(position.0, position.1);
    move |harness| Ok(harness.browser.tap(x, y)?)
}

const READY: TraceEvent = TraceEvent::ScreenShown(Screen::GetReady);
const TITLE: TraceEvent = TraceEvent::ScreenShown(Screen::Title);

/// Leaves every screen of every mode by keys and the mouse.
///
/// # Errors
/// A way leads elsewhere, or the game crashes.
pub fn by_keys_and_mouse(folder: &Path) -> Result<(), Error> {
    let mut harness = BrowserHarness::new(folder)?;
    harness.open("?seed=7&trace")?;
    let harness = &mut harness;
    for (downs, _) in MODE_BUTTONS {
        for _ in 0..downs {
            harness.browser.tap_key(Key::Down)?;
        }
        check(harness, "a game from the menu", tap_key(Key::Enter), &READY)?;
        check(harness, "a pause by P", tap_key(Key::P), &TraceEvent::Paused)?;
        check(harness, "Space to end a pause", tap_key(Key::Space), &TraceEvent::Resumed)?;
        check(harness, "a pause by Esc", tap_key(Key::Escape), &TraceEvent::Paused)?;
        check(harness, "Esc to end a pause", tap_key(Key::Escape), &TraceEvent::Resumed)?;
        harness.wait_for_screen(Screen::Playing)?;
        check(harness, "a pause in play", tap_key(Key::P), &TraceEvent::Paused)?;
        check(harness, "a click to restart", click(RESTART), &READY)?;
        check(harness, "a fourth pause", tap_key(Key::P), &TraceEvent::Paused)?;
        check(harness, "a click to end a pause", click(RESUME), &TraceEvent::Resumed)?;
        check(harness, "a fifth pause", tap_key(Key::P), &TraceEvent::Paused)?;
        check(harness, "a click to quit", click(QUIT), &TraceEvent::LeaveAsked)?;
        check(harness, "a click that is sure", click(LEAVE), &TraceEvent::MenuShown)?;
        // The menu's focus is on the mode that was chosen.
        for _ in 0..downs {
            harness.browser.tap_key(Key::Up)?;
        }
    }
    harness.check_complaints()
}

/// Leaves the screens that follow a lost game.
///
/// # Errors
/// As [`by_keys_and_mouse`].
pub fn after_a_lost_game(folder: &Path) -> Result<(), Error> {
    let mut harness = BrowserHarness::new(folder)?;
    for screen in [Screen::GameOver, Screen::Results] {
        // Loaded again each time, because the next game has the next seed.
        harness.open(SHORT_GAME)?;
        check(&mut harness, "a game", tap_key(Key::Enter), &READY)?;
        harness.wait_for_screen(screen)?;
        check(&mut harness, &format!("Esc to leave {screen:?}"), tap_key(Key::Escape), &TITLE)?;
    }
    harness.check_complaints()
}

/// Leaves every screen of every mode by a finger on a phone's screen, and uses a bomb.
///
/// # Errors
/// As [`by_keys_and_mouse`]; or the bomb waits for the finger to be lifted.
pub fn by_finger(folder: &Path) -> Result<(), Error> {
    let mut harness = BrowserHarness::new(folder)?;
    harness.browser.become_phone()?;
    // At one pixel of the screen each: nine times less to draw, and no picture is looked at.
    harness.browser.resize(390, 844)?;
    harness.open("?seed=7&trace")?;
    let harness = &mut harness;
    for (number, (_, button)) in MODE_BUTTONS.into_iter().enumerate() {
        check(harness, "a game from the menu", tap(button), &READY)?;
        check(harness, "a pause by its button", tap(PAUSE), &TraceEvent::Paused)?;
        check(harness, "a finger to end a pause", tap(RESUME), &TraceEvent::Resumed)?;
        if number > 0 {
            harness.wait_for_screen(Screen::Playing)?;
            use_bomb(harness)?;
        }
        check(harness, "a second pause", tap(PAUSE), &TraceEvent::Paused)?;
        check(harness, "a finger to restart", tap(RESTART), &READY)?;
        check(harness, "a pause in it", tap(PAUSE), &TraceEvent::Paused)?;
        check(harness, "a finger to quit", tap(QUIT), &TraceEvent::LeaveAsked)?;
        check(harness, "a finger that is sure", tap(LEAVE), &TraceEvent::MenuShown)?;
    }
    harness.check_complaints()
}

/// The bomb goes off when the finger lands on its button, and once, and the phone vibrates.
fn use_bomb(harness: &mut BrowserHarness) -> Result<(), Error> {
    let before = harness.mark();
    let bombs = |harness: &BrowserHarness| {
        harness.lines_since(before).filter(|line| line.contains("event:BombUsed)")).count()
    };
    let (x, y) = on_phone(BOMB.0, BOMB.1);
    harness.browser.touch(0, x, y)?;
    harness.wait_until("the bomb, with the finger on its button", |harness| bombs(harness) > 0)?;
    harness.browser.rest(HELD)?;
    harness.browser.lift(0)?;
    harness.browser.rest(HELD)?;
    ensure(bombs(harness) == 1, || format!("one press of the bomb's button used {} bombs.", bombs(harness)))?;
    let felt = harness.browser.evaluate("vibrations.length")?;
    ensure(felt.as_u64().is_some_and(|felt| felt > 0), || "the phone did not vibrate.".into())
}
