//! What every command needs: the checkout, its Godot, its extension.

use std::cell::OnceCell;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use creeps_godot_env::{Godot, Import, children};

use crate::build::{self, Profile};
use crate::say;

/// The checkout that this xtask was built from.
pub struct Context {
    root: PathBuf,
    project: PathBuf,
    godot: OnceCell<Godot>,
}

impl Context {
    /// The checkout. Nothing is looked for yet.
    pub fn new() -> Self {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root =
            manifest.ancestors().nth(2).expect("this crate lies two directories below the root").to_owned();
        Self { project: root.join("godot-project"), root, godot: OnceCell::new() }
    }

    /// The root of the checkout.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The Godot project.
    pub fn project(&self) -> &Path {
        &self.project
    }

    /// The Godot to use: found, or installed if there is none. Looked for once.
    ///
    /// # Errors
    ///
    /// Those of [`creeps_godot_env::find_or_install`].
    pub fn godot(&self) -> Result<&Godot> {
        if let Some(godot) = self.godot.get() {
            return Ok(godot);
        }
        let godot = creeps_godot_env::find_or_install()?;
        say::step("Godot", &format!("{} at {}", godot.version(), godot.path().display()));
        Ok(self.godot.get_or_init(|| godot))
    }

    /// Builds the extension and puts it where Godot loads it. Gives the library's path.
    ///
    /// # Errors
    ///
    /// When cargo fails; it has said why by then.
    pub fn build(&self, profile: Profile) -> Result<PathBuf> {
        build::extension(self, profile)
    }

    /// Imports the assets if something in the project changed. Build first: Godot loads the extension for it.
    ///
    /// # Errors
    ///
    /// Those of [`Godot::import_project`].
    pub fn import(&self) -> Result<()> {
        let settings = self.project.join("project.godot");
        ensure!(
            settings.is_file(),
            "there is no Godot project at {}: is the checkout whole?",
            settings.display()
        );
        match self.godot()?.import_project(&self.project)? {
            Import::UpToDate => say::step("Assets", "up to date"),
            Import::Done(time) => say::step("Assets", &format!("imported in {:.1} s", time.as_secs_f32())),
        }
        Ok(())
    }

    /// Cargo, the one that started us, in the checkout.
    pub fn cargo(&self) -> Command {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.current_dir(&self.root);
        cargo
    }

    /// Godot with this project; the caller adds the rest.
    ///
    /// # Errors
    ///
    /// Those of [`godot`](Self::godot).
    pub fn godot_in_project(&self) -> Result<Command> {
        let mut command = self.godot()?.command();
        command.arg("--path").arg(&self.project);
        Ok(command)
    }
}

/// Runs a command to its end.
///
/// # Errors
///
/// When it can't be started or ends with a failure.
pub fn run(command: &mut Command) -> Result<()> {
    let mut program = Path::new(command.get_program()).file_stem().unwrap_or_default().display().to_string();
    if program == "cargo"
        && let Some(task) = command.get_args().next()
    {
        program = format!("cargo {}", task.display());
    }
    let status = children::status(command).with_context(|| format!("could not start {program}"))?;
    if !status.success() {
        bail!("{program} failed ({status}); it has said why above");
    }
    Ok(())
}
