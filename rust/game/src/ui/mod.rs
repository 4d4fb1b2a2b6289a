//! User interface of every mode: where things are in the window, score, messages, notices, the pause, the options, the results, high
//! scores, replays, prompts, translated texts, fingers, and pages that fit every window.

pub mod background;
pub mod binding_row;
pub mod first_hints;
pub mod fit;
pub mod high_scores;
pub mod hud;
pub mod layout;
pub mod mods_page;
pub mod name_row;
pub mod option_row;
pub mod options_menu;
pub mod pause_screen;
pub mod placeholder;
pub mod prompts;
pub mod replay_bar;
pub mod replays;
pub mod results_card;
pub mod rows;
pub mod scroll;
pub mod text;
pub mod text_size;
pub mod touch;
pub mod touch_buttons;
