//! What meets what where it is crowded: slower than the grid of cells, but as long as it takes at most, however things lie.
//!
//! The creeps are sorted by each edge of their boxes. Those left of a bullet's right edge are the first ones by their left edges, and
//! so on; of these four sets, with a bit for each creep, it takes those in all of them. Sets are kept for some places in the order, and filled up
//! for those between.

use crate::area::Area;

/// So many sets are kept for each order, at most.
const MAX_SETS: usize = 256;
/// How many creeps one word of a set has.
const WORD: usize = u64::BITS as usize;
/// How far edges may be off, in parts of where they are: more than is rounded.
const SLACK: f32 = 1e-6;

/// The creeps, by the edges of their areas.
#[derive(Clone, Debug, Default)]
pub(crate) struct Crowd {
    orders: [Order; 4],
    /// Those that meet.
    set: Vec<u64>,
    /// Those that one order lets through.
    filled: Vec<u64>,
}

/// The creeps by one edge, from the first to the last.
#[derive(Clone, Debug, Default)]
struct Order {
    /// The edges and the creeps' indexes.
    creeps: Vec<(f32, u32)>,
    /// How many creeps come between one kept set and the next.
    step: usize,
    /// How many words a set has.
    words: usize,
    /// The sets of the first creeps: of none, of `step`, of twice as many, and so on.
    sets: Vec<u64>,
}

impl Order {
    /// Sorts and makes the sets.
    fn sort(&mut self) {
        let count = self.creeps.len();
        self.creeps.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        self.words = count.div_ceil(WORD);
        self.step = count.div_ceil(MAX_SETS).max(WORD);
        self.sets.clear();
        self.sets.resize(self.words, 0);
        for creeps in self.creeps.chunks_exact(self.step) {
            let before = self.sets.len() - self.words;
            self.sets.extend_from_within(before..);
            put(creeps, &mut self.sets[before + self.words..]);
        }
    }

    /// Those whose edge is not after `edge`: a set that is kept, and those that are missing in it.
    fn up_to(&self, edge: f32) -> (&[u64], &[(f32, u32)]) {
        let count = self.creeps.partition_point(|creep| creep.0 <= edge);
        let kept = count / self.step;
        (&self.sets[kept * self.words..(kept + 1) * self.words], &self.creeps[kept * self.step..count])
    }
}

/// Puts creeps into a set.
fn put(creeps: &[(f32, u32)], set: &mut [u64]) {
    for &(_, creep) in creeps {
        set[creep as usize / WORD] |= 1 << (creep as usize % WORD);
    }
}

/// An area's edges, so that two meet where each edge of one is not after the opposite one's, with its sign turned, of the other.
fn edges(area: Area) -> [f32; 4] {
    let slack = |at: f32, half: f32| half + (at.abs() + half) * SLACK;
    let (half_width, half_height) = (slack(area.x, area.half_width), slack(area.y, area.half_height));
    [area.x - half_width, -area.x - half_width, area.y - half_height, -area.y - half_height]
}

impl Crowd {
    /// Takes in the areas of all creeps, by their indexes.
    pub fn build(&mut self, areas: impl Iterator<Item = Area>) {
        self.orders.iter_mut().for_each(|order| order.creeps.clear());
        for (creep, area) in areas.enumerate() {
            for (order, edge) in self.orders.iter_mut().zip(edges(area)) {
                order.creeps.push((edge, creep as u32));
            }
        }
        self.orders.iter_mut().for_each(Order::sort);
    }

    /// The creeps that meet an area, and those that only just don't, in the order of their indexes.
    pub fn find(&mut self, area: Area) -> impl Iterator<Item = usize> {
        let [left, right, top, bottom] = edges(area).map(|edge| -edge);
        self.set.clear();
        self.set.resize(self.orders[0].words, u64::MAX);
        for (order, edge) in self.orders.iter().zip([right, left, bottom, top]) {
            let (kept, missing) = order.up_to(edge);
            self.filled.clear();
            self.filled.extend_from_slice(kept);
            put(missing, &mut self.filled);
            self.set.iter_mut().zip(&self.filled).for_each(|(word, other)| *word &= other);
        }
        self.set.iter().enumerate().flat_map(|(index, &word)| {
            let mut left = word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros();
                left &= left.wrapping_sub(1);
                (bit < u64::BITS).then_some(index * WORD + bit as usize)
            })
        })
    }

    /// How much memory it holds, in bytes.
    pub fn memory(&self) -> usize {
        let of = |order: &Order| {
            order.creeps.capacity() * size_of::<(f32, u32)>() + order.sets.capacity() * size_of::<u64>()
        };
        let sets = self.set.capacity() + self.filled.capacity();
        self.orders.iter().map(of).sum::<usize>() + sets * size_of::<u64>()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn areas() -> impl Strategy<Value = Vec<Area>> {
        let area = (-50.0_f32..500.0, -50.0_f32..500.0, 0.0_f32..60.0, 0.0_f32..60.0);
        let area = area.prop_map(|(x, y, half_width, half_height)| Area { x, y, half_width, half_height });
        prop::collection::vec(area, 0..400)
    }

    proptest! {
        #[test]
        fn what_meets_is_found_in_order(creeps in areas(), bullets in areas()) {
            let mut crowd = Crowd::default();
            crowd.build(creeps.iter().copied());
            for bullet in bullets {
                let found: Vec<usize> = crowd.find(bullet).filter(|&creep| bullet.meets(creeps[creep])).collect();
                let meet: Vec<usize> = (0..creeps.len()).filter(|&creep| bullet.meets(creeps[creep])).collect();
                prop_assert_eq!(found, meet);
            }
        }
    }
}
