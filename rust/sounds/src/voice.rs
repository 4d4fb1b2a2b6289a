//! A voice plays notes: two oscillators a little out of tune, a sub-oscillator, a moving filter, an envelope.

use crate::clip::Clip;
use crate::envelope::{Envelope, glide};
use crate::filter::Filter;
use crate::math::{exp2, note_hz, sin_turns};
use crate::oscillator::{Oscillator, Shape};

/// The settings of an instrument.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Voice {
    /// The wave of both main oscillators.
    pub shape: Shape,
    /// How far the two are apart, in cents (hundredths of a semitone): width and warmth.
    pub detune: f64,
    /// Level of a sine one octave below, 0.0 ..= 1.0.
    pub sub: f64,
    /// Where the low-pass filter comes to rest, in Hz.
    pub cutoff: f64,
    /// How far above that it begins, in octaves.
    pub sweep: f64,
    /// Seconds in which that distance halves.
    pub sweep_half_life: f64,
    /// The filter's Q (0.7 is flat).
    pub resonance: f64,
    /// Depth of the vibrato, in cents; it sets in slowly.
    pub vibrato: f64,
    /// Loudness in time.
    pub envelope: Envelope,
}

/// Vibrato: swings a second, and seconds until it has half its depth.
const VIBRATO_HZ: f64 = 5.6;
const VIBRATO_ONSET: f64 = 0.16;

impl Voice {
    /// Plays the MIDI note `note` held for `held` seconds; the clip lasts until the note has died away.
    pub fn play(&self, rate: u32, note: u8, held: f64) -> Clip {
        self.play_bent(rate, note, held, |_| 0.0)
    }

    /// The same, with the pitch moved by `bend(t)` semitones.
    pub fn play_bent(&self, rate: u32, note: u8, held: f64, bend: impl Fn(f64) -> f64) -> Clip {
        let base = note_hz(f64::from(note));
        let apart = exp2(self.detune / 2_400.0);
        let mut oscillators =
            [Oscillator::new(rate, 0.0), Oscillator::new(rate, 0.12), Oscillator::new(rate, 0.0)];
        let mut filter = Filter::new(rate);
        Clip::draw(rate, held + self.envelope.release, |t| {
            let swing = self.vibrato / 100.0 * glide(0.0, 1.0, VIBRATO_ONSET, t) * sin_turns(VIBRATO_HZ * t);
            let hz = base * exp2((swing + bend(t)) / 12.0);
            let [first, second, sub] = &mut oscillators;
            let mixed = first.sample(self.shape, hz * apart)
                + second.sample(self.shape, hz / apart)
                + 2.0 * self.sub * sub.sample(Shape::Sine, hz * 0.5);
            let cutoff = self.cutoff * exp2(glide(self.sweep, 0.0, self.sweep_half_life, t));
            filter.sample(0.5 * mixed, cutoff, self.resonance).low * self.envelope.level(t, held)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::band::{BASS, BROAD_LEAD, CRISP_LEAD};

    /// How strongly a clip swings at `hz`.
    fn strength(clip: &Clip, hz: f64) -> f64 {
        let turns = |i: usize| hz * crate::clip::number(i) / f64::from(clip.rate);
        let sum = |phase: f64| -> f64 {
            clip.samples.iter().enumerate().map(|(i, s)| s * sin_turns(turns(i) + phase)).sum()
        };
        sum(0.0).hypot(sum(0.25))
    }

    #[test]
    fn voices_play_in_tune() {
        for (name, voice, note) in [("bass", BASS, 45), ("crisp", CRISP_LEAD, 69), ("broad", BROAD_LEAD, 69)]
        {
            let clip = voice.play(32_000, note, 0.8);
            let right = strength(&clip, note_hz(f64::from(note)));
            for semitones in [-2.0, -1.0, 1.0, 2.0] {
                let wrong = strength(&clip, note_hz(f64::from(note) + semitones));
                assert!(wrong < 0.5 * right, "{name}: {semitones} semitones off is as strong");
            }
        }
    }
}
