//! Creeps that march together: one block that goes sideways, and at each side of the playfield down and back.

use crate::hash::StateHash;
use crate::math::{max, min};
use crate::rules::{CompiledMotion, CompiledRules, MarchRules};
use crate::world::Creeps;

/// The block of all creeps that march together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct March {
    /// Whether it goes to the left.
    left: bool,
    /// How far it still goes down, in px.
    down: f32,
    /// The most creeps that it had.
    largest: u32,
}

/// What the block is now.
#[derive(Clone, Copy)]
struct Extent {
    count: u32,
    /// Its sides, in px.
    left: f32,
    right: f32,
    /// Its slowest creep's speed, in px a tick.
    speed: f32,
}

impl March {
    /// Moves the block by a tick, after its creeps flew by their own columns, in which they stand still.
    pub fn step(
        &mut self,
        creeps: &mut Creeps,
        compiled: &CompiledRules,
        rules: MarchRules,
        time_scale: f32,
    ) {
        let marches = |creeps: &Creeps, index: usize| {
            creeps.motion_state[index] == 1
                && matches!(
                    compiled.creeps[usize::from(creeps.kind[index])].motion,
                    CompiledMotion::MarchTogether { .. }
                )
        };
        let nothing = Extent { count: 0, left: f32::MAX, right: f32::MIN, speed: f32::MAX };
        let block =
            (0..creeps.len()).filter(|&index| marches(creeps, index)).fold(nothing, |block, index| Extent {
                count: block.count + 1,
                left: min(block.left, creeps.x[index] - creeps.extent[index]),
                right: max(block.right, creeps.x[index] + creeps.extent[index]),
                speed: min(block.speed, creeps.speed[index]),
            });
        if block.count == 0 {
            *self = Self::default();
            return;
        }
        self.largest = self.largest.max(block.count);
        let gone = 1.0 - block.count as f32 / self.largest as f32;
        let distance = block.speed * (1.0 + (rules.quicken - 1.0) * gone) * time_scale;
        let (right, down) = if self.down > 0.0 {
            let down = min(distance, self.down);
            self.down -= down;
            (0.0, down)
        } else {
            let room = max(if self.left { block.left } else { compiled.width - block.right }, 0.0);
            if distance >= room {
                self.down = rules.distance;
                self.left = !self.left;
                // The turn: up to the side, which was where it went.
                (if self.left { room } else { -room }, 0.0)
            } else {
                (if self.left { -distance } else { distance }, 0.0)
            }
        };
        for index in 0..creeps.len() {
            if marches(creeps, index) {
                creeps.sway_center[index] += right;
                creeps.x[index] += right;
                creeps.y[index] += down;
            }
        }
    }

    /// Adds all of it to a hash.
    pub fn fold(&self, hash: &mut StateHash) {
        let Self { left, down, largest } = self;
        hash.words([u32::from(*left), *largest]);
        hash.floats([*down]);
    }
}
