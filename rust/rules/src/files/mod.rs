//! RON files that a person edits: how they are read, what their numbers may be, and what their errors say.

pub mod feel;
pub mod limits;
mod ron_field_path;
pub mod ron_file;
mod ron_number;
pub mod sprite_atlas;
pub mod svg;
