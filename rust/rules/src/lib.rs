//! The rules of Shoot the Creeps that need no engine. Nothing in this crate names Godot.
//!
//! Folders group the modules by subject; every module is public under its own name.
//!
//! | folder | module | decides |
//! |---|---|---|
//! | – | [`game_mode`] | which games there are: Classic, Arcade, Horde, mods |
//! | – | [`sound`] | which sounds there are |
//! | – | [`language`] | which language suits a player, and how it writes numbers |
//! | – | [`screen`] | which screen follows which (the state machine of a game) |
//! | – | [`menu`] | which page of the menu follows which |
//! | – | [`hints`] | which hint the first game shows |
//! | – | [`daily`] | the seed of the daily challenge |
//! | – | [`settings`] | what the player may choose in the options, and which key does what |
//! | – | [`flash_budget`] | how many large flashes there may be in a second |
//! | – | [`particles`] | how flashes, rings and shards fly and fade |
//! | – | [`sky`] | where the stars are, and what is around the playfield |
//! | – | [`sprites`] | how the engine is given thousands of sprites |
//! | – | [`time`] | how many ticks a duration lasts |
//! | – | [`layout`] | where the playfield and the HUD are in a window of any size, and how large text is |
//! | – | [`window`] | how large the window is when it opens |
//! | `classic` | [`tuning`] | every number of Classic that a person may change, with its range |
//! | | [`spawner`], [`creep`] | which creep spawns next, where, and how fast |
//! | | [`autopilot`] | how the computer plays Classic |
//! | `input` | [`controls`], [`touch`] | how keys, gamepads and fingers become a command for the ship |
//! | | [`playback`] | how a replay is watched |
//! | | [`press_guard`] | which presses count at the end of a game |
//! | `save` | [`high_scores`] | the ten best games of each mode and difficulty, and which games count |
//! | | [`best_scores`] | the best score of each mode in the file of earlier versions |
//! | | [`results`] | the numbers of a game that its card shows |
//! | | [`name_entry`] | how a name is entered |
//! | | [`autosave`] | when a running game is saved |
//! | | [`replay_files`] | how replay files are named, and which are kept |
//! | | [`store`], `disk` | where a player's files are, and how they survive a kill |
//! | | [`score_file`], [`replay_file`] | how the tables, and the replay of a running game, are saved |
//! | `files` | [`ron_file`] | how a RON file is read, and what its errors say |
//! | | [`limits`] | which numbers a RON file may hold |
//! | | [`feel`] | how it feels to shoot and to be hit in Arcade and Horde: recoil, shake, rumble and so on |
//! | | [`sprite_atlas`] | which cells of which picture each sprite of Arcade and Horde is |
//! | `mods` | [`mod_files`] | which files a mod has, and which archives are refused |
//! | | [`mod_info`] | what a mod says of its title, sounds and music |
//! | | [`mod_id`] | how tables and replays know a mod |
//! | | [`picture`], [`recording`] | how large a mod's pictures are, and how long its sounds |
//! | `dev` | [`arguments`] | the game's command line |
//! | | [`input_script`] | what a test presses, and when |
//! | | [`trace`] | what a test reads back |
//! | | [`frame_times`] | how even the frames of a run were |

/// The examples in the README are tested, too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod classic;
pub mod daily;
mod dev;
mod files;
pub mod flash_budget;
pub mod game_mode;
pub mod hints;
mod input;
pub mod language;
pub mod layout;
pub mod menu;
mod mods;
pub mod particles;
mod save;
pub mod screen;
pub mod settings;
pub mod sky;
pub mod sound;
pub mod sprites;
pub mod time;
pub mod window;

pub use classic::{autopilot, creep, spawner, tuning};
pub use dev::{arguments, frame_times, input_script, trace};
pub use files::{feel, limits, ron_file, sprite_atlas, svg};
pub use input::{controls, playback, press_guard, ship_prediction, touch};
pub use mods::{mod_files, mod_id, mod_info, picture, recording};
#[cfg(not(target_family = "wasm"))]
pub use save::disk;
pub use save::{
    autosave, best_scores, high_scores, name_entry, replay_file, replay_files, results, score_file, store,
};

pub use creep::Creep;
pub use game_mode::GameMode;
pub use screen::Screen;
pub use settings::Settings;
pub use spawner::Spawner;
pub use tuning::Tuning;

/// Width and height of the playfield, in px: the tutorial's window.
pub const FIELD: (f32, f32) = (480.0, 720.0);
