//! What is played.

use std::path::Path;
use std::time::Duration;

use creeps_rules::Screen;
use creeps_rules::tape::Key;
use creeps_rules::trace::Event;

use super::stage::{Stage, ensure};
use super::{Error, Report};
use crate::screenshot::{Hue, Screenshot};

/// How long the ship flies one way while it looks for a creep to shoot.
const SWEEP: Duration = Duration::from_millis(900);
/// How many times it turns round in vain before that is a fault.
const SWEEPS: usize = 60;
/// How long frames are counted: no creep reaches the ship so soon after the first came.
const COUNTING: Duration = Duration::from_millis(2500);

/// The game by keys, at 960 × 720 px: from the title to its end, loaded again, and without a network.
///
/// # Errors
/// Anything is not as it should be.
pub fn by_keys(folder: &Path) -> Result<Report, Error> {
    let mut stage = Stage::new(folder)?;
    let first_frame = stage.open("?seed=7&trace")?;
    // The field is in the middle of the page, a pixel a pixel: x from 240 to 720.
    let is_title = |picture: &Screenshot| {
        picture.shows(280..680, 130..330, Hue::White) && picture.shows(390..570, 480..550, Hue::Cyan)
    };
    stage.see("title", is_title)?;

    // The first key reaches the game although the page's focus is elsewhere, and lets the game be heard.
    stage.browser.evaluate("document.activeElement.blur()")?;
    stage.browser.tap_key(Key::Enter)?;
    stage.wait_for_screen(Screen::Playing)?;
    let sound = stage.sound()?;
    ensure(sound == r#"["running"]"#, || format!("after a key its sound is {sound}, not [\"running\"]."))?;

    stage.browser.key(Key::Space, true)?;
    let frame_rate = stage.frame_rate(COUNTING)?;
    let mut way = Key::Left;
    shoot(&mut stage, Key::Enter, |stage| {
        way = if way == Key::Right { Key::Left } else { Key::Right };
        stage.browser.key(way, true)?;
        stage.browser.rest(SWEEP)?;
        Ok(stage.browser.key(way, false)?)
    })?;
    stage.see("play", |picture| picture.share(240..720, 60..620, Hue::Cyan) > 0.001)?;
    stage.browser.key(Key::Space, false)?;

    // Nobody steers any more: a creep meets the ship.
    stage.wait_for_screen(Screen::GameOver)?;
    stage.see("game-over", |picture| picture.shows(280..680, 180..280, Hue::White))?;
    stage.wait_for_screen(Screen::Title)?;
    stage.see("title-again", is_title)?;
    let score = stage.score();
    let best = stage.best("BestSaved");
    ensure(best == Some(score), || format!("it saved {best:?} as its best score, not {score}."))?;
    stage.check_manners()?;

    stage.reload()?;
    stage.see("reloaded", is_title)?;
    let kept = stage.best("BestLoaded");
    ensure(kept == best, || format!("loaded again, its best score is {kept:?}, not {best:?}."))?;
    stage.wait_until_kept()?;
    stage.check_manners()?;

    stage.cut_network()?;
    let first_frame_offline = stage.reload()?;
    let kept = stage.best("BestLoaded");
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
    stage.open("?seed=7&trace")?;
    // Three pixels of the screen to each of the page: the field is 1170 × 1755 of 1170 × 2532.
    let is_title = |picture: &Screenshot| {
        picture.shows(100..1070, 710..1190, Hue::White) && picture.shows(365..805, 1560..1730, Hue::Cyan)
    };
    stage.see("phone-title", is_title)?;
    let is_whole = stage.browser.evaluate("document.scrollingElement.scrollHeight <= innerHeight")?;
    ensure(is_whole == true, || "its page can be scrolled on a phone.".to_owned())?;

    let (x, y) = on_phone(240.0, 514.0);
    stage.browser.tap(x, y)?;
    stage.wait_for_screen(Screen::Playing)?;
    let sound = stage.sound()?;
    ensure(sound == r#"["running"]"#, || format!("after a tap its sound is {sound}, not [\"running\"]."))?;

    // A finger that is held fires, and the ship flies to where it is.
    let mut place = 420.0;
    shoot(&mut stage, Key::Enter, |stage| {
        place = 480.0 - place;
        let (x, y) = on_phone(place, 600.0);
        stage.browser.touch(1, x, y)?;
        stage.browser.rest(SWEEP)?;
        let flew = stage.count(|event| matches!(event, Event::Steered { x } if (x - place).abs() < 30.0));
        ensure(flew > 0 || stage.screen() != Some(Screen::Playing), || {
            "it does not follow a finger.".to_owned()
        })
    })?;
    stage.see("phone-play", |picture| picture.share(0..1170, 500..1900, Hue::Cyan) > 0.001)?;
    stage.browser.lift(1)?;
    stage.wait_for_screen(Screen::GameOver)?;
    stage.wait_for_screen(Screen::Title)?;
    stage.see("phone-title-again", is_title)?;
    stage.check_manners()
}

/// Sweeps to and fro until a creep is shot; begins again where a creep was quicker.
fn shoot(
    stage: &mut Stage,
    start: Key,
    mut sweep: impl FnMut(&mut Stage) -> Result<(), Error>,
) -> Result<(), Error> {
    for _ in 0..SWEEPS {
        if stage.screen() == Some(Screen::Title) {
            stage.browser.tap_key(start)?;
            stage.wait_for_screen(Screen::Playing)?;
        }
        sweep(stage)?;
        if stage.count(|event| matches!(event, Event::Shot { .. })) > 0
            && stage.screen() == Some(Screen::Playing)
        {
            return Ok(());
        }
    }
    Err(Error::Wrong(format!("no creep was shot in {SWEEPS} sweeps")))
}

/// Where a place of the field is on a phone's screen of 390 × 844 px.
fn on_phone(x: f32, y: f32) -> (f32, f32) {
    let scale = 390.0 / 480.0;
    (x * scale, y * scale + (844.0 - 720.0 * scale) / 2.0)
}
