//! The command line tool with outputs that are closed or full, and inputs that have no end.
#![cfg(all(unix, feature = "cli"))]
#![allow(clippy::unwrap_used)] // helpers of tests, too, may

use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::FileTypeExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

const TOOL: &str = env!("CARGO_BIN_EXE_creeps-sim");

fn tool(arguments: &[&str]) -> Command {
    let mut command = Command::new(TOOL);
    command.args(arguments).stdin(Stdio::null()).stderr(Stdio::piped());
    command
}

/// Runs to the end, but not for more than two minutes.
fn run(command: &mut Command) -> Output {
    let mut child = command.spawn().unwrap();
    let began = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if began.elapsed() > Duration::from_mins(2) {
            child.kill().unwrap();
            panic!("{command:?} does not end");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A replay of some seconds.
fn replay(folder: &Path) -> String {
    let path = folder.join("game.replay").display().to_string();
    let output = run(tool(&["play", &path, "--minutes", "1", "--machine"]).stdout(Stdio::null()));
    assert!(output.status.success(), "{}", said(&output));
    path
}

/// Every command, with arguments that keep it short.
fn commands(replay: &str) -> Vec<Vec<&str>> {
    vec![
        vec!["verify", replay],
        vec!["bench", "--entities", "100", "--seconds", "0.05", "--no-games"],
        vec!["endure", "--ticks", "100", "--mode", "arcade"],
        vec!["balance", "--mode", "arcade", "--games", "1", "--minutes", "1", "--difficulty", "easy"],
        vec!["schema"],
        vec!["--help"],
        vec!["--version"],
        vec!["verify", "--help"],
    ]
}

#[test]
fn every_command_ends_quietly_where_nobody_reads() {
    let folder = folder("closed");
    let replay = replay(&folder);
    for arguments in commands(&replay) {
        // The reading end is closed before the tool writes.
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = run(tool(&arguments).stdout(writer));
        let said = said(&output);
        assert!(output.status.success(), "{arguments:?}: {:?} {said}", output.status);
        assert!(!said.contains("panicked") && !said.contains("error"), "{arguments:?}: {said}");
    }
}

#[test]
fn a_ruleset_becomes_json_and_is_one_again() {
    let folder = folder("convert");
    let horde = concat!(env!("CARGO_MANIFEST_DIR"), "/../../godot-project/config/horde.ron");
    let [json, ron] = ["horde.json", "horde.ron"].map(|name| folder.join(name).display().to_string());
    let convert = |from: &str, to: &str| run(tool(&["convert", from, to]).stdout(Stdio::null()));
    for output in [convert(horde, &json), convert(&json, &ron)] {
        assert!(output.status.success(), "{}", said(&output));
    }
    assert!(run(tool(&["check", &ron]).stdout(Stdio::null())).status.success());
    let output = convert(horde, &ron);
    assert!(!output.status.success() && said(&output).contains(".json"), "{}", said(&output));
}

#[test]
fn a_full_disk_is_an_error_of_every_command() {
    if !fs::metadata("/dev/full").is_ok_and(|full| full.file_type().is_char_device()) {
        return; // only Linux has one
    }
    let folder = folder("full");
    let replay = replay(&folder);
    let mut all = commands(&replay);
    all.push(vec!["play", "/dev/full", "--minutes", "1"]);
    for arguments in all {
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = run(tool(&arguments).stdout(full));
        let said = said(&output);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains("can't be written") && !said.contains("panicked"), "{arguments:?}: {said}");
        assert!(said.contains("space"), "{arguments:?}: {said}");
    }
}

#[test]
fn a_verdict_that_nobody_reads_is_in_the_exit_code() {
    let folder = folder("verdict");
    let path = replay(&folder);
    let mut bytes = fs::read(&path).unwrap();
    // The claimed points, with the checksum put right.
    let points = 8 + 2 + 2 + 1 + 8;
    bytes[points] ^= 1;
    let end = bytes.len() - 8;
    let sum = creeps_sim::replay::checksum(&bytes[..end]).to_le_bytes();
    bytes[end..].copy_from_slice(&sum);
    fs::write(&path, bytes).unwrap();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    assert_eq!(run(tool(&["verify", &path]).stdout(writer)).status.code(), Some(1));
    let output = run(tool(&["verify", &path]).stdout(Stdio::piped()));
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(told.contains("the replay is not true: the replay claims "), "{told}");
    assert!(!told.contains("last state"), "{told}");
}

#[test]
fn only_regular_files_of_a_bounded_length_are_read() {
    let folder = folder("inputs");
    let pipe = folder.join("pipe");
    let _ = fs::remove_file(&pipe);
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let huge = folder.join("huge.ron");
    File::create(&huge).unwrap().set_len(1 << 40).unwrap();
    let (pipe, huge) = (pipe.display().to_string(), huge.display().to_string());
    let folder = folder.display().to_string();
    for bad in ["/dev/zero", &pipe, &folder, &huge] {
        for arguments in [
            vec!["verify", bad],
            vec!["balance", "--games", "1", "--mode", bad],
            vec!["endure", "--ticks", "1", "--mode", bad],
            vec!["play", "/dev/null", "--mode", bad],
        ] {
            // A name without a dot is one of the game's modes.
            if bad != huge && arguments.contains(&"--mode") {
                continue;
            }
            let began = Instant::now();
            let output = run(tool(&arguments).stdout(Stdio::null()));
            let said = said(&output);
            assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
            assert!(
                said.contains("a file of at most") && said.contains("is allowed"),
                "{arguments:?}: {said}"
            );
            assert!(began.elapsed() < Duration::from_secs(20), "{arguments:?} took {:?}", began.elapsed());
        }
    }
}
