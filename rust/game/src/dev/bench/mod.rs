//! The designs that `cargo xtask bench` compares with the game's own scenes. Only built with the feature `bench`, never exported.
//!
//! `godot-project/bench` runs them; `docs/benchmark.md` explains the comparison.

mod servers;
mod simulation;
