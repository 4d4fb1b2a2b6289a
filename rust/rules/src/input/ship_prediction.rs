//! Where the ship is drawn between two ticks: ahead of its newest position, so that a key moves it in the next frame.

/// In this time, in s, half of what the ship was drawn too far ahead is gone.
const HALF_LIFE: f32 = 0.008;

/// Draws the ship on the way from its newest position to where the held keys move it in the next tick.
///
/// To interpolate between the last two ticks, as everything else does, would show every key press a tick late. If a key is released on
/// the way, the ship was drawn too far ahead, by a tick's way at most: it is taken back within a few frames, not at once.
#[derive(Clone, Copy, Debug, Default)]
pub struct ShipPrediction {
    /// Where it was drawn last, in px.
    drawn_x: f32,
    /// The way to the next tick in the last frame, in px.
    step: f32,
    /// How much too far ahead it is drawn, in px.
    excess: f32,
}

impl ShipPrediction {
    /// Where to draw a ship that is at `x` and will be at `next_x` in the next tick, in px.
    ///
    /// `alpha` is the frame's position between the ticks (0 to 1) and `seconds` the time since the last frame.
    pub fn draw(&mut self, x: f32, next_x: f32, alpha: f32, seconds: f32) -> f32 {
        let step = next_x - x;
        let target = x + step * alpha;
        if step * self.step <= 0.0 && self.step != 0.0 {
            let ahead = (self.drawn_x - target) * self.step.signum();
            self.excess = ahead.clamp(0.0, self.step.abs()) * self.step.signum();
        } else {
            self.excess *= (-seconds.max(0.0) / HALF_LIFE).exp2();
        }
        self.step = step;
        self.drawn_x = target + self.excess;
        self.drawn_x
    }

    /// Where to draw a ship that nothing moves: at `x`.
    pub fn stop(&mut self, x: f32) -> f32 {
        *self = Self { drawn_x: x, ..Self::default() };
        x
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The way in a tick at the tutorial's speed, in px.
    const STEP: f32 = 400.0 / 60.0;

    /// Draws `ticks` ticks at `per_tick` frames each, with the key held in the frames in `held`. Returns what was drawn, frame by frame.
    fn film(per_tick: usize, ticks: usize, held: impl Fn(usize) -> bool) -> Vec<f32> {
        let (mut prediction, mut x, mut drawn) = (ShipPrediction::default(), 100.0, vec![]);
        prediction.stop(x);
        for frame in 0..per_tick * ticks {
            let step = if held(frame) { STEP } else { 0.0 };
            // A tick comes first in its frame, and has the same keys.
            if frame % per_tick == 0 && frame > 0 {
                x += step;
            }
            let alpha = (frame % per_tick) as f32 / per_tick as f32;
            drawn.push(prediction.draw(x, x + step, alpha, 1.0 / (60.0 * per_tick as f32)));
        }
        drawn
    }

    #[test]
    fn a_key_moves_the_ship_in_the_frame_that_sees_it() {
        for pressed in 1..8 {
            let drawn = film(4, 4, |frame| frame >= pressed);
            let first = drawn.iter().position(|x| *x > 100.0).unwrap();
            // In the frame of a tick the ship is where the tick has put it.
            assert_eq!(first, pressed, "{drawn:?}");
        }
    }

    #[test]
    fn a_held_key_moves_it_by_the_same_way_in_every_frame() {
        let drawn = film(3, 20, |frame| frame > 0);
        for pair in drawn.windows(2).skip(4) {
            assert!((pair[1] - pair[0] - STEP / 3.0).abs() < 1e-3, "{pair:?}");
        }
    }

    #[test]
    fn a_released_key_takes_it_back_gently_to_where_it_is() {
        // Released just before a tick that therefore does not move it.
        let drawn = film(8, 12, |frame| (8..31).contains(&frame));
        assert!((drawn[31] - drawn[30]).abs() < 1e-3, "it stops first");
        for pair in drawn[31..].windows(2) {
            let back = pair[0] - pair[1];
            assert!((0.0..0.2 * STEP).contains(&back), "{back} px in a frame");
        }
        let x = 100.0 + 3.0 * STEP;
        assert!((drawn[95] - x).abs() < 0.05, "{} is not {x}", drawn[95]);
    }

    proptest! {
        #[test]
        fn it_is_never_drawn_further_off_than_a_ticks_way(
            held in proptest::collection::vec(-1_i8..=1, 100), per_tick in 1_usize..5
        ) {
            let (mut prediction, mut x) = (ShipPrediction::default(), 100.0_f32);
            prediction.stop(x);
            for (frame, axis) in held.into_iter().enumerate() {
                let step = f32::from(axis) * STEP;
                if frame % per_tick == 0 {
                    x += step;
                }
                let alpha = (frame % per_tick) as f32 / per_tick as f32;
                let drawn = prediction.draw(x, x + step, alpha, 0.004);
                prop_assert!((drawn - x).abs() <= 2.0 * STEP + 1e-3, "{} from {}", drawn, x);
            }
        }
    }
}
