//! The entry point of the `GDExtension`.
#![allow(unsafe_code)] // the only place: Godot requires an unsafe impl

use godot::prelude::*;

struct ShootTheCreeps;

// SAFETY: the library has no other entry point.
#[gdextension]
unsafe impl ExtensionLibrary for ShootTheCreeps {}
