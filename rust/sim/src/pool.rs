//! Pools: structs of arrays with a fixed capacity, whose members have ids that are never mistaken for a later member's.
//!
//! Members are dense: a member that leaves is replaced by the last one (swap-remove), so a member's place changes, its id not.

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
    places: Vec<u32>,
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
            places: vec![FREE; capacity],
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
        self.places.len()
    }

    /// The id of the member at `place`.
    pub fn id(&self, place: usize) -> Id {
        let slot = self.slots[place];
        Id { slot, generation: self.generations[slot as usize] }
    }

    /// Where the member `id` is; none when it has left.
    pub fn place(&self, id: Id) -> Option<usize> {
        let slot = id.slot as usize;
        let lives = self.generations.get(slot) == Some(&id.generation) && self.places[slot] != FREE;
        lives.then(|| self.places[slot] as usize)
    }

    /// Takes a slot for a new last member; none when all are taken.
    pub fn push(&mut self) -> Option<Id> {
        let slot = self.free.pop()?;
        self.places[slot as usize] = self.slots.len() as u32;
        self.slots.push(slot);
        Some(Id { slot, generation: self.generations[slot as usize] })
    }

    /// Frees the slot of the member at `place`, which the last member takes.
    pub fn swap_remove(&mut self, place: usize) {
        let slot = self.slots.swap_remove(place);
        self.places[slot as usize] = FREE;
        self.generations[slot as usize] = self.generations[slot as usize].wrapping_add(1);
        self.free.push(slot);
        if let Some(&moved) = self.slots.get(place) {
            self.places[moved as usize] = place as u32;
        }
    }

    pub(crate) fn fold(&self, hash: &mut StateHash) {
        hash.long(self.slots.len() as u64);
        for place in 0..self.slots.len() {
            let id = self.id(place);
            hash.word(id.slot);
            hash.word(id.generation);
        }
        // The free slots in their order decide the ids to come.
        for &slot in &self.free {
            hash.words([slot, self.generations[slot as usize]]);
        }
    }
}

/// Makes a pool: a struct with a `Vec` for each column and one row type, which has a field for each.
macro_rules! pool {
    (
        $(#[$pool_doc:meta])* $Pool:ident of $(#[$row_doc:meta])* $Row:ident {
            $($(#[$column_doc:meta])* $column:ident: $type:ty,)*
        }
    ) => {
        $(#[$row_doc])*
        #[derive(Clone, Copy, Debug, Default)]
        pub(crate) struct $Row {
            $($(#[$column_doc])* pub $column: $type,)*
        }

        $(#[$pool_doc])*
        #[derive(Clone, Debug)]
        pub(crate) struct $Pool {
            pub ids: $crate::pool::Ids,
            $($(#[$column_doc])* pub $column: Vec<$type>,)*
        }

        impl $Pool {
            /// An empty pool with room for `capacity` members.
            pub fn with_capacity(capacity: usize) -> Self {
                Self {
                    ids: $crate::pool::Ids::with_capacity(capacity),
                    $($column: Vec::with_capacity(capacity),)*
                }
            }

            /// How many members there are.
            pub fn len(&self) -> usize {
                self.ids.len()
            }

            /// Adds a member; none when the pool is full.
            pub fn push(&mut self, row: $Row) -> Option<$crate::pool::Id> {
                let id = self.ids.push()?;
                $(self.$column.push(row.$column);)*
                Some(id)
            }

            /// Takes out the member at `place`, which the last one takes.
            pub fn swap_remove(&mut self, place: usize) {
                self.ids.swap_remove(place);
                $(self.$column.swap_remove(place);)*
            }

            /// Takes out the members at `places`, which it sorts and empties; a place may be named twice.
            pub fn remove_all(&mut self, places: &mut Vec<u32>) {
                places.sort_unstable();
                places.dedup();
                // From the last on: what takes a place comes from behind it and stays.
                while let Some(place) = places.pop() {
                    self.swap_remove(place as usize);
                }
            }

            pub fn fold(&self, hash: &mut $crate::hash::StateHash) {
                self.ids.fold(hash);
                $(for value in &self.$column {
                    $crate::hash::Fold::fold(value, hash);
                })*
            }
        }
    };
}

pub(crate) use pool;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    pool! {
        /// Things with a number.
        Things of
        /// A thing.
        Thing {
            /// Its number.
            number: u32,
        }
    }

    #[test]
    fn a_slot_that_is_used_again_has_another_id() {
        let mut ids = Ids::with_capacity(1);
        let first = ids.push().unwrap();
        assert_eq!(ids.push(), None);
        ids.swap_remove(0);
        let second = ids.push().unwrap();
        assert_eq!((first.slot(), second.slot()), (0, 0));
        assert_eq!((ids.place(first), ids.place(second)), (None, Some(0)));
    }

    #[test]
    fn removing_the_same_place_twice_takes_one_member() {
        let mut things = Things::with_capacity(4);
        (0..4).for_each(|number| assert!(things.push(Thing { number }).is_some()));
        things.remove_all(&mut vec![2, 0, 2]);
        assert_eq!(things.number, [3, 1]);
    }

    #[test]
    fn the_hash_tells_what_members_there_are_and_which_slots_come_next() {
        let hash = |things: &Things| {
            let mut hash = StateHash::default();
            things.fold(&mut hash);
            hash.finish()
        };
        let mut things = Things::with_capacity(3);
        let empty = hash(&things);
        things.push(Thing { number: 7 });
        let one = hash(&things);
        things.number[0] = 8;
        let other = hash(&things);
        things.swap_remove(0);
        assert!(empty != one && one != other && hash(&things) != empty);
    }

    proptest! {
        #[test]
        fn an_id_finds_its_member_until_it_leaves(moves in prop::collection::vec((any::<bool>(), 0usize..40), 0..300)) {
            let mut things = Things::with_capacity(20);
            let mut alive: Vec<(Id, u32)> = vec![];
            let mut dead: Vec<Id> = vec![];
            for (number, (push, place)) in moves.into_iter().enumerate() {
                let number = number as u32;
                if push {
                    let id = things.push(Thing { number });
                    prop_assert_eq!(id.is_some(), alive.len() < 20);
                    alive.extend(id.map(|id| (id, number)));
                } else if place < things.len() {
                    let id = things.ids.id(place);
                    things.swap_remove(place);
                    alive.retain(|(other, _)| *other != id);
                    dead.push(id);
                }
                prop_assert_eq!(things.len(), alive.len());
                for (id, number) in &alive {
                    let place = things.ids.place(*id);
                    prop_assert_eq!(place.map(|place| things.number[place]), Some(*number));
                }
                prop_assert!(dead.iter().all(|id| things.ids.place(*id).is_none()));
            }
        }
    }
}
