//! A running game of Arcade or Horde: the simulation, its view, and its recording.

use std::sync::Arc;
use std::vec;

use creeps_rules::FIELD;
use creeps_rules::autosave::Autosave;
use creeps_rules::ron_file::FileError;
use creeps_sim::replay::{Recorder, Replay};
use creeps_sim::{Input, Ruleset, Sim};
use godot::prelude::*;

use super::effects::Effects;
use super::playfield_view::PlayfieldView;
use super::recording::ReplayFile;
use super::sprites::RulesetSprites;
use super::stopwatch::Stopwatch;
use crate::system::files::Survives;

/// Where a game's inputs come from, and whether they are recorded.
pub enum GameSource {
    /// From the player or the autopilot. They are recorded.
    Live(Box<LiveRecording>),
    /// From a replay.
    Recorded(vec::IntoIter<Input>, Box<Replay>),
    /// A stress test has no inputs.
    Stress(Stopwatch),
    /// The game is over and its score and replay are saved.
    Over,
}

/// The recording of a game, and where it is saved.
pub struct LiveRecording {
    pub recorder: Recorder,
    /// None for a demo, which is not saved.
    pub file: Option<ReplayFile>,
    /// Decides when it is saved during the game.
    pub autosave: Autosave,
    /// Whether the player fired. A game without a shot is not worth a place among the replays.
    pub fired: bool,
    /// Whether a warning that the replay can't be saved was shown. It is shown once.
    pub warned: bool,
}

impl LiveRecording {
    /// A recording of a game that has not started yet, saved to `file`.
    pub fn new(sim: &Sim, file: Option<ReplayFile>) -> Self {
        Self {
            recorder: Recorder::new(sim),
            file,
            autosave: Autosave::default(),
            fired: false,
            warned: false,
        }
    }

    /// Saves the recording, if it is worth it. Returns the file's path for people.
    ///
    /// # Errors
    /// The file can't be written.
    pub fn save(&mut self, sim: &Sim, survives: Survives) -> Option<Result<String, FileError>> {
        let file = self.file.as_mut().filter(|_| self.fired)?;
        Some(file.save(&self.recorder.clone().finish(sim), survives))
    }
}

/// A running game.
pub struct ArcadeGame {
    pub sim: Sim,
    pub source: GameSource,
    pub view: PlayfieldView,
    pub effects: Effects,
    /// The rules.
    pub ruleset: Arc<Ruleset>,
    /// Screen px per px of the field.
    pub scale: f32,
    /// The field's left edge, in screen px.
    pub left: f32,
    /// The highest numbers of creeps and of the ship's bullets on the field at once.
    pub peak_counts: (usize, usize),
}

impl ArcadeGame {
    /// Creates the view below the field node, scaled so that every field fills the same area of the screen.
    pub fn new(sim: Sim, source: GameSource, sprites: RulesetSprites, node: &mut Gd<Node2D>) -> Self {
        let field = &sim.ruleset().playfield;
        let scale = (FIELD.0 / field.width).min(FIELD.1 / field.height);
        let left = (FIELD.0 - scale * field.width) / 2.0;
        node.set_scale(Vector2::splat(scale));
        Self {
            view: PlayfieldView::new(node, &sim, sprites),
            effects: Effects::new(node, &sim),
            ruleset: Arc::clone(sim.ruleset()),
            scale,
            left,
            peak_counts: (0, 0),
            sim,
            source,
        }
    }

    /// Updates the peak counts.
    pub fn update_peak_counts(&mut self) {
        let counts = self.sim.counts();
        self.peak_counts =
            (self.peak_counts.0.max(counts.creeps), self.peak_counts.1.max(counts.player_bullets));
    }

    /// Converts a position on the field to screen px.
    pub fn on_screen(&self, x: f32, y: f32) -> Vector2 {
        Vector2::new(self.left + x * self.scale, y * self.scale)
    }
}
