//! The daily challenge: everybody in the world plays the same game of Arcade on the same day.

/// The seed of a day: its date in UTC as a number, such as 20261127. It can be typed after `--seed`, too.
pub const fn seed(year: u16, month: u8, day: u8) -> u64 {
    year as u64 * 10_000 + month as u64 * 100 + day as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seed_reads_as_the_date() {
        assert_eq!(seed(2026, 11, 27), 20_261_127);
        assert_eq!(seed(2027, 1, 2), 20_270_102);
    }
}
