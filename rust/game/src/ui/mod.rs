//! User interface of every mode: score, messages, notices, the pause, translated texts, and buttons for fingers.

pub mod hud;
pub mod pause_screen;
pub mod text;
pub mod touch_buttons;
