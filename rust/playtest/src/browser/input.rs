//! Keys, mouse and touch: the same input events that Chromium makes from real devices.

use std::time::Duration;

use creeps_rules::input_script::Key;
use serde_json::{Value, json};

use super::{Browser, Error};

/// A finger on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Finger {
    number: u32,
    x: f32,
    y: f32,
}

/// A key that is held while another one is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modifier {
    /// Alt.
    Alt = 1,
    /// Ctrl.
    Ctrl = 2,
    /// Cmd, or the Windows key.
    Meta = 4,
    /// Shift.
    Shift = 8,
}

/// A key as a page sees it, with what is held beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyPress {
    /// Its name, such as `F5`, `r` or `Tab`: the event's `key`.
    pub key: &'static str,
    /// Its position on the keyboard, such as `KeyR`: the event's `code`.
    pub code: &'static str,
    /// Its number on Windows: the event's `keyCode`.
    pub number: u32,
    /// What is held beside it.
    pub modifier: Option<Modifier>,
}

impl Browser {
    /// Presses a key and releases it, as a person who wants something of the browser.
    ///
    /// # Errors
    /// The browser is gone.
    pub fn press(&mut self, press: KeyPress) -> Result<(), Error> {
        for kind in ["rawKeyDown", "keyUp"] {
            let modifiers = press.modifier.map_or(0, |modifier| modifier as u32);
            let event = json!({
                "type": kind, "key": press.key, "code": press.code, "windowsVirtualKeyCode": press.number, "modifiers": modifiers,
            });
            self.ask("Input.dispatchKeyEvent", event)?;
        }
        Ok(())
    }

    /// Clicks with the mouse; px of the page.
    ///
    /// # Errors
    /// The browser is gone.
    pub fn click(&mut self, x: f32, y: f32) -> Result<(), Error> {
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({ "type": kind, "x": x, "y": y, "button": "left", "clickCount": 1 });
            self.ask("Input.dispatchMouseEvent", event)?;
            self.rest(Duration::from_millis(100))?;
        }
        Ok(())
    }

    /// Turns the mouse's wheel down by a notch; px of the page.
    ///
    /// # Errors
    /// The browser is gone.
    pub fn turn_wheel(&mut self, x: f32, y: f32, modifier: Option<Modifier>) -> Result<(), Error> {
        let modifiers = modifier.map_or(0, |modifier| modifier as u32);
        let event = json!({ "type": "mouseWheel", "x": x, "y": y, "deltaX": 0, "deltaY": 100, "modifiers": modifiers });
        self.ask("Input.dispatchMouseEvent", event).map(|_| ())
    }

    /// Presses or releases a key.
    ///
    /// # Errors
    /// The browser is gone.
    pub fn key(&mut self, key: Key, pressed: bool) -> Result<(), Error> {
        // Its position on the keyboard, its name, its number on Windows, and what it types.
        let (code, name, number, text) = match key {
            Key::Left => ("ArrowLeft", "ArrowLeft", 37, ""),
            Key::Right => ("ArrowRight", "ArrowRight", 39, ""),
            Key::Up => ("ArrowUp", "ArrowUp", 38, ""),
            Key::Down => ("ArrowDown", "ArrowDown", 40, ""),
            Key::B => ("KeyB", "b", 66, "b"),
            Key::A => ("KeyA", "a", 65, "a"),
            Key::D => ("KeyD", "d", 68, "d"),
            Key::P => ("KeyP", "p", 80, "p"),
            Key::Space => ("Space", " ", 32, " "),
            Key::Enter => ("Enter", "Enter", 13, "\r"),
            Key::Escape => ("Escape", "Escape", 27, ""),
        };
        let mut event = json!({ "code": code, "key": name, "windowsVirtualKeyCode": number });
        event["type"] = match (pressed, text) {
            (false, _) => "keyUp",
            (true, "") => "rawKeyDown",
            (true, _) => "keyDown",
        }
        .into();
        if pressed && !text.is_empty() {
            event["text"] = text.into();
        }
        self.ask("Input.dispatchKeyEvent", event).map(|_| ())
    }

    /// Presses a key for a tenth of a second.
    ///
    /// # Errors
    /// The browser is gone.
    pub fn tap_key(&mut self, key: Key) -> Result<(), Error> {
        self.key(key, true)?;
        self.rest(Duration::from_millis(100))?;
        self.key(key, false)
    }

    /// Puts a finger on the screen, or moves the one that has this number; px of the page.
    ///
    /// # Errors
    /// The browser is gone.
    pub fn touch(&mut self, number: u32, x: f32, y: f32) -> Result<(), Error> {
        let there = self.fingers.iter().position(|finger| finger.number == number);
        let finger = Finger { number, x, y };
        let kind = if let Some(at) = there {
            self.fingers[at] = finger;
            "touchMove"
        } else {
            self.fingers.push(finger);
            "touchStart"
        };
        self.send_touches(kind, self.points())
    }

    /// Lifts a finger, if it is down.
    ///
    /// # Errors
    /// The browser is gone.
    pub fn lift(&mut self, number: u32) -> Result<(), Error> {
        let lifted: Vec<_> = self.fingers.extract_if(.., |finger| finger.number == number).collect();
        if lifted.is_empty() {
            return Ok(());
        }
        // The end names those that go; the others stay.
        self.send_touches("touchEnd", points(&lifted))
    }

    /// Taps the screen for a tenth of a second.
    ///
    /// # Errors
    /// The browser is gone.
    pub fn tap(&mut self, x: f32, y: f32) -> Result<(), Error> {
        self.touch(0, x, y)?;
        self.rest(Duration::from_millis(100))?;
        self.lift(0)
    }

    fn points(&self) -> Value {
        points(&self.fingers)
    }

    fn send_touches(&mut self, kind: &str, points: Value) -> Result<(), Error> {
        self.ask("Input.dispatchTouchEvent", json!({ "type": kind, "touchPoints": points })).map(|_| ())
    }
}

fn points(fingers: &[Finger]) -> Value {
    fingers.iter().map(|finger| json!({ "x": finger.x, "y": finger.y, "id": finger.number })).collect()
}
