//! Keeps a player who hammers the trigger from pressing a button of the results by accident.

use crate::time::TICKS_PER_SECOND;

/// How long no press may come before one counts, in ticks: 0.35 s. People hammer a key at least four times a second.
pub const QUIET_TICKS: u64 = TICKS_PER_SECOND as u64 * 35 / 100;

/// Ignores presses that come soon after a game's end, or soon after another ignored press.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PressGuard {
    /// The tick of the game's end or of the last ignored press. None once a press counted.
    last: Option<u64>,
}

impl PressGuard {
    /// A guard for a game that ends in `tick`.
    pub const fn new(tick: u64) -> Self {
        Self { last: Some(tick) }
    }

    /// Whether a press in `tick` counts. After one that does, all do.
    pub fn accepts(&mut self, tick: u64) -> bool {
        let is_quiet = self.last.is_none_or(|last| tick.saturating_sub(last) >= QUIET_TICKS);
        self.last = if is_quiet { None } else { Some(tick) };
        is_quiet
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presses_count_from_a_third_of_a_second_after_the_end() {
        assert!(!PressGuard::new(100).accepts(100));
        assert!(!PressGuard::new(100).accepts(120));
        assert!(PressGuard::new(100).accepts(121));
    }

    #[test]
    fn hammering_never_counts_and_a_press_after_a_rest_does() {
        let mut guard = PressGuard::new(100);
        assert!((101..400).step_by(15).all(|tick| !guard.accepts(tick)));
        assert!(guard.accepts(425));
        assert!(guard.accepts(426), "the player is awake now");
    }
}
