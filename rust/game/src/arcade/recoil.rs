//! Recoil: a shot pushes the ship back, and the gun in its nose into the hull.

use creeps_rules::feel::Shot;
use creeps_rules::time;

/// The length of the ship's picture, as a multiple of its width.
const LENGTH: f32 = 320.0 / 256.0;

/// The recoil of the last shot.
#[derive(Clone, Copy, Debug, Default)]
pub struct Recoil {
    /// Ticks until the ship is back.
    left: u32,
}

impl Recoil {
    /// The ship fires.
    pub fn fire(&mut self, shot: &Shot) {
        self.left = time::ticks(shot.recoil_time);
    }

    /// Advances by a tick.
    pub fn step(&mut self) {
        self.left = self.left.saturating_sub(1);
    }

    /// How far a ship of that size (px) is pushed back, in px, and the factor of its length; `factor` is how much of the recoil the
    /// player wants (0 to 1), `alpha` the frame's position in the tick (0 to 1).
    pub fn of(self, shot: &Shot, size: f32, factor: f32, alpha: f32) -> (f32, f32) {
        let left = (self.left as f32 - alpha).max(0.0) / time::ticks(shot.recoil_time) as f32;
        let amount = factor * left * left;
        let gun = amount * shot.gun_recoil;
        // The ship's picture is drawn around its center, and its tail stays where it is.
        (amount * shot.ship_recoil + 0.5 * gun * LENGTH * size, 1.0 - gun)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ship_is_pushed_back_at_once_and_comes_back_softly() {
        let shot = Shot::default();
        let mut recoil = Recoil::default();
        assert_eq!(recoil.of(&shot, 64.0, 1.0, 0.0), (0.0, 1.0));
        recoil.fire(&shot);
        let mut before = f32::INFINITY;
        for _ in 0..time::ticks(shot.recoil_time) {
            let (back, length) = recoil.of(&shot, 64.0, 1.0, 0.0);
            assert!(back < before && back > 0.0 && length < 1.0, "{back}, {length}");
            before = back;
            recoil.step();
        }
        assert_eq!(recoil.of(&shot, 64.0, 1.0, 0.0), (0.0, 1.0));
    }

    #[test]
    fn who_wants_no_motion_gets_none() {
        let mut recoil = Recoil::default();
        recoil.fire(&Shot::default());
        assert_eq!(recoil.of(&Shot::default(), 64.0, 0.0, 0.0), (0.0, 1.0));
    }
}
