//! What outlives a game: best scores and replays, and when they are saved.

pub mod autosave;
pub mod best_scores;
pub mod replay_files;
