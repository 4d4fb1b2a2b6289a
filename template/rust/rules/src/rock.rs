//! Rocks, and when they come.

use fastrand::Rng;

use crate::{PLAYFIELD, TICKS_PER_SECOND};

/// Ticks between two rocks: at the start of a game, and at the least.
const INTERVAL: (u32, u32) = (45, 14);

/// A rock, as it comes: lengths in px, its speed in px/s, its spin in radians/s. `x` is its center.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rock {
    pub x: f32,
    pub radius: f32,
    pub speed: f32,
    pub spin: f32,
    pub points: u32,
}

/// Sends rocks, ever more and ever faster ones.
#[derive(Debug)]
pub struct Spawner {
    rng: Rng,
    /// Ticks since the start of the game.
    age: u32,
    /// Ticks until the next rock.
    wait: u32,
}

impl Spawner {
    /// For one game. The same seed sends the same rocks.
    pub fn new(seed: u64) -> Self {
        Self { rng: Rng::with_seed(seed), age: 0, wait: INTERVAL.0 }
    }

    /// Call once per tick. Gives the rock that comes in this tick, if one does.
    pub fn tick(&mut self) -> Option<Rock> {
        self.age += 1;
        self.wait -= 1;
        if self.wait > 0 {
            return None;
        }
        let seconds = self.age / TICKS_PER_SECOND;
        self.wait = INTERVAL.0.saturating_sub(seconds / 2).max(INTERVAL.1);
        // Small rocks are fast and worth more, and after 100 s all are twice as fast.
        let size = self.rng.f32();
        let radius = 16.0 + 26.0 * size;
        Some(Rock {
            x: radius + self.rng.f32() * (PLAYFIELD.0 - 2.0 * radius),
            radius,
            speed: (260.0 - 130.0 * size) * (1.0 + seconds.min(100) as f32 / 100.0),
            spin: 4.0 * self.rng.f32() - 2.0,
            points: if size < 0.3 { 30 } else { 10 },
        })
    }
}

#[test]
fn the_same_seed_sends_the_same_rocks_and_ever_more_of_them() {
    let rocks = |seed, ticks| {
        let mut spawner = Spawner::new(seed);
        (0..ticks).filter_map(|_| spawner.tick()).collect::<Vec<_>>()
    };
    assert_eq!(rocks(7, 1000), rocks(7, 1000));
    assert_ne!(rocks(7, 1000), rocks(8, 1000));
    assert!(rocks(7, 4000).len() > 2 * rocks(7, 2000).len());
}
