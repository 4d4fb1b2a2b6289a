//! What the game needs from the operating system: files, arguments, languages, input events, the window, signals.

pub mod command_line;
pub mod files;
pub mod input;
pub mod languages;
pub mod signals;
pub mod window;
