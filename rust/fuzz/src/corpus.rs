//! The inputs that are kept: `fuzz/corpus/TARGET/`, a file each. cargo-fuzz adds to the same folders.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The folder `fuzz` of the repository that this was built from.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz")
}

/// A target's inputs with their files' names, in the order of the names.
///
/// # Errors
/// The folder or a file of it can't be read.
pub fn of(target: &str) -> io::Result<Vec<(String, Vec<u8>)>> {
    let folder = root().join("corpus").join(target);
    let mut inputs = vec![];
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_file() {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            inputs.push((name, fs::read(path)?));
        }
    }
    inputs.sort();
    Ok(inputs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::targets::ALL;

    #[test]
    fn every_target_has_a_corpus_and_holds_on_it() {
        let mut bytes = 0;
        for (name, target) in ALL {
            let inputs = of(name).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert!(inputs.len() >= 2, "{name} has {} inputs", inputs.len());
            for (file, input) in inputs {
                println!("{name}/{file}"); // shown where it fails
                bytes += input.len();
                target(&input);
            }
        }
        assert!(bytes < 300_000, "the corpus has {bytes} bytes");
    }
}
