//! Tools for the Godot editor, which the add-on `ruleset_editor` puts into it. Exports are built without the feature `editor`, so they
//! have none of this.

pub mod ron_checker;
pub mod ruleset_preview;
