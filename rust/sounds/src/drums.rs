//! The drum kit: sounds of noise and falling tones, 0.0 .. about 1.0 loud.

use crate::clip::Clip;
use crate::envelope::{glide, strike};
use crate::filter::Filter;
use crate::noise::Noise;
use crate::oscillator::{Oscillator, Shape};

/// A drum that falls: a sine whose pitch drops fast, with a knock at the front.
fn drum(rate: u32, from: f64, to: f64, half_life: f64, knock: f64) -> Clip {
    let mut tone = Oscillator::new(rate, 0.0);
    let (mut noise, mut filter) = (Noise::new(5), Filter::new(rate));
    tail(rate, half_life, |t| {
        let body = tone.sample(Shape::Sine, glide(from, to, 0.014, t)) * strike(t, 0.001, half_life);
        let click = filter.sample(noise.sample(), 2_600.0, 0.8).band * strike(t, 0.000_5, 0.004);
        body + knock * click
    })
}

/// The four-to-the-bar foot of the tune.
pub fn kick(rate: u32) -> Clip {
    drum(rate, 260.0, 49.0, 0.075, 0.5)
}

/// The tom of the fills.
pub fn tom(rate: u32) -> Clip {
    drum(rate, 290.0, 112.0, 0.085, 0.25)
}

/// Beats two and four: a short tone under a broad hiss.
pub fn snare(rate: u32) -> Clip {
    let mut tone = Oscillator::new(rate, 0.0);
    let (mut noise, mut top, mut bottom) = (Noise::new(6), Filter::new(rate), Filter::new(rate));
    tail(rate, 0.06, |t| {
        let hiss = bottom.sample(top.sample(noise.sample(), 1_100.0, 0.8).high, 7_000.0, 0.7).low;
        let body = tone.sample(Shape::Triangle, glide(330.0, 185.0, 0.012, t)) * strike(t, 0.001, 0.035);
        0.75 * hiss * strike(t, 0.001, 0.05) + 0.7 * body
    })
}

/// A cymbal that rings for `half_life` seconds: closed hat, open hat and crash differ in nothing else.
fn cymbal(rate: u32, half_life: f64, seed: u64, above: f64) -> Clip {
    let (mut noise, mut bottom, mut top) = (Noise::new(seed), Filter::new(rate), Filter::new(rate));
    tail(rate, half_life, |t| {
        let hiss = bottom.sample(noise.sample(), above, 0.8).high;
        top.sample(hiss, 11_000.0, 0.7).low * strike(t, 0.001, half_life)
    })
}

/// A tick.
pub fn closed_hat(rate: u32) -> Clip {
    cymbal(rate, 0.012, 7, 6_800.0)
}

/// Between the beats.
pub fn open_hat(rate: u32) -> Clip {
    cymbal(rate, 0.045, 8, 6_000.0)
}

/// Marks the beginning of a section.
pub fn crash(rate: u32) -> Clip {
    cymbal(rate, 0.28, 9, 3_200.0)
}

/// A soft hiss that swells: running sixteenths that hurry without a beat of their own.
pub fn shaker(rate: u32) -> Clip {
    let (mut noise, mut bottom, mut top) = (Noise::new(10), Filter::new(rate), Filter::new(rate));
    tail(rate, 0.014, |t| {
        let hiss = bottom.sample(noise.sample(), 6_200.0, 0.8).high;
        top.sample(hiss, 9_500.0, 0.7).low * strike(t, 0.012, 0.014)
    })
}

/// A large drum, struck soft: felt more than heard.
pub fn low_drum(rate: u32) -> Clip {
    drum(rate, 150.0, 62.0, 0.11, 0.12)
}

/// Draws until the sound has halved nine times, and lets the rest end at zero.
fn tail(rate: u32, half_life: f64, mut sample: impl FnMut(f64) -> f64) -> Clip {
    let seconds = 9.0 * half_life;
    Clip::draw(rate, seconds, |t| sample(t) * (1.0 - t / seconds))
}
