//! The `GDExtension` `shoot_the_creeps`: one Godot class a file, each beside its scene in `godot-project/scenes`.
//!
//! The classes are thin: they read input, ask [`creeps_rules`] or step [`creeps_sim`], move nodes and emit signals. A signal goes up, a
//! call goes down. Folders are what a player sees (`app`, `classic`, `arcade`, `ui`) and what that stands on (`flow`, `system`,
//! `dev`).

mod app;
mod arcade;
mod classic;
mod dev;
mod entry_point;
mod flow;
mod system;
mod ui;
