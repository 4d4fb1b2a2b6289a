//! Echo and reverb: the room around the dry sound.

use crate::clip::{Clip, count};
use crate::math::exp2;

/// Adds `times` echoes, `delay` seconds apart, each `factor` as loud as the one before; the length stays.
pub fn echo(dry: &Clip, delay: f64, factor: f64, times: u8) -> Clip {
    let mut wet = dry.clone();
    let mut level = 1.0;
    for time in 1..=times {
        level *= factor;
        wet.mix(dry, count(dry.rate, delay * f64::from(time)), level);
    }
    wet
}

/// Delays of the reverb in seconds. No two share a rhythm, so that no echo stands out.
const COMBS: [f64; 4] = [0.029_7, 0.037_1, 0.041_1, 0.043_7];
const ALL_PASSES: [f64; 2] = [0.005_1, 0.001_7];

/// By how much the delays of the left channel are longer than those of the list.
pub const LEFT: f64 = 1.0;
/// The same, for the right channel. Two channels with other echoes make a room wide.
pub const RIGHT: f64 = 1.023;

/// A memory that gives back what was put in some samples ago.
struct Delay {
    memory: Vec<f64>,
    at: usize,
    /// The damped value of a comb.
    damped: f64,
}

impl Delay {
    fn new(rate: u32, seconds: f64) -> Self {
        Self { memory: vec![0.0; count(rate, seconds)], at: 0, damped: 0.0 }
    }

    fn exchange(&mut self, put: impl FnOnce(f64) -> f64) -> f64 {
        let out = self.memory[self.at];
        self.memory[self.at] = put(out);
        self.at = (self.at + 1) % self.memory.len();
        out
    }

    /// An echo that repeats and dulls.
    fn comb(&mut self, input: f64, feedback: f64) -> f64 {
        let damped = self.damped;
        let out = self.exchange(|out| input + feedback * (0.65 * out + 0.35 * damped));
        self.damped = 0.65 * out + 0.35 * damped;
        out
    }

    /// Spreads an impulse out and leaves the balance of tones alone.
    fn all_pass(&mut self, input: f64) -> f64 {
        let out = self.exchange(|out| input + 0.6 * out);
        out - 0.6 * (input + 0.6 * out)
    }
}

/// The reverb alone of a loop, after M. R. Schroeder's design (1962): echoes in parallel, then spread.
/// `seconds` is the time until it is 60 dB down; `stretch` is the factor of all delays. The loop is run through twice and the second round is kept,
/// so that its beginning carries the tail of its end.
pub fn loop_reverb(dry: &Clip, seconds: f64, stretch: f64) -> Clip {
    // 60 dB are very nearly 10 halvings (2^-10 is -60.2 dB).
    let mut combs = COMBS
        .map(|delay| delay * stretch)
        .map(|delay| (Delay::new(dry.rate, delay), exp2(-10.0 * delay / seconds)));
    let mut all_passes = ALL_PASSES.map(|delay| Delay::new(dry.rate, delay * stretch));
    let mut run = |input: f64| {
        let echoes: f64 = combs.iter_mut().map(|(comb, feedback)| comb.comb(input, *feedback)).sum();
        all_passes.iter_mut().fold(0.25 * echoes, |signal, stage| stage.all_pass(signal))
    };
    for sample in &dry.samples {
        run(*sample);
    }
    Clip { rate: dry.rate, samples: dry.samples.iter().map(|sample| run(*sample)).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A loop of `seconds` with one click near its end.
    fn click_at_the_end() -> Clip {
        let mut clip = Clip::silence(8_000, 1.0);
        clip.samples[7_990] = 1.0;
        clip
    }

    #[test]
    fn an_echo_is_later_and_softer() {
        let mut dry = Clip::silence(1_000, 0.5);
        dry.samples[0] = 1.0;
        let wet = echo(&dry, 0.1, 0.5, 2);
        assert!((wet.samples[100] - 0.5).abs() < 1e-12 && (wet.samples[200] - 0.25).abs() < 1e-12);
    }

    #[test]
    fn the_room_of_a_loop_carries_its_end_over_into_its_beginning() {
        let wet = loop_reverb(&click_at_the_end(), 0.5, LEFT);
        let begin: f64 = wet.samples[..4_000].iter().map(|s| s * s).sum();
        let middle: f64 = wet.samples[4_000..7_900].iter().map(|s| s * s).sum();
        assert!(begin > 0.01, "{begin}");
        assert!(middle < begin / 100.0, "{middle}");
    }
}
