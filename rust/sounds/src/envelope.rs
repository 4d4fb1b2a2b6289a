//! Envelopes: how a value, mostly loudness, moves in time.

use crate::math::exp2;

/// The loudness of a note from key press to silence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Envelope {
    /// Seconds from silence to full.
    pub attack: f64,
    /// Seconds in which the distance from full to `sustain` halves.
    pub decay_half_life: f64,
    /// Level while the key stays down, 0.0 ..= 1.0.
    pub sustain: f64,
    /// Seconds from key release to silence.
    pub release: f64,
}

impl Envelope {
    /// The level `t` seconds after the press of a key that is held for `held` seconds.
    pub fn level(&self, t: f64, held: f64) -> f64 {
        if t < held {
            return self.pressed(t);
        }
        let left = (1.0 - (t - held) / self.release).clamp(0.0, 1.0);
        self.pressed(held) * left * left // ends flat: no click
    }

    fn pressed(&self, t: f64) -> f64 {
        if t < self.attack {
            return t / self.attack;
        }
        glide(1.0, self.sustain, self.decay_half_life, t - self.attack)
    }
}

/// A value that falls or rises from `from` towards `to` and covers half of the way left every `half_life`
/// seconds.
pub fn glide(from: f64, to: f64, half_life: f64, t: f64) -> f64 {
    to + (from - to) * exp2(-t / half_life)
}

/// One that rises from silence in `attack` seconds and then halves every `half_life` seconds.
pub fn strike(t: f64, attack: f64, half_life: f64) -> f64 {
    if t < 0.0 {
        0.0
    } else if t < attack {
        t / attack
    } else {
        exp2(-(t - attack) / half_life)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_starts_and_ends_in_silence_without_a_jump() {
        let envelope = Envelope { attack: 0.01, decay_half_life: 0.1, sustain: 0.5, release: 0.2 };
        assert!(envelope.level(0.0, 0.5).abs() < 1e-12);
        assert!(envelope.level(0.7, 0.5).abs() < 1e-12);
        for i in 0..70_000 {
            let t = f64::from(i) / 100_000.0;
            let jump = (envelope.level(t + 1e-5, 0.5) - envelope.level(t, 0.5)).abs();
            assert!(jump < 2e-3, "jump of {jump} at {t} s");
        }
    }

    #[test]
    fn glide_is_half_way_after_a_half_life() {
        assert!((glide(800.0, 200.0, 0.1, 0.1) - 500.0).abs() < 1e-6);
    }
}
