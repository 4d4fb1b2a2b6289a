//! The main menu as input scripts use it: where each button is, and how each device presses it.

use creeps_rules::input_script::{Key, PadButton, ScriptedInput};

use crate::inputs::{click, pad, tap, touch};

/// A button of the main menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the names say it
pub enum MenuItem {
    Arcade,
    Horde,
    Classic,
    Easy,
    Normal,
    Hard,
    Daily,
    HighScores,
    Replays,
    HowToPlay,
    Options,
    Credits,
    Mods,
    Quit,
}

/// A device that a person has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the names say it
pub enum Device {
    Keys,
    Gamepad,
    Mouse,
    Finger,
}

impl Device {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Keys, Self::Gamepad, Self::Mouse, Self::Finger];

    /// Presses what is at a position, in px on the field. For devices that point.
    ///
    /// # Panics
    /// The device doesn't point.
    pub fn press_at(self, tick: u32, position: (f32, f32)) -> Vec<ScriptedInput> {
        match self {
            Self::Mouse => click(tick, position),
            Self::Finger => touch(tick, 0, position),
            Self::Keys | Self::Gamepad => panic!("{self:?} doesn't point"),
        }
    }

    /// Whether it points at positions on the screen. The others move a focus.
    pub fn points(self) -> bool {
        matches!(self, Self::Mouse | Self::Finger)
    }

    /// Moves the focus.
    ///
    /// # Panics
    /// The device moves no focus.
    pub fn focus(self, tick: u32, direction: Direction) -> Vec<ScriptedInput> {
        match self {
            Self::Keys => tap(
                tick,
                match direction {
                    Direction::Up => Key::Up,
                    Direction::Down => Key::Down,
                    Direction::Left => Key::Left,
                    Direction::Right => Key::Right,
                },
            ),
            Self::Gamepad => pad(
                tick,
                match direction {
                    Direction::Up => PadButton::DpadUp,
                    Direction::Down => PadButton::DpadDown,
                    Direction::Left => PadButton::DpadLeft,
                    Direction::Right => PadButton::DpadRight,
                },
            ),
            Self::Mouse | Self::Finger => panic!("{self:?} moves no focus"),
        }
    }

    /// Presses the button with the focus.
    ///
    /// # Panics
    /// The device moves no focus.
    pub fn confirm(self, tick: u32) -> Vec<ScriptedInput> {
        match self {
            Self::Keys => tap(tick, Key::Enter),
            Self::Gamepad => pad(tick, PadButton::A),
            Self::Mouse | Self::Finger => panic!("{self:?} moves no focus"),
        }
    }
}

/// Where the focus goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the names say it
pub enum Direction {
    Up,
    Down,
    Left,
    Right,
}

/// Ticks between two presses.
const PAUSE: u32 = 6;
/// The most ticks that [`MenuItem::press`] takes.
pub const MAX_TICKS: u32 = 60;

impl MenuItem {
    /// Its row, counted from Arcade, and its column.
    fn cell(self) -> (u32, u32) {
        match self {
            Self::Arcade => (0, 0),
            Self::Horde => (1, 0),
            Self::Classic => (2, 0),
            Self::Easy => (3, 0),
            Self::Normal => (3, 1),
            Self::Hard => (3, 2),
            Self::Daily => (4, 0),
            Self::HighScores => (4, 1),
            Self::Replays => (5, 0),
            Self::HowToPlay => (5, 1),
            Self::Options => (6, 0),
            Self::Credits => (6, 1),
            Self::Mods => (7, 0),
            Self::Quit => (7, 1),
        }
    }

    /// Its center in a window of 480 × 720 px.
    pub fn position(self) -> (f32, f32) {
        let (row, column) = self.cell();
        let y = [178.0, 272.0, 366.0, 440.0, 498.0, 561.0, 623.0, 685.0][row as usize];
        let x = match row {
            0..=2 => 240.0,
            3 => [80.0, 240.0, 398.0][column as usize],
            _ => [120.0, 358.0][column as usize],
        };
        (x, y)
    }

    /// Presses it on a menu that was just opened for the first time, so that Arcade has the focus.
    pub fn press(self, device: Device, tick: u32) -> Vec<ScriptedInput> {
        if device.points() {
            return device.press_at(tick, self.position());
        }
        let (row, column) = self.cell();
        let mut moves = vec![Direction::Down; row as usize];
        match row {
            0..=2 => {}
            // Downwards, the focus lands on one of the row: to its left end first, then to the button.
            3 => {
                moves.extend([Direction::Left; 2].into_iter().chain(vec![Direction::Right; column as usize]));
            }
            _ => moves.push(if column == 0 { Direction::Left } else { Direction::Right }),
        }
        let mut inputs = Vec::new();
        let mut tick = tick;
        for direction in moves {
            inputs.extend(device.focus(tick, direction));
            tick += PAUSE;
        }
        inputs.extend(device.confirm(tick));
        inputs
    }
}
