//! What the modes have in common: screens, seed, best score, pause and notices.

pub mod best_file;
pub mod game_flow;
