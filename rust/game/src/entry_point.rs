//! Where Godot enters the library.
#![allow(unsafe_code)] // the one place: what a GDExtension's entry point is

use godot::prelude::*;

struct ShootTheCreeps;

// SAFETY: the library has no other entry point.
#[gdextension]
unsafe impl ExtensionLibrary for ShootTheCreeps {}
