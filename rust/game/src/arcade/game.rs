//! A game that is on: the simulation, what shows it, and what records it.

use std::sync::Arc;
use std::vec;

use creeps_rules::FIELD;
use creeps_rules::autosave::Autosave;
use creeps_rules::ron_file::FileError;
use creeps_sim::replay::{Recorder, Replay};
use creeps_sim::{Input, Ruleset, Sim};
use godot::prelude::*;

use super::effects::Effects;
use super::looks::Looks;
use super::picture::Picture;
use super::recording::ReplayFile;
use super::stopwatch::Stopwatch;
use crate::system::files::Survives;

/// Where a game's inputs come from, and what is kept of them.
pub enum Source {
    /// From the player's hands, or the computer's; they are recorded.
    Live(Box<LiveRecording>),
    /// From a recorded game.
    Recorded(vec::IntoIter<Input>, Box<Replay>),
    /// A stress run has none.
    Stress(Stopwatch),
    /// The game is over, and what it came to is kept.
    Over,
}

/// What is recorded of a game, and where it is kept.
pub struct LiveRecording {
    pub recorder: Recorder,
    /// None for a game that nobody wants kept: the computer shows what a mode is like.
    pub file: Option<ReplayFile>,
    /// When it is saved while it is played.
    pub autosave: Autosave,
    /// Whether a shot was fired. A game without one takes no other's place among the replays.
    pub fired: bool,
    /// Whether the player was told that the replay can't be saved; once is enough.
    pub warned: bool,
}

impl LiveRecording {
    /// Records a game that has not begun yet, and keeps it in `file`.
    pub fn new(sim: &Sim, file: Option<ReplayFile>) -> Self {
        Self {
            recorder: Recorder::new(sim),
            file,
            autosave: Autosave::default(),
            fired: false,
            warned: false,
        }
    }

    /// Saves what was played so far, if there is something to keep. Gives the file.
    ///
    /// # Errors
    /// It can't be written.
    pub fn save(&mut self, sim: &Sim, survives: Survives) -> Option<Result<String, FileError>> {
        let file = self.file.as_mut().filter(|_| self.fired)?;
        Some(file.save(&self.recorder.clone().finish(sim), survives))
    }
}

/// A game that is on.
pub struct Game {
    pub sim: Sim,
    pub source: Source,
    pub picture: Picture,
    pub effects: Effects,
    /// The file of its numbers, as a person knows it.
    pub mode: Arc<Ruleset>,
    /// How many px of the screen a px of its field is.
    pub scale: f32,
    /// Where its left edge is on the screen, in px.
    pub left: f32,
    /// The most creeps and bullets of the ship that were on the field at once.
    pub most: (usize, usize),
}

impl Game {
    /// Puts a game on the field node, scaled so that it fills the same place on the screen whatever its size.
    pub fn new(sim: Sim, source: Source, looks: Looks, node: &mut Gd<Node2D>) -> Self {
        let field = &sim.ruleset().playfield;
        let scale = (FIELD.0 / field.width).min(FIELD.1 / field.height);
        let left = (FIELD.0 - scale * field.width) / 2.0;
        node.set_scale(Vector2::splat(scale));
        Self {
            picture: Picture::new(node, &sim, looks),
            effects: Effects::new(node, &sim),
            mode: Arc::clone(sim.ruleset()),
            scale,
            left,
            most: (0, 0),
            sim,
            source,
        }
    }

    /// Notes how full the field is.
    pub fn note_most(&mut self) {
        let counts = self.sim.counts();
        self.most = (self.most.0.max(counts.creeps), self.most.1.max(counts.player_bullets));
    }

    /// Where a place of the field is on the screen, in px.
    pub fn on_screen(&self, x: f32, y: f32) -> Vector2 {
        Vector2::new(self.left + x * self.scale, y * self.scale)
    }
}
