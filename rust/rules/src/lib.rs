//! Decides everything in Shoot the Creeps that needs no engine: nothing here names Godot.
//!
//! | module | decides |
//! |---|---|
//! | [`tuning`] | every number a person may change, with its limits |
//! | [`limits`] | what those numbers may be |
//! | [`spawner`], [`creep`] | which creep comes next, where, and how fast |
//! | [`screen`] | which screen follows which |
//! | [`window`] | how large the window is when it opens |
//! | [`time`] | how many ticks a duration lasts |
//! | [`controls`], [`touch`] | what held keys and fingers mean |
//! | [`best`] | what is kept of the best scores |
//! | [`autosave`] | when a game is saved while it is played |
//! | [`replay_files`] | how replay files are named, and which are kept |
//! | [`autopilot`] | how the computer plays |
//! | [`arguments`] | what the game's command line says |
//! | [`tape`], [`trace`] | what goes into a tested run, and what came out of it |
//! | [`ron_file`] | how a RON file is read, and how its errors read |

pub mod arguments;
pub mod autopilot;
pub mod autosave;
pub mod best;
pub mod controls;
pub mod creep;
pub mod limits;
pub mod replay_files;
mod ron_field;
pub mod ron_file;
mod ron_number;
pub mod screen;
pub mod spawner;
pub mod sprite_atlas;
pub mod tape;
pub mod time;
pub mod touch;
pub mod trace;
pub mod tuning;
pub mod window;

pub use creep::Creep;
pub use screen::Screen;
pub use spawner::Spawner;
pub use tuning::Tuning;

/// The playing field: width and height in px, the tutorial's window.
pub const FIELD: (f32, f32) = (480.0, 720.0);
