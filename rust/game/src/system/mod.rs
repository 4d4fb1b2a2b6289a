//! What the game asks of the system: files, arguments, input, the window, signals.

pub mod command_line;
pub mod files;
pub mod input;
pub mod signals;
pub mod window;
