//! What is fuzzed, and what must hold: shared by the libFuzzer targets in `fuzz/` and the driver for stable Rust, `creeps-fuzz`.
//!
//! | module | is |
//! |---|---|
//! | [`targets`] | the targets: each reads bytes, and panics where something does not hold that must |
//! | [`ruleset`] | makes a legal ruleset of any bytes |
//! | [`mutate`] | changes an input, by what is in others of its kind |
//! | [`corpus`] | the inputs that are kept |

pub mod corpus;
pub mod mutate;
pub mod ruleset;
pub mod targets;
