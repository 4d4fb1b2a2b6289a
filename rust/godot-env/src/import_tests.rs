//! Imports with a shell script as Godot, which does what files beside it say.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use super::*;
use crate::Origin;
use crate::launcher::Launcher;

/// A project with one asset and one extension, and a Godot that counts how often it ran.
struct World {
    dir: tempfile::TempDir,
    godot: Godot,
}

/// The script runs in an import with the project as `$4`; `$n` is the number of this run, 1 for the first.
fn world(script: &str) -> World {
    let dir = tempfile::tempdir().unwrap();
    let project = dir.path().join("project");
    fs::create_dir(&project).unwrap();
    fs::write(project.join("a.png"), "1").unwrap();
    fs::write(project.join("game.gdextension"), "").unwrap();
    let (path, runs) = (dir.path().join("godot"), dir.path().join("runs"));
    let count = format!("echo x >> {0}; n=$(wc -l < {0})", runs.display());
    fs::write(&path, format!("#!/bin/sh\n{count}\nmkdir -p $4/.godot/imported\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    let launcher = Launcher::direct(&path);
    let godot = Godot { path, version: crate::MINIMUM, origin: Origin::Path, launcher };
    World { dir, godot }
}

impl World {
    fn project(&self) -> PathBuf {
        self.dir.path().join("project")
    }

    fn import(&self) -> Result<Import, Error> {
        self.godot.import_project(&self.project())
    }

    fn runs(&self) -> usize {
        fs::read_to_string(self.dir.path().join("runs")).unwrap_or_default().lines().count()
    }
}

#[test]
fn nothing_is_imported_twice() {
    // Like Godot, it writes beside the assets.
    let world = world("echo made > $4/a.png.import");
    assert!(!world.godot.is_imported(&world.project()).unwrap());
    assert!(matches!(world.import(), Ok(Import::Done(_))));
    assert!(world.godot.is_imported(&world.project()).unwrap());
    assert_eq!(world.import().unwrap(), Import::UpToDate);
    assert_eq!(world.runs(), 1);
}

#[test]
fn a_changed_asset_is_imported() {
    let world = world("");
    world.import().unwrap();
    fs::write(world.project().join("a.png"), "22").unwrap();
    assert!(matches!(world.import(), Ok(Import::Done(_))));
}

#[test]
fn another_godot_imports_anew() {
    let mut world = world("");
    world.import().unwrap();
    world.godot.version.patch += 1;
    assert!(matches!(world.import(), Ok(Import::Done(_))));
}

#[test]
fn a_removed_import_directory_is_made_anew() {
    let world = world("");
    world.import().unwrap();
    fs::remove_dir(world.project().join(".godot/imported")).unwrap();
    assert!(matches!(world.import(), Ok(Import::Done(_))));
}

#[test]
fn the_extension_is_announced_before_the_first_import() {
    let world = world("grep -q res://game.gdextension $4/.godot/extension_list.cfg || exit 3");
    world.import().unwrap();
}

#[test]
fn an_import_that_aborts_once_is_run_again() {
    let world = world("[ $n -gt 1 ] || exit 134");
    world.import().unwrap();
    assert_eq!(world.runs(), 2);
}

#[test]
fn an_import_that_reports_an_error_fails_with_the_line_though_it_ends_well() {
    let world = world("echo 'ERROR: a.png is broken' >&2");
    let failure = world.import().unwrap_err().to_string();
    assert!(failure.contains("ERROR: a.png is broken"), "{failure}");
    assert_eq!(world.runs(), 2);
    assert!(world.import().is_err(), "a failed import must not count as done");
}

#[test]
fn an_import_that_aborts_twice_fails_with_its_last_words() {
    let world = world("echo the last words; exit 134");
    let failure = world.import().unwrap_err().to_string();
    assert!(failure.contains("the last words") && failure.contains("134"), "{failure}");
}
