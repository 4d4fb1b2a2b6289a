//! Bullets and creeps that may meet, by the tick in which they may do so next.

use crate::math::{max, min};

/// How far positions may be off that were computed in another way, in px; and in parts of where they are.
const SLACK: f32 = 0.5;
const SLACK_OF_POSITION: f32 = 1e-6;
/// How far times may be off, in ticks.
const SLACK_OF_TIME: f32 = 0.01;

/// A bullet and a creep that may meet: their nodes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub bullet: u32,
    pub creep: u32,
    /// The last tick in which they may.
    pub last: u32,
}

/// Candidates by tick: those of this tick and of the next ones.
#[derive(Clone, Debug)]
pub(super) struct Candidates {
    /// One list for this tick, and one for each that follows; the ticks after that come around again.
    due: Vec<Vec<Candidate>>,
    count: usize,
}

impl Candidates {
    /// For so many ticks at once, with room for so many in a tick before it must grow.
    pub fn new(ticks: u32, room: usize) -> Self {
        Self { due: (0..ticks).map(|_| Vec::with_capacity(room)).collect(), count: 0 }
    }

    /// Forgets them all.
    pub fn clear(&mut self) {
        self.due.iter_mut().for_each(Vec::clear);
        self.count = 0;
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    fn list(&mut self, tick: u32) -> &mut Vec<Candidate> {
        let ticks = self.due.len();
        &mut self.due[tick as usize % ticks]
    }

    /// Adds one that is due in `tick`.
    pub fn add(&mut self, candidate: Candidate, tick: u32) {
        self.list(tick).push(candidate);
        self.count += 1;
    }

    /// Takes the list of those that are due in `tick` out.
    pub fn take(&mut self, tick: u32) -> Vec<Candidate> {
        let due = std::mem::take(self.list(tick));
        self.count -= due.len();
        due
    }

    /// Gives a list back that was taken, to be used again.
    pub fn give_back(&mut self, tick: u32, mut list: Vec<Candidate>) {
        list.clear();
        *self.list(tick) = list;
    }

    /// How much memory they hold, in bytes.
    pub fn memory(&self) -> usize {
        self.due.iter().map(|due| due.capacity() * size_of::<Candidate>()).sum()
    }
}

/// In which ticks from now on a thing may be within `reach` px of another in one direction, if it is `from` px away and comes `way` px nearer
/// each tick: the first and the last, in parts of a tick. `position` is where both are.
#[inline]
pub(super) fn when(from: f32, way: f32, reach: f32, position: f32) -> (f32, f32) {
    let reach = reach + SLACK + position.abs() * SLACK_OF_POSITION;
    if way == 0.0 {
        return if from.abs() <= reach { (f32::MIN, f32::MAX) } else { (f32::MAX, f32::MIN) };
    }
    let (before, behind) = ((-reach - from) / way, (reach - from) / way);
    // It flies for a whole tick before it is seen where it is at the tick's end.
    (min(before, behind) - 1.0 - SLACK_OF_TIME, max(before, behind) + SLACK_OF_TIME)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_comes_near_is_due_by_then(
            from in -500.0_f32..500.0, way in prop_oneof![Just(0.0_f32), -40.0_f32..40.0], reach in 0.0_f32..60.0,
        ) {
            let (first, last) = when(from, way, reach, from);
            let mut before = from;
            for tick in 0..16 {
                let now = before + way;
                let is_near = min(before, now) <= reach && max(before, now) >= -reach;
                let is_due = first <= tick as f32 && tick as f32 <= last;
                prop_assert!(is_due || !is_near, "tick {tick} of {first} to {last}: from {before} to {now}");
                before = now;
            }
        }
    }
}
