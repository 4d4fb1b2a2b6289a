//! Ids of a pool's members, which are never mistaken for a later member's.

use crate::hash::StateHash;

/// A member of a pool, as long as it lives. Ordered by slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id {
    slot: u32,
    generation: u32,
}

impl Id {
    /// The slot that the member has in its pool; others had it before and will have it again.
    pub fn slot(self) -> u32 {
        self.slot
    }

    /// How many members had the slot before this one.
    pub fn generation(self) -> u32 {
        self.generation
    }
}

/// The ids of a pool's members: a slot for each, reused with the next generation.
#[derive(Clone, Debug)]
pub struct Ids {
    /// Each member's slot.
    slots: Vec<u32>,
    /// Each slot's member; `FREE` for none.
    indices: Vec<u32>,
    generations: Vec<u32>,
    /// Slots without a member; the last is the next to be used.
    free: Vec<u32>,
}

const FREE: u32 = u32::MAX;

impl Ids {
    /// Room for `capacity` members.
    pub fn with_capacity(capacity: usize) -> Self {
        Self {
            slots: Vec::with_capacity(capacity),
            indices: vec![FREE; capacity],
            generations: vec![0; capacity],
            free: (0..capacity as u32).rev().collect(),
        }
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// How many members there may be.
    pub fn capacity(&self) -> usize {
        self.indices.len()
    }

    /// The id of the member at `index`.
    pub fn id(&self, index: usize) -> Id {
        let slot = self.slots[index];
        Id { slot, generation: self.generations[slot as usize] }
    }

    /// Where the member `id` is; none when it has left.
    pub fn index(&self, id: Id) -> Option<usize> {
        let slot = id.slot as usize;
        let lives = self.generations.get(slot) == Some(&id.generation) && self.indices[slot] != FREE;
        lives.then(|| self.indices[slot] as usize)
    }

    /// Where the member is that has a slot now, if one does.
    #[inline]
    pub(crate) fn index_of_slot(&self, slot: u32) -> Option<usize> {
        let index = *self.indices.get(slot as usize)?;
        (index != FREE).then_some(index as usize)
    }

    /// Takes a slot for a new last member; none when all are taken.
    pub fn push(&mut self) -> Option<Id> {
        let slot = self.free.pop()?;
        self.indices[slot as usize] = self.slots.len() as u32;
        self.slots.push(slot);
        Some(Id { slot, generation: self.generations[slot as usize] })
    }

    /// Frees the slot of the member at `index`, which the last member takes.
    pub fn swap_remove(&mut self, index: usize) {
        let slot = self.slots.swap_remove(index);
        self.indices[slot as usize] = FREE;
        self.generations[slot as usize] = self.generations[slot as usize].wrapping_add(1);
        self.free.push(slot);
        if let Some(&moved) = self.slots.get(index) {
            self.indices[moved as usize] = index as u32;
        }
    }

    /// How much memory they hold, in bytes.
    pub(crate) fn memory(&self) -> usize {
        let columns = [&self.slots, &self.indices, &self.generations, &self.free];
        columns.map(|column| column.capacity() * size_of::<u32>()).iter().sum()
    }

    pub(crate) fn fold(&self, hash: &mut StateHash) {
        let Self {
            slots,
            indices: _, // the slots the other way around
            generations,
            free,
        } = self;
        hash.long(slots.len() as u64);
        // The free slots in their order decide the ids to come.
        for &slot in slots.iter().chain(free) {
            hash.words([slot, generations[slot as usize]]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_that_is_used_again_has_another_id() {
        let mut ids = Ids::with_capacity(1);
        let first = ids.push().unwrap();
        assert_eq!(ids.push(), None);
        ids.swap_remove(0);
        let second = ids.push().unwrap();
        assert_eq!((first.slot(), second.slot()), (0, 0));
        assert_eq!((ids.index(first), ids.index(second)), (None, Some(0)));
    }
}
