//! What every mode shows of itself: score, messages, notices, the pause; and what buttons hear.

pub mod hud;
pub mod pause_screen;
pub mod taps;
