//! What the game needs from the operating system: files, arguments, input events, the window, signals.

pub mod command_line;
pub mod file_exchange;
pub mod files;
pub mod input;
pub mod signals;
pub mod window;
