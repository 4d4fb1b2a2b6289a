//! Shaking the field, and holding its picture for a moment.

use godot::prelude::*;

/// How fast trauma goes, a tick.
const CALM: f32 = 0.022;

/// How much the field shakes: by the square of a trauma that hits add to and time takes from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shake {
    /// 0 to 1.
    trauma: f32,
    tick: u32,
    /// Ticks for which the picture still stands.
    hold: u32,
}

impl Shake {
    /// Adds to the trauma.
    pub fn add(&mut self, trauma: f32) {
        self.trauma = (self.trauma + trauma).min(1.0);
    }

    /// Lets the picture stand for so many ticks; the game goes on behind it.
    pub fn hold(&mut self, ticks: u32) {
        self.hold = self.hold.max(ticks);
    }

    /// A tick passes; says whether the picture stands in it.
    pub fn step(&mut self) -> bool {
        self.tick = self.tick.wrapping_add(1);
        self.trauma = (self.trauma - CALM).max(0.0);
        let stands = self.hold > 0;
        self.hold = self.hold.saturating_sub(1);
        stands
    }

    /// Whether the picture stands until the next tick.
    pub fn stands(&self) -> bool {
        self.hold > 0
    }

    /// How far the field is from its place, at most `limit` px each way; `fraction` is that of the tick.
    pub fn offset(&self, limit: f32, fraction: f32) -> Vector2 {
        let time = self.tick as f32 + fraction;
        let strength = limit * self.trauma * self.trauma;
        Vector2::new((time * 1.31).sin() * (time * 0.37).cos(), (time * 1.57).cos() * (time * 0.53).sin())
            * strength
    }
}
