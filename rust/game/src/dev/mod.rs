//! For tests and developers: input scripts, traces, the autopilot, the benchmark.

pub mod autopilot;
#[cfg(feature = "bench")]
pub mod bench;
pub mod input_player;
pub mod run_harness;
pub mod trace;
