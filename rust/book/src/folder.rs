//! Writes a reader's folder.

use std::fs;
use std::io;
use std::path::Path;

use crate::project::Files;

/// Writes the files, and the pictures that chapter 1 has its reader copy from the repository in `root`.
///
/// Files that already have their text stay untouched, because cargo and Godot go by the time.
///
/// # Errors
/// The folder can't be written.
pub fn write(root: &Path, folder: &Path, files: &Files) -> io::Result<()> {
    for (path, text) in files {
        write_file(&folder.join(path), text)?;
    }
    for picture in fs::read_dir(root.join("godot-project/assets/art"))? {
        let picture = picture?.path();
        let name = picture.file_name().unwrap_or_default().to_string_lossy();
        let is_copied = name.starts_with("player_") || name.starts_with("creep_");
        if is_copied && name.ends_with(".svg") {
            write_file(&folder.join("godot/art").join(&*name), &fs::read_to_string(&picture)?)?;
        }
    }
    Ok(())
}

fn write_file(path: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    fs::write(path, text)
}
