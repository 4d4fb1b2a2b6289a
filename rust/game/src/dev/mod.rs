//! For tests and developers: input scripts, traces, the computer as a player, the benchmark.

pub mod autopilot;
#[cfg(feature = "bench")]
pub mod bench;
pub mod director;
pub mod tape_deck;
pub mod trace;
