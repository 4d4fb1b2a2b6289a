//! Game time: converts seconds to physics ticks.

/// Physics ticks per second, as `physics/common/physics_ticks_per_second` in the project settings.
pub const TICKS_PER_SECOND: u32 = 60;

/// A duration in ticks: rounded to the nearest, and at least one.
pub fn ticks(seconds: f32) -> u32 {
    (seconds * TICKS_PER_SECOND as f32).round().max(1.0) as u32
}

/// The wait time for a Godot `Timer` that must run out after exactly [`ticks`] ticks, in s.
///
/// A `Timer` subtracts one tick at a time and runs out *below* zero. After fifteen ticks of 0.25 s a rounding error of either
/// sign is left, so the timer would run out after 15 or 16 ticks. A wait time that is half a tick shorter avoids this.
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
