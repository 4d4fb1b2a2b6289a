//! Whether the extension is built and newer than its sources.

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
    match newer_source(&note, built, context.root(), context.project()) {
        None => Check::good(SUBJECT, "built, and no source is newer"),
        Some(source) => Check::note(SUBJECT, format!("older than {}", source.display()), BUILD),
    }
}

/// A source of the library that has changed since it was built, or is gone; by its shortest path, from the checkout's root.
///
/// The project's own files don't count, though the library holds copies of some (`include_bytes!`): the game reads the files
/// themselves, and takes a copy only where a file is wrong.
fn newer_source(note: &str, built: SystemTime, root: &Path, project: &Path) -> Option<PathBuf> {
    // Cargo notes what a macro names as it is written, such as `src/arcade/../../../../godot-project/config/arcade.ron`.
    let whole = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let (root, project) = (whole(root), whole(project));
    let sources = sources(note).into_iter().map(|source| whole(&source));
    let mut sources = sources.filter(|source| !source.starts_with(&project));
    let newer = sources.find(|source| changed(source).is_none_or(|changed| changed > built))?;
    Some(newer.strip_prefix(&root).map_or(newer.clone(), Path::to_owned))
}

fn changed(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).ok()?.modified().ok()
}

/// The files in a note of cargo's: `library: source source …`, where a space in a name is written `\ `.
fn sources(note: &str) -> Vec<PathBuf> {
    let line = note.lines().next().and_then(|line| line.split_once(": "));
    // No file name holds a NUL, so it can replace a space that belongs to a name.
    let names = line.map_or("", |(_, sources)| sources).replace("\\ ", "\0");
    names.split(' ').filter(|name| !name.is_empty()).map(|name| name.replace('\0', " ").into()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A checkout with a library's note and its sources, all as old as the library; then some are changed.
    fn newer_after(change: impl FnOnce(&Path)) -> Option<PathBuf> {
        let dir = tempfile::tempdir().unwrap();
        let (root, project) = (dir.path().join("checkout"), dir.path().join("checkout/godot-project"));
        let built = SystemTime::now() - std::time::Duration::from_mins(1);
        let mut note = "lib.so:".to_owned();
        for source in
            ["src/a.rs", "src/arcade/../../../shared.txt", "src/arcade/../../godot-project/arcade.ron"]
        {
            let source = root.join(source);
            fs::create_dir_all(root.join("src/arcade")).unwrap();
            fs::create_dir_all(&project).unwrap();
            fs::File::create(&source).unwrap().set_modified(built).unwrap();
            note = format!("{note} {}", source.display());
        }
        change(&root);
        newer_source(&note, built, &root, &project)
    }

    fn touch(file: PathBuf) {
        fs::write(file, "changed").unwrap();
    }

    #[test]
    fn a_library_is_older_than_a_source_that_was_changed_or_is_gone() {
        assert_eq!(newer_after(|_| {}), None);
        assert_eq!(newer_after(|root| touch(root.join("src/a.rs"))), Some("src/a.rs".into()));
        let gone = newer_after(|root| fs::remove_file(root.join("src/a.rs")).unwrap()).unwrap();
        assert!(gone.ends_with("src/a.rs"), "{gone:?}");
    }

    #[test]
    fn a_file_that_the_game_reads_itself_needs_no_build() {
        assert_eq!(newer_after(|root| touch(root.join("godot-project/arcade.ron"))), None);
    }

    #[test]
    fn a_source_is_named_by_its_shortest_path() {
        let newer = newer_after(|root| touch(root.with_file_name("shared.txt"))).unwrap();
        assert!(newer.is_absolute() && !newer.to_string_lossy().contains(".."), "{newer:?}");
    }

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
