//! Input scripts: what is pressed, and in which tick. The game plays a script as real input events (`--input-script FILE`). Tests use
//! them to play the game.
//!
//! ```ron
//! (
//!     inputs: [
//!         (60, Press(Enter)),    // at tick 60; held from tick 61 on
//!         (62, Release(Enter)),
//!         (200, Press(Space)),
//!         (240, Touch(0, (100, 600))), // the first finger; px on the field
//!     ],
//! )
//! ```

use serde::{Deserialize, Serialize};

use crate::ron_file::{self, FileError};

/// The last tick that an input may have: a day of play.
pub const LAST_TICK: u32 = 24 * 60 * 60 * crate::time::TICKS_PER_SECOND;

/// What is pressed, and in which tick.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InputScript {
    /// The inputs, in the order of their ticks.
    #[serde(deserialize_with = "ordered")]
    pub inputs: Vec<ScriptedInput>,
}

/// A device event at the start of a tick. Ticks are counted from the start of the program.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScriptedInput(pub u32, pub DeviceEvent);

/// Something that a device or the window system reports to the game.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum DeviceEvent {
    /// A key goes down.
    Press(Key),
    /// A key comes up.
    Release(Key),
    /// A gamepad's button goes down.
    PadPress(PadButton),
    /// A gamepad's button comes up.
    PadRelease(PadButton),
    /// The gamepad's left stick moves to here: -1 is left, 1 is right.
    Stick(f32),
    /// A finger, counted from 0, touches down at a position on the field, in px. Positions on the bars beside the field are allowed.
    Touch(u8, (f32, f32)),
    /// A finger that is down moves to a position.
    Drag(u8, (f32, f32)),
    /// A finger lifts at a position.
    Lift(u8, (f32, f32)),
    /// The left mouse button goes down at a position on the field, in px.
    MousePress((f32, f32)),
    /// The left mouse button comes up at a position.
    MouseRelease((f32, f32)),
    /// The gamepad disconnects.
    PadLost,
    /// The application loses the focus, as desktops and phones report it.
    FocusOut,
    /// The application gets the focus.
    FocusIn,
    /// The window loses the focus. A browser reports nothing else.
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

/// A gamepad button that the game knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)] // the buttons' names say it
pub enum PadButton {
    A,
    B,
    Back,
    Start,
    DpadUp,
    DpadDown,
    DpadLeft,
    DpadRight,
}

impl InputScript {
    /// Parses an input script. `file` is its name in errors.
    ///
    /// # Errors
    /// The first thing in the file that is not allowed, with its location.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, FileError> {
        ron_file::read(file, bytes)
    }
}

fn ordered<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<ScriptedInput>, D::Error> {
    use serde::de::Error;

    let inputs = Vec::<ScriptedInput>::deserialize(deserializer)?;
    for pair in inputs.windows(2) {
        if pair[0].0 > pair[1].0 {
            let (late, early) = (pair[0].0, pair[1].0);
            return Err(D::Error::custom(format_args!(
                "the input at tick {early} comes after the one at tick {late}; the inputs must be in the order of their ticks"
            )));
        }
    }
    match inputs.last() {
        Some(input) if input.0 > LAST_TICK => Err(D::Error::custom(format_args!(
            "there is an input at tick {}; ticks from 0 to {LAST_TICK} are allowed",
            input.0
        ))),
        _ => Ok(inputs),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_like_the_one_in_the_documentation_is_read() {
        let script = InputScript::read(
            "t.ron",
            b"(inputs: [(60, Press(Enter)), (62, Release(Enter)), (70, Stick(-0.5))])",
        );
        let inputs = [
            ScriptedInput(60, DeviceEvent::Press(Key::Enter)),
            ScriptedInput(62, DeviceEvent::Release(Key::Enter)),
            ScriptedInput(70, DeviceEvent::Stick(-0.5)),
        ];
        assert_eq!(script.unwrap().inputs, inputs);
    }

    #[test]
    fn the_error_of_an_unknown_key_lists_the_known_ones() {
        let error = InputScript::read("t.ron", b"(inputs: [\n  (1, Press(Tab)),\n])").unwrap_err();
        assert_eq!(error.location.map(|location| location.0), Some(2));
        assert!(error.problem.contains("Tab") && error.problem.contains("Space"), "{error}");
    }

    #[test]
    fn unordered_ticks_are_rejected() {
        let error = InputScript::read("t.ron", b"(inputs: [(9, FocusOut), (3, FocusIn)])").unwrap_err();
        assert!(error.problem.contains("tick 3 comes after the one at tick 9"), "{error}");
    }

    #[test]
    fn a_tick_after_a_day_is_rejected() {
        let error = InputScript::read("t.ron", b"(inputs: [(4000000000, FocusOut)])").unwrap_err();
        assert!(error.problem.contains("from 0 to 5184000"), "{error}");
    }
}
