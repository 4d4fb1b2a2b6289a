//! Arcade and Horde: the scene that steps the simulation, shows it and makes it heard.

pub mod arcade_scene;
pub mod effects;
pub mod game;
pub mod hands;
pub mod looks;
pub mod mode_file;
pub mod picture;
pub mod pop_ups;
pub mod recording;
pub mod shake;
pub mod sheet;
pub mod sounds;
pub mod stage_hud;
pub mod stopwatch;
