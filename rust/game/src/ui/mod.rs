//! User interface of every mode: score, messages, notices, the pause, the results, translated texts, buttons for fingers, and pages that
//! fit every window.

pub mod fit;
pub mod hud;
pub mod pause_screen;
pub mod results_card;
pub mod scroll;
pub mod text;
pub mod touch_buttons;
