//! Stereo sound: two clips of the same length, and mono sounds placed between them.

use crate::clip::{Clip, number};

/// Two channels of the same rate and length.
#[derive(Clone, Debug)]
pub struct Stereo {
    /// Left and right.
    pub channels: [Clip; 2],
}

/// The factors of left and right for a position from -1 (left) to 1 (right). The power is the same everywhere.
fn pan_gains(position: f64) -> [f64; 2] {
    [(0.5 - 0.5 * position).sqrt(), (0.5 + 0.5 * position).sqrt()]
}

impl Stereo {
    /// Silence as long as `clip`.
    pub fn silence_like(clip: &Clip) -> Self {
        let silence = Clip { rate: clip.rate, samples: vec![0.0; clip.samples.len()] };
        Self { channels: [silence.clone(), silence] }
    }

    /// A mono clip at a position from -1 (left) to 1 (right).
    pub fn placed(clip: &Clip, position: f64) -> Self {
        let mut stereo = Self::silence_like(clip);
        for (channel, factor) in stereo.channels.iter_mut().zip(pan_gains(position)) {
            channel.mix(clip, 0, factor);
        }
        stereo
    }

    /// Adds a mono clip, times `factor`, from sample `start` on and at `position`; what reaches past the end comes in at the beginning.
    pub fn mix_around(&mut self, clip: &Clip, start: usize, factor: f64, position: f64) {
        for (channel, side) in self.channels.iter_mut().zip(pan_gains(position)) {
            channel.mix_around(clip, start, factor * side);
        }
    }

    /// Adds `other`, times `factor`.
    pub fn mix(&mut self, other: &Self, factor: f64) {
        for (channel, from) in self.channels.iter_mut().zip(&other.channels) {
            channel.mix(from, 0, factor);
        }
    }

    /// Multiplies sample by sample.
    pub fn shape_by(&mut self, window: &[f64]) {
        for channel in &mut self.channels {
            channel.shape_by(window);
        }
    }

    /// Multiplies all samples by `factor`.
    pub fn scale(&mut self, factor: f64) {
        for channel in &mut self.channels {
            channel.scale(factor);
        }
    }

    /// The root of the mean square of both channels.
    pub fn rms(&self) -> f64 {
        let power: f64 = self.channels.iter().flat_map(|channel| &channel.samples).map(|s| s * s).sum();
        (power / number(2 * self.channels[0].samples.len())).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sound_has_the_same_power_wherever_it_is_placed() {
        let clip = Clip { rate: 8_000, samples: vec![0.5; 100] };
        let rms = Stereo::placed(&clip, 0.0).rms();
        for position in [-1.0, -0.3, 0.8] {
            assert!((Stereo::placed(&clip, position).rms() - rms).abs() < 1e-12, "{position}");
        }
    }

    #[test]
    fn a_sound_on_the_left_is_only_on_the_left() {
        let [left, right] = Stereo::placed(&Clip { rate: 8_000, samples: vec![0.5; 100] }, -1.0).channels;
        assert!(left.peak() > 0.4 && right.peak() < 1e-12);
    }
}
