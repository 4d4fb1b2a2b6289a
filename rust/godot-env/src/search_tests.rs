//! Searches on machines made of shell scripts that answer `--version`.

use std::os::unix::fs::PermissionsExt;
use std::time::Instant;

use super::*;

/// A world with an empty PATH directory and an empty cache.
struct World {
    dir: tempfile::TempDir,
    finder: Finder,
}

fn world() -> World {
    let dir = tempfile::tempdir().unwrap();
    let bin = dir.path().join("bin");
    fs::create_dir(&bin).unwrap();
    let finder = Finder {
        variables: Vec::new(),
        path: Some(bin.into()),
        usual_locations: UsualLocations::only(Vec::new()),
        cache: Cache::at(dir.path().join("cache")),
        limit: Duration::from_secs(5),
    };
    World { dir, finder }
}

impl World {
    /// Puts a program on the PATH.
    fn program(&self, name: &str, script: &str) -> PathBuf {
        let path = self.dir.path().join("bin").join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path
    }

    fn set(&mut self, name: &'static str, value: impl Into<PathBuf>) {
        self.finder.variables.push((name, value.into()));
    }

    fn found(&self) -> Godot {
        self.finder.find().unwrap().godot.unwrap()
    }

    fn failure(&self) -> String {
        self.finder.find().and_then(GodotSearch::into_godot).unwrap_err().to_string()
    }
}

const NEW: &str = "echo 4.6.3.stable.official.7d41c59c4";
const OLD: &str = "echo 3.5.2.stable.official.170ba337a";

#[test]
fn a_godot_on_the_path_is_found() {
    let world = world();
    let path = world.program("godot", NEW);
    let godot = world.found();
    assert_eq!((godot.path(), godot.origin()), (path.as_path(), Origin::Path));
    assert_eq!(godot.version().to_string(), "4.6.3");
}

#[test]
fn an_old_godot_is_passed_over_for_a_newer_one() {
    let world = world();
    world.program("godot", OLD);
    let newer = world.program("Godot", NEW);
    let search = world.finder.find().unwrap();
    assert_eq!(search.godot.unwrap().path(), newer);
    assert_eq!(search.rejected.len(), 1);
}

#[test]
fn an_old_godot_alone_is_named_with_its_version_and_path() {
    let world = world();
    let old = world.program("godot4", OLD);
    let failure = world.failure();
    let expected = format!("found Godot 3.5.2 at {}, 4.6 or newer is needed", old.display());
    assert!(failure.contains(&expected), "{failure}");
    assert!(failure.contains("cargo xtask install-godot"), "{failure}");
}

#[test]
fn a_godot_that_was_updated_is_asked_again() {
    let world = world();
    world.program("godot", "echo 4.6.stable.official.89cea1439");
    assert_eq!(world.found().version().to_string(), "4.6");
    world.program("godot", NEW);
    assert_eq!(world.found().version().to_string(), "4.6.3");
}

#[test]
fn a_variable_comes_before_the_path() {
    let mut world = world();
    world.program("godot", NEW);
    let named = world.program("my-own", NEW);
    world.set("GODOT", &named);
    let godot = world.found();
    assert_eq!((godot.path(), godot.origin()), (named.as_path(), Origin::Variable("GODOT")));
}

#[test]
fn a_variable_may_name_a_program_on_the_path() {
    let mut world = world();
    let named = world.program("my-own", NEW);
    world.set("GODOT4_BIN", "my-own");
    assert_eq!(world.found().path(), named);
}

#[test]
fn an_empty_variable_is_none() {
    let mut world = world();
    let path = world.program("godot", NEW);
    world.set("GODOT4_BIN", "");
    assert_eq!(world.found().path(), path);
}

#[test]
fn a_wrong_variable_is_an_error_though_there_is_a_good_godot_on_the_path() {
    for (value, why) in [
        ("/nowhere/godot", "there is no such file"),
        ("no-such-program", "no such program on the PATH"),
        ("/tmp", "that is a directory"),
        ("/bin/true", "not a Godot that runs"),
    ] {
        let mut world = world();
        world.program("godot", NEW);
        world.set("GODOT4_BIN", value);
        let failure = world.failure();
        assert!(
            failure.contains("$GODOT4_BIN") && failure.contains(value) && failure.contains(why),
            "{failure}"
        );
    }
}

#[test]
fn a_variable_that_names_an_old_godot_is_an_error() {
    let mut world = world();
    let old = world.program("old", OLD);
    world.set("GODOT", old);
    assert!(world.failure().contains("that is Godot 3.5.2"));
}

#[test]
fn a_program_that_hangs_is_given_up() {
    let mut world = world();
    world.finder.limit = Duration::from_millis(300);
    world.program("godot4", "exec sleep 30");
    let good = world.program("godot", NEW);
    let began = Instant::now();
    let search = world.finder.find().unwrap();
    assert_eq!(search.godot.unwrap().path(), good);
    assert!(search.rejected[0].to_string().contains("did not print its version"), "{:?}", search.rejected);
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_hanging_grandchild_does_not_hang_us() {
    let mut world = world();
    world.finder.limit = Duration::from_millis(300);
    world.program("godot", "sleep 20; echo no");
    let began = Instant::now();
    assert!(world.finder.find().unwrap().godot.is_none());
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
}

#[test]
fn a_cache_that_cannot_be_written_to_is_no_reason_to_fail() {
    let mut world = world();
    world.program("godot", NEW);
    world.finder.cache = Cache::at("/proc/no-such-place");
    world.found();
}
