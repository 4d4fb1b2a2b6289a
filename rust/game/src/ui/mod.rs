//! User interface of every mode: score, messages, notices, the pause, the options, the results, prompts, and buttons for fingers.

pub mod binding_row;
pub mod hud;
pub mod option_row;
pub mod options_menu;
pub mod pause_screen;
pub mod prompts;
pub mod results_card;
pub mod text_size;
pub mod touch_buttons;
