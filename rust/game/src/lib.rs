//! The `GDExtension` `shoot_the_creeps`: one Godot class a file, each beside its scene in `godot-project/scenes`.
//!
//! The classes are thin: they read input, ask [`creeps_rules`] or step [`creeps_sim`], move nodes and emit signals. A signal goes up, a call goes down.

mod autopilot;
#[cfg(feature = "bench")]
mod bench;
mod best_file;
mod bullet;
mod command_line;
mod director;
mod entry_point;
mod field;
mod files;
mod game_flow;
mod hud;
mod input;
mod main_scene;
mod mob;
mod pause_screen;
mod player;
mod shell;
mod shell_menu;
mod signals;
mod stage;
mod tape_deck;
mod taps;
mod trace;
mod tuning_file;
mod window;
