//! Changes an input a little: bytes, numbers, and pieces of other inputs of its kind. What it draws comes from the caller's generator.

use rand::Rng;

/// The longest input that is made, in bytes.
const MAX_BYTES: usize = 64 << 10;
/// Numbers that limits tend to be at, and just beyond.
const NUMBERS: [&str; 28] = [
    "0",
    "1",
    "2",
    "-1",
    "3",
    "4",
    "9",
    "10",
    "60",
    "99",
    "100",
    "200",
    "300",
    "360",
    "400",
    "600",
    "1000",
    "2000",
    "4000",
    "20000",
    "20001",
    "100000",
    "4294967295",
    "0.02",
    "0.05",
    "0.5",
    "1e30",
    "NaN",
];

/// A number below `bound`, which is at least 1.
fn below(rng: &mut impl Rng, bound: usize) -> usize {
    (rng.next_u64() % bound as u64) as usize
}

/// A changed `input`; `corpus` has others of its kind, and is not empty.
pub fn mutate(input: &[u8], corpus: &[Vec<u8>], rng: &mut impl Rng) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..=below(rng, 4) {
        change(&mut bytes, corpus, rng);
    }
    bytes.truncate(MAX_BYTES);
    bytes
}

fn change(bytes: &mut Vec<u8>, corpus: &[Vec<u8>], rng: &mut impl Rng) {
    let at = below(rng, bytes.len() + 1);
    let longest = 1 << below(rng, 7);
    let length = 1 + below(rng, longest);
    let end = (at + length).min(bytes.len());
    match below(rng, 8) {
        0 if at < bytes.len() => bytes[at] ^= 1 << below(rng, 8),
        1 if at < bytes.len() => bytes[at] = rng.next_u32() as u8,
        2 => drop(bytes.splice(at..at, (0..length).map(|_| rng.next_u32() as u8).collect::<Vec<_>>())),
        3 => drop(bytes.drain(at..end)),
        4 => {
            let piece = bytes[at..end].to_vec();
            drop(bytes.splice(at..at, piece));
        }
        5 => {
            // A piece of another input, in place of one of this.
            let other = &corpus[below(rng, corpus.len())];
            let from = below(rng, other.len() + 1);
            let to = (from + length).min(other.len());
            drop(bytes.splice(at..end, other[from..to].to_vec()));
        }
        _ => {
            let with = NUMBERS[below(rng, NUMBERS.len())];
            if let Some((start, end)) = number_behind(bytes, at) {
                drop(bytes.splice(start..end, with.bytes()));
            }
        }
    }
}

/// Where the first number at or behind `at` begins and ends.
pub fn number_behind(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let is_digit = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
    let start = at + bytes[at..].iter().position(u8::is_ascii_digit)?;
    let length = bytes[start..].iter().position(|byte| !is_digit(byte)).unwrap_or(bytes.len() - start);
    Some((start, start + length))
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand::rngs::ChaCha8Rng;

    use super::*;

    #[test]
    fn a_seed_makes_the_same_changes_again_and_they_are_changes() {
        let corpus = vec![b"(speed: 400, name: \"x\")".to_vec(), vec![]];
        let made = |seed| -> Vec<Vec<u8>> {
            let mut rng = ChaCha8Rng::seed_from_u64(seed);
            (0..200).map(|_| mutate(&corpus[0], &corpus, &mut rng)).collect()
        };
        assert_eq!(made(7), made(7));
        assert_ne!(made(7), made(8));
        assert!(made(7).iter().filter(|bytes| **bytes != corpus[0]).count() > 150);
    }

    #[test]
    fn numbers_are_found_whole() {
        assert_eq!(number_behind(b"(a: 12.5, b: 3)", 2), Some((4, 8)));
        assert_eq!(number_behind(b"(a: 12.5)", 8), None);
    }
}
