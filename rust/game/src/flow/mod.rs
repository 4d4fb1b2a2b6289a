//! What every mode shares: the state machine, the seed, the high scores, the pause and the notices.

pub mod game_flow;
pub mod high_score_file;
