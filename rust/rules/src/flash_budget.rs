//! How many large flashes there may be: no more than three a second, so that they harm nobody (WCAG 2.3.1).

use crate::time::TICKS_PER_SECOND;

/// The most large flashes in a second.
const MAX_FLASHES: usize = 3;
/// How long a flash counts, in ticks: a second, and a few frames more for displays that are not in step with the ticks.
const COUNTED_TICKS: u32 = TICKS_PER_SECOND + 6;

/// The large flashes of late.
#[derive(Clone, Copy, Debug)]
pub struct FlashBudget {
    /// How many ticks ago the last ones were.
    ages: [u32; MAX_FLASHES],
}

impl Default for FlashBudget {
    fn default() -> Self {
        Self { ages: [COUNTED_TICKS; MAX_FLASHES] }
    }
}

impl FlashBudget {
    /// Advances by a tick.
    pub fn step(&mut self) {
        for age in &mut self.ages {
            *age = age.saturating_add(1);
        }
    }

    /// Whether there may be another large flash now; it then counts. The last of a second is kept for what is important.
    pub fn take(&mut self, is_important: bool) -> bool {
        let recent = self.ages.iter().filter(|age| **age < COUNTED_TICKS).count();
        if recent + usize::from(!is_important) >= MAX_FLASHES {
            return false;
        }
        if let Some(oldest) = self.ages.iter_mut().max() {
            *oldest = 0;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_second_has_more_than_three_flashes() {
        for wish in 1..30 {
            let mut budget = FlashBudget::default();
            let mut flashes: Vec<u32> = Vec::new();
            for tick in 0..600 {
                budget.step();
                if tick % wish == 0 && budget.take(tick % 2 == 0) {
                    flashes.push(tick);
                }
            }
            assert!(flashes.len() > 9, "{flashes:?}");
            assert!(flashes.windows(4).all(|four| four[3] - four[0] > TICKS_PER_SECOND), "{flashes:?}");
        }
    }

    #[test]
    fn the_last_flash_of_a_second_is_kept_for_what_is_important() {
        let mut budget = FlashBudget::default();
        let taken = [false, false, false, true, true].map(|is_important| budget.take(is_important));
        assert_eq!(taken, [true, true, false, true, false]);
    }
}
