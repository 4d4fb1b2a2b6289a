//! The hints of a first game: move, shoot, use a bomb. Each stays until the player has done it, or for some seconds.

use serde::{Deserialize, Serialize};

use crate::time::TICKS_PER_SECOND;

/// How long a hint stays on the screen after the player has done it, in ticks. Less would look like a fault.
const AFTER_DONE: u32 = TICKS_PER_SECOND / 2;
/// How long a hint is shown at most, in ticks: nobody has to use a bomb.
const MAX_TICKS: u32 = 8 * TICKS_PER_SECOND;

/// What a hint explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hint {
    /// How to fly left and right.
    Move,
    /// How to shoot.
    Fire,
    /// How to use a bomb, in modes that have bombs.
    Bomb,
}

/// The actions that the player performs in a tick.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Performed {
    /// The ship moves.
    pub moves: bool,
    /// The ship fires.
    pub fires: bool,
    /// The ship uses a bomb.
    pub bombs: bool,
}

impl Performed {
    fn has(self, hint: Hint) -> bool {
        match hint {
            Hint::Move => self.moves,
            Hint::Fire => self.fires,
            Hint::Bomb => self.bombs,
        }
    }
}

/// The hints of a game, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstHints {
    /// The hints that are left; the first is shown.
    left: &'static [Hint],
    /// How much longer the first one is shown, in ticks.
    ticks: u32,
    /// Whether the player has done it.
    is_done: bool,
}

impl FirstHints {
    /// The hints of a mode.
    pub const fn new(has_bombs: bool) -> Self {
        let left: &[Hint] =
            if has_bombs { &[Hint::Move, Hint::Fire, Hint::Bomb] } else { &[Hint::Move, Hint::Fire] };
        Self { left, ticks: MAX_TICKS, is_done: false }
    }

    /// The hint on the screen. None after the last one.
    pub fn current(&self) -> Option<Hint> {
        self.left.first().copied()
    }

    /// A tick of the game passes, in which the player performs these actions.
    pub fn step(&mut self, performed: Performed) {
        let Some((&hint, rest)) = self.left.split_first() else { return };
        if !self.is_done && performed.has(hint) {
            self.is_done = true;
            self.ticks = self.ticks.min(AFTER_DONE);
        }
        self.ticks = self.ticks.saturating_sub(1);
        if self.ticks == 0 {
            *self = Self { left: rest, ticks: MAX_TICKS, is_done: false };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks_until_the_next(hints: &mut FirstHints, performed: Performed) -> u32 {
        let before = hints.current();
        let mut ticks = 0;
        while hints.current() == before {
            hints.step(performed);
            ticks += 1;
        }
        ticks
    }

    #[test]
    fn a_hint_goes_soon_after_it_was_followed() {
        let mut hints = FirstHints::new(true);
        assert_eq!(hints.current(), Some(Hint::Move));
        // Shooting is no answer to it.
        for _ in 0..30 {
            hints.step(Performed { fires: true, ..Performed::default() });
        }
        assert_eq!(hints.current(), Some(Hint::Move));
        let moves = Performed { moves: true, ..Performed::default() };
        assert_eq!(ticks_until_the_next(&mut hints, moves), AFTER_DONE);
        assert_eq!(hints.current(), Some(Hint::Fire));
    }

    #[test]
    fn a_hint_that_nobody_follows_goes_by_itself() {
        let mut hints = FirstHints::new(true);
        for hint in [Hint::Move, Hint::Fire, Hint::Bomb] {
            assert_eq!(hints.current(), Some(hint));
            assert_eq!(ticks_until_the_next(&mut hints, Performed::default()), MAX_TICKS);
        }
        assert_eq!(hints.current(), None);
        hints.step(Performed::default());
        assert_eq!(hints.current(), None);
    }

    #[test]
    fn a_mode_without_bombs_does_not_explain_them() {
        let mut hints = FirstHints::new(false);
        let all = Performed { moves: true, fires: true, bombs: true };
        ticks_until_the_next(&mut hints, all);
        ticks_until_the_next(&mut hints, all);
        assert_eq!(hints.current(), None);
    }
}
