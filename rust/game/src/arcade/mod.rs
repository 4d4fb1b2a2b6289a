//! Arcade and Horde: steps the simulation, draws it and plays its sounds.

pub mod arcade_hud;
pub mod arcade_scene;
pub mod camera_shake;
pub mod effects;
pub mod feel_file;
pub mod game;
pub mod input_source;
pub mod mod_library;
pub mod music;
pub mod playfield_view;
pub mod pop_ups;
pub mod power_up_text;
pub mod recoil;
pub mod recording;
pub mod replay_library;
pub mod replay_player;
pub mod ruleset_file;
pub mod scraps;
pub mod sounds;
pub mod sprite_batch;
pub mod sprites;
pub mod stopwatch;
