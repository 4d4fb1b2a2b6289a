//! Camera shake and hit-stop: shakes the field and freezes its picture for a few ticks.

use creeps_rules::limits;
use godot::prelude::*;

/// By how much the root of the shake, in px, decreases per tick.
const DECAY_PER_TICK: f32 = 0.082;

/// The current shake. Hits add to it, and it decreases over time.
#[derive(Clone, Copy, Debug, Default)]
pub struct CameraShake {
    /// The square root of how far the field moves at most, in px. Falling steadily, it lets the shake fade out softly.
    root: f32,
    tick: u32,
    /// Remaining ticks of the hit-stop.
    hit_stop: u32,
}

impl CameraShake {
    /// Adds a shake of at most so many px. Two of equal strength are not twice as strong, but have twice the energy.
    pub fn add(&mut self, pixels: f32) {
        self.root = (self.root * self.root).hypot(pixels).min(limits::SHAKE.max).sqrt();
    }

    /// Freezes the picture for some ticks (hit-stop). The simulation continues, so that replays don't depend on it.
    pub fn freeze(&mut self, ticks: u32) {
        self.hit_stop = self.hit_stop.max(ticks);
    }

    /// Advances by a tick; returns whether the picture is frozen in it.
    pub fn step(&mut self) -> bool {
        self.tick = self.tick.wrapping_add(1);
        self.root = (self.root - DECAY_PER_TICK).max(0.0);
        let is_frozen = self.is_frozen();
        self.hit_stop = self.hit_stop.saturating_sub(1);
        is_frozen
    }

    /// Whether the picture is frozen until the next tick.
    pub fn is_frozen(&self) -> bool {
        self.hit_stop > 0
    }

    /// The field's offset, multiplied by `factor`; `alpha` is the frame's position in the tick (0 to 1).
    pub fn offset(&self, factor: f32, alpha: f32) -> Vector2 {
        let time = self.tick as f32 + alpha;
        let strength = factor * self.root * self.root;
        Vector2::new((time * 1.31).sin() * (time * 0.37).cos(), (time * 1.57).cos() * (time * 0.53).sin())
            * strength
    }
}
