//! What outlives a game: high scores and replays, when they are saved, and where.

pub mod autosave;
pub mod best_scores;
#[cfg(not(target_family = "wasm"))]
pub mod disk;
pub mod high_scores;
pub mod name_entry;
pub mod replay_file;
pub mod replay_files;
pub mod results;
pub mod score_file;
pub mod store;
