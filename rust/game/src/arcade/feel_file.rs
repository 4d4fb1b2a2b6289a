//! `config/feel.ron`, or the player's own `user://feel.ron`.

use creeps_rules::feel::Feel;
use creeps_rules::ron_file::{FileError, MAX_BYTES};
use godot::classes::FileAccess;

use crate::system::files;

const OWN: &str = "user://feel.ron";
const SHIPPED: &str = "res://config/feel.ron";

/// Reads the player's own file if there is one, or the shipped one.
///
/// # Errors
/// The file can't be read, or has something that is not allowed.
pub fn read() -> Result<Feel, FileError> {
    let path = if FileAccess::file_exists(OWN) { OWN } else { SHIPPED };
    Feel::read(&files::display_path(path), &files::read(path, MAX_BYTES)?)
}
