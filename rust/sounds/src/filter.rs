//! A filter that lets low, middle or high frequencies pass, and stays stable while its cutoff moves.

use crate::math::tan_turns;

/// What the filter made of one sample.
#[derive(Clone, Copy, Debug)]
pub struct Bands {
    /// Frequencies below the cutoff.
    pub low: f64,
    /// Frequencies around the cutoff.
    pub band: f64,
    /// Frequencies above the cutoff.
    pub high: f64,
}

/// A state-variable filter, 12 dB an octave, by trapezoidal integration.
pub struct Filter {
    /// Sample rate in Hz.
    rate: f64,
    /// The two integrators' memories.
    first: f64,
    second: f64,
    /// The cutoff of the last sample in Hz, and what was calculated from it: most filters stand still.
    cutoff: f64,
    warped: f64,
}

impl Filter {
    /// A filter at rest, for `rate` samples a second.
    pub fn new(rate: u32) -> Self {
        Self { rate: f64::from(rate), first: 0.0, second: 0.0, cutoff: f64::NAN, warped: 0.0 }
    }

    /// Filters one sample. `cutoff` in Hz (held within 10 Hz and 0.45 of the rate);
    /// `resonance` is the filter's Q: 0.7 is flat, 2 whistles a little, 8 rings.
    pub fn sample(&mut self, input: f64, cutoff: f64, resonance: f64) -> Bands {
        if cutoff.to_bits() != self.cutoff.to_bits() {
            self.cutoff = cutoff;
            self.warped = tan_turns(cutoff.clamp(10.0, 0.45 * self.rate) / self.rate * 0.5);
        }
        let warped = self.warped;
        let damping = 1.0 / resonance;
        let scale = 1.0 / (1.0 + warped * (warped + damping));
        let difference = input - self.second;
        let band = scale * (self.first + warped * difference);
        let low = self.second + warped * band;
        self.first = 2.0 * band - self.first;
        self.second = 2.0 * low - self.second;
        Bands { low, band, high: input - damping * band - low }
    }
}

/// Removes what lies below 25 Hz: no speaker plays it, and it eats headroom.
pub fn remove_rumble(samples: &mut [f64], rate: u32) {
    let mut filter = Filter::new(rate);
    for sample in samples {
        *sample = filter.sample(*sample, 25.0, 0.7).high;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oscillator::{Oscillator, Shape};

    /// The loudest low-passed value of a sine of `hz` through a cutoff of 1000 Hz, once it has settled.
    fn low_pass_peak(hz: f64) -> f64 {
        let (mut oscillator, mut filter) = (Oscillator::new(44_100, 0.0), Filter::new(44_100));
        (0..44_100)
            .map(|_| filter.sample(oscillator.sample(Shape::Sine, hz), 1_000.0, 0.7).low)
            .skip(22_050)
            .fold(0.0, |peak, value| value.abs().max(peak))
    }

    #[test]
    fn low_pass_keeps_what_is_low_and_stops_what_is_high() {
        assert!((low_pass_peak(100.0) - 1.0).abs() < 0.02);
        assert!(low_pass_peak(8_000.0) < 0.02);
    }

    #[test]
    fn rumble_removal_takes_a_constant_away() {
        let mut samples = vec![0.5; 44_100];
        remove_rumble(&mut samples, 44_100);
        assert!(samples[44_099].abs() < 1e-3);
    }
}
