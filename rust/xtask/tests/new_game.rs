//! `cargo xtask new`: makes a game and runs what its README and its CI run.
#![allow(clippy::unwrap_used)] // a test's helpers may

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use walkdir::WalkDir;

/// As many letters as a name may have: its lines are the longest.
const LONG_NAME: &str = "a-game-with-quite-a-long-name1";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap()
}

fn new(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).arg("new").args(args).output().unwrap()
}

fn error_of(args: &[&str]) -> String {
    let output = new(args);
    assert!(!output.status.success(), "{args:?} succeeds");
    String::from_utf8(output.stderr).unwrap()
}

/// What cargo prints, and whether it succeeds.
fn try_cargo(folder: &Path, args: &[&str]) -> (String, bool) {
    let mut cargo = Command::new(env!("CARGO"));
    // What this repository has built of the same crates is not built again.
    cargo.env("CARGO_BUILD_BUILD_DIR", root().join("target")).env("CARGO_NET_OFFLINE", "true");
    cargo.env_remove("CARGO_TARGET_DIR").env_remove("RUSTC_BOOTSTRAP");
    let output = cargo.args(args).current_dir(folder).stdin(Stdio::null()).output().unwrap();
    (String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned(), output.status.success())
}

fn cargo(folder: &Path, args: &[&str]) -> String {
    let (text, succeeds) = try_cargo(folder, args);
    assert!(succeeds, "cargo {}:\n{text}", args.join(" "));
    text
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let is_source = |name: &str| !["target", ".godot", "Cargo.lock", "godot-path.txt"].contains(&name);
    let files =
        WalkDir::new(folder).into_iter().filter_entry(|e| is_source(&e.file_name().to_string_lossy()));
    files.map(|entry| entry.unwrap().into_path()).filter(|path| path.is_file()).collect()
}

#[test]
fn a_new_game_builds_and_passes_its_own_tests_which_can_fail() {
    let folder = root().join("target/new-game").join(LONG_NAME);
    let _ = fs::remove_dir_all(&folder);
    let made = new(&[LONG_NAME, folder.to_str().unwrap()]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let lines: usize =
        sources(&folder).iter().map(|file| fs::read_to_string(file).unwrap().lines().count()).sum();
    assert!(lines <= 1000, "the new game has {lines} lines");
    for file in sources(&folder) {
        let (path, text) = (file.to_string_lossy(), fs::read_to_string(&file).unwrap());
        for old in ["my-game", "my_game", "My Game", "creeps", "Creeps"] {
            assert!(!path.strip_prefix(root().to_str().unwrap()).unwrap().contains(old), "{path}");
            assert!(!text.contains(old), "{path} has {old}");
        }
    }

    // Its README's two commands, then what its CI adds.
    let played = cargo(&folder, &["xtask", "test"]);
    assert!(played.contains("Played to the end, 0 failures."), "{played}");
    cargo(&folder, &["xtask", "play", "--headless", "--quit-after", "60"]);
    cargo(&folder, &["fmt", "--all", "--check"]);
    cargo(&folder, &["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]);

    // Its tests can fail.
    let bullet = folder.join("rust/game/src/bullet.rs");
    let broken = fs::read_to_string(&bullet).unwrap().replace("self.signals().rock_hit().emit(&rock);", "");
    fs::write(&bullet, broken).unwrap();
    let (text, succeeds) = try_cargo(&folder, &["xtask", "test"]);
    assert!(!succeeds && text.contains("NOT SO: a rock that is shot scores"), "{text}");
}

#[test]
fn a_bad_name_is_refused_with_a_better_one() {
    let error = error_of(&["Space Otter"]);
    assert!(error.contains("Space Otter") && error.contains("how about space-otter?"), "{error}");
    assert!(error_of(&["fn"]).contains("how about fn-game?"));
}

#[test]
fn nothing_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("thesis.txt"), "years of work").unwrap();
    let error = error_of(&["otter", folder.path().to_str().unwrap()]);
    assert!(error.contains("exists already"), "{error}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let error = error_of(&["otter", file.join("otter").to_str().unwrap()]);
    assert!(error.contains("could not make") && error.contains("otter"), "{error}");
}
