//! Leaves the page in every way, and checks which keys the game takes from the browser.

use std::path::Path;
use std::time::{Duration, Instant};

use creeps_rules::Screen;
use creeps_rules::input_script::Key;
use creeps_rules::trace::TraceEvent;
use serde_json::json;

use super::Error;
use super::harness::{BrowserHarness, ensure, on_page};
use crate::browser::{KeyPress, Modifier};

/// Sound stops and comes back within this.
const SOUND_LIMIT: Duration = Duration::from_secs(20);
/// A game that resumes by itself would have done so by then.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often, and for how long each, a key may take to end a pause.
const RESUMES: u32 = 9;
const PRESS_LIMIT: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(100);
/// A page with the game in a frame, as sites that host games have it.
const FRAME: &str = "<!doctype html><meta name=viewport content='width=device-width'><link rel=icon href='data:,'>\
    <body style='margin:0'><p style='height:100px;margin:0'>Around the game</p>\
    <iframe src='index.html?mode=arcade&seed=7&trace' width=960 height=600 style='border:0'></iframe>";

/// How a player leaves a page. (Another window can't be tested: all windows of a headless browser have the focus.)
#[derive(Clone, Copy, Debug)]
enum Way {
    /// Another tab comes to the front.
    Tab,
    /// The browser freezes the page.
    Freeze,
}

/// Leaves the page in every way, in a game and on the title; presses the browser's keys.
///
/// # Errors
/// The game continues or is heard, does not come back, or takes one of the browser's keys.
pub fn by_tab_and_freeze(folder: &Path) -> Result<(), Error> {
    let mut harness = BrowserHarness::new(folder)?;
    harness.open("?mode=arcade&seed=7&trace")?;
    harness.browser.tap_key(Key::Enter)?;
    harness.wait_for_screen(Screen::GetReady)?;
    for way in [Way::Tab, Way::Freeze] {
        let before = harness.mark();
        leave_and_return(&mut harness, way)?;
        harness.wait_until(&format!("a pause by {way:?}"), |harness| {
            harness.events_since(before).contains(&TraceEvent::Paused)
        })?;
        harness.browser.rest(PATIENCE)?;
        let continues = harness.events_since(before).contains(&TraceEvent::Resumed);
        ensure(!continues, || format!("the game continues by itself after {way:?}."))?;
        resume(&mut harness, before)?;
        hear(&mut harness, "running")?;
    }
    leave_keys_alone(&mut harness)?;
    harness.quit_game()?;
    leave_and_return(&mut harness, Way::Tab)?;
    harness.check_complaints()
}

/// Checks that the sound stops while the player is away and comes back afterwards.
fn leave_and_return(harness: &mut BrowserHarness, way: Way) -> Result<(), Error> {
    let game = harness.browser.tab()?;
    let other = match way {
        Way::Tab => harness.browser.open_tab()?,
        Way::Freeze => {
            // A frozen page can't answer; its pause is checked afterwards.
            harness.browser.freeze(PATIENCE)?;
            return hear(harness, "running");
        }
    };
    harness.browser.talk_with(&game);
    hear(harness, "suspended")?;
    harness.browser.close_tab(&other)?;
    harness.browser.show_tab(&game)?;
    hear(harness, "running")
}

/// Waits until all audio contexts are in that state.
fn hear(harness: &mut BrowserHarness, expected: &str) -> Result<(), Error> {
    let script = format!("contexts.length > 0 && contexts.every(context => context.state === '{expected}')");
    if harness.browser.wait_for("the sound", SOUND_LIMIT, &script).is_err() {
        let is = harness
            .browser
            .evaluate("[contexts.map(context => context.state), document.hidden, document.hasFocus()]")?;
        return Err(Error::Wrong(format!("its sound is not {expected} but {is}.{}", harness.lately())));
    }
    Ok(())
}

/// Some of the keys that `tests/page.rs` presses, with the real engine instead of a small one.
fn leave_keys_alone(harness: &mut BrowserHarness) -> Result<(), Error> {
    let press = |key, code, number, modifier| KeyPress { key, code, number, modifier };
    for (key, is_games) in [
        (press("F5", "F5", 116, None), false),
        (press("F11", "F11", 122, None), false),
        (press("r", "KeyR", 82, Some(Modifier::Ctrl)), false),
        (press("Backspace", "Backspace", 8, None), false),
        (press("ArrowLeft", "ArrowLeft", 37, None), true),
        (press(" ", "Space", 32, None), true),
    ] {
        // The key before may not have been recorded yet: timers run in their order.
        harness
            .browser
            .evaluate("new Promise(done => setTimeout(() => { keyEvents.length = 0; done(true); }))")?;
        harness.browser.press(key)?;
        harness.browser.wait_for("a key", SOUND_LIMIT, "keyEvents.length > 0")?;
        let taken = harness.browser.evaluate("keyEvents")?;
        ensure(taken == json!([is_games]), || {
            format!("{key:?} is taken from the browser: {taken}, and should be: {is_games}.")
        })?;
    }
    // Tab is last: it moves the focus out of the game, which pauses.
    let before = harness.mark();
    harness.browser.press(press("Tab", "Tab", 9, None))?;
    harness.wait_until("Tab to lead out of the game", |harness| {
        harness.events_since(before).contains(&TraceEvent::Paused)
    })?;
    resume(harness, before)
}

/// Presses Space until the game has continued since `before`. A page that has just come back may miss the first press.
fn resume(harness: &mut BrowserHarness, before: usize) -> Result<(), Error> {
    for _ in 0..RESUMES {
        harness.browser.tap_key(Key::Space)?;
        let until = Instant::now() + PRESS_LIMIT;
        while Instant::now() < until {
            if harness.events_since(before).contains(&TraceEvent::Resumed) {
                return Ok(());
            }
            harness.browser.rest(POLL)?;
        }
    }
    Err(Error::Wrong(format!("Space does not end a pause.{}", harness.lately())))
}

/// Clicks beside a frame that holds the game.
///
/// # Errors
/// The game continues or is heard.
pub fn by_click_beside_the_frame(folder: &Path) -> Result<(), Error> {
    let site = copy(folder)?;
    let mut harness = BrowserHarness::new(site.path())?;
    harness.open_frame()?;
    // The frame's playfield is 400 × 600 px, in the middle of 960.
    harness.browser.click(480.0, 100.0 + 514.0 / 1.2)?;
    harness.wait_for_screen(Screen::GetReady)?;
    let sound = |state: &str| format!("frames[0].contexts.every(context => context.state === '{state}')");
    harness.browser.wait_for("sound in the frame", SOUND_LIMIT, &sound("running"))?;
    let before = harness.mark();
    let (x, y) = on_page(20.0, 50.0);
    harness.browser.click(x, y)?;
    harness.wait_until("a pause by a click beside the frame", |harness| {
        harness.events_since(before).contains(&TraceEvent::Paused)
    })?;
    harness.browser.wait_for("silence in the frame", SOUND_LIMIT, &sound("suspended"))?;
    // The click that returns also presses "Go on".
    harness.browser.click(480.0, 100.0 + 370.0 / 1.2)?;
    harness.wait_until("the game to continue", |harness| {
        harness.events_since(before).contains(&TraceEvent::Resumed)
    })?;
    harness.browser.wait_for("sound again", SOUND_LIMIT, &sound("running"))?;
    harness.check_complaints()
}

/// A copy of the export, with a page around it.
fn copy(folder: &Path) -> Result<tempfile::TempDir, Error> {
    let copied = || -> std::io::Result<_> {
        let site = tempfile::tempdir()?;
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                std::fs::copy(entry.path(), site.path().join(entry.file_name()))?;
            }
        }
        std::fs::write(site.path().join("frame.html"), FRAME)?;
        Ok(site)
    };
    copied().map_err(|why| Error::Wrong(format!("{} could not be copied: {why}.", folder.display())))
}
