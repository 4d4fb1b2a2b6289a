//! The Godot project under test, ready to run: found, built, imported.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use creeps_godot_env::Godot;

/// The workspace's root.
///
/// # Panics
/// Never: the crate lies two folders below it.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("the crate lies two folders below the root")
}

/// The Godot project's folder.
pub fn folder() -> PathBuf {
    root().join("godot-project")
}

/// The engine, once the project's assets are imported.
///
/// # Panics
/// There is no Godot, the extension is not built, or the import fails: no test can say anything then.
pub fn godot() -> &'static Godot {
    static GODOT: OnceLock<Godot> = OnceLock::new();
    GODOT.get_or_init(|| {
        assert!(library().exists(), "{} is not built; run: cargo xtask build", library().display());
        let godot = creeps_godot_env::find().unwrap_or_else(|error| panic!("{error}"));
        godot.import_project(&folder()).unwrap_or_else(|error| panic!("{error}"));
        godot
    })
}

/// A command that runs the engine on the project.
pub fn command() -> Command {
    let mut command = godot().command();
    command.arg("--path").arg(folder());
    command
}

/// The extension, where `shoot_the_creeps.gdextension` looks for it.
pub fn library() -> PathBuf {
    let name = format!("{}shoot_the_creeps{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    root().join("target/debug").join(name)
}

/// Copies a folder and all that is in it.
///
/// # Errors
/// What the system says.
pub fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            copy_folder(&source, &target)?;
        } else {
            fs::copy(&source, &target)?;
        }
    }
    Ok(())
}

/// The text of `project.godot` with one more plugin.
///
/// # Panics
/// It has no plugins: then it is not the game's.
pub fn with_plugin(settings: &str, name: &str) -> String {
    let start = "enabled=PackedStringArray(";
    assert!(settings.contains(start), "project.godot enables no plugins");
    settings.replacen(start, &format!("{start}\"res://addons/{name}/plugin.cfg\", "), 1)
}
