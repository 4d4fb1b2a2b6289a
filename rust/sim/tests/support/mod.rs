//! What the tests share: rulesets, and players who press at random.
#![allow(dead_code)] // each test file uses what it needs

use std::path::Path;
use std::sync::Arc;

use creeps_sim::{Input, Ruleset};
use rand::rngs::ChaCha8Rng;
use rand::{Rng, SeedableRng};

/// One of the game's modes.
pub fn ruleset(name: &str) -> Ruleset {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../godot-project/config")
        .join(name)
        .with_extension("ron");
    let bytes = std::fs::read(&path).expect("the file is part of the checkout");
    Ruleset::read(name, &bytes).unwrap_or_else(|error| panic!("{error}"))
}

/// The mode that the golden hashes are made with. It has a bit of everything, and no tuning touches it.
pub fn golden_ruleset() -> Arc<Ruleset> {
    Arc::new(
        Ruleset::read("golden.ron", include_bytes!("../golden.ron"))
            .unwrap_or_else(|error| panic!("{error}")),
    )
}

/// Someone who presses at random, and holds what they pressed for a while.
pub struct Monkey {
    rng: ChaCha8Rng,
    input: Input,
    left: u32,
}

impl Monkey {
    /// The monkey of a seed.
    pub fn new(seed: u64) -> Self {
        Self { rng: ChaCha8Rng::seed_from_u64(seed), input: Input::default(), left: 0 }
    }

    /// What it does next.
    pub fn play(&mut self) -> Input {
        if self.left == 0 {
            let drawn = self.rng.next_u32();
            self.left = 1 + drawn % 40;
            let steer = ((drawn >> 8 & 0xff) as u8).cast_signed();
            self.input =
                Input { steer, fire: drawn >> 16 & 7 != 0, bomb: (drawn >> 24).trailing_zeros() >= 4 };
        }
        self.left -= 1;
        self.input
    }
}
