//! Camera shake and hit-stop: shakes the field and freezes its picture for a few ticks.

use godot::prelude::*;

/// How much the intensity decreases per tick.
const DECAY_PER_TICK: f32 = 0.022;

/// The current shake. Hits add to its intensity, which decreases over time.
#[derive(Clone, Copy, Debug, Default)]
pub struct CameraShake {
    /// From 0 to 1. The field moves by its square, so that small hits shake much less than large ones.
    intensity: f32,
    tick: u32,
    /// Remaining ticks of the hit-stop.
    hit_stop: u32,
}

impl CameraShake {
    /// Adds to the intensity.
    pub fn add(&mut self, intensity: f32) {
        self.intensity = (self.intensity + intensity).min(1.0);
    }

    /// Freezes the picture for some ticks (hit-stop). The simulation continues, so that replays don't depend on it.
    pub fn freeze(&mut self, ticks: u32) {
        self.hit_stop = self.hit_stop.max(ticks);
    }

    /// Advances by a tick; returns whether the picture is frozen in it.
    pub fn step(&mut self) -> bool {
        self.tick = self.tick.wrapping_add(1);
        self.intensity = (self.intensity - DECAY_PER_TICK).max(0.0);
        let is_frozen = self.is_frozen();
        self.hit_stop = self.hit_stop.saturating_sub(1);
        is_frozen
    }

    /// Whether the picture is frozen until the next tick.
    pub fn is_frozen(&self) -> bool {
        self.hit_stop > 0
    }

    /// The field's offset, at most `limit` px in each direction; `alpha` is the frame's position in the tick (0 to 1).
    pub fn offset(&self, limit: f32, alpha: f32) -> Vector2 {
        let time = self.tick as f32 + alpha;
        let strength = limit * self.intensity * self.intensity;
        Vector2::new((time * 1.31).sin() * (time * 0.37).cos(), (time * 1.57).cos() * (time * 0.53).sin())
            * strength
    }
}
