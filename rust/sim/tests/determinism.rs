//! The same mode, seed and inputs give the same game: again, and from a copy. That they do on every platform is in `golden.rs`.

mod support;

use std::sync::Arc;

use creeps_sim::{Difficulty, Input, Sim};
use proptest::prelude::*;
use support::{Monkey, golden_ruleset, ruleset};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_same_inputs_lead_to_the_same_events_and_states(seed: u64, horde: bool) {
        let ruleset = Arc::new(ruleset(if horde { "horde" } else { "arcade" }));
        let [mut one, mut two] = [(); 2].map(|()| Sim::new(&ruleset, Difficulty::Normal, seed));
        let mut monkey = Monkey::new(seed);
        for _ in 0..2500 {
            let input = monkey.play();
            prop_assert_eq!(one.step(input), two.step(input));
        }
        prop_assert_eq!(one.hash(), two.hash());
    }

    #[test]
    fn a_copy_goes_on_as_the_original_does(seed: u64, when in 1u32..3000) {
        let mut sim = Sim::new(&golden_ruleset(), Difficulty::Hard, seed);
        let mut monkey = Monkey::new(seed);
        for _ in 0..when {
            sim.step(monkey.play());
        }
        let mut copy = sim.clone();
        prop_assert_eq!(copy.hash(), sim.hash());
        for _ in 0..600 {
            let input = monkey.play();
            prop_assert_eq!(copy.step(input), sim.step(input));
            prop_assert_eq!(copy.hash(), sim.hash());
        }
    }

    #[test]
    fn one_other_input_is_seen_in_the_hash(seed: u64, when in 200u32..1500) {
        let mut sim = Sim::new(&golden_ruleset(), Difficulty::Normal, seed);
        for _ in 0..when {
            sim.step(Input::default());
        }
        let mut other = sim.clone();
        sim.step(Input { steer: 1, ..Input::default() });
        other.step(Input { steer: 2, ..Input::default() });
        prop_assert!(sim.is_over() || sim.hash() != other.hash());
    }
}
