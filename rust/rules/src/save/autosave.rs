//! Decides when a running game is saved, so that a crash or a kill loses only seconds of it.

use crate::time::TICKS_PER_SECOND;

/// Ticks between two saves: five seconds.
pub const INTERVAL: u32 = 5 * TICKS_PER_SECOND;
/// Every save writes the whole recording, which grows with the game. To bound the cost, at least this fraction of the time played
/// (one part in so many) passes between two saves. After an hour that is every 15 s.
const GAME_FRACTION: u32 = 240;

/// Tracks when the next save is due.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Autosave {
    last: u32,
}

impl Autosave {
    /// Whether to save in `tick`, counted from the start of the game. `milestone` says that the player reached something that must not
    /// be lost: a wave, or the first new best score of the game.
    pub fn is_due(&mut self, tick: u32, milestone: bool) -> bool {
        let interval = INTERVAL.max(tick / GAME_FRACTION);
        let passed = tick.saturating_sub(self.last);
        // Several milestones may follow each other closely; one save a second is enough for them.
        let due = passed >= interval || (milestone && passed >= TICKS_PER_SECOND);
        if due {
            self.last = tick;
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saves(ticks: std::ops::Range<u32>, is_milestone: impl Fn(u32) -> bool) -> Vec<u32> {
        let mut autosave = Autosave::default();
        ticks.filter(|&tick| autosave.is_due(tick, is_milestone(tick))).collect()
    }

    #[test]
    fn a_game_is_saved_every_five_seconds() {
        assert_eq!(saves(1..1000, |_| false), [300, 600, 900]);
    }

    #[test]
    fn a_milestone_is_saved_at_once_but_not_twice_a_second() {
        assert_eq!(saves(1..700, |tick| tick == 100), [100, 400]);
        assert_eq!(saves(1..200, |_| true), [60, 120, 180]);
    }

    #[test]
    fn a_long_game_is_saved_more_rarely() {
        let hour = 60 * 60 * TICKS_PER_SECOND;
        let saved = saves(1..hour + 2000, |_| false);
        let last: Vec<_> = saved.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert_eq!((last.first(), last.last().map(|gap| gap / TICKS_PER_SECOND)), (Some(&300), Some(15)));
    }
}
