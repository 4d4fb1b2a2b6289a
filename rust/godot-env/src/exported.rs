//! Starts an exported game for Linux on this machine, also where its engine is Debian's and finds no libraries here.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::launcher::{Launcher, Layout};
use crate::{Cache, Error, process};

/// A program that only says its version, read from a disk that is busy.
const LIMIT: Duration = Duration::from_secs(30);

/// An exported game that this machine can start.
#[derive(Debug)]
pub struct Exported {
    launcher: Launcher,
    /// Where a copy for the private loader lies, which goes when this is dropped.
    copy: Option<PathBuf>,
}

impl Exported {
    /// Finds out how to start `program`, the exported engine that lies beside its pack and its libraries.
    ///
    /// An official template starts by itself. Debian's needs the libraries of Debian's Godot: where that is ours, from
    /// the cache, the game is copied to `scratch` and started through the loader that came with it. The engine takes the
    /// place of its own program for the game's folder, and through the loader that is the loader's place: so the copy
    /// of the loader gets the game's name, and the engine another. The export itself stays as it is.
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
        let root = cache.godot_dir().join("root");
        let Some(layout) = Layout::here().filter(|layout| root.join(layout.loader).is_file()) else {
            return Err(failed(why));
        };
        let copy = scratch.join("exported");
        let game = copy_for_loader(program, &root, layout, &copy)?;
        let launcher = Launcher::of_game(&root, layout, &game);
        let this = Self { launcher, copy: Some(copy) };
        runs(&this.launcher).map_err(failed)?;
        Ok(this)
    }

    /// Whether it is started with Debian's libraries, not with the system's.
    pub fn is_through_loader(&self) -> bool {
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

/// Copies the game's folder, the loader under the game's name and the engine as `engine`. Gives the loader's place.
fn copy_for_loader(program: &Path, root: &Path, layout: &Layout, copy: &Path) -> Result<PathBuf, Error> {
    crate::install::remove(copy)?;
    fs::create_dir_all(copy).map_err(Error::io("make", copy))?;
    let dir = program.parent().unwrap_or(Path::new("."));
    let name = program.file_name().unwrap_or_default();
    for entry in fs::read_dir(dir).map_err(Error::io("read", dir))?.flatten() {
        let from = entry.path();
        let to = copy.join(if entry.file_name() == name { ENGINE.into() } else { entry.file_name() });
        if from.is_file() {
            // A second name where the disk allows it: the engine has 80 MB.
            fs::hard_link(&from, &to)
                .or_else(|_| fs::copy(&from, &to).map(drop))
                .map_err(Error::io("write", &to))?;
        }
    }
    let (loader, game) = (root.join(layout.loader), copy.join(name));
    fs::copy(&loader, &game).map_err(Error::io("write", &game))?;
    Ok(game)
}

/// What the engine is called in the copy.
pub(crate) const ENGINE: &str = "engine";
