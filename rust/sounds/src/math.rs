//! The few mathematical functions that sound needs, built from `+ - * /` and `floor` only.
//!
//! The standard library's `sin` and `exp2` may differ in the last bit from one platform to the next.
//! These do not, so the files that the tests compare come out the same everywhere.

use std::f64::consts::{LN_2, LOG2_10, TAU};

/// Terms of the power series; the error stays below 1e-9, far under one step of a 16-bit sample (3e-5).
const SINE_TERMS: [f64; 7] = [
    1.0,
    -1.0 / 6.0,
    1.0 / 120.0,
    -1.0 / 5_040.0,
    1.0 / 362_880.0,
    -1.0 / 39_916_800.0,
    1.0 / 6_227_020_800.0,
];

/// The sine of an angle given in turns (1.0 is a full circle).
pub fn sin_turns(turns: f64) -> f64 {
    let around = turns - (turns + 0.5).floor(); // -0.5 ..= 0.5
    // Fold into -0.25 ..= 0.25, where the series converges fast.
    let folded = if around > 0.25 {
        0.5 - around
    } else if around < -0.25 {
        -0.5 - around
    } else {
        around
    };
    let angle = folded * TAU;
    let square = angle * angle;
    angle * SINE_TERMS.iter().rev().fold(0.0, |sum, term| sum * square + term)
}

/// The tangent of an angle given in turns; meant for 0.0 .. 0.25.
pub fn tan_turns(turns: f64) -> f64 {
    sin_turns(turns) / sin_turns(turns + 0.25)
}

/// Two to the power of `x`; meant for -100.0 ..= 100.0 (octaves and half-lives).
pub fn exp2(x: f64) -> f64 {
    let mut whole = x.floor();
    let fraction = (x - whole) * LN_2;
    let mut value = 1.0;
    for divisor in [12.0, 11.0, 10.0, 9.0, 8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0] {
        value = 1.0 + value * fraction / divisor;
    }
    while whole >= 1.0 {
        value *= 2.0;
        whole -= 1.0;
    }
    while whole <= -1.0 {
        value *= 0.5;
        whole += 1.0;
    }
    value
}

/// The factor that a level in dB stands for: 0 dB is 1.0, -6 dB about 0.5.
pub fn gain(decibels: f64) -> f64 {
    exp2(decibels * LOG2_10 / 20.0)
}

/// The level in dB of a factor. For people to read, never for synthesis.
pub fn decibels(gain: f64) -> f64 {
    20.0 * gain.log10()
}

/// The frequency in Hz of a MIDI note number: 69 is A4, 440 Hz; one is a semitone.
pub fn note_hz(note: f64) -> f64 {
    440.0 * exp2((note - 69.0) / 12.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sine_agrees_with_the_standard_library() {
        for i in -4_000..4_000 {
            let turns = f64::from(i) / 1_000.0;
            assert!((sin_turns(turns) - (turns * TAU).sin()).abs() < 1e-8, "at {turns} turns");
        }
    }

    #[test]
    fn powers_of_two_agree_with_the_standard_library() {
        for i in -2_000..2_000 {
            let x = f64::from(i) / 100.0;
            assert!((exp2(x) / x.exp2() - 1.0).abs() < 1e-9, "at {x}");
        }
    }

    #[test]
    fn an_octave_doubles_the_frequency() {
        assert!((note_hz(69.0) - 440.0).abs() < 1e-9);
        assert!((note_hz(81.0) - 880.0).abs() < 1e-6);
    }

    #[test]
    fn gain_and_decibels_are_inverse() {
        assert!((decibels(gain(-16.0)) + 16.0).abs() < 1e-6);
    }
}
