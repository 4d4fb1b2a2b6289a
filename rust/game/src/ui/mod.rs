//! User interface of every mode: score, messages, notices, the pause, the results, translated texts, and buttons for fingers.

pub mod hud;
pub mod pause_screen;
pub mod results_card;
pub mod text;
pub mod touch_buttons;
