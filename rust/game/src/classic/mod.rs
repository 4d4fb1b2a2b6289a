//! Classic, the tutorial's game: its four classes, and the file of its numbers.

pub mod bullet;
pub mod field;
pub mod main_scene;
pub mod mob;
pub mod player;
pub mod tuning_file;
