//! Classic, the tutorial's game: its numbers, its creeps, and how the computer plays it.

pub mod autopilot;
pub mod creep;
pub mod spawner;
pub mod tuning;
