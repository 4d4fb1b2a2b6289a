//! Starts an exported game for Linux on this machine, also where its engine is Debian's and finds no libraries here.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::launcher::{Launcher, Layout};
use crate::{Cache, Error, process, relink};

/// A program that only says its version, read from a disk that is busy.
const LIMIT: Duration = Duration::from_secs(30);

/// An exported game that this machine can start.
#[derive(Debug)]
pub struct Exported {
    launcher: Launcher,
    /// Where a copy with another engine lies, which goes when this is dropped.
    copy: Option<PathBuf>,
}

impl Exported {
    /// Finds out how to start `program`, the exported engine that lies beside its pack and its libraries.
    ///
    /// An official template starts by itself. Debian's needs the libraries of Debian's Godot: where that is ours, from
    /// the cache, the game is copied to `scratch` and the engine in the copy is linked to them. The export itself stays as
    /// it is.
    ///
    /// # Errors
    ///
    /// [`Error::Program`] when it does not start either way, with what the system said; [`Error::Io`].
    pub fn prepare(program: &Path, cache: &Cache, scratch: &Path) -> Result<Self, Error> {
        let direct = Launcher::direct(program);
        let why = match runs(&direct) {
            Ok(()) => return Ok(Self { launcher: direct, copy: None }),
            Err(why) => why,
        };
        let failed = |why: String| Error::Program {
            program: program.display().to_string(),
            why,
            advice: "An export with Debian's template runs where Debian's Godot is installed. With the official templates it runs on every Linux.",
        };
        let root = fs::canonicalize(cache.godot_dir().join("root")).unwrap_or_default();
        let Some(layout) = Layout::here().filter(|layout| root.join(layout.loader).is_file()) else {
            return Err(failed(why));
        };
        let copy = scratch.join("exported");
        let game = copy_and_link(program, &root, layout, &copy)?;
        let launcher = Launcher::linked(game, &root, layout);
        let this = Self { launcher, copy: Some(copy) };
        runs(&this.launcher).map_err(failed)?;
        Ok(this)
    }

    /// Whether it is started with Debian's libraries, not with the system's.
    pub fn has_debians_libraries(&self) -> bool {
        self.copy.is_some()
    }

    /// A command that starts the game. The caller adds the engine's arguments.
    pub fn command(&self) -> Command {
        self.launcher.command()
    }
}

impl Drop for Exported {
    fn drop(&mut self) {
        if let Some(copy) = &self.copy {
            let _ = fs::remove_dir_all(copy);
        }
    }
}

/// Why it does not start, in the system's words.
fn runs(launcher: &Launcher) -> Result<(), String> {
    let mut command = launcher.command();
    command.arg("--version");
    match process::output_within(command, LIMIT) {
        Ok(Some(output)) if output.status.success() => Ok(()),
        Ok(Some(output)) => {
            let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            Err(if said.is_empty() { output.status.to_string() } else { said })
        }
        Ok(None) => Err(format!("it did not end within {} s", LIMIT.as_secs())),
        Err(cause) => Err(cause.to_string()),
    }
}

/// Copies the game's folder, with an engine that is linked to the libraries below `root`. Gives the copied program.
fn copy_and_link(program: &Path, root: &Path, layout: &Layout, copy: &Path) -> Result<PathBuf, Error> {
    crate::install::remove(copy)?;
    fs::create_dir_all(copy).map_err(Error::io("make", copy))?;
    let dir = program.parent().unwrap_or(Path::new("."));
    let name = program.file_name().unwrap_or_default();
    for entry in fs::read_dir(dir).map_err(Error::io("read", dir))?.flatten() {
        let (from, to) = (entry.path(), copy.join(entry.file_name()));
        if from.is_file() && entry.file_name() != name {
            // A second name where the disk allows it.
            fs::hard_link(&from, &to)
                .or_else(|_| fs::copy(&from, &to).map(drop))
                .map_err(Error::io("write", &to))?;
        }
    }
    let game = copy.join(name);
    relink::program(program, &game, root, layout, |_| Ok(()))?;
    Ok(game)
}
