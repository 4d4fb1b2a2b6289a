//! Oscillators: one cycle of a wave, over and over, at a frequency that may change with every sample.

use crate::math::sin_turns;

/// The wave that an oscillator draws. All but the sine contain overtones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    /// The fundamental alone.
    Sine,
    /// Odd overtones that fade fast: soft, flute-like.
    Triangle,
    /// All overtones: bright, string-like.
    Saw,
    /// High for this part of the cycle (0.0 .. 1.0), low for the rest; 0.5 is the hollow square wave.
    Pulse(f64),
}

/// A running oscillator.
pub struct Oscillator {
    /// Sample rate in Hz.
    rate: f64,
    /// Position in the cycle, 0.0 .. 1.0.
    phase: f64,
}

impl Oscillator {
    /// An oscillator for `rate` samples a second that begins at `phase` (0.0 .. 1.0) of its cycle.
    pub fn new(rate: u32, phase: f64) -> Self {
        Self { rate: f64::from(rate), phase }
    }

    /// The next sample, within about -1.0 ..= 1.0, and one step forward at `hz`.
    pub fn sample(&mut self, shape: Shape, hz: f64) -> f64 {
        let step = hz / self.rate;
        let phase = self.phase;
        self.phase = wrapped(phase + step);
        match shape {
            Shape::Sine => sin_turns(phase),
            Shape::Triangle => 4.0 * (wrapped(phase + 0.75) - 0.5).abs() - 1.0,
            Shape::Saw => 2.0 * phase - 1.0 - smoothing(phase, step),
            Shape::Pulse(width) => {
                let level = if phase < width { 1.0 } else { -1.0 };
                let centre = 2.0 * width - 1.0; // a narrow pulse would otherwise carry an offset
                level - centre + smoothing(phase, step) - smoothing(wrapped(phase + 1.0 - width), step)
            }
        }
    }
}

fn wrapped(phase: f64) -> f64 {
    phase - phase.floor()
}

/// Rounds the jump at phase 0 over two samples (the "polyBLEP" method): a bare jump would alias,
/// which is heard as harsh tones that do not belong to the note.
fn smoothing(phase: f64, step: f64) -> f64 {
    if phase < step {
        let t = phase / step;
        2.0 * t - t * t - 1.0
    } else if phase > 1.0 - step {
        let t = (phase - 1.0) / step;
        t * t + 2.0 * t + 1.0
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_is_bounded_and_centred() {
        for shape in [Shape::Sine, Shape::Triangle, Shape::Saw, Shape::Pulse(0.5), Shape::Pulse(0.2)] {
            let mut oscillator = Oscillator::new(32_000, 0.0);
            let values: Vec<f64> = (0..32_000).map(|_| oscillator.sample(shape, 100.0)).collect();
            let mean = values.iter().sum::<f64>() / 32_000.0;
            assert!(mean.abs() < 0.01, "{shape:?} has the offset {mean}");
            assert!(values.iter().all(|v| v.abs() < 1.7), "{shape:?}");
        }
    }

    #[test]
    fn a_second_holds_as_many_cycles_as_the_frequency_says() {
        let mut oscillator = Oscillator::new(32_000, 0.25);
        let values: Vec<f64> = (0..32_000).map(|_| oscillator.sample(Shape::Triangle, 220.0)).collect();
        let rises = values.windows(2).filter(|pair| pair[0] < 0.0 && pair[1] >= 0.0).count();
        assert_eq!(rises, 220);
    }
}
