//! A clip: mono samples at a rate, and what one does to a whole clip (mix, fade, level, measure).

use crate::filter::remove_rumble;
use crate::math::gain;

/// Mono sound. Full scale is -1.0 ..= 1.0 (0 dBFS).
#[derive(Clone, Debug)]
pub struct Clip {
    /// Samples a second.
    pub rate: u32,
    /// The samples, in time.
    pub samples: Vec<f64>,
}

/// The number of samples in `seconds`, to the nearest.
pub fn count(rate: u32, seconds: f64) -> usize {
    (seconds.max(0.0) * f64::from(rate)).round() as usize
}

/// A number of samples as a number to calculate with.
pub fn number(samples: usize) -> f64 {
    samples as f64
}

impl Clip {
    /// A clip of `seconds` whose samples are `sample(t)`, `t` in seconds from the beginning.
    pub fn draw(rate: u32, seconds: f64, mut sample: impl FnMut(f64) -> f64) -> Self {
        let samples = (0..count(rate, seconds)).map(|i| sample(number(i) / f64::from(rate))).collect();
        Self { rate, samples }
    }

    /// Nothing, for `seconds`.
    pub fn silence(rate: u32, seconds: f64) -> Self {
        Self { rate, samples: vec![0.0; count(rate, seconds)] }
    }

    /// Length in seconds.
    pub fn seconds(&self) -> f64 {
        number(self.samples.len()) / f64::from(self.rate)
    }

    /// Adds `other`, times `factor`, from sample `start` on; what reaches past the end is dropped.
    pub fn mix(&mut self, other: &Self, start: usize, factor: f64) {
        for (into, from) in self.samples.iter_mut().skip(start).zip(&other.samples) {
            *into += from * factor;
        }
    }

    /// Adds `other`, times `factor`, from sample `start` on; what reaches past the end comes in at the
    /// beginning, as it does when a loop is played.
    pub fn mix_around(&mut self, other: &Self, start: usize, factor: f64) {
        let length = self.samples.len();
        for (i, from) in other.samples.iter().enumerate() {
            self.samples[(start + i) % length] += from * factor;
        }
    }

    /// Makes an effect ready to be a file: no rumble, soft ends (`fade_in`, `fade_out` in seconds), no
    /// offset, the loudest sample at `peak` dBFS.
    #[must_use]
    pub fn finished(mut self, fade_in: f64, fade_out: f64, peak: f64) -> Self {
        remove_rumble(&mut self.samples, self.rate);
        let seconds = self.seconds();
        let window: Vec<f64> = (0..self.samples.len())
            .map(|i| {
                let t = number(i) / f64::from(self.rate);
                (t / fade_in).min(1.0) * ((seconds - t) / fade_out).min(1.0)
            })
            .collect();
        self.shape_by(&window);
        // Taking the offset away in the shape of the window keeps both ends at zero.
        let offset = self.samples.iter().sum::<f64>() / window.iter().sum::<f64>();
        for (sample, level) in self.samples.iter_mut().zip(&window) {
            *sample -= offset * level;
        }
        let factor = gain(peak) / self.peak();
        self.scale(factor);
        self
    }

    /// Multiplies sample by sample.
    pub fn shape_by(&mut self, window: &[f64]) {
        for (sample, level) in self.samples.iter_mut().zip(window) {
            *sample *= level;
        }
    }

    /// Multiplies all samples by `factor`.
    pub fn scale(&mut self, factor: f64) {
        for sample in &mut self.samples {
            *sample *= factor;
        }
    }

    /// The largest absolute value.
    pub fn peak(&self) -> f64 {
        self.samples.iter().fold(0.0, |peak, sample| sample.abs().max(peak))
    }

    /// The root of the mean square: the average loudness.
    pub fn rms(&self) -> f64 {
        (self.samples.iter().map(|s| s * s).sum::<f64>() / number(self.samples.len())).sqrt()
    }

    /// The mean: the constant offset, which should be none.
    pub fn offset(&self) -> f64 {
        self.samples.iter().sum::<f64>() / number(self.samples.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tail_past_the_end_of_a_loop_comes_in_at_its_beginning() {
        let mut around = Clip { rate: 4, samples: vec![0.0; 4] };
        around.mix_around(&Clip { rate: 4, samples: vec![1.0, 2.0, 3.0] }, 3, 1.0);
        assert_eq!(around.samples, [2.0, 3.0, 0.0, 1.0]);
    }

    #[test]
    fn a_finished_clip_has_soft_ends_no_offset_and_the_peak_asked_for() {
        let clip = Clip::draw(44_100, 0.1, |_| 0.7).finished(0.005, 0.01, -3.0);
        assert!(clip.samples[0].abs() < 1e-9);
        assert!(clip.samples[4_409].abs() < 1e-2);
        assert!(clip.offset().abs() < 1e-9);
        assert!((clip.peak() - gain(-3.0)).abs() < 1e-9);
    }
}
