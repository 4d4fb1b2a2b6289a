//! The file tree that Debian's packages of Godot were unpacked into.

use std::fs;
use std::path::{Path, PathBuf};

use crate::install::{FIRST_RUN, wrapper};
use crate::launcher::{Launcher, Layout};
use crate::{Error, probe, relink};

/// An unpacked Godot with its loader and all its libraries.
#[derive(Debug)]
pub(crate) struct Tree {
    dir: PathBuf,
    /// The root of the file tree, a canonical path: it becomes part of the program.
    pub root: PathBuf,
    layout: &'static Layout,
}

impl Tree {
    /// The tree in the directory of an install; `None` when there is none.
    pub fn new(dir: &Path, layout: &'static Layout) -> Option<Self> {
        let root = fs::canonicalize(dir.join("root")).ok()?;
        Some(Self { dir: dir.to_owned(), root, layout })
    }

    fn program(&self) -> PathBuf {
        self.root.join("usr/bin/godot")
    }

    /// Whether the program starts by itself. It stops doing so when the tree is moved.
    pub fn is_linked(&self) -> bool {
        relink::is_program_linked(&self.program(), &self.root, self.layout)
    }

    /// How to start a tree that is linked.
    pub fn launcher(&self) -> Launcher {
        Launcher::linked(self.program(), &self.root, self.layout)
    }

    /// Lets the program start by itself, and writes the script beside it that starts it so.
    ///
    /// The program is replaced as the last step: one that [`is_linked`](Self::is_linked) has its libraries ready, too. What
    /// is running meanwhile keeps the files that it has.
    ///
    /// # Errors
    ///
    /// [`Error::Program`] when the changed program does not run: the old one then stays; [`Error::Io`].
    pub fn link(&self) -> Result<(), Error> {
        relink::libraries(&self.root, self.layout)?;
        let program = self.program();
        relink::program(&program, &program, &self.root, self.layout, |fresh| {
            let launcher = Launcher::linked(fresh, &self.root, self.layout);
            probe::version(&launcher, FIRST_RUN).map_err(|reason| Error::Program {
                program: program.display().to_string(),
                why: format!("linked to its own libraries, it does not run: {reason}."),
                advice: "Install it again: cargo xtask install-godot --force",
            })?;
            wrapper::write_for_tree(&self.dir, &self.root, self.layout)
        })
    }
}

#[cfg(test)]
#[cfg(target_os = "linux")] // its programs are ELF files
#[path = "tree_tests.rs"]
mod tests;
