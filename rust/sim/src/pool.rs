//! Pools: structs of arrays with a fixed capacity.
//!
//! Members are dense: a member that leaves is replaced by the last one (swap-remove), so a member's index changes, its id does not.
//!
//! Columns behind `cached` are no part of the state: the hash leaves them out, and a new member has the value that stands there.

/// Makes a pool: a struct with a `Vec` for each column and one row type, which has a field for each.
macro_rules! pool {
    (
        $(#[$pool_doc:meta])* $Pool:ident of $(#[$row_doc:meta])* $Row:ident {
            $($(#[$column_doc:meta])* $column:ident: $type:ty,)*
        }
        $(cached { $($(#[$cached_doc:meta])* $cached:ident: $cached_type:ty = $new:expr,)* })?
    ) => {
        $(#[$row_doc])*
        #[derive(Clone, Copy, Debug, Default)]
        pub(crate) struct $Row {
            $($(#[$column_doc])* pub $column: $type,)*
        }

        $(#[$pool_doc])*
        #[derive(Clone, Debug)]
        pub(crate) struct $Pool {
            pub ids: $crate::ids::Ids,
            $($(#[$column_doc])* pub $column: Vec<$type>,)*
            $($($(#[$cached_doc])* pub $cached: Vec<$cached_type>,)*)?
        }

        impl $Pool {
            /// An empty pool with room for `capacity` members.
            pub fn with_capacity(capacity: usize) -> Self {
                Self {
                    ids: $crate::ids::Ids::with_capacity(capacity),
                    $($column: Vec::with_capacity(capacity),)*
                    $($($cached: Vec::with_capacity(capacity),)*)?
                }
            }

            /// How many members there are.
            pub fn len(&self) -> usize {
                self.ids.len()
            }

            /// Adds a member; none when the pool is full.
            pub fn push(&mut self, row: $Row) -> Option<$crate::ids::Id> {
                let id = self.ids.push()?;
                $(self.$column.push(row.$column);)*
                $($(self.$cached.push($new);)*)?
                Some(id)
            }

            /// Takes out the member at `index`, which the last one takes.
            #[allow(dead_code, reason = "not every pool's members leave alone")]
            pub fn swap_remove(&mut self, index: usize) {
                self.ids.swap_remove(index);
                $(self.$column.swap_remove(index);)*
                $($(self.$cached.swap_remove(index);)*)?
            }

            /// Takes out the members at `indices`, which it sorts and empties; an index may be named twice.
            pub fn remove_all(&mut self, indices: &mut Vec<u32>) {
                indices.sort_unstable();
                indices.dedup();
                // From the last on: what takes an index comes from behind it and stays. Column by column, since each is a run of memory.
                for &index in indices.iter().rev() {
                    self.ids.swap_remove(index as usize);
                }
                $(for &index in indices.iter().rev() {
                    self.$column.swap_remove(index as usize);
                })*
                $($(for &index in indices.iter().rev() {
                    self.$cached.swap_remove(index as usize);
                })*)?
                indices.clear();
            }

            /// How much memory it holds, in bytes.
            pub fn memory(&self) -> usize {
                self.ids.memory() $(+ self.$column.capacity() * size_of::<$type>())*
                    $($(+ self.$cached.capacity() * size_of::<$cached_type>())*)?
            }

            pub fn fold(&self, hash: &mut $crate::hash::StateHash) {
                let Self { ids, $($column,)* $($($cached: _,)*)? } = self;
                ids.fold(hash);
                $(for value in $column {
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

    use crate::hash::StateHash;
    use crate::ids::Id;

    pool! {
        /// Things with a number.
        Things of
        /// A thing.
        Thing {
            /// Its number.
            number: u32,
        }
        cached {
            /// What was found out about it.
            known: u8 = 5,
        }
    }

    #[test]
    fn removing_the_same_place_twice_takes_one_member() {
        let mut things = Things::with_capacity(4);
        (0..4).for_each(|number| assert!(things.push(Thing { number }).is_some()));
        things.remove_all(&mut vec![2, 0, 2]);
        assert_eq!(things.number, [3, 1]);
        assert!(things.memory() >= 4 * size_of::<u32>(), "room for four is kept");
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

    #[test]
    fn cached_columns_go_with_their_members_and_are_not_hashed() {
        let mut things = Things::with_capacity(3);
        (0..3).for_each(|number| assert!(things.push(Thing { number }).is_some()));
        let hash = |things: &Things| {
            let mut hash = StateHash::default();
            things.fold(&mut hash);
            hash.finish()
        };
        let before = hash(&things);
        things.known[2] = 9;
        assert_eq!(hash(&things), before);
        things.swap_remove(0);
        assert_eq!((&things.number[..], &things.known[..]), (&[2, 1][..], &[9, 5][..]));
        things.remove_all(&mut vec![0]);
        assert_eq!(things.known, [5]);
    }

    proptest! {
        #[test]
        fn an_id_finds_its_member_until_it_leaves(moves in prop::collection::vec((any::<bool>(), 0usize..40), 0..300)) {
            let mut things = Things::with_capacity(20);
            let mut alive: Vec<(Id, u32)> = vec![];
            let mut dead: Vec<Id> = vec![];
            for (number, (push, index)) in moves.into_iter().enumerate() {
                let number = number as u32;
                if push {
                    let id = things.push(Thing { number });
                    prop_assert_eq!(id.is_some(), alive.len() < 20);
                    alive.extend(id.map(|id| (id, number)));
                } else if index < things.len() {
                    let id = things.ids.id(index);
                    things.swap_remove(index);
                    alive.retain(|(other, _)| *other != id);
                    dead.push(id);
                }
                prop_assert_eq!(things.len(), alive.len());
                for (id, number) in &alive {
                    let index = things.ids.index(*id);
                    prop_assert_eq!(index.map(|index| things.number[index]), Some(*number));
                }
                prop_assert!(dead.iter().all(|id| things.ids.index(*id).is_none()));
            }
        }
    }
}
