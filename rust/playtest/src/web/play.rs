//! Plays whole games: by keys, by a finger, and from the menu.

use std::path::Path;
use std::time::Duration;

use creeps_rules::Screen;
use creeps_rules::input_script::Key;
use creeps_rules::trace::TraceEvent;

use super::harness::{BrowserHarness, ensure, on_phone};
use super::{Error, Report};
use crate::screenshot::{Hue, Screenshot};

/// How many creeps it aims at before missing all of them is a fault.
const TRIES: usize = 60;
/// From the ship to the creep, for a bullet; what comes along meanwhile is shot too.
const FLIGHT: Duration = Duration::from_millis(1500);
/// How long frames are counted.
const COUNTING: Duration = Duration::from_millis(2500);
/// The ship's speed as the tutorial has it, px/s.
const SPEED: f32 = 400.0;

/// The game by keys, at 960 × 720 px: from the title to its end, loaded again, and without a network.
///
/// # Errors
/// Anything is not as it should be.
pub fn by_keys(folder: &Path) -> Result<Report, Error> {
    let mut harness = BrowserHarness::new(folder)?;
    let first_frame = harness.open("?mode=classic&seed=7&trace")?;
    // The field is in the middle of the page, a pixel a pixel: x from 240 to 720.
    let is_title = |picture: &Screenshot| {
        picture.shows(280..680, 130..330, Hue::White) && picture.shows(390..570, 480..550, Hue::Cyan)
    };
    harness.see("title", is_title)?;

    // The first key reaches the game although the page's focus is elsewhere, and lets the game be heard.
    harness.browser.evaluate("document.activeElement.blur()")?;
    start_by_key(&mut harness)?;
    hear(&mut harness)?;
    harness.wait_until("the music", |harness| {
        harness.trace().iter().any(|entry| entry.event == TraceEvent::MusicLoaded)
    })?;
    harness.browser.key(Key::Space, true)?;
    let frame_rate = harness.frame_rate(COUNTING)?;
    harness.see("play", |picture| picture.share(240..720, 60..620, Hue::Cyan) > 0.001)?;
    shoot(&mut harness, start_by_key, |harness, x| {
        // A trigger that was held since before the game fires only when it is pressed again.
        harness.browser.key(Key::Space, false)?;
        harness.browser.key(Key::Space, true)?;
        let gap = x - harness.ship();
        let key = if gap > 0.0 { Key::Right } else { Key::Left };
        harness.browser.key(key, true)?;
        harness.browser.rest(Duration::from_secs_f32(gap.abs() / SPEED))?;
        Ok(harness.browser.key(key, false)?)
    })?;
    harness.browser.key(Key::Space, false)?;
    let steers = harness.trace().iter().any(|entry| matches!(entry.event, TraceEvent::ShipMoved { .. }));
    ensure(steers, || "the ship does not steer by keys.".to_owned())?;

    // Nobody steers any more: a creep hits the ship.
    harness.wait_for_screen(Screen::Results)?;
    harness.see("results", |picture| picture.shows(280..680, 480..640, Hue::Cyan))?;
    let score = harness.score();
    let best = harness.best();
    ensure(best == Some(score), || format!("its best score is {best:?}, not {score}."))?;
    harness.check_complaints()?;

    harness.wait_until_saved(score)?;
    harness.reload()?;
    harness.see("reloaded", is_title)?;
    let kept = harness.best();
    ensure(kept == best, || format!("loaded again, its best score is {kept:?}, not {best:?}."))?;
    harness.wait_until_stored()?;
    harness.check_complaints()?;

    harness.cut_network()?;
    let first_frame_offline = harness.reload()?;
    let kept = harness.best();
    ensure(kept == best, || format!("without a network, its best score is {kept:?}, not {best:?}."))?;
    harness.browser.tap_key(Key::Enter)?;
    harness.wait_for_screen(Screen::Playing)?;
    harness.see("offline", |picture| picture.shows(453..507, 620..700, Hue::White))?;
    // Its other addresses work too: without a query, and as the installed app starts it.
    harness.open("")?;
    harness.open("index.html")?;
    Ok(Report { first_frame, first_frame_offline, frame_rate, score })
}

/// The game by a finger, on a phone's screen.
///
/// # Errors
/// Anything is not as it should be.
pub fn by_touch(folder: &Path) -> Result<(), Error> {
    let mut harness = BrowserHarness::new(folder)?;
    harness.browser.become_phone()?;
    harness.open("?mode=classic&seed=7&trace")?;
    // Three pixels of the screen to each of the page: the field is 1170 × 1755 of 1170 × 2532.
    let is_title = |picture: &Screenshot| {
        picture.shows(100..1070, 710..1190, Hue::White) && picture.shows(365..805, 1560..1730, Hue::Cyan)
    };
    harness.see("phone-title", is_title)?;
    let is_whole = harness.browser.evaluate("document.scrollingElement.scrollHeight <= innerHeight")?;
    ensure(is_whole == true, || "its page can be scrolled on a phone.".to_owned())?;

    start_by_finger(&mut harness)?;
    hear(&mut harness)?;
    // A finger that is held fires, and the ship flies to where it is.
    harness.finger(Some(120.0))?;
    harness.wait_until("the ship under the finger", |harness| (harness.ship() - 120.0).abs() < 8.0)?;
    harness.see("phone-play", |picture| picture.share(0..1170, 600..1900, Hue::Cyan) > 0.001)?;
    shoot(&mut harness, start_by_finger, |harness, x| harness.finger(Some(x)))?;
    harness.finger(None)?;
    harness.wait_for_screen(Screen::Results)?;
    harness.see("phone-results", |picture| picture.shows(100..1070, 2070..2280, Hue::Cyan))?;
    harness.check_complaints()
}

/// The menu as people find it, and a wave of Arcade.
///
/// # Errors
/// Anything is not as it should be.
pub fn by_menu(folder: &Path) -> Result<(), Error> {
    let mut harness = BrowserHarness::new(folder)?;
    harness.open("?seed=7&trace")?;
    harness.see("menu", |picture| picture.shows(110..380, 50..180, Hue::White))?;
    // Arcade has the focus.
    harness.browser.tap_key(Key::Enter)?;
    harness.browser.key(Key::Space, true)?;
    harness.wait_until("the first wave", |harness| {
        harness.trace().iter().any(|entry| matches!(entry.event, TraceEvent::WaveStarted { .. }))
    })?;
    harness.see("arcade", |picture| picture.share(240..720, 60..620, Hue::Cyan) > 0.0005)?;
    harness.browser.key(Key::Space, false)?;
    harness.check_complaints()
}

fn start_by_key(harness: &mut BrowserHarness) -> Result<(), Error> {
    harness.browser.tap_key(Key::Enter)?;
    harness.wait_for_screen(Screen::GetReady)
}

fn start_by_finger(harness: &mut BrowserHarness) -> Result<(), Error> {
    harness.finger(None)?;
    let (x, y) = on_phone(240.0, 514.0);
    harness.browser.tap(x, y)?;
    harness.wait_for_screen(Screen::GetReady)
}

/// Browsers play no sound before the first key or tap.
fn hear(harness: &mut BrowserHarness) -> Result<(), Error> {
    let sound = harness.sound()?;
    ensure(sound == r#"["running"]"#, || {
        format!("after a key or a tap its sound is {sound}, not [\"running\"].")
    })
}

/// Aims at the newest creep until one is shot; starts a new game when a creep hits the ship.
fn shoot(
    harness: &mut BrowserHarness,
    start: impl Fn(&mut BrowserHarness) -> Result<(), Error>,
    aim: impl Fn(&mut BrowserHarness, f32) -> Result<(), Error>,
) -> Result<(), Error> {
    for _ in 0..TRIES {
        if harness.score() > 0 {
            return Ok(());
        }
        if harness.screen() == Some(Screen::Results) {
            start(harness)?;
        }
        harness.wait_until("a creep", |harness| {
            harness.creep().is_some() || harness.screen() == Some(Screen::Results)
        })?;
        if let Some(x) = harness.creep() {
            aim(harness, x)?;
            harness.browser.rest(FLIGHT)?;
        }
    }
    Err(Error::Wrong(format!("no creep was shot in {TRIES} attempts.{}", harness.lately())))
}
