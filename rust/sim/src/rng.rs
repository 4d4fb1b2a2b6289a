//! The random number generator (RNG): one per game, seeded, whose numbers are the same on every platform.

use rand::rngs::ChaCha8Rng;
use rand::{Rng as _, SeedableRng};

use crate::hash::StateHash;

/// The generator of one game.
#[derive(Debug)]
pub struct Rng {
    seed: u64,
    generator: ChaCha8Rng,
}

impl Clone for Rng {
    fn clone(&self) -> Self {
        let mut rng = Self::new(self.seed);
        rng.generator.set_word_pos(self.generator.get_word_pos());
        rng
    }
}

impl Rng {
    /// The generator that `seed` makes.
    pub fn new(seed: u64) -> Self {
        Self { seed, generator: ChaCha8Rng::seed_from_u64(seed) }
    }

    /// A number from 0 up to, and without, 1.
    pub fn unit(&mut self) -> f32 {
        // The 24 bits that an f32 holds exactly.
        (self.generator.next_u32() >> 8) as f32 / 16_777_216.0
    }

    /// A number from `low` to `high`.
    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * self.unit()
    }

    /// A whole number below `count`; 0 where `count` is 0.
    pub fn below(&mut self, count: u32) -> u32 {
        ((u64::from(self.generator.next_u32()) * u64::from(count)) >> 32) as u32
    }

    /// True with the probability `chance`, from 0 (never) to 1 (always).
    pub fn chance(&mut self, chance: f32) -> bool {
        self.unit() < chance
    }

    /// Draws an index into `weights`, each as likely as its weight; none where all weights are 0.
    pub fn weighted(&mut self, weights: impl Iterator<Item = u32> + Clone) -> Option<usize> {
        let mut drawn = self.below(weights.clone().sum());
        for (index, weight) in weights.enumerate() {
            if drawn < weight {
                return Some(index);
            }
            drawn -= weight;
        }
        None
    }

    pub(crate) fn fold(&self, hash: &mut StateHash) {
        let Self { seed, generator } = self;
        hash.long(*seed);
        hash.long(generator.get_word_pos() as u64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_draws_these_numbers_on_every_platform() {
        let mut rng = Rng::new(7);
        let drawn: Vec<u32> = (0..6).map(|_| rng.below(1000)).collect();
        assert_eq!(drawn, [140, 157, 182, 167, 270, 704]);
    }

    #[test]
    fn a_copy_draws_the_same_numbers() {
        let mut rng = Rng::new(7);
        rng.unit();
        let mut copy = rng.clone();
        assert_eq!([copy.below(1000), copy.below(1000)], [rng.below(1000), rng.below(1000)]);
    }

    #[test]
    fn a_unit_is_never_one() {
        let mut rng = Rng::new(1);
        assert!((0..100_000).map(|_| rng.unit()).all(|unit| (0.0..1.0).contains(&unit)));
    }

    #[test]
    fn weights_are_kept() {
        let mut rng = Rng::new(3);
        let mut counts = [0; 3];
        for _ in 0..4000 {
            counts[rng.weighted([1, 0, 3].into_iter()).unwrap()] += 1;
        }
        assert!((900..1100).contains(&counts[0]), "{counts:?}");
        assert_eq!(counts[1], 0);
    }

    #[test]
    fn no_weight_draws_nothing() {
        assert_eq!(Rng::new(1).weighted([0, 0].into_iter()), None);
    }
}
