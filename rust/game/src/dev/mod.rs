//! For tests and developers: input scripts, traces, the autopilot, frame times, the benchmark.

pub mod allocations;
pub mod autopilot;
#[cfg(feature = "bench")]
pub mod bench;
pub mod frame_times;
pub mod input_player;
pub mod run_harness;
pub mod trace;
