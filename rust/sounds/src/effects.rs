//! The sound effects of Classic, which the other modes share. All are mono, 44100 Hz, and drawn sample by sample.

use crate::clip::{Clip, count};
use crate::envelope::{Envelope, glide, strike};
use crate::filter::Filter;
use crate::math::{exp2, sin_turns};
use crate::noise::Noise;
use crate::oscillator::{Oscillator, Shape};
use crate::space::echo;
use crate::voice::Voice;

/// Samples a second of every effect.
pub const RATE: u32 = 44_100;

/// The player fires. Heard up to eight times a second for minutes: soft start, few overtones, nothing above 4 kHz, and a thump below
/// that gives the gun its weight. `pitch` scales the laser.
fn laser(pitch: f64) -> Clip {
    let (mut body, mut glint, mut thump) =
        (Oscillator::new(RATE, 0.0), Oscillator::new(RATE, 0.0), Oscillator::new(RATE, 0.0));
    let mut filter = Filter::new(RATE);
    Clip::draw(RATE, 0.15, |t| {
        let hz = pitch * glide(1_250.0, 260.0, 0.030, t);
        let wave = body.sample(Shape::Triangle, hz) + 0.3 * glint.sample(Shape::Sine, hz * 1.5);
        let tone = filter.sample(wave, glide(3_200.0, 700.0, 0.035, t), 0.8).low * strike(t, 0.005, 0.028);
        let kick = thump.sample(Shape::Sine, glide(210.0, 74.0, 0.022, t)) * strike(t, 0.004, 0.036);
        tone + 0.75 * kick
    })
    .finished(0.002, 0.04, -8.5)
}

/// The player fires.
pub fn shot() -> Clip {
    laser(1.0)
}

/// The same, lower.
pub fn shot_2() -> Clip {
    laser(0.94)
}

/// The same, higher.
pub fn shot_3() -> Clip {
    laser(1.07)
}

/// Presses loud samples together, as an overdriven speaker does: denser and rougher. The result stays
/// within -1 ..= 1.
pub(crate) fn driven(sample: f64) -> f64 {
    2.0 * sample / (1.0 + 2.0 * sample.abs())
}

/// A creep pops: a crunch of noise over a blip that falls. `pitch` scales the blip, `seed` chooses the
/// crunch.
fn pop(pitch: f64, seed: u64) -> Clip {
    let mut noise = Noise::new(seed);
    let mut blip = Oscillator::new(RATE, 0.0);
    let (mut crunch_filter, mut blip_filter) = (Filter::new(RATE), Filter::new(RATE));
    let (mut held, mut age) = (0.0, 1.0);
    Clip::draw(RATE, 0.26, |t| {
        // Holding each noise value for several samples makes the hiss coarse: that is the crunch.
        age += glide(14_000.0, 2_500.0, 0.03, t) / f64::from(RATE);
        if age >= 1.0 {
            age -= 1.0;
            held = noise.sample();
        }
        let crunch =
            crunch_filter.sample(held, glide(5_200.0, 500.0, 0.035, t), 0.9).low * strike(t, 0.001, 0.026);
        let hz = pitch * glide(880.0, 130.0, 0.038, t);
        let tone = blip_filter.sample(blip.sample(Shape::Pulse(0.5), hz), 3_000.0, 0.7).low
            * strike(t, 0.002, 0.048);
        driven(1.1 * crunch + 0.6 * tone)
    })
    .finished(0.001, 0.05, -6.5)
}

/// A creep pops.
pub fn hit() -> Clip {
    pop(1.0, 11)
}

/// The same, lower.
pub fn hit_2() -> Clip {
    pop(0.82, 22)
}

/// The same, higher.
pub fn hit_3() -> Clip {
    pop(1.2, 33)
}

/// The player dies: a blow, an engine that falls and stutters, a boom below it, debris after it.
pub fn death() -> Clip {
    let mut noise = Noise::new(4);
    let mut engine = [Oscillator::new(RATE, 0.0), Oscillator::new(RATE, 0.4)];
    let mut boom = Oscillator::new(RATE, 0.0);
    let (mut blast_filter, mut engine_filter, mut debris_filter) =
        (Filter::new(RATE), Filter::new(RATE), Filter::new(RATE));
    let mut debris = 0.0;
    Clip::draw(RATE, 1.2, |t| {
        let hiss = noise.sample();
        let blast =
            blast_filter.sample(hiss, glide(6_000.0, 140.0, 0.11, t), 0.8).low * strike(t, 0.002, 0.16);

        let stutter = 1.0 + 0.4 * (t / 0.3).min(1.0) * sin_turns(13.0 * t);
        let hz = glide(740.0, 52.0, 0.22, t) * exp2(0.06 * sin_turns(9.0 * t));
        let [first, second] = &mut engine;
        let saws = first.sample(Shape::Saw, hz) + second.sample(Shape::Saw, hz * 1.012);
        let falling = engine_filter.sample(saws, glide(4_500.0, 420.0, 0.24, t), 1.4).low
            * stutter
            * strike(t, 0.006, 0.34);

        let low = boom.sample(Shape::Sine, glide(170.0, 46.0, 0.09, t)) * strike(t, 0.004, 0.17);

        // Now and then a fragment lands: a short burst, rarer and softer with time.
        if noise.unit() < 26.0 / f64::from(RATE) {
            debris = noise.unit();
        }
        debris *= 0.9985;
        let rattle = debris_filter.sample(hiss * debris, 1_800.0, 1.5).band * strike(t - 0.12, 0.05, 0.45);

        driven(0.9 * blast + 0.45 * falling + 0.6 * low + 0.8 * rattle)
    })
    .finished(0.001, 0.25, -2.5)
}

/// The bell that plays the phrases.
pub(crate) const BELL: Voice = Voice {
    shape: Shape::Pulse(0.35),
    detune: 9.0,
    sub: 0.25,
    cutoff: 1_900.0,
    sweep: 1.3,
    sweep_half_life: 0.05,
    resonance: 0.9,
    vibrato: 0.0,
    envelope: Envelope { attack: 0.004, decay_half_life: 0.12, sustain: 0.25, release: 0.16 },
};

/// Plays `notes` (start and length in seconds, MIDI note, level) into `seconds` of silence.
pub(crate) fn phrase(voice: &Voice, seconds: f64, notes: &[(f64, f64, u8, f64)]) -> Clip {
    let mut clip = Clip::silence(RATE, seconds);
    for &(start, held, note, level) in notes {
        clip.mix(&voice.play(RATE, note, held), count(RATE, start), level);
    }
    clip
}

/// A game starts: up the chord of the music's key (D minor) to a bright open fifth. "Get ready!"
pub fn start() -> Clip {
    let notes = [
        (0.00, 0.07, 62, 0.8),
        (0.08, 0.07, 65, 0.8),
        (0.16, 0.07, 69, 0.85),
        (0.24, 0.07, 74, 0.9),
        (0.32, 0.07, 77, 0.95),
        (0.40, 0.24, 81, 0.8),
        (0.40, 0.24, 74, 0.55),
        (0.40, 0.24, 86, 0.35),
    ];
    echo(&phrase(&BELL, 0.85, &notes), 0.12, 0.28, 2).finished(0.001, 0.12, -4.0)
}

/// A button is chosen: one dry tick.
pub fn ui() -> Clip {
    let (mut low, mut high) = (Oscillator::new(RATE, 0.0), Oscillator::new(RATE, 0.0));
    Clip::draw(RATE, 0.06, |t| {
        let hz = if t < 0.018 { 1_046.5 } else { 1_568.0 };
        (low.sample(Shape::Triangle, hz) + 0.2 * high.sample(Shape::Sine, 2.0 * hz)) * strike(t, 0.002, 0.016)
    })
    .finished(0.001, 0.02, -9.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clip::number;
    use crate::math::decibels;

    /// The power of a clip below this frequency, as an effective value in dBFS: by the parts of its Fourier series.
    fn below(clip: &Clip, hz: f64) -> f64 {
        let length = number(clip.samples.len());
        let parts = (hz * length / f64::from(clip.rate)) as usize;
        let power = |part: usize| {
            let along = |phase: f64| -> f64 {
                let turns = |index: usize| number(part * index) / length + phase;
                let terms = clip.samples.iter().enumerate();
                terms.map(|(index, sample)| sample * sin_turns(turns(index))).sum::<f64>() / length
            };
            2.0 * (along(0.0).powi(2) + along(0.25).powi(2))
        };
        decibels((1..=parts).map(power).sum::<f64>().sqrt())
    }

    #[test]
    fn a_shot_has_weight_below_150_hz() {
        for clip in [shot(), shot_2(), shot_3()] {
            let low = below(&clip, 150.0);
            assert!((-32.0..-24.0).contains(&low), "{low} dB");
        }
    }
}
