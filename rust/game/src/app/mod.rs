//! The application around the modes: the menu, and the scene of the mode that was chosen.

pub mod shell;
pub mod shell_menu;
