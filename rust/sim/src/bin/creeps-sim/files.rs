//! Finds and reads rulesets and replays.

use std::fmt::Display;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};
use creeps_rules::mod_files::{MAX_ZIP_BYTES, ModFiles};
use creeps_rules::ron_file::MAX_BYTES as MAX_RULESET_BYTES;
use creeps_rules::sprite_atlas::SpriteAtlas;
use creeps_sim::{Mod, Ruleset, replay};

/// Where a ruleset's file is: `name` is one of the game's modes, or the path of a ruleset or a mod.
pub fn ruleset_path(name: &str) -> PathBuf {
    let path = Path::new(name);
    if path.extension().is_some() || path.is_dir() { path.into() } else { own_ruleset_path(name) }
}

/// Whether a path is that of a mod: a folder or a zip file.
pub fn is_mod(path: &Path) -> bool {
    path.is_dir() || path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"))
}

/// Reads a mod from a folder or a zip file.
pub fn read_mod(path: &Path) -> Result<Mod> {
    let files = if path.is_dir() {
        ModFiles::from_folder(path)?
    } else {
        ModFiles::from_zip(&path.display().to_string(), &read(path, MAX_ZIP_BYTES)?)?
    };
    Ok(Mod::read(files, &read_atlas()?)?)
}

/// Reads the game's own sprite atlas, of the repository that this program was built from.
pub fn read_atlas() -> Result<SpriteAtlas> {
    let atlas = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../godot-project/assets/art/arcade/atlas.ron");
    Ok(SpriteAtlas::read(&atlas.display().to_string(), &read(&atlas, MAX_RULESET_BYTES)?)?)
}

fn own_ruleset_path(name: &str) -> PathBuf {
    // The repository that this program was built from.
    let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../godot-project/config");
    config.join(name.to_lowercase()).with_extension("ron")
}

/// Reads a ruleset, or a mod's.
pub fn read_ruleset(path: &Path) -> Result<Arc<Ruleset>> {
    if is_mod(path) {
        return Ok(read_mod(path)?.ruleset);
    }
    let shown = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let bytes = read(path, MAX_RULESET_BYTES).context(
        "name a mode (arcade, horde) or give the path of a ruleset (.ron) or a mod (a folder or .zip)",
    )?;
    Ok(Arc::new(Ruleset::read(&shown.display().to_string(), &bytes)?))
}

/// Reads the bytes of a ruleset in another format.
pub fn read_text(path: &Path) -> Result<Vec<u8>> {
    read(path, MAX_RULESET_BYTES)
}

/// Reads a replay file.
pub fn read_replay(path: &Path) -> Result<Vec<u8>> {
    read(path, replay::MAX_BYTES)
}

/// Reads a regular file of at most `max` bytes: a device may have no end, and a pipe nobody who writes.
fn read(path: &Path, max: usize) -> Result<Vec<u8>> {
    let shown = path.display();
    let metadata = fs::metadata(path).with_context(|| format!("{shown} can't be opened"))?;
    if !metadata.is_file() {
        bail!(
            "{shown} is no regular file; a file of at most {max} bytes is allowed, and no folder, pipe or device"
        );
    }
    let too_long = |bytes: &dyn Display| {
        anyhow!("{shown} is {bytes} bytes long; a file of at most {max} bytes is allowed")
    };
    if metadata.len() > max as u64 {
        return Err(too_long(&metadata.len()));
    }
    let mut bytes = vec![];
    let file = File::open(path).with_context(|| format!("{shown} can't be opened"))?;
    // It may have grown, and some files (those of /proc) do not tell how long they are.
    file.take(max as u64 + 1).read_to_end(&mut bytes).with_context(|| format!("{shown} can't be read"))?;
    if bytes.len() > max { Err(too_long(&format!("more than {max}"))) } else { Ok(bytes) }
}
