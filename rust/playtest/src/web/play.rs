//! What is played.

use std::path::Path;
use std::time::Duration;

use creeps_rules::Screen;
use creeps_rules::input_script::Key;
use creeps_rules::trace::TraceEvent;

use super::stage::{Stage, ensure, on_phone};
use super::{Error, Report};
use crate::screenshot::{Hue, Screenshot};

/// How many creeps are aimed at in vain before that is a fault.
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
    let mut stage = Stage::new(folder)?;
    let first_frame = stage.open("?mode=classic&seed=7&trace")?;
    // The field is in the middle of the page, a pixel a pixel: x from 240 to 720.
    let is_title = |picture: &Screenshot| {
        picture.shows(280..680, 130..330, Hue::White) && picture.shows(390..570, 480..550, Hue::Cyan)
    };
    stage.see("title", is_title)?;

    // The first key reaches the game although the page's focus is elsewhere, and lets the game be heard.
    stage.browser.evaluate("document.activeElement.blur()")?;
    start_by_key(&mut stage)?;
    hear(&mut stage)?;
    stage.browser.key(Key::Space, true)?;
    let frame_rate = stage.frame_rate(COUNTING)?;
    stage.see("play", |picture| picture.share(240..720, 60..620, Hue::Cyan) > 0.001)?;
    shoot(&mut stage, start_by_key, |stage, place| {
        // A trigger that was held since before the game fires only when it is pressed anew.
        stage.browser.key(Key::Space, false)?;
        stage.browser.key(Key::Space, true)?;
        let gap = place - stage.ship();
        let key = if gap > 0.0 { Key::Right } else { Key::Left };
        stage.browser.key(key, true)?;
        stage.browser.rest(Duration::from_secs_f32(gap.abs() / SPEED))?;
        Ok(stage.browser.key(key, false)?)
    })?;
    stage.browser.key(Key::Space, false)?;
    let steers = stage.trace().iter().any(|entry| matches!(entry.event, TraceEvent::ShipMoved { .. }));
    ensure(steers, || "the ship does not steer by keys.".to_owned())?;

    // Nobody steers any more: a creep meets the ship.
    stage.wait_for_screen(Screen::Title)?;
    stage.see("title-again", is_title)?;
    ensure(stage.has_shown(Screen::GameOver), || "no game was ever over.".to_owned())?;
    let score = stage.score();
    let best = stage.best();
    ensure(best == Some(score), || format!("its best score is {best:?}, not {score}."))?;
    stage.check_manners()?;

    stage.reload()?;
    stage.see("reloaded", is_title)?;
    let kept = stage.best();
    ensure(kept == best, || format!("loaded again, its best score is {kept:?}, not {best:?}."))?;
    stage.wait_until_kept()?;
    stage.check_manners()?;

    stage.cut_network()?;
    let first_frame_offline = stage.reload()?;
    let kept = stage.best();
    ensure(kept == best, || format!("without a network, its best score is {kept:?}, not {best:?}."))?;
    stage.browser.tap_key(Key::Enter)?;
    stage.wait_for_screen(Screen::Playing)?;
    stage.see("offline", |picture| picture.shows(453..507, 620..700, Hue::White))?;
    // Under its other names too: without a question mark, and as the installed app starts it.
    stage.open("")?;
    stage.open("index.html")?;
    Ok(Report { first_frame, first_frame_offline, frame_rate, score })
}

/// The game by a finger, on a phone's screen.
///
/// # Errors
/// Anything is not as it should be.
pub fn by_touch(folder: &Path) -> Result<(), Error> {
    let mut stage = Stage::new(folder)?;
    stage.browser.become_phone()?;
    stage.open("?mode=classic&seed=7&trace")?;
    // Three pixels of the screen to each of the page: the field is 1170 × 1755 of 1170 × 2532.
    let is_title = |picture: &Screenshot| {
        picture.shows(100..1070, 710..1190, Hue::White) && picture.shows(365..805, 1560..1730, Hue::Cyan)
    };
    stage.see("phone-title", is_title)?;
    let is_whole = stage.browser.evaluate("document.scrollingElement.scrollHeight <= innerHeight")?;
    ensure(is_whole == true, || "its page can be scrolled on a phone.".to_owned())?;

    start_by_finger(&mut stage)?;
    hear(&mut stage)?;
    // A finger that is held fires, and the ship flies to where it is.
    stage.finger(Some(120.0))?;
    stage.wait_until("the ship under the finger", |stage| (stage.ship() - 120.0).abs() < 8.0)?;
    stage.see("phone-play", |picture| picture.share(0..1170, 600..1900, Hue::Cyan) > 0.001)?;
    shoot(&mut stage, start_by_finger, |stage, place| stage.finger(Some(place)))?;
    stage.finger(None)?;
    stage.wait_for_screen(Screen::Title)?;
    stage.see("phone-title-again", is_title)?;
    stage.check_manners()
}

/// The menu as people find it, and a wave of Arcade.
///
/// # Errors
/// Anything is not as it should be.
pub fn by_menu(folder: &Path) -> Result<(), Error> {
    let mut stage = Stage::new(folder)?;
    stage.open("?seed=7&trace")?;
    stage.see("menu", |picture| picture.shows(310..650, 40..160, Hue::White))?;
    stage.browser.tap_key(Key::Down)?;
    stage.browser.tap_key(Key::Enter)?;
    stage.browser.key(Key::Space, true)?;
    stage.wait_until("the first wave", |stage| {
        stage.trace().iter().any(|entry| matches!(entry.event, TraceEvent::WaveStarted { .. }))
    })?;
    stage.see("arcade", |picture| picture.share(240..720, 60..620, Hue::Cyan) > 0.0005)?;
    stage.browser.key(Key::Space, false)?;
    stage.check_manners()
}

fn start_by_key(stage: &mut Stage) -> Result<(), Error> {
    stage.browser.tap_key(Key::Enter)?;
    stage.wait_for_screen(Screen::GetReady)
}

fn start_by_finger(stage: &mut Stage) -> Result<(), Error> {
    stage.finger(None)?;
    let (x, y) = on_phone(240.0, 514.0);
    stage.browser.tap(x, y)?;
    stage.wait_for_screen(Screen::GetReady)
}

/// Browsers let nothing be heard before the first key or tap.
fn hear(stage: &mut Stage) -> Result<(), Error> {
    let sound = stage.sound()?;
    ensure(sound == r#"["running"]"#, || {
        format!("after a key or a tap its sound is {sound}, not [\"running\"].")
    })
}

/// Aims at the newest creep, again and again until one is shot; begins anew where a creep was quicker.
fn shoot(
    stage: &mut Stage,
    start: impl Fn(&mut Stage) -> Result<(), Error>,
    aim: impl Fn(&mut Stage, f32) -> Result<(), Error>,
) -> Result<(), Error> {
    for _ in 0..TRIES {
        if stage.score() > 0 {
            return Ok(());
        }
        if stage.screen() == Some(Screen::Title) {
            start(stage)?;
        }
        stage.wait_until("a creep", |stage| {
            stage.creep().is_some() || stage.screen() == Some(Screen::Title)
        })?;
        if let Some(place) = stage.creep() {
            aim(stage, place)?;
            stage.browser.rest(FLIGHT)?;
        }
    }
    Err(Error::Wrong(format!("no creep was shot in {TRIES} tries.{}", stage.lately())))
}
