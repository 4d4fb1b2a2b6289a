//! The trace: everything that happened in a run, one event per line. The game writes it (`--trace FILE`, or `-` for the console) and
//! tests read it.

use serde::{Deserialize, Serialize};

use crate::hints::Hint;
use crate::menu::Page;
use crate::{Creep, GameMode, Screen};

/// An event and its tick.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The physics tick, counted from the start of the program.
    pub tick: u64,
    /// The event.
    pub event: TraceEvent,
}

/// Something that happened. Positions are in px on the field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)] // fields are positions (px), speeds (px/s) and counts
pub enum TraceEvent {
    /// A game starts with this seed.
    GameStarted { seed: u64 },
    /// The state machine went to this screen.
    ScreenShown(Screen),
    /// The ship moved in this tick.
    ShipMoved { x: f32 },
    /// A creep spawned.
    CreepSpawned { creep: Creep, x: f32, y: f32, speed: f32 },
    /// The state of a creep, written for every creep whenever another one spawns.
    CreepMoved { creep: Creep, x: f32, y: f32, speed: (f32, f32), rotation: f32 },
    /// The ship fired a bullet.
    BulletFired { x: f32, y: f32 },
    /// A bullet killed a creep, which was at this position; `score` includes it.
    CreepKilled { creep: Creep, x: f32, y: f32, score: u32 },
    /// A bullet left the field.
    BulletLeft { y: f32 },
    /// A creep left the field.
    CreepLeft { y: f32 },
    /// A creep hit the ship, and was at this position.
    ShipHit { x: f32, y: f32 },
    /// The game was paused.
    Paused,
    /// The pause ended.
    Resumed,
    /// A tuning file was loaded.
    TuningLoaded { file: String },
    /// The best score so far was loaded; 0 if there is none.
    BestScoreLoaded { mode: GameMode, score: u32 },
    /// A game was saved in the table of its mode and difficulty, at this place, from 1.
    HighScoreSaved { mode: GameMode, score: u32, place: u32 },
    /// A game ended with these results; `place` is the one in its table, from 1.
    ResultsKnown { score: u64, wave: u32, place: Option<u32> },
    /// A file or an argument is invalid; `message` is what the player reads.
    ErrorReported { message: String },
    /// The first game shows this hint.
    HintShown(Hint),
    /// The music has come, which a web export loads when the game runs already.
    MusicLoaded,
    /// The menu is shown.
    MenuShown,
    /// The menu's state machine went to this page.
    PageShown(Page),
    /// The scene of a mode was opened.
    ModeOpened(GameMode),
    /// Nobody chose a mode for a while: the computer shows a game.
    DemoStarted,
    /// A game of Arcade or Horde begins; [`TraceEvent::GameStarted`] follows.
    DifficultyChosen { name: String },
    /// The ruleset of Arcade or Horde was loaded.
    RulesetLoaded { file: String, hash: u64 },
    /// A wave of Arcade starts, or a level of Horde.
    WaveStarted { number: u32, score: u64 },
    /// Another sky is behind the playfield of Arcade or Horde.
    SkyShown { name: String },
    /// A boss appears.
    BossEntered { name: String },
    /// A boss was killed.
    BossKilled { name: String, score: u64 },
    /// The ship lost a life.
    LivesLeft { left: u32 },
    /// The ship picked up a power-up.
    PowerUpCaught { power_up: String },
    /// The highest numbers of creeps and of the ship's bullets on the field at once, written at the end of a game.
    PeakCounts { creeps: u32, bullets: u32 },
    /// A game of Arcade or Horde ended or was left after `ticks` ticks; `hash` is the hash of its state.
    GameEnded { score: u64, ticks: u32, hash: u64 },
    /// The window went to full screen (true) or back (false).
    FullScreenToggled(bool),
    /// The file with the player's settings was loaded.
    SettingsLoaded,
    /// The settings were saved.
    SettingsSaved,
    /// The settings were applied. The values are the engine's: volumes of master, music and effects in dB, a frame cap (0 is none), the
    /// dead zone of steering, the locale.
    SettingsApplied {
        volumes: (f32, f32, f32),
        is_muted: bool,
        max_fps: u32,
        ticks_per_second: u32,
        dead_zone: f32,
        locale: String,
    },
    /// The options menu is shown (true) or no longer (false).
    OptionsShown(bool),
    /// The options menu waits for a new input of this action, by its name in the input map.
    BindingAwaited { action: String },
    /// The input is in use by another action, and the player is asked whether to take it.
    BindingConflict { action: String, other: String },
    /// The player is asked whether to leave the game.
    LeaveAsked,
    /// A hit starts to shake the picture, at most by so many px.
    CameraShaken { pixels: f32 },
    /// The gamepad or phone vibrates; the strengths of its small and its large motor are from 0 to 1.
    Vibrated { weak: f32, strong: f32 },
    /// The picture stands still for so many ticks.
    PictureFrozen { ticks: u32 },
    /// A bomb turns the playfield white, by this share.
    WhitedOut { share: f32 },
    /// The ship used a bomb.
    BombUsed,
    /// A game's replay was saved.
    ReplaySaved { file: String },
    /// The screen shows an error message.
    NoticeShown { message: String },
    /// The pause says which key or button resumes.
    PromptShown { text: String },
    /// The error message is hidden: the error was fixed, or its time is over.
    NoticeHidden,
    /// A replay is shown.
    ReplayStarted { file: String },
    /// The player added a replay from a file.
    ReplayImported { file: String },
    /// The menu lists the mods: the ids of those that can be played, and why others can't.
    ModsListed { playable: Vec<String>, refused: Vec<String> },
    /// The player shares a replay by this link.
    LinkShared { link: String },
    /// The player wants to beat this score, with the seed of the game that made it.
    ChallengeStarted { score: u64 },
    /// The controls of a replay changed.
    PlaybackChanged { is_paused: bool, speed: u32, is_seeking: bool },
    /// The result of a stress test: medians per tick, in µs.
    StressMeasured { creeps: u32, bullets: u32, simulation: f32, tick: f32 },
    /// The first frame was drawn, so many ms after the engine began.
    FirstFrameDrawn { engine_ms: u64 },
    /// The extension's own code allocated memory so many times in this tick, or in a frame after it. Written by builds that count, for
    /// ticks and frames in which a game is played.
    Allocated { times: u64, in_frame: bool },
    /// The numbers of nodes and objects when a game's first creep is due. A number that grows from game to game is a leak.
    NodeCounts { count: u32, objects: u32, orphans: u32 },
}

impl Entry {
    /// The entry as a line, without the line break.
    ///
    /// # Errors
    /// Never in practice: these types always serialize.
    pub fn to_line(&self) -> Result<String, ron::Error> {
        ron::to_string(self)
    }

    /// Parses a line that [`Entry::to_line`] wrote.
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
    fn a_written_line_reads_back() {
        let event = TraceEvent::CreepSpawned { creep: Creep::Swim, x: 31.25, y: -40.0, speed: 201.5 };
        let entry = Entry { tick: 121, event };
        let line = entry.to_line().unwrap();
        assert_eq!(line, "(tick:121,event:CreepSpawned(creep:Swim,x:31.25,y:-40.0,speed:201.5))");
        assert_eq!(Entry::from_line(&line), Ok(entry));
    }
}
