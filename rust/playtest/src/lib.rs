//! Plays the real game in the real engine, for the tests in `tests/`.
//!
//! A [`Run`] starts headless Godot with a tape (what is pressed when) and gets back an [`Outcome`]: the game's trace and the
//! engine's output, in which an error, a warning or a leak fails the run. On Linux, [`window`] plays in a real window.
//! [`web`] plays a web export in a [`browser`].
//!
//! The tests need the extension built: `cargo xtask test` does that first.

pub mod browser;
#[cfg(target_os = "linux")]
pub mod editor;
#[cfg(target_os = "linux")]
pub mod exported;
pub mod game;
pub mod live;
pub mod outcome;
pub mod project;
pub mod run;
pub mod screenshot;
pub mod tape;
pub mod web;
#[cfg(target_os = "linux")]
pub mod window;

pub use outcome::Outcome;
pub use run::Run;
