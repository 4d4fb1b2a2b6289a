//! User interface of every mode: where things are in the window, score, messages, notices, the pause, the results, and fingers.

pub mod background;
pub mod hud;
pub mod layout;
pub mod pause_screen;
pub mod results_card;
pub mod touch;
pub mod touch_buttons;
