//! What the player's hands mean: keys, gamepads and fingers.

pub mod controls;
pub mod playback;
pub mod press_guard;
pub mod ship_prediction;
pub mod touch;
