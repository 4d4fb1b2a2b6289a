//! A game that is on: the simulation, what shows it, and what records it.

use std::sync::Arc;
use std::vec;

use creeps_rules::FIELD;
use creeps_sim::replay::{Recorder, Replay};
use creeps_sim::{Input, Mode, Sim};
use godot::prelude::*;

use super::effects::Effects;
use super::looks::Looks;
use super::picture::Picture;
use super::stopwatch::Stopwatch;

/// Where a game's inputs come from, and what is kept of them.
pub enum Source {
    /// From the player's hands, or the computer's; they are recorded.
    Live(Box<Recorder>),
    /// From a recorded game.
    Recorded(vec::IntoIter<Input>, Box<Replay>),
    /// A stress run has none.
    Stress(Stopwatch),
}

/// A game that is on.
pub struct Game {
    pub sim: Sim,
    pub source: Source,
    pub picture: Picture,
    pub effects: Effects,
    /// The file of its numbers, as a person knows it.
    pub mode: Arc<Mode>,
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
        let field = &sim.mode().field;
        let scale = (FIELD.0 / field.width).min(FIELD.1 / field.height);
        let left = (FIELD.0 - scale * field.width) / 2.0;
        node.set_scale(Vector2::splat(scale));
        Self {
            picture: Picture::new(node, &sim, looks),
            effects: Effects::new(node, &sim),
            mode: Arc::clone(sim.mode()),
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
        self.most = (self.most.0.max(counts.creeps), self.most.1.max(counts.shots));
    }

    /// Where a place of the field is on the screen, in px.
    pub fn on_screen(&self, x: f32, y: f32) -> Vector2 {
        Vector2::new(self.left + x * self.scale, y * self.scale)
    }
}
