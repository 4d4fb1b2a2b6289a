//! Classic, the tutorial's game: its four classes, and its tuning file.

pub mod bullet;
pub mod main_scene;
pub mod mob;
pub mod player;
pub mod playfield;
pub mod tuning_file;
