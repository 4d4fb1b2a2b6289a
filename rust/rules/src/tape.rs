//! A tape: what is pressed when. The game plays one by real input events; tests and demonstrations are tapes.
//!
//! ```ron
//! (
//!     cues: [
//!         (60, Press(Enter)),    // at tick 60; held from tick 61 on
//!         (62, Release(Enter)),
//!         (200, Press(Space)),
//!         (240, Touch(0, (100, 600))), // the first finger, px on the field
//!     ],
//! )
//! ```

use serde::{Deserialize, Serialize};

use crate::ron_file::{self, FileError};

/// The last tick that a cue may be at: a day of play.
pub const LAST_TICK: u32 = 24 * 60 * 60 * crate::time::TICKS_PER_SECOND;

/// What is pressed when; cues are in the order of their ticks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tape {
    /// The cues, in the order of their ticks.
    #[serde(deserialize_with = "ordered")]
    pub cues: Vec<Cue>,
}

/// At the start of a tick, counted from the game's start, something is done.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cue(pub u32, pub Act);

/// What is done to the game.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Act {
    /// A key goes down.
    Press(Key),
    /// A key comes up.
    Release(Key),
    /// A gamepad's button goes down.
    PadPress(Button),
    /// A gamepad's button comes up.
    PadRelease(Button),
    /// A gamepad's left stick is moved: -1 is left, 1 is right.
    Stick(f32),
    /// A finger, counted from 0, comes down at a place in px on the field. The field's bars are places too.
    Touch(u8, (f32, f32)),
    /// A finger that is down moves to a place.
    Drag(u8, (f32, f32)),
    /// A finger is lifted at a place.
    Lift(u8, (f32, f32)),
    /// The mouse's left button goes down at a place in px on the field.
    MousePress((f32, f32)),
    /// The mouse's left button comes up at a place.
    MouseRelease((f32, f32)),
    /// The gamepad is gone: its battery is empty, its plug was pulled.
    PadLost,
    /// The application loses the focus, as desktops and phones tell it.
    FocusOut,
    /// The application gets the focus.
    FocusIn,
    /// The window loses the focus, which is all that a browser tells.
    WindowFocusOut,
    /// The window gets the focus.
    WindowFocusIn,
}

/// A key that the game knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)] // the keys' names say it
pub enum Key {
    Left,
    Right,
    Up,
    Down,
    A,
    B,
    D,
    P,
    Space,
    Enter,
    Escape,
}

/// A gamepad's button that the game knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)] // the buttons' names say it
pub enum Button {
    A,
    B,
    Back,
    Start,
    DpadUp,
    DpadDown,
    DpadLeft,
    DpadRight,
}

impl Tape {
    /// Reads the text of a tape; `file` is what errors call it.
    ///
    /// # Errors
    /// The first thing in the file that is not allowed, with its place.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, FileError> {
        ron_file::read(file, bytes)
    }
}

fn ordered<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<Cue>, D::Error> {
    use serde::de::Error;

    let cues = Vec::<Cue>::deserialize(deserializer)?;
    for pair in cues.windows(2) {
        if pair[0].0 > pair[1].0 {
            let (late, early) = (pair[0].0, pair[1].0);
            return Err(D::Error::custom(format_args!(
                "the cue at tick {early} comes after the one at tick {late}; ticks that never fall are allowed"
            )));
        }
    }
    match cues.last() {
        Some(cue) if cue.0 > LAST_TICK => Err(D::Error::custom(format_args!(
            "there is a cue at tick {}; ticks from 0 to {LAST_TICK} are allowed",
            cue.0
        ))),
        _ => Ok(cues),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tape_reads_what_its_documentation_shows() {
        let tape =
            Tape::read("t.ron", b"(cues: [(60, Press(Enter)), (62, Release(Enter)), (70, Stick(-0.5))])");
        let cues =
            [Cue(60, Act::Press(Key::Enter)), Cue(62, Act::Release(Key::Enter)), Cue(70, Act::Stick(-0.5))];
        assert_eq!(tape.unwrap().cues, cues);
    }

    #[test]
    fn an_unknown_key_is_answered_with_the_known_ones() {
        let error = Tape::read("t.ron", b"(cues: [\n  (1, Press(Tab)),\n])").unwrap_err();
        assert_eq!(error.place.map(|place| place.0), Some(2));
        assert!(error.problem.contains("Tab") && error.problem.contains("Space"), "{error}");
    }

    #[test]
    fn ticks_that_fall_are_refused() {
        let error = Tape::read("t.ron", b"(cues: [(9, FocusOut), (3, FocusIn)])").unwrap_err();
        assert!(error.problem.contains("tick 3 comes after the one at tick 9"), "{error}");
    }

    #[test]
    fn a_tick_past_a_day_is_refused() {
        let error = Tape::read("t.ron", b"(cues: [(4000000000, FocusOut)])").unwrap_err();
        assert!(error.problem.contains("from 0 to 5184000"), "{error}");
    }
}
