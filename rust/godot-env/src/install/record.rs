//! The record that an install writes beside its Godot, as its last step: an install without it is incomplete.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::debian::Tree;
use crate::launcher::{Launcher, Layout};
use crate::{Cache, Error, Godot, Origin, Version};

const FILE: &str = "installed.ron";

/// What was installed. All paths are below the directory of the record, so that the cache may be moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Record {
    pub version: String,
    pub kind: Kind,
}

/// How an installed Godot is started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    /// The official release: a program of its own.
    Official { program: PathBuf },
    /// Debian's packages, unpacked under `root`; `architecture` is Debian's name of the processor.
    Debian { architecture: String },
}

impl Record {
    pub fn write(&self, dir: &Path) -> Result<(), Error> {
        let file = dir.join(FILE);
        let text = ron::to_string(self).expect("a record has nothing that RON can't write");
        fs::write(&file, text).map_err(Error::io("write", &file))
    }

    fn read(dir: &Path) -> Option<Self> {
        ron::from_str(&fs::read_to_string(dir.join(FILE)).ok()?).ok()
    }

    /// Whether an install into `dir` was brought to its end.
    pub fn is_in(dir: &Path) -> bool {
        Self::read(dir).is_some()
    }

    /// The program that must be there for the install to be whole.
    fn program(&self, dir: &Path) -> PathBuf {
        match &self.kind {
            Kind::Official { program } => dir.join(program),
            Kind::Debian { .. } => dir.join("root/usr/bin/godot"),
        }
    }
}

impl Kind {
    /// How to start the Godot in `dir`; `None` when it was installed for another kind of machine.
    pub fn launcher(&self, dir: &Path) -> Option<Launcher> {
        match self {
            Self::Official { program } => Some(Launcher::direct(dir.join(program))),
            Self::Debian { architecture } => {
                let layout = Layout::here().filter(|layout| layout.architecture == architecture)?;
                let tree = Tree::new(dir, layout)?;
                Some(if tree.is_linked() {
                    tree.launcher()
                } else {
                    Launcher::through_loader(&tree.root, layout)
                })
            }
        }
    }

    /// The file tree of Debian's packages in `dir`, if it does not start by itself: an older version of this program
    /// installed it, or it was moved.
    fn unlinked(&self, dir: &Path) -> Option<Tree> {
        let Self::Debian { architecture } = self else { return None };
        let layout = Layout::here().filter(|layout| layout.architecture == architecture)?;
        Tree::new(dir, layout).filter(|tree| !tree.is_linked())
    }
}

/// The file tree of an installed Godot of Debian's that does not start by itself yet.
pub(crate) fn unlinked(cache: &Cache) -> Option<Tree> {
    let dir = cache.godot_dir();
    Record::read(&dir)?.kind.unlinked(&dir)
}

/// The Godot that is installed in the cache, if there is a whole one that is new enough.
pub(crate) fn installed(cache: &Cache) -> Option<Godot> {
    let dir = cache.godot_dir();
    let record = Record::read(&dir)?;
    let version: Version = record.version.parse().ok()?;
    if !version.is_enough() || !record.program(&dir).is_file() {
        return None;
    }
    let launcher = record.kind.launcher(&dir)?;
    let wrapper = dir.join("godot");
    let path = if wrapper.exists() { wrapper } else { launcher.program.clone() };
    Some(Godot { path, version, origin: Origin::Cache, launcher })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn install(version: &str) -> (tempfile::TempDir, Cache) {
        let dir = tempfile::tempdir().unwrap();
        let cache = Cache::at(dir.path());
        fs::create_dir(cache.godot_dir()).unwrap();
        fs::write(cache.godot_dir().join("program"), "").unwrap();
        let kind = Kind::Official { program: "program".into() };
        Record { version: version.into(), kind }.write(&cache.godot_dir()).unwrap();
        (dir, cache)
    }

    #[test]
    fn a_whole_install_is_found() {
        let (_dir, cache) = install("4.6.3");
        let godot = installed(&cache).unwrap();
        assert_eq!((godot.version().to_string().as_str(), godot.origin()), ("4.6.3", Origin::Cache));
    }

    #[test]
    fn an_install_without_its_program_or_its_record_is_none() {
        for lost in ["program", FILE] {
            let (_dir, cache) = install("4.6.3");
            fs::remove_file(cache.godot_dir().join(lost)).unwrap();
            assert_eq!(installed(&cache), None, "{lost}");
        }
    }

    #[test]
    fn an_install_from_before_the_minimum_was_raised_is_none() {
        let (_dir, cache) = install("4.5.1");
        assert_eq!(installed(&cache), None);
    }
}
