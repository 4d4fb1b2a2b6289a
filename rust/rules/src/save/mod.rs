//! What outlives a game: high scores and replays, and when they are saved.

pub mod autosave;
pub mod best_scores;
pub mod high_scores;
pub mod name_entry;
pub mod replay_files;
pub mod results;
