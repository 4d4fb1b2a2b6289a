//! Spawns Classic's creeps: the only user of the random number generator (RNG) in Classic.

use rand::rngs::{ChaCha8Rng, SysRng};
use rand::{RngExt, SeedableRng, TryRng};

use crate::Creep;
use crate::tuning::SpeedRange;

/// The next creep to spawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spawn {
    /// Its kind.
    pub creep: Creep,
    /// Its start position along the spawn path, from 0 (left) to 1 (right).
    pub progress: f32,
    /// Its speed, in px/s.
    pub speed: f32,
}

/// A random seed, for a game whose seed nobody chose.
pub fn any_seed() -> u64 {
    // A system without random numbers gets the same game every time, which is better than none.
    SysRng.try_next_u64().unwrap_or_default()
}

/// Draws creeps from a seeded RNG. The same seed draws the same creeps on every platform.
#[derive(Debug)]
pub struct Spawner {
    rng: ChaCha8Rng,
}

impl Spawner {
    /// A spawner for one game.
    pub fn new(seed: u64) -> Self {
        Self { rng: ChaCha8Rng::seed_from_u64(seed) }
    }

    /// Draws the next creep, its speed from `speeds`.
    pub fn next(&mut self, speeds: SpeedRange) -> Spawn {
        // Each draw takes 32 random bits, whatever the tuning says, so a changed number changes no other draw.
        let creep = Creep::ALL[self.rng.random_range(0..Creep::ALL.len() as u32) as usize];
        let progress = self.rng.random::<f32>();
        let speed = speeds.min + (speeds.max - speeds.min) * self.rng.random::<f32>();
        Spawn { creep, progress, speed }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Tuning;

    fn draw(seed: u64, count: usize) -> Vec<Spawn> {
        let speeds = Tuning::default().mob.speed;
        let mut spawner = Spawner::new(seed);
        (0..count).map(|_| spawner.next(speeds)).collect()
    }

    #[test]
    fn a_seed_draws_these_creeps_on_every_platform() {
        let first: Vec<String> = draw(7, 3)
            .iter()
            .map(|spawn| format!("{:?} {:.6} {:.4}", spawn.creep, spawn.progress, spawn.speed))
            .collect();
        assert_eq!(first, ["Fly 0.157796 168.2055", "Fly 0.270089 220.4276", "Fly 0.726741 157.1165"]);
    }

    #[test]
    fn every_kind_spawns_about_equally_often() {
        let spawns = draw(1, 3000);
        for creep in Creep::ALL {
            let count = spawns.iter().filter(|spawn| spawn.creep == creep).count();
            assert!((850..1150).contains(&count), "{creep:?} spawned {count} times in 3000");
        }
    }

    #[test]
    fn the_whole_path_and_the_whole_speed_range_are_used() {
        let spawns = draw(2, 3000);
        let tenths = |value: fn(&Spawn) -> f32| {
            let mut hit = [false; 10];
            for spawn in &spawns {
                hit[(value(spawn) * 10.0) as usize] = true;
            }
            hit
        };
        assert_eq!(tenths(|spawn| spawn.progress), [true; 10]);
        assert_eq!(tenths(|spawn| (spawn.speed - 150.0) / 100.001), [true; 10]);
    }

    proptest! {
        #[test]
        fn a_seed_repeats_its_creeps(seed: u64) {
            prop_assert_eq!(draw(seed, 50), draw(seed, 50));
        }

        #[test]
        fn another_seed_draws_other_creeps(seed: u64) {
            prop_assert_ne!(draw(seed, 20), draw(seed.wrapping_add(1), 20));
        }

        #[test]
        fn a_speed_lies_within_the_tuned_range(seed: u64, min in 10.0f32..1000.0, more in 0.0f32..500.0) {
            let speeds = SpeedRange { min, max: min + more };
            let spawn = Spawner::new(seed).next(speeds);
            prop_assert!((speeds.min..=speeds.max).contains(&spawn.speed));
        }

        #[test]
        fn retuned_speeds_leave_the_other_draws_alone(seed: u64) {
            let (mut slow, mut fast) = (Spawner::new(seed), Spawner::new(seed));
            for _ in 0..20 {
                let slow = slow.next(SpeedRange { min: 10.0, max: 20.0 });
                let fast = fast.next(SpeedRange { min: 500.0, max: 1000.0 });
                prop_assert_eq!((slow.creep, slow.progress), (fast.creep, fast.progress));
            }
        }
    }
}
