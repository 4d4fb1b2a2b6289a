//! The Godot classes, one per scene. They read input, ask the rules, move nodes and emit signals.

mod bullet;
mod main_scene;
mod player;
mod rock;

use godot::prelude::*;

struct Extension;

// SAFETY: the library has no other entry point.
#[gdextension]
unsafe impl ExtensionLibrary for Extension {}
