//! What the game needs from the operating system: files, arguments, languages, input events, the page in a browser, settings, the window, signals.

pub mod command_line;
pub mod device;
pub mod file_exchange;
pub mod files;
pub mod input;
pub mod input_map;
pub mod languages;
pub mod late_music;
pub mod page;
pub mod settings;
pub mod signals;
pub mod vector_art;
pub mod window;
