//! Checks the free disk space before an install.

use std::fs::Metadata;
use std::path::Path;

use walkdir::WalkDir;

use crate::Error;

/// Checks that `needed` bytes fit below `dir`; what lies there already counts as done.
///
/// # Errors
///
/// [`Error::NoRoom`]. A disk whose free space is unknown passes.
pub(crate) fn check(dir: &Path, needed: u64) -> Result<(), Error> {
    let Ok(free) = fs4::available_space(dir) else { return Ok(()) };
    let files = WalkDir::new(dir).into_iter().flatten().filter_map(|entry| entry.metadata().ok());
    let there: u64 = files.filter(Metadata::is_file).map(|meta| meta.len()).sum();
    if free + there >= needed {
        return Ok(());
    }
    Err(Error::NoRoom { path: dir.to_owned(), needed, free })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_that_is_too_small_is_reported_before_it_is_full() {
        let dir = tempfile::tempdir().unwrap();
        check(dir.path(), 1).unwrap();
        let failure = check(dir.path(), u64::MAX).unwrap_err().to_string();
        assert!(failure.contains("MB free") && failure.contains("CREEPS_CACHE"), "{failure}");
    }
}
