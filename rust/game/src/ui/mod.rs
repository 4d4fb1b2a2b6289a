//! User interface of every mode: score, messages, notices, the pause, and buttons for fingers.

pub mod hud;
pub mod pause_screen;
pub mod touch_buttons;
