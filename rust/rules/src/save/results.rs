//! The results of a game: the numbers that its card shows.

/// What a player did in a game.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Results {
    /// The points.
    pub score: u64,
    /// The last wave (Arcade) or level (Horde), from 1; 0 in Classic.
    pub wave: u32,
    /// Creeps shot.
    pub kills: u64,
    /// Bullets fired.
    pub shots: u64,
    /// Hits of these bullets; of a bullet that pierces, every hit.
    pub hits: u64,
    /// The highest combo multiplier; 1 in Classic.
    pub best_combo: u32,
    /// How long it lasted, in ticks.
    pub ticks: u32,
    /// The seed.
    pub seed: u64,
}

impl Results {
    /// The percentage of bullets that hit, at most 100. None without a shot.
    pub fn accuracy(&self) -> Option<u32> {
        let percent = self.hits.min(self.shots).saturating_mul(100).checked_div(self.shots)?;
        u32::try_from(percent).ok()
    }
}

/// A duration as minutes and seconds, such as `3:07`.
pub fn minutes(ticks: u32) -> String {
    let seconds = ticks / crate::time::TICKS_PER_SECOND;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accuracy_is_the_share_of_bullets_that_hit() {
        let accuracy = |hits, shots| Results { shots, hits, ..Results::default() }.accuracy();
        assert_eq!(accuracy(3, 4), Some(75));
        assert_eq!(accuracy(0, 4), Some(0));
        assert_eq!(accuracy(9, 4), Some(100), "bullets that pierce hit more than once");
        assert_eq!(accuracy(0, 0), None);
    }

    #[test]
    fn a_duration_has_minutes_and_seconds() {
        assert_eq!(minutes(0), "0:00");
        assert_eq!(minutes(187 * 60 + 59), "3:07");
        assert_eq!(minutes(3600 * 75), "75:00");
    }
}
