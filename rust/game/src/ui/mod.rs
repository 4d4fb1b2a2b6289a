//! User interface of every mode: score, messages, notices, the pause, the results, buttons for fingers, and pages that fit every window.

pub mod fit;
pub mod high_scores;
pub mod hud;
pub mod name_row;
pub mod pause_screen;
pub mod replay_bar;
pub mod replays;
pub mod results_card;
pub mod scroll;
pub mod touch_buttons;
