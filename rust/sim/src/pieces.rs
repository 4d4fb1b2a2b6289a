//! Columns of pools in pieces of eight members, which the processor works on at once.

/// How many members a piece has.
pub(crate) const LANES: usize = 8;

/// All lanes of a piece, a bit each.
pub(crate) const ALL_LANES: u32 = (1 << LANES) - 1;

/// A column of a pool, in pieces of [`LANES`] members.
#[derive(Clone, Copy)]
pub(crate) struct Pieces<'a, T> {
    whole: &'a [[T; LANES]],
    /// What is left, filled up with its last member.
    rest: [T; LANES],
}

impl<'a, T: Copy + Default> Pieces<'a, T> {
    pub fn of(column: &'a [T]) -> Self {
        let (whole, left) = column.as_chunks();
        let mut rest = [left.last().copied().unwrap_or_default(); LANES];
        rest[..left.len()].copy_from_slice(left);
        Self { whole, rest }
    }

    /// The piece at `index`; the filled one after the last whole one.
    #[inline]
    pub fn at(&self, index: usize) -> &[T; LANES] {
        self.whole.get(index).unwrap_or(&self.rest)
    }
}

/// The whole pieces of a column, as many as of all columns: of equal lengths, as the compiler then knows.
#[inline]
pub(crate) fn whole_pieces<T>(column: &[T], count: usize) -> &[[T; LANES]] {
    &column.as_chunks().0[..count]
}

/// Members from anywhere in a pool, as many as a piece has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Eight {
    /// Their indexes; where there are fewer, filled up with the first.
    pub indexes: [usize; LANES],
    /// How many there are.
    pub count: usize,
}

impl Eight {
    /// The first eight of some indexes.
    #[inline]
    pub fn of(indexes: &[u32]) -> Self {
        let first = indexes.first().copied().unwrap_or_default() as usize;
        let mut eight = Self { indexes: [first; LANES], count: indexes.len().min(LANES) };
        for (own, index) in eight.indexes.iter_mut().zip(indexes) {
            *own = *index as usize;
        }
        eight
    }

    /// What a column has of them.
    #[inline]
    pub fn of_column<T: Copy + Default>(&self, column: &[T]) -> [T; LANES] {
        let mut values = [T::default(); LANES];
        for lane in 0..LANES {
            values[lane] = column[self.indexes[lane]];
        }
        values
    }

    /// Puts what they have into a column.
    #[inline]
    pub fn put_into<T: Copy>(&self, column: &mut [T], values: &[T; LANES]) {
        for (&index, value) in self.indexes.iter().zip(values).take(self.count) {
            column[index] = *value;
        }
    }
}

/// Lanes of a piece, a bit each.
#[derive(Clone, Debug)]
pub(crate) struct Lanes(pub u32);

impl Lanes {
    /// The lanes of a piece that have members, in a pool of so many.
    #[inline]
    pub fn of_piece(piece: usize, count: usize) -> Self {
        let left = count.saturating_sub(piece * LANES).min(LANES);
        Self((1 << left) - 1)
    }

    /// Adds the indexes of those of a piece's lanes that are in both to a list.
    #[inline]
    pub fn add_to(self, other: u32, piece: usize, indexes: &mut Vec<u32>) {
        indexes.extend(Self(self.0 & other).map(|lane| (piece * LANES + lane) as u32));
    }
}

impl Iterator for Lanes {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        let lane = self.0.trailing_zeros();
        self.0 &= self.0.wrapping_sub(1);
        (lane < LANES as u32).then_some(lane as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_piece_has_the_members_that_are_left() {
        let column: Vec<u32> = (0..11).collect();
        let pieces = Pieces::of(&column);
        assert_eq!(pieces.at(0), &[0, 1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(pieces.at(1), &[8, 9, 10, 10, 10, 10, 10, 10]);
        let lanes = |piece| Lanes::of_piece(piece, column.len()).collect::<Vec<_>>();
        assert_eq!((lanes(0).len(), lanes(1), lanes(2)), (8, vec![0, 1, 2], vec![]));
    }
}
