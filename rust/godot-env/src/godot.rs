//! A Godot that was found, and how to start it.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::import::{self, Import};
use crate::launcher::Launcher;
use crate::{Error, Version};

/// A Godot that runs and is new enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Godot {
    pub(crate) path: PathBuf,
    pub(crate) version: Version,
    pub(crate) origin: Origin,
    pub(crate) launcher: Launcher,
}

/// How a Godot was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// An environment variable names it.
    Variable(&'static str),
    /// It is on the PATH.
    Path,
    /// It lies where people keep it on this platform.
    UsualPlace,
    /// We installed it.
    Cache,
}

impl Godot {
    /// A command that starts this Godot. The caller adds Godot's arguments and may change all else.
    pub fn command(&self) -> Command {
        self.launcher.command()
    }

    /// What a person types to start it, and what `$GODOT4_BIN` may be set to.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Which Godot it is.
    pub fn version(&self) -> Version {
        self.version
    }

    /// How it was found.
    pub fn origin(&self) -> Origin {
        self.origin
    }

    /// Imports the assets of a project when something in it changed since the last time.
    ///
    /// Build the extension first: Godot loads it while importing. Two processes may do this at the same time; one
    /// waits for the other.
    ///
    /// # Errors
    ///
    /// [`Error::Import`] when Godot reports errors, [`Error::TimedOut`] when it hangs, [`Error::Io`] and
    /// [`Error::Program`] when it can't be run at all.
    pub fn import_project(&self, project: &Path) -> Result<Import, Error> {
        import::import(self, project)
    }

    /// Whether [`import_project`](Self::import_project) would have nothing to do.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] when the project can't be read.
    pub fn is_imported(&self, project: &Path) -> Result<bool, Error> {
        import::is_current(self, project)
    }
}

impl fmt::Display for Godot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Godot {} at {} ({})", self.version, self.path.display(), self.origin)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variable(name) => write!(f, "from ${name}"),
            Self::Path => f.write_str("on the PATH"),
            Self::UsualPlace => f.write_str("where this platform keeps it"),
            Self::Cache => f.write_str("installed by this game"),
        }
    }
}
