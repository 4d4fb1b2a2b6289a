//! User interface of every mode: where things are in the window, score, messages, notices, the pause, the results, translated texts,
//! fingers, and pages that fit every window.

pub mod background;
pub mod fit;
pub mod hud;
pub mod layout;
pub mod pause_screen;
pub mod results_card;
pub mod scroll;
pub mod text;
pub mod touch;
pub mod touch_buttons;
