//! Game time: ticks and what they are in seconds.

/// Physics ticks a second; `physics/common/physics_ticks_per_second` in the project settings.
pub const TICKS_PER_SECOND: u32 = 60;

/// The number of ticks that a duration in seconds lasts: the nearest, and at least one.
pub fn ticks(seconds: f32) -> u32 {
    (seconds * TICKS_PER_SECOND as f32).round().max(1.0) as u32
}

/// The seconds to give to a Godot `Timer` so that it runs out in the last of [`ticks`] ticks, for sure.
///
/// A `Timer` subtracts a tick at a time and runs out *below* zero. What is left of 0.25 s after fifteen ticks is a rounding
/// error of either sign, so it would end after 15 or 16 ticks; half a tick less is clear of that.
pub fn timer_seconds(seconds: f32) -> f64 {
    (f64::from(ticks(seconds)) - 0.5) / f64::from(TICKS_PER_SECOND)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quarter_second_is_fifteen_ticks() {
        assert_eq!(ticks(0.25), 15);
    }

    #[test]
    fn nothing_is_shorter_than_a_tick() {
        assert_eq!(ticks(0.001), 1);
    }

    #[test]
    fn a_timer_runs_out_in_the_last_of_its_ticks() {
        let tick = 1.0 / f64::from(TICKS_PER_SECOND);
        for hundredths in 2..=1000 {
            let seconds = hundredths as f32 / 100.0;
            let mut left = timer_seconds(seconds);
            let mut count = 0;
            while left >= 0.0 {
                left -= tick;
                count += 1;
            }
            assert_eq!(count, ticks(seconds), "for {seconds} s");
        }
    }
}
