//! Releases that are not what they should be.

use super::*;

#[test]
fn a_file_that_is_not_the_published_one_is_rejected_and_deleted() {
    let mut world = World::new();
    world.files.insert(zip_path(), archive("other", SCRIPT));
    let failure = world.install(&world.serve()).unwrap_err();
    assert!(matches!(failure, Error::Checksum { .. }), "{failure}");
    assert!(!world.leftover().exists());
    assert_eq!(installed(&world.cache()), None);
}

#[test]
fn a_file_without_a_published_checksum_is_not_even_fetched() {
    let mut world = World::new();
    world.files.insert(SUMS.to_owned(), b"00  other.zip\n".to_vec());
    let server = world.serve();
    let failure = world.install(&server).unwrap_err();
    assert!(matches!(failure, Error::NotInSums { .. }), "{failure}");
    assert!(server.requests_for(".zip").is_empty());
}

#[test]
fn a_truncated_archive_is_rejected_though_its_checksum_is_right() {
    let mut whole = archive(&asset().program.to_string_lossy(), SCRIPT);
    whole.truncate(250_000);
    let world = World::with_archive(whole);
    let failure = world.install(&world.serve()).unwrap_err();
    assert!(matches!(failure, Error::BadArchive { .. }), "{failure}");
    assert_eq!(installed(&world.cache()), None);
}

#[test]
fn an_archive_without_the_program_is_rejected() {
    let world = World::with_archive(archive("readme", SCRIPT));
    let failure = world.install(&world.serve()).unwrap_err();
    assert!(matches!(failure, Error::BadArchive { .. }), "{failure}");
}

#[test]
fn an_archive_that_points_outside_is_rejected() {
    let world = World::with_archive(archive("../../../escaped", SCRIPT));
    let failure = world.install(&world.serve()).unwrap_err();
    assert!(matches!(failure, Error::BadArchive { .. }), "{failure}");
    assert!(!world.dir.path().join("escaped").exists());
}

#[test]
fn a_godot_that_does_not_run_here_is_not_kept() {
    for script in ["#!/bin/sh\necho 3.5.2.stable.official\n", "#!/bin/sh\nexit 1\n", "#!/no/such/loader\n"] {
        let world = World::with_archive(archive(&asset().program.to_string_lossy(), script));
        let failure = world.install(&world.serve()).unwrap_err();
        assert!(matches!(failure, Error::Program { .. }), "{failure}");
        assert!(!world.cache().godot_dir().exists());
    }
}

#[test]
fn every_platform_has_its_release() {
    let name = |system, processor| Asset::of(system, processor).unwrap().archive;
    assert_eq!(name("linux", "x86_64"), "Godot_v4.6.3-stable_linux.x86_64.zip");
    assert_eq!(name("linux", "aarch64"), "Godot_v4.6.3-stable_linux.arm64.zip");
    assert_eq!(name("macos", "aarch64"), "Godot_v4.6.3-stable_macos.universal.zip");
    assert_eq!(name("windows", "x86_64"), "Godot_v4.6.3-stable_win64.exe.zip");
    assert_eq!(Asset::of("freebsd", "x86_64"), None);
}
