//! What every mode shares: the state machine, the seed, the best score, the pause and the notices.

pub mod best_score_file;
pub mod game_flow;
