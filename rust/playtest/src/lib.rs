//! Plays the real game in the real engine, for the tests in `tests/`.
//!
//! A [`Run`] starts headless Godot with an input script and returns an [`Outcome`]: the game's trace and the engine's output. An error, a
//! warning or a leak in the output fails the run. On Linux, [`window`] plays in a real window. [`web`] plays a web export in a
//! [`browser`].
//!
//! The tests need the built extension: `cargo xtask test` builds it first.

pub mod browser;
pub mod color;
#[cfg(target_os = "linux")]
pub mod editor;
#[cfg(target_os = "linux")]
pub mod exported;
pub mod flashes;
pub mod game_process;
pub mod inputs;
pub mod live;
pub mod menu;
pub mod outcome;
pub mod page_export;
pub mod project;
pub mod run;
pub mod screenshot;
pub mod web;
#[cfg(target_os = "linux")]
pub mod window;
#[cfg(target_os = "linux")]
mod x_screen;

pub use outcome::Outcome;
pub use run::Run;
