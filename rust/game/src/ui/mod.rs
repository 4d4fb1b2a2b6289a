//! User interface of every mode: score, messages, notices, the pause, the results, and buttons for fingers.

pub mod hud;
pub mod pause_screen;
pub mod results_card;
pub mod touch_buttons;
