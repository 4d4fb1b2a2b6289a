//! An install is complete or absent.

use std::thread;

use super::*;

#[test]
fn a_release_is_installed_and_runs_and_leaves_no_archive() {
    let world = World::new();
    let godot = world.install(&world.serve()).unwrap();
    assert_eq!(godot.version().to_string(), "4.6.3");
    let said = std::process::Command::new(godot.path()).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&said.stdout).trim(), "4.6.3.stable.official.7d41c59c4");
    assert_eq!(installed(&world.cache()), Some(godot));
    assert!(!world.cache().partial_dir().exists());
}

#[test]
fn what_is_installed_is_not_fetched_again_unless_forced() {
    let world = World::new();
    let server = world.serve();
    let first = world.install(&server).unwrap();
    assert_eq!(world.install(&server).unwrap(), first);
    assert_eq!(server.requests_for(".zip").len(), 1);

    let options = Options { force: true, ..options(&server) };
    assert_eq!(install(&world.cache(), &options).unwrap(), first);
    assert_eq!(server.requests_for(".zip").len(), 2);
}

#[test]
fn an_install_that_was_killed_before_its_last_step_is_finished_without_the_network() {
    let world = World::new();
    let server = world.serve();
    let whole = world.install(&server).unwrap();
    let tree = world.cache().partial_dir().join("tree");
    fs::create_dir_all(world.cache().partial_dir()).unwrap();
    fs::rename(world.cache().godot_dir(), tree).unwrap();
    assert_eq!(world.install(&server).unwrap(), whole);
    assert_eq!(server.requests_for(".zip").len(), 1);
}

#[test]
fn a_half_unpacked_tree_is_not_trusted() {
    let world = World::new();
    let tree = world.cache().partial_dir().join("tree");
    fs::create_dir_all(&tree).unwrap();
    fs::write(tree.join("stale"), "").unwrap();
    world.install(&world.serve()).unwrap();
    assert!(!world.cache().godot_dir().join("stale").exists());
}

#[test]
fn two_installs_at_once_make_one() {
    let world = World::new();
    let server = world.serve();
    thread::scope(|scope| {
        let both = [0, 1].map(|_| scope.spawn(|| world.install(&server).unwrap()));
        let [one, other] = both.map(|install| install.join().unwrap());
        assert_eq!(one, other);
    });
    assert_eq!(server.requests_for(".zip").len(), 1);
}

#[test]
fn a_cache_that_may_not_be_written_to_is_reported_with_a_remedy() {
    let world = World::new();
    fs::write(world.dir.path().join("file"), "").unwrap();
    let cache = Cache::at(world.dir.path().join("file/cache"));
    let failure = install(&cache, &options(&world.serve())).unwrap_err().to_string();
    assert!(failure.contains("file/cache"), "{failure}");
}

#[test]
#[ignore = "fetches 180 MB from a mirror of Debian; run it with `-- --ignored` on a Debian or a relative"]
fn debians_packages_are_installed_where_the_release_cannot_be_reached() {
    let world = World::new();
    let options = Options { releases: "http://127.0.0.1:1".into(), debian: None, ..options(&world.serve()) };
    let godot = install(&world.cache(), &options).unwrap();
    assert!(godot.version().is_enough());
    assert!(godot.command().arg("--version").status().unwrap().success());
}
