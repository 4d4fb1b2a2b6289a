//! How many large flashes there may be: two a second, where three would harm nobody yet (WCAG 2.3.1).

use crate::time::TICKS_PER_SECOND;

/// The most large flashes in a second: one less than allowed, for what flashes without asking.
const MAX_FLASHES: usize = 2;
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

    /// Whether there may be another large flash now; it then counts.
    pub fn take(&mut self) -> bool {
        let recent = self.ages.iter().filter(|age| **age < COUNTED_TICKS).count();
        if recent >= MAX_FLASHES {
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
    fn no_second_has_more_than_two_flashes() {
        for wish in 1..30 {
            let mut budget = FlashBudget::default();
            let mut flashes: Vec<u32> = Vec::new();
            for tick in 0..600 {
                budget.step();
                if tick % wish == 0 && budget.take() {
                    flashes.push(tick);
                }
            }
            assert!(flashes.len() > 9, "{flashes:?}");
            assert!(flashes.windows(3).all(|three| three[2] - three[0] > TICKS_PER_SECOND), "{flashes:?}");
        }
    }
}
