//! A trace: what happened in a run, a line an event. The game writes it (`--trace FILE`, or `-` for the console), tests read it.

use serde::{Deserialize, Serialize};

use crate::best::Mode;
use crate::{Creep, Screen};

/// Something that happened, and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The physics tick, counted from the game's start.
    pub tick: u64,
    /// What happened.
    pub event: Event,
}

/// Something that happened. Places are in px on the field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)] // fields are places (px), speeds (px/s) and counts
pub enum Event {
    /// A game begins with this seed.
    Started { seed: u64 },
    /// Another screen is shown.
    Shown(Screen),
    /// The ship is at another place than in the tick before.
    Steered { x: f32 },
    /// A creep came.
    Spawned { creep: Creep, x: f32, y: f32, speed: f32 },
    /// A creep on its way; told of each whenever another one comes.
    Flew { creep: Creep, x: f32, y: f32, speed: (f32, f32), rotation: f32 },
    /// A bullet was fired.
    Fired { x: f32, y: f32 },
    /// A bullet shot a creep; places are the creep's, `score` counts it.
    Shot { creep: Creep, x: f32, y: f32, score: u32 },
    /// A bullet left the field.
    BulletGone { y: f32 },
    /// A creep left the field.
    MobGone { y: f32 },
    /// A creep met the ship.
    Crashed { x: f32, y: f32 },
    /// The game was paused.
    Paused,
    /// The game goes on.
    Resumed,
    /// The tuning was read.
    Tuned { file: String },
    /// The best score so far was read, 0 where there is none.
    BestLoaded { mode: Mode, score: u32 },
    /// A new best score was saved.
    BestSaved { mode: Mode, score: u32 },
    /// A file or an argument was refused, with what the player was told.
    Refused { message: String },
    /// The menu is shown: the player chooses a mode.
    Menu,
    /// A mode's scene begins.
    Mode(Mode),
    /// Nobody chose: the computer shows a game.
    Demo,
    /// A game of Arcade or Horde begins; also told: [`Event::Started`].
    Difficulty { name: String },
    /// The numbers of Arcade or Horde were read.
    ModeRead { file: String, hash: u64 },
    /// A wave of Arcade begins, or a stage of Horde.
    Wave { number: u32, score: u64 },
    /// A boss comes.
    Boss { name: String },
    /// A boss is down.
    BossDown { name: String, score: u64 },
    /// The ship was hit.
    Lives { left: u32 },
    /// The ship caught a power-up.
    Caught { power_up: String },
    /// The most creeps and bullets of the ship that were on the field at once, told at the end.
    Most { creeps: u32, shots: u32 },
    /// A game of Arcade or Horde is over or was left, after so many ticks of its own; `hash` is its state's.
    Ended { score: u64, ticks: u32, hash: u64 },
    /// The window fills the screen, or no longer.
    FullScreen(bool),
    /// The ship used a bomb.
    Bomb,
    /// A game's replay was saved.
    ReplaySaved { file: String },
    /// The screen shows what is wrong with a file or an argument.
    Notice { message: String },
    /// The notice is gone: what it was about is put right, or it stood long enough.
    NoticeGone,
    /// A replay is shown.
    Replaying { file: String },
    /// A stress run: what a tick takes, in µs, the median.
    Stress { creeps: u32, bullets: u32, simulation: f32, tick: f32 },
    /// The number of nodes that there are when a game's first creep is due.
    Nodes { count: u32, objects: u32, orphans: u32 },
}

impl Entry {
    /// The entry as a line, without its end.
    ///
    /// # Errors
    /// None for any entry there is; the serialiser's type allows for one.
    pub fn to_line(&self) -> Result<String, ron::Error> {
        ron::to_string(self)
    }

    /// Reads a line that [`Entry::to_line`] wrote.
    ///
    /// # Errors
    /// The line is something else.
    pub fn from_line(line: &str) -> Result<Self, ron::error::SpannedError> {
        ron::from_str(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_reads_back_as_what_was_written() {
        let event = Event::Spawned { creep: Creep::Swim, x: 31.25, y: -40.0, speed: 201.5 };
        let entry = Entry { tick: 121, event };
        let line = entry.to_line().unwrap();
        assert_eq!(line, "(tick:121,event:Spawned(creep:Swim,x:31.25,y:-40.0,speed:201.5))");
        assert_eq!(Entry::from_line(&line), Ok(entry));
    }
}
