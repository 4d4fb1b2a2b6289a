//! Checksums that are pinned in the repository, and servers that offer other files.

use super::*;

/// A release that its server has changed, its list of checksums too.
fn tampered(world: &World) -> World {
    let mut tampered =
        World::with_archive(archive(&asset().program.to_string_lossy(), "#!/bin/sh\necho 4.9\n"));
    tampered.dir = tempfile::tempdir_in(world.dir.path()).unwrap();
    tampered
}

fn sums_of(world: &World) -> String {
    String::from_utf8(world.files[SUMS].clone()).unwrap()
}

#[test]
fn a_pinned_file_is_installed_without_asking_for_the_servers_list() {
    let world = World::new();
    let server = world.serve();
    let options = Options { pinned: sums_of(&world), ..options(&server) };
    install(&world.cache(), &options).unwrap();
    assert!(server.requests_for("SUMS.txt").is_empty());
}

#[test]
fn a_server_that_changed_the_release_and_its_list_is_found_out_by_the_pinned_checksum() {
    let world = World::new();
    let other = tampered(&world);
    let server = other.serve();
    assert!(other.install(&server).is_ok(), "its list agrees with its file");

    let options = Options { pinned: sums_of(&world), force: true, ..options(&server) };
    let failure = install(&world.cache(), &options).unwrap_err();
    assert!(matches!(failure, Error::Checksum { .. }), "{failure}");
    assert_eq!(installed(&world.cache()), None);
}

#[test]
fn a_mirror_by_plain_http_is_rejected_without_a_pinned_checksum_before_it_is_asked_for_anything() {
    let world = World::new();
    let releases = "http://mirror.invalid/godot".to_owned();
    let options = Options { releases, ..options(&world.serve()) };
    let failure = install(&world.cache(), &options).unwrap_err();
    assert!(matches!(failure, Error::NotPinned { .. }), "{failure}");
    let text = failure.to_string();
    assert!(
        text.contains("mirror.invalid") && text.contains("https://") && text.contains("pin-godot"),
        "{text}"
    );

    let pinned = Options { pinned: sums_of(&world), ..options };
    let downloads = world.dir.path().join("downloads");
    fs::create_dir_all(&downloads).unwrap();
    let failure = official::fetch(&asset(), &pinned, &downloads, &world.dir.path().join("tree")).unwrap_err();
    assert!(matches!(failure, Error::Unreachable { .. }), "with one it is asked for the file: {failure}");
}

/// A list of all that is fetched, each with a checksum of one digit.
fn list(digit: &str) -> String {
    let archives = ["linux.x86_64", "linux.arm64", "macos.universal", "win64.exe", "windows_arm64.exe"];
    let names = archives.map(|platform| format!("Godot_v{RELEASE}_{platform}.zip"));
    let others =
        ["export_templates.tpz", "mono_linux_x86_64.zip"].map(|name| format!("Godot_v{RELEASE}_{name}"));
    let lines = names.iter().chain(&others).map(|name| format!("{}  {name}", digit.repeat(128)));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn pinning_takes_what_is_fetched_from_the_releases_list_and_keeps_the_comments() {
    let mut world = World::new();
    world.files.insert(SUMS.to_owned(), list("a").into_bytes());
    let options = Options { pinned: "# why\n".to_owned(), ..options(&world.serve()) };
    let pinned = pin(&options, None, false).unwrap();
    assert!(pinned.starts_with("# why\n") && !pinned.contains("mono"), "{pinned}");
    assert_eq!(pinned.lines().count(), 7, "{pinned}");
    assert!(sums::find(&pinned, &asset().archive).is_some());

    let file = world.dir.path().join("list.txt");
    fs::write(&file, list("a")).unwrap();
    let nowhere = Options { releases: "http://mirror.invalid".into(), ..options };
    assert_eq!(pin(&nowhere, Some(&file), false).unwrap(), pinned, "the same from a file");
    let failure = pin(&nowhere, None, false).unwrap_err();
    assert!(matches!(failure, Error::NotPinned { .. }), "{failure}");
}

#[test]
fn what_is_pinned_changes_by_force_only() {
    let mut world = World::new();
    world.files.insert(SUMS.to_owned(), list("b").into_bytes());
    let options = Options { pinned: list("a"), ..options(&world.serve()) };
    let failure = pin(&options, None, false).unwrap_err();
    assert!(matches!(failure, Error::PinChanged { .. }), "{failure}");
    assert!(pin(&options, None, true).unwrap().contains(&"b".repeat(128)));

    world.files.insert(SUMS.to_owned(), b"nothing".to_vec());
    let failure = pin(&super::options(&world.serve()), None, true).unwrap_err();
    assert!(matches!(failure, Error::NotInSums { .. }), "{failure}");
}
