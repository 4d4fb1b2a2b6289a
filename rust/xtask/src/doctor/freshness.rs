//! Whether the extension is built, and since the last change of its sources.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::Check;
use crate::build::{self, Profile};
use crate::context::Context;

/// Compares the library with the sources that cargo noted beside it.
pub fn extension(context: &Context) -> Check {
    const SUBJECT: &str = "Extension";
    const BUILD: &str = "cargo xtask build";
    let library = build::library(context, Profile::Dev);
    let Some(built) = changed(&library) else {
        return Check::note(SUBJECT, format!("not built: there is no {}", library.display()), BUILD);
    };
    let note = fs::read_to_string(library.with_extension("d")).unwrap_or_default();
    let newer =
        sources(&note).into_iter().find(|source| changed(source).is_none_or(|changed| changed > built));
    match newer {
        None => Check::good(SUBJECT, "built, and no source is newer"),
        Some(source) => {
            let source = source.strip_prefix(context.root()).unwrap_or(&source);
            Check::note(SUBJECT, format!("older than {}", source.display()), BUILD)
        }
    }
}

fn changed(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).ok()?.modified().ok()
}

/// The files in a note of cargo's: `library: source source …`, where a space in a name is written `\ `.
fn sources(note: &str) -> Vec<PathBuf> {
    let line = note.lines().next().and_then(|line| line.split_once(": "));
    // No file name holds a NUL, so it may stand for a space that belongs to a name.
    let names = line.map_or("", |(_, sources)| sources).replace("\\ ", "\0");
    names.split(' ').filter(|name| !name.is_empty()).map(|name| name.replace('\0', " ").into()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sources_are_read_from_cargos_note() {
        let note = "/w/target/debug/lib.so: /w/rust/a.rs /w/my\\ rust/b.rs\n\nother: line\n";
        assert_eq!(sources(note), [Path::new("/w/rust/a.rs"), Path::new("/w/my rust/b.rs")]);
    }

    #[test]
    fn a_path_of_windows_keeps_its_backslashes() {
        assert_eq!(sources(r"C:\w\lib.dll: C:\w\a.rs"), [Path::new(r"C:\w\a.rs")]);
    }

    #[test]
    fn no_note_names_no_sources() {
        assert!(sources("").is_empty());
    }
}
