//! Finds and reads mode files.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use creeps_sim::{Mode, replay};

/// Where a mode's file is: `name` is one of the game's modes, or a path.
pub fn mode_path(name: &str) -> PathBuf {
    if Path::new(name).extension().is_some() { name.into() } else { own_mode_path(name) }
}

/// Where the game's own mode of this name has its file; none for a name that is no plain word, as a hostile replay's.
pub fn replayed_mode_path(name: &str) -> Option<PathBuf> {
    name.chars().all(char::is_alphanumeric).then(|| own_mode_path(name))
}

fn own_mode_path(name: &str) -> PathBuf {
    // The repository that this program was built from.
    let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../godot-project/config");
    config.join(name.to_lowercase()).with_extension("ron")
}

/// Reads a mode file.
pub fn read_mode(path: &Path) -> Result<Arc<Mode>> {
    let shown = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let bytes = std::fs::read(path).with_context(|| {
        format!("{} can't be read; name a mode (arcade, horde) or a mode file (.ron)", shown.display())
    })?;
    Ok(Arc::new(Mode::read(&shown.display().to_string(), &bytes)?))
}

/// Reads a replay file, or as much of it as tells that it is too long for one.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = vec![];
    let file = File::open(path).with_context(|| format!("{} can't be opened", path.display()))?;
    let most = replay::MOST_BYTES as u64 + 1;
    file.take(most).read_to_end(&mut bytes).with_context(|| format!("{} can't be read", path.display()))?;
    Ok(bytes)
}
