//! Arithmetic that gives the same bits on every platform: `+ - * /`, `sqrt`, comparisons, and what is made of them.
//!
//! The standard library's `sin` is the platform's own, and `f32::min` may return either zero of `0.0` and `-0.0`. Neither is used.

use std::f32::consts::TAU;

/// The lesser of two numbers that are not NaN; `a` where they are equal.
pub fn min(a: f32, b: f32) -> f32 {
    if b < a { b } else { a }
}

/// The greater of two numbers that are not NaN; `a` where they are equal.
pub fn max(a: f32, b: f32) -> f32 {
    if b > a { b } else { a }
}

/// `value`, or the bound that it lies beyond; `low` counts where the two cross.
pub fn clamp(value: f32, low: f32, high: f32) -> f32 {
    max(low, min(value, high))
}

/// Adding it to a number rounds it to a whole one, which the number's lowest bits then are.
pub(crate) const ROUNDS: f32 = 12_582_912.0; // 1.5 * 2^23

/// The whole number that is nearest to `value`, the even one of two; for values from -4,194,304 to 4,194,304.
pub fn round(value: f32) -> f32 {
    (value + ROUNDS) - ROUNDS
}

/// The largest whole number that is not above `value`, for values from -4,194,304 to 4,194,304.
///
/// Not `f32::floor`, which on x86-64 without SSE4.1 is a call, nor a cast, which takes three times as many instructions.
pub fn floor(value: f32) -> f32 {
    let whole = round(value);
    if whole > value { whole - 1.0 } else { whole }
}

/// The smallest whole number that is not below `value`, for values as [`floor`] takes them.
pub fn ceil(value: f32) -> f32 {
    -floor(-value)
}

/// Sine of an angle in turns (1 is a full circle), to about 4e-6.
pub fn sine(turns: f32) -> f32 {
    let part = turns - floor(turns + 0.5); // from -0.5 up to 0.5
    let folded = if part > 0.25 {
        0.5 - part
    } else if part < -0.25 {
        -0.5 - part
    } else {
        part
    };
    let x = folded * TAU;
    let square = x * x;
    // Taylor's series to the ninth power, by Horner: enough for a quarter turn to either side.
    x * (1.0 - square / 6.0 * (1.0 - square / 20.0 * (1.0 - square / 42.0 * (1.0 - square / 72.0))))
}

/// Cosine of an angle in turns, to about 4e-6.
pub fn cosine(turns: f32) -> f32 {
    sine(turns + 0.25)
}

/// The direction of `(x, y)` as a vector of length 1; straight down where the two are zero.
pub fn direction(x: f32, y: f32) -> (f32, f32) {
    let length = (x * x + y * y).sqrt();
    if length > 0.0 { (x / length, y / length) } else { (0.0, 1.0) }
}

/// `(x, y)` turned by an angle in turns; on the screen, whose y points down, clockwise.
pub fn turned((x, y): (f32, f32), turns: f32) -> (f32, f32) {
    let (sine, cosine) = (sine(turns), cosine(turns));
    (x * cosine - y * sine, x * sine + y * cosine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sine_and_cosine_are_right_all_around() {
        for step in -4000..4000 {
            let turns = step as f32 / 1000.0;
            let exact = f64::from(turns) * std::f64::consts::TAU;
            assert!((f64::from(sine(turns)) - exact.sin()).abs() < 5e-6, "sine of {turns} turns");
            assert!((f64::from(cosine(turns)) - exact.cos()).abs() < 5e-6, "cosine of {turns} turns");
        }
    }

    #[test]
    fn floor_and_ceil_are_the_standard_librarys() {
        let values = (-5000..5000).map(|step| step as f32 / 7.0);
        for value in values.chain([-0.0, -4_194_303.5, 4_194_303.5]) {
            assert_eq!(floor(value).to_bits(), (value.floor() + 0.0).to_bits(), "of {value}");
            assert_eq!((ceil(value) + 0.0).to_bits(), (value.ceil() + 0.0).to_bits(), "of {value}");
        }
    }

    #[test]
    fn a_quarter_turn_of_right_points_down() {
        let (x, y) = turned((1.0, 0.0), 0.25);
        assert!(x.abs() < 1e-5 && (y - 1.0).abs() < 1e-5);
    }

    #[test]
    fn no_length_points_down() {
        assert_eq!(direction(0.0, 0.0), (0.0, 1.0));
    }

    #[test]
    fn crossed_bounds_give_the_low_one() {
        assert!((clamp(5.0, 10.0, 0.0) - 10.0).abs() < f32::EPSILON);
    }
}
