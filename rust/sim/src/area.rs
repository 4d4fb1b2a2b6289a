//! The box around a thing's path in a tick: what does not meet there need not be tested exactly.

use crate::math::max;
use crate::rules::CompiledRules;
use crate::world::Creeps;

/// The box that holds a thing and its path in a tick.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Area {
    pub x: f32,
    pub y: f32,
    /// In px.
    pub half_width: f32,
    /// In px.
    pub half_height: f32,
}

impl Area {
    /// The area of what reaches `extent` px to each side and flies from `from` to `to`.
    pub fn swept(from: (f32, f32), to: (f32, f32), extent: (f32, f32)) -> Self {
        Self {
            x: (from.0 + to.0) * 0.5,
            y: (from.1 + to.1) * 0.5,
            half_width: extent.0 + (to.0 - from.0).abs() * 0.5,
            half_height: extent.1 + (to.1 - from.1).abs() * 0.5,
        }
    }

    /// Whether it and another have a point in common.
    pub fn meets(self, other: Self) -> bool {
        let beside = (other.x - self.x).abs() - (other.half_width + self.half_width);
        let below = (other.y - self.y).abs() - (other.half_height + self.half_height);
        max(beside, below) <= 0.0
    }
}

impl Creeps {
    /// The area of the creep at `index`.
    pub fn area(&self, index: usize, rules: &CompiledRules) -> Area {
        let extent = rules.creeps[usize::from(self.kind[index])].hit_extent;
        Area::swept((self.prev_x[index], self.prev_y[index]), (self.x[index], self.y[index]), extent)
    }

    /// Whether the creep at `index` is so far above the playfield that it meets nothing.
    #[inline]
    pub fn is_out_of_reach(&self, index: usize, rules: &CompiledRules) -> bool {
        (self.prev_y[index] + self.y[index]) * 0.5 + rules.reach_above < 0.0
    }
}
