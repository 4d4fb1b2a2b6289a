//! What `cargo xtask bench` measures besides the game's own scenes. Built with the feature `bench` alone, never exported.
//!
//! `godot-project/bench` drives it, and `docs/benchmark.md` tells what is compared.

mod servers;
mod simulation;
