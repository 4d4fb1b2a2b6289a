//! The ship: where it may fly, and how often it fires.

use crate::{PLAYFIELD, TICKS_PER_SECOND};

/// How fast the ship flies, in px/s.
const SPEED: f32 = 380.0;
/// Half of its width, in px: it stays inside the playfield with its whole width.
const HALF_WIDTH: f32 = 26.0;
/// Ticks between two bullets.
const COOLDOWN: u32 = 12;

/// Where a ship at `x` px is one tick later. The axis is -1 for left to 1 for right.
pub fn moved(x: f32, axis: f32) -> f32 {
    (x + axis * SPEED / TICKS_PER_SECOND as f32).clamp(HALF_WIDTH, PLAYFIELD.0 - HALF_WIDTH)
}

/// Fires while the trigger is held.
#[derive(Debug, Default)]
pub struct Gun {
    cooldown: u32,
}

impl Gun {
    /// Call once per tick. Says whether a bullet leaves.
    pub fn tick(&mut self, trigger: bool) -> bool {
        self.cooldown = self.cooldown.saturating_sub(1);
        let fires = trigger && self.cooldown == 0;
        if fires {
            self.cooldown = COOLDOWN;
        }
        fires
    }
}

#[test]
fn the_ship_stops_at_the_edges_and_a_held_trigger_keeps_the_cooldown() {
    let mut gun = Gun::default();
    assert_eq!((0..30).filter(|_| gun.tick(true)).collect::<Vec<_>>(), [0, 12, 24]);
    assert_eq!([moved(30.0, -1.0), moved(450.0, 1.0)], [HALF_WIDTH, PLAYFIELD.0 - HALF_WIDTH]);
}
