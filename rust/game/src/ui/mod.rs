//! User interface of every mode: where things are in the window, score, messages, notices, the pause, and fingers.

pub mod background;
pub mod hud;
pub mod layout;
pub mod page_box;
pub mod pause_screen;
pub mod touch;
pub mod touch_buttons;
