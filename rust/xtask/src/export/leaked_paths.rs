//! Looks for this machine's paths in an export: they would show strangers who built it, and where.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use creeps_godot_env::Cache;
use memchr::memmem;
use walkdir::WalkDir;

use crate::build;
use crate::context::Context;

/// Checks that no file of an export holds the path of the checkout, of cargo's folder or of our cache.
///
/// # Errors
///
/// One does, or can't be read.
pub fn check(context: &Context, folder: &Path) -> Result<()> {
    let cache = Cache::from_environment()?;
    let paths = [context.root(), &build::cargo_home(), cache.dir()];
    find(folder, &paths)
}

fn find(folder: &Path, paths: &[&Path]) -> Result<()> {
    for entry in WalkDir::new(folder) {
        let entry = entry.with_context(|| format!("could not read {}", folder.display()))?;
        if !entry.file_type().is_file() {
            continue;
        }
        let file = entry.path();
        let bytes = fs::read(file).with_context(|| format!("could not read {}", file.display()))?;
        for path in paths {
            if let Some(at) = memmem::find(&bytes, path.as_os_str().as_encoded_bytes()) {
                let shown: String = bytes[at..]
                    .iter()
                    .take(100)
                    .take_while(|b| b.is_ascii_graphic())
                    .map(|&b| b as char)
                    .collect();
                bail!("{} contains a path of this machine: {shown}", file.display());
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_this_machine_in_a_file_is_found() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("a"), b"\0\0/home/ann/.cargo/x.rs\0").unwrap();
        find(dir.path(), &[Path::new("/home/bob")]).unwrap();
        let failure = find(dir.path(), &[Path::new("/home/ann")]).unwrap_err().to_string();
        assert!(failure.contains("/home/ann/.cargo/x.rs"), "{failure}");
    }
}
