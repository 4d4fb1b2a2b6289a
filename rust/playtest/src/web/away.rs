//! What happens when the player leaves the page, and whose the keys are.

use std::path::Path;
use std::time::Duration;

use creeps_rules::Screen;
use creeps_rules::input_script::Key;
use creeps_rules::trace::TraceEvent;
use serde_json::json;

use super::Error;
use super::stage::{Stage, ensure, on_page};
use crate::browser::{KeyPress, Modifier};

/// Sound stops and comes back within this.
const SOUND_LIMIT: Duration = Duration::from_secs(20);
/// A game that would go on by itself would have by then.
const PATIENCE: Duration = Duration::from_millis(500);
/// A page around the game, as sites that show games have it.
const FRAME: &str = "<!doctype html><meta name=viewport content='width=device-width'><link rel=icon href='data:,'>\
    <body style='margin:0'><p style='height:100px;margin:0'>Around the game</p>\
    <iframe src='index.html?mode=arcade&seed=7&trace' width=960 height=600 style='border:0'></iframe>";

/// How a player leaves a page. Another window is no way here: a headless browser's windows all have the focus.
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
/// The game goes on or is heard, does not come back, or takes a key that is the browser's.
pub fn by_tab_and_freeze(folder: &Path) -> Result<(), Error> {
    let mut stage = Stage::new(folder)?;
    stage.open("?mode=arcade&seed=7&trace")?;
    stage.browser.tap_key(Key::Enter)?;
    stage.wait_for_screen(Screen::GetReady)?;
    for way in [Way::Tab, Way::Freeze] {
        let before = stage.mark();
        leave_and_return(&mut stage, way)?;
        stage.wait_until(&format!("a pause by {way:?}"), |stage| {
            stage.events_since(before).contains(&TraceEvent::Paused)
        })?;
        stage.browser.rest(PATIENCE)?;
        let goes_on = stage.events_since(before).contains(&TraceEvent::Resumed);
        ensure(!goes_on, || format!("the game goes on by itself after {way:?}."))?;
        stage.browser.tap_key(Key::Space)?;
        stage.wait_until("the game to go on", |stage| {
            stage.events_since(before).contains(&TraceEvent::Resumed)
        })?;
        // A later key is not the browser's for having come from elsewhere.
        hear(&mut stage, "running")?;
    }
    leave_keys_alone(&mut stage)?;
    stage.browser.tap_key(Key::Escape)?;
    stage.wait_for_screen(Screen::Title)?;
    leave_and_return(&mut stage, Way::Tab)?;
    stage.check_manners()
}

/// The sound is off while the player is away, and on again after that.
fn leave_and_return(stage: &mut Stage, way: Way) -> Result<(), Error> {
    let game = stage.browser.tab()?;
    let other = match way {
        Way::Tab => stage.browser.open_tab()?,
        Way::Freeze => {
            // A frozen page can't be asked; its event and what it led to are seen afterwards.
            stage.browser.freeze(PATIENCE)?;
            return hear(stage, "running");
        }
    };
    stage.browser.talk_with(&game);
    hear(stage, "suspended")?;
    stage.browser.close_tab(&other)?;
    stage.browser.show_tab(&game)?;
    hear(stage, "running")
}

/// Waits until all that makes sound is in that state.
fn hear(stage: &mut Stage, expected: &str) -> Result<(), Error> {
    let script = format!("contexts.length > 0 && contexts.every(context => context.state === '{expected}')");
    if stage.browser.wait_for("the sound", SOUND_LIMIT, &script).is_err() {
        let is = stage
            .browser
            .evaluate("[contexts.map(context => context.state), document.hidden, document.hasFocus()]")?;
        return Err(Error::Wrong(format!("its sound is not {expected} but {is}.{}", stage.lately())));
    }
    Ok(())
}

/// A few of the keys that `tests/page.rs` presses, to see that the engine itself is kept from them.
fn leave_keys_alone(stage: &mut Stage) -> Result<(), Error> {
    let press = |key, code, number, modifier| KeyPress { key, code, number, modifier };
    for (key, is_games) in [
        (press("F5", "F5", 116, None), false),
        (press("F11", "F11", 122, None), false),
        (press("r", "KeyR", 82, Some(Modifier::Ctrl)), false),
        (press("Backspace", "Backspace", 8, None), false),
        (press("ArrowLeft", "ArrowLeft", 37, None), true),
        (press(" ", "Space", 32, None), true),
    ] {
        stage.browser.evaluate("keyEvents.length = 0")?;
        stage.browser.press(key)?;
        stage.browser.wait_for("a key", SOUND_LIMIT, "keyEvents.length > 0")?;
        let taken = stage.browser.evaluate("keyEvents")?;
        ensure(taken == json!([is_games]), || {
            format!("{key:?} is taken from the browser: {taken}, and should be: {is_games}.")
        })?;
    }
    // The last: it leads out of the game, which pauses.
    let before = stage.mark();
    stage.browser.press(press("Tab", "Tab", 9, None))?;
    stage.wait_until("Tab to lead out of the game", |stage| {
        stage.events_since(before).contains(&TraceEvent::Paused)
    })?;
    stage.browser.tap_key(Key::Space)?;
    stage.wait_until("the game to go on", |stage| stage.events_since(before).contains(&TraceEvent::Resumed))
}

/// Clicks beside a frame that holds the game.
///
/// # Errors
/// The game goes on or is heard.
pub fn by_click_beside_the_frame(folder: &Path) -> Result<(), Error> {
    let site = copy(folder)?;
    let mut stage = Stage::new(site.path())?;
    stage.open_frame()?;
    // The frame's field is 400 × 600 px, in the middle of 960.
    stage.browser.click(480.0, 100.0 + 514.0 / 1.2)?;
    stage.wait_for_screen(Screen::GetReady)?;
    let sound = |state: &str| format!("frames[0].contexts.every(context => context.state === '{state}')");
    stage.browser.wait_for("sound in the frame", SOUND_LIMIT, &sound("running"))?;
    let before = stage.mark();
    let (x, y) = on_page(20.0, 50.0);
    stage.browser.click(x, y)?;
    stage.wait_until("a pause by a click beside the frame", |stage| {
        stage.events_since(before).contains(&TraceEvent::Paused)
    })?;
    stage.browser.wait_for("silence in the frame", SOUND_LIMIT, &sound("suspended"))?;
    // "Go on", by the very click that comes back.
    stage.browser.click(480.0, 100.0 + 370.0 / 1.2)?;
    stage
        .wait_until("the game to go on", |stage| stage.events_since(before).contains(&TraceEvent::Resumed))?;
    stage.browser.wait_for("sound again", SOUND_LIMIT, &sound("running"))?;
    stage.check_manners()
}

/// The export, with a page around it.
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
