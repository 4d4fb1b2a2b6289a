//! The `GDExtension` `shoot_the_creeps`: Rust classes for the scenes in `godot-project/scenes`. One Godot class per file; scene and file
//! have the same folder and name.
//!
//! The classes are thin: they read input, ask [`creeps_rules`] or step [`creeps_sim`], move nodes and emit signals. Signals go up the
//! tree, calls go down.
//!
//! | folder | has |
//! |---|---|
//! | `app` | the root scene and the menu |
//! | `classic` | the tutorial's game |
//! | `arcade` | Arcade and Horde |
//! | `ui` | HUD, pause and touch buttons of every mode |
//! | `flow` | what every mode shares: state machine, seed, best score, pause, notices |
//! | `system` | files, command line, languages, input events, the window, signals of the operating system |
//! | `editor` | tools for the Godot editor: not in exports |
//! | `dev` | input scripts, traces, the autopilot, the benchmark |

mod app;
mod arcade;
mod classic;
mod dev;
#[cfg(feature = "editor")]
mod editor;
mod entry_point;
mod flow;
mod system;
mod ui;
