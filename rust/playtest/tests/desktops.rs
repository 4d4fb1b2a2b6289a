//! The window on desktops of several kinds: its first size, full screen, and keyboards of another layout (Linux).
#![cfg(target_os = "linux")]

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::sleep;
use std::time::Duration;

use creeps_playtest::live::wait;
use creeps_playtest::screenshot::{Hue, Screenshot};
use creeps_playtest::window::{Desktop, Window, keysym};
use creeps_rules::Screen;
use creeps_rules::input_script::Key;
use creeps_rules::trace::TraceEvent;

/// One test at a time: while software draws a window as large as a 4K screen, keys pressed in another window come too late to count.
fn alone() -> MutexGuard<'static, ()> {
    static WINDOW: Mutex<()> = Mutex::new(());
    WINDOW.lock().unwrap_or_else(PoisonError::into_inner)
}

#[test]
fn the_window_opens_in_a_size_that_suits_the_screen() {
    let _alone = alone();
    for (size, expected) in
        [((1366, 600), (360, 540)), ((1920, 1080), (648, 972)), ((3840, 2160), (1296, 1944))]
    {
        let Some(window) = Window::open_on(Desktop { size, ..Desktop::default() }, &[]) else { return };
        let what = format!("first-window-{}x{}", size.0, size.1);
        // The start button, whose position depends on the size.
        let (width, height) = (u32::from(expected.0), u32::from(expected.1));
        let button = |picture: &Screenshot| {
            picture.size() == (width, height)
                && picture.shows(width * 5 / 16..width * 11 / 16, height * 2 / 3..height * 7 / 9, Hue::Cyan)
        };
        window.screenshot_when(&what, button);
        let ((x, y), found) = window.geometry();
        assert_eq!(found, expected);
        assert!(x > 0 && y > 0 && u32::from(y.unsigned_abs()) + height <= size.1, "at {x}, {y} on {size:?}");
        window.tap(Key::Escape);
        window.finish();
    }
}

#[test]
fn f11_and_alt_enter_fill_the_screen_and_give_it_back_and_start_no_game() {
    let _alone = alone();
    let desktop = Desktop { size: (1366, 768), is_managed: true, ..Desktop::default() };
    for mode in ["classic", "menu"] {
        let Some(window) = Window::open_on(desktop, &["--mode", mode]) else { return };
        let windowed = window.geometry().1;
        assert!(windowed.1 < 768, "{windowed:?}");
        for alt in [false, true] {
            for expected in [(1366, 768), windowed] {
                if alt {
                    window.press_keysym(keysym::ALT, true);
                    window.tap_keysym(keysym::RETURN);
                    window.press_keysym(keysym::ALT, false);
                } else {
                    window.tap_keysym(keysym::F11);
                }
                wait("another size", || (window.geometry().1 == expected).then_some(()));
            }
        }
        sleep(Duration::from_millis(300));
        let trace = window.trace.read();
        let started =
            |event: &TraceEvent| matches!(event, TraceEvent::ScreenShown(_) | TraceEvent::GameStarted { .. });
        assert!(!trace.iter().any(|entry| started(&entry.event)), "{mode}: {trace:?}");
        assert_eq!(
            trace.iter().filter(|entry| matches!(entry.event, TraceEvent::FullScreenToggled(_))).count(),
            4
        );
        if mode == "menu" {
            window.leave_menu();
        } else {
            window.tap(Key::Escape);
        }
        window.finish();
    }
}

#[test]
fn the_key_labelled_p_pauses_wherever_it_is() {
    let _alone = alone();
    // As on a Dvorak keyboard, where P has another position.
    let desktop =
        Desktop { relabelled: &[(keysym::P, keysym::L), (keysym::L, keysym::P)], ..Desktop::default() };
    let Some(window) = Window::open_on(desktop, &["--seed", "7"]) else { return };
    window.tap(Key::Enter);
    window.trace.wait_for_screen(Screen::GetReady);
    window.tap_keysym(keysym::L);
    window.tap_keysym(keysym::P);
    window.trace.wait_for("the pause", |event| *event == TraceEvent::Paused);
    window.tap_keysym(keysym::P);
    window.trace.wait_for("the end of the pause", |event| *event == TraceEvent::Resumed);
    let trace = window.trace.read();
    let pauses =
        trace.iter().filter(|entry| matches!(entry.event, TraceEvent::Paused | TraceEvent::Resumed)).count();
    assert_eq!(pauses, 2, "the key labelled L pauses");
    window.quit_game();
    window.tap(Key::Escape);
    window.finish();
}

#[test]
fn a_keyboard_without_latin_letters_pauses_by_the_key_at_ps_position() {
    let _alone = alone();
    // As on a Russian keyboard: P's key gives a Cyrillic letter, and no key gives a P.
    let desktop = Desktop { relabelled: &[(keysym::P, keysym::ZE)], ..Desktop::default() };
    let Some(window) = Window::open_on(desktop, &["--seed", "7"]) else { return };
    window.tap(Key::Enter);
    window.trace.wait_for_screen(Screen::GetReady);
    window.tap_keysym(keysym::ZE);
    window.trace.wait_for("the pause", |event| *event == TraceEvent::Paused);
    window.quit_game();
    window.tap(Key::Escape);
    window.finish();
}
