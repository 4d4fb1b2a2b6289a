//! The hash of a state: equal states have equal hashes on every platform, in every build.

/// Takes numbers in, word by word, and gives 64 bits out. Not for secrets: it finds differences, not forgers.
#[derive(Clone, Copy, Debug)]
pub struct StateHash(u64);

/// An odd number without a pattern: the first 64 bits of the golden ratio's fraction.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

impl Default for StateHash {
    fn default() -> Self {
        Self(FACTOR)
    }
}

impl StateHash {
    /// Takes 32 bits in.
    pub fn word(&mut self, word: u32) {
        self.0 = (self.0 ^ u64::from(word)).wrapping_mul(FACTOR).rotate_left(29);
    }

    /// Takes 64 bits in.
    pub fn long(&mut self, long: u64) {
        self.word(long as u32);
        self.word((long >> 32) as u32);
    }

    /// Takes a number in; the two zeros are one.
    pub fn float(&mut self, float: f32) {
        self.word((float + 0.0).to_bits());
    }

    /// Takes several words in.
    pub fn words<const N: usize>(&mut self, words: [u32; N]) {
        for word in words {
            self.word(word);
        }
    }

    /// Takes several numbers in.
    pub fn floats<const N: usize>(&mut self, floats: [f32; N]) {
        for float in floats {
            self.float(float);
        }
    }

    /// Takes bytes in, and how many they are.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.long(bytes.len() as u64);
        for chunk in bytes.chunks(4) {
            let mut word = [0; 4];
            word[..chunk.len()].copy_from_slice(chunk);
            self.word(u32::from_le_bytes(word));
        }
    }

    /// The hash of all that was taken in.
    pub fn finish(self) -> u64 {
        let mixed = (self.0 ^ (self.0 >> 32)).wrapping_mul(FACTOR);
        mixed ^ (mixed >> 29)
    }
}

/// What a column of a pool may hold.
pub trait Fold {
    /// Takes the value into `hash`.
    fn fold(&self, hash: &mut StateHash);
}

impl Fold for f32 {
    fn fold(&self, hash: &mut StateHash) {
        hash.float(*self);
    }
}

macro_rules! fold_as_word {
    ($($number:ty)*) => {$(
        impl Fold for $number {
            fn fold(&self, hash: &mut StateHash) {
                hash.word(u32::from(*self));
            }
        }
    )*};
}

fold_as_word! { bool u8 u32 }

impl Fold for i32 {
    fn fold(&self, hash: &mut StateHash) {
        hash.word(self.cast_unsigned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(words: &[u32]) -> u64 {
        let mut hash = StateHash::default();
        for &word in words {
            hash.word(word);
        }
        hash.finish()
    }

    #[test]
    fn order_and_count_matter() {
        assert_ne!(hash(&[1, 2]), hash(&[2, 1]));
        assert_ne!(hash(&[0]), hash(&[0, 0]));
        assert_ne!(hash(&[]), hash(&[0]));
    }

    #[test]
    fn one_changed_bit_changes_half_of_the_hash() {
        for bit in 0..32 {
            let changed = (hash(&[0, 5, 0]) ^ hash(&[1 << bit, 5, 0])).count_ones();
            assert!((12..52).contains(&changed), "bit {bit} changes {changed} bits");
        }
    }

    #[test]
    fn both_zeros_are_one() {
        let of = |float: f32| {
            let mut hash = StateHash::default();
            hash.float(float);
            hash.finish()
        };
        assert_eq!(of(0.0), of(-0.0));
    }

    #[test]
    fn bytes_are_told_from_padded_bytes() {
        let of = |bytes: &[u8]| {
            let mut hash = StateHash::default();
            hash.bytes(bytes);
            hash.finish()
        };
        assert_ne!(of(b"abc"), of(b"abc\0"));
    }
}
