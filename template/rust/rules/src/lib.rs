//! What the game decides without the engine. Nothing here names Godot, so the tests take milliseconds.

mod game;
mod rock;
mod ship;

pub use game::Game;
pub use rock::{Rock, Spawner};
pub use ship::{Gun, moved};

/// Width and height of the playfield, in px.
pub const PLAYFIELD: (f32, f32) = (480.0, 720.0);
/// Time is counted in ticks: Godot's physics steps, 60 a second.
pub const TICKS_PER_SECOND: u32 = 60;
