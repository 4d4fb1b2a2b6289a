//! Every way out of every screen of every mode, by keys, mouse and finger, and the bomb's button.

use std::path::Path;
use std::time::Duration;

use creeps_rules::Screen;
use creeps_rules::input_script::Key;
use creeps_rules::trace::TraceEvent;

use super::Error;
use super::stage::{Stage, ensure, on_page, on_phone};

/// Where buttons are, px of the field.
const MODES: (f32, f32) = (70.0, 43.0);
const START: (f32, f32) = (240.0, 514.0);
const PAUSE: (f32, f32) = (447.0, 33.0);
const RESUME: (f32, f32) = (240.0, 370.0);
const TO_TITLE: (f32, f32) = (240.0, 460.0);
const BOMB: (f32, f32) = (436.0, 546.0);

/// Classic, Arcade and Horde in the menu: the number of buttons above each, and its position.
const MODE_BUTTONS: [(usize, (f32, f32)); 3] =
    [(0, (240.0, 249.0)), (1, (240.0, 370.0)), (3, (240.0, 573.0))];
/// Where nobody steers, a game of Classic with this seed is lost early.
const SHORT_GAME: &str = "?mode=classic&trace&seed=38";
/// A finger that stays on a button for this long has not been lifted.
const HELD: Duration = Duration::from_millis(400);

/// What a person does, and what the game then tells of itself.
fn check(
    stage: &mut Stage,
    what: &str,
    act: impl FnOnce(&mut Stage) -> Result<(), Error>,
    expected: &TraceEvent,
) -> Result<(), Error> {
    let before = stage.mark();
    act(stage)?;
    stage.wait_until(what, |stage| stage.events_since(before).contains(expected))
}

fn tap_key(key: Key) -> impl FnOnce(&mut Stage) -> Result<(), Error> {
    move |stage| Ok(stage.browser.tap_key(key)?)
}

fn click(place: (f32, f32)) -> impl FnOnce(&mut Stage) -> Result<(), Error> {
    let (x, y) = on_page(place.0, place.1);
    move |stage| Ok(stage.browser.click(x, y)?)
}

fn tap(place: (f32, f32)) -> impl FnOnce(&mut Stage) -> Result<(), Error> {
    let (x, y) = on_phone(place.0, place.1);
    move |stage| Ok(stage.browser.tap(x, y)?)
}

const READY: TraceEvent = TraceEvent::ScreenShown(Screen::GetReady);
const TITLE: TraceEvent = TraceEvent::ScreenShown(Screen::Title);

/// Leaves every screen of every mode by keys and the mouse.
///
/// # Errors
/// A way does not lead where it should, or the game dies of it.
pub fn by_keys_and_mouse(folder: &Path) -> Result<(), Error> {
    let mut stage = Stage::new(folder)?;
    stage.open("?seed=7&trace")?;
    let stage = &mut stage;
    for (downs, _) in MODE_BUTTONS {
        for _ in 0..downs {
            stage.browser.tap_key(Key::Down)?;
        }
        check(stage, "a game from the menu", tap_key(Key::Enter), &READY)?;
        check(stage, "a pause by P", tap_key(Key::P), &TraceEvent::Paused)?;
        check(stage, "Space to end a pause", tap_key(Key::Space), &TraceEvent::Resumed)?;
        check(stage, "a second pause", tap_key(Key::P), &TraceEvent::Paused)?;
        check(stage, "Esc to leave a pause", tap_key(Key::Escape), &TITLE)?;
        check(stage, "a game from the title", tap_key(Key::Enter), &READY)?;
        stage.wait_for_screen(Screen::Playing)?;
        check(stage, "a pause in play", tap_key(Key::P), &TraceEvent::Paused)?;
        check(stage, "P to end a pause", tap_key(Key::P), &TraceEvent::Resumed)?;
        check(stage, "a third pause", tap_key(Key::P), &TraceEvent::Paused)?;
        check(stage, "a click to end a pause", click(RESUME), &TraceEvent::Resumed)?;
        check(stage, "a fourth pause", tap_key(Key::P), &TraceEvent::Paused)?;
        check(stage, "a click to leave a pause", click(TO_TITLE), &TITLE)?;
        check(stage, "a game by a click", click(START), &READY)?;
        check(stage, "Esc to leave a game", tap_key(Key::Escape), &TITLE)?;
        check(stage, "Esc to leave the title", tap_key(Key::Escape), &TraceEvent::MenuShown)?;
        // The menu's focus is on the mode that was chosen.
        for _ in 0..downs {
            stage.browser.tap_key(Key::Up)?;
        }
    }
    stage.check_manners()
}

/// Leaves the screens that follow a lost game.
///
/// # Errors
/// As [`by_keys_and_mouse`].
pub fn after_a_lost_game(folder: &Path) -> Result<(), Error> {
    let mut stage = Stage::new(folder)?;
    for screen in [Screen::GameOver, Screen::TitleAgain] {
        // Anew each time, for the next game has the next seed.
        stage.open(SHORT_GAME)?;
        check(&mut stage, "a game", tap_key(Key::Enter), &READY)?;
        stage.wait_for_screen(screen)?;
        check(&mut stage, &format!("Esc to leave {screen:?}"), tap_key(Key::Escape), &TITLE)?;
    }
    stage.check_manners()
}

/// Leaves every screen of every mode by a finger on a phone's screen, and uses a bomb.
///
/// # Errors
/// As [`by_keys_and_mouse`]; or the bomb waits for the finger to be lifted.
pub fn by_finger(folder: &Path) -> Result<(), Error> {
    let mut stage = Stage::new(folder)?;
    stage.browser.become_phone()?;
    // At one pixel of the screen each: nine times less to draw, and no picture is looked at.
    stage.browser.resize(390, 844)?;
    stage.open("?seed=7&trace")?;
    let stage = &mut stage;
    for (number, (_, button)) in MODE_BUTTONS.into_iter().enumerate() {
        check(stage, "a game from the menu", tap(button), &READY)?;
        check(stage, "a pause by its button", tap(PAUSE), &TraceEvent::Paused)?;
        check(stage, "a finger to end a pause", tap(RESUME), &TraceEvent::Resumed)?;
        if number > 0 {
            stage.wait_for_screen(Screen::Playing)?;
            use_bomb(stage)?;
        }
        check(stage, "a second pause", tap(PAUSE), &TraceEvent::Paused)?;
        check(stage, "a finger to leave a pause", tap(TO_TITLE), &TITLE)?;
        check(stage, "a game from the title", tap(START), &READY)?;
        check(stage, "a pause in it", tap(PAUSE), &TraceEvent::Paused)?;
        check(stage, "a finger to leave it", tap(TO_TITLE), &TITLE)?;
        check(stage, "a finger to leave the title", tap(MODES), &TraceEvent::MenuShown)?;
    }
    stage.check_manners()
}

/// The bomb goes off when the finger lands on its button, and once.
fn use_bomb(stage: &mut Stage) -> Result<(), Error> {
    let before = stage.mark();
    let bombs = |stage: &Stage| stage.lines_since(before).filter(|line| line.contains("event:Bomb)")).count();
    let (x, y) = on_phone(BOMB.0, BOMB.1);
    stage.browser.touch(0, x, y)?;
    stage.wait_until("the bomb, with the finger on its button", |stage| bombs(stage) > 0)?;
    stage.browser.rest(HELD)?;
    stage.browser.lift(0)?;
    stage.browser.rest(HELD)?;
    ensure(bombs(stage) == 1, || format!("one press of the bomb's button used {} bombs.", bombs(stage)))
}
