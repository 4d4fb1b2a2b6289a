//! Ctrl-C and `kill` let a game save and end by itself, and leave nothing behind.
#![cfg(target_os = "linux")] // its stand-ins are shell scripts
#![allow(clippy::unwrap_used)] // a test's helpers may

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process, test_kill_process};

/// Stand-ins for Godot and cargo. The Godot writes down each signal that it gets, saves for a while, and ends.
struct Machine {
    dir: tempfile::TempDir,
}

impl Machine {
    fn new() -> Self {
        let this = Self { dir: tempfile::tempdir().unwrap() };
        this.program("cargo", "exit 0");
        let real = creeps_godot_env::find().unwrap();
        let dir = this.dir.path().display();
        // An import is not what this tests: the real one does what is needed in the project.
        this.program(
            "godot",
            &format!(
                r#"case "$*" in
  *--version*) exec '{real}' --version ;;
  *--import*) exec '{real}' "$@" ;;
esac
end() {{ echo "$1" >> {dir}/signals; sleep 0.5; echo saved > {dir}/saved; exit 0; }}
trap 'end INT' INT
trap 'end TERM' TERM
sleep 60 & echo $! > {dir}/child
echo $$ > {dir}/started
while :; do sleep 0.05; done"#,
                real = real.path().display()
            ),
        );
        this
    }

    fn program(&self, name: &str, script: &str) -> PathBuf {
        let file = self.dir.path().join(name);
        fs::write(&file, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
        file
    }

    /// `program` with what makes xtask use the stand-ins.
    fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        let path = |name| self.dir.path().join(name);
        command.env("GODOT4_BIN", path("godot")).env("CARGO", path("cargo")).env("DISPLAY", ":0");
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn xtask(&self, arguments: &[&str]) -> Child {
        self.command(env!("CARGO_BIN_EXE_xtask")).args(arguments).spawn().unwrap()
    }

    /// What the stand-in wrote into a file, once it has.
    fn wait_for(&self, file: &str) -> String {
        let path = self.dir.path().join(file);
        wait(file, || fs::read_to_string(&path).ok().filter(|text| text.ends_with('\n')))
    }

    fn assert_saved_once(&self, signal: &str) {
        assert!(self.dir.path().join("saved").exists(), "xtask did not wait for the game's end");
        assert_eq!(fs::read_to_string(self.dir.path().join("signals")).unwrap(), format!("{signal}\n"));
        // What a shell starts in the background ignores an interrupt.
        let files: &[&str] = if signal == "TERM" { &["started", "child"] } else { &["started"] };
        for file in files {
            let process = self.wait_for(file).trim().parse().unwrap();
            let is_there =
                || test_kill_process(Pid::from_raw(process).unwrap()).is_ok() && !is_zombie(process);
            wait(&format!("the end of {file}"), || (!is_there()).then_some(()));
        }
    }
}

/// A program that has ended, whose parent is gone and has not noticed yet.
fn is_zombie(process: i32) -> bool {
    fs::read_to_string(format!("/proc/{process}/stat")).is_ok_and(|stat| stat.contains(") Z "))
}

fn wait<T>(what: &str, mut get: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(got) = get() {
            return got;
        }
        assert!(began.elapsed() < Duration::from_mins(1), "waited in vain for {what}");
        sleep(Duration::from_millis(20));
    }
}

fn end_of(mut child: Child) -> ExitStatus {
    let ended = wait("xtask's end", || child.try_wait().unwrap());
    assert_eq!(ended.signal(), None, "it ends by itself");
    ended
}

#[test]
fn a_signal_to_xtask_alone_reaches_the_game_once_and_is_waited_for() {
    for (signal, name, code) in [(Signal::TERM, "TERM", 143), (Signal::INT, "INT", 130)] {
        for command in ["play", "editor"] {
            let machine = Machine::new();
            let xtask = machine.xtask(&[command]);
            machine.wait_for("started");
            kill_process(Pid::from_child(&xtask), signal).unwrap();
            assert_eq!(end_of(xtask).code(), Some(code), "{name} in {command}");
            machine.assert_saved_once(name);
        }
    }
}

#[test]
fn ctrl_c_in_a_terminal_reaches_the_game_once_and_is_waited_for() {
    let machine = Machine::new();
    // A terminal of its own, in which Ctrl-C is typed: it sends the signal to all programs in it.
    let typed = format!("exec {} play", env!("CARGO_BIN_EXE_xtask"));
    let mut terminal = machine.command("script");
    let mut terminal = terminal.args(["-qec", &typed, "/dev/null"]).spawn().unwrap();
    machine.wait_for("started");
    terminal.stdin.as_mut().unwrap().write_all(b"\x03").unwrap();
    assert_eq!(end_of(terminal).code(), Some(130));
    machine.assert_saved_once("INT");
}

#[test]
fn a_game_that_does_not_end_is_ended_by_force_at_the_second_request() {
    let machine = Machine::new();
    let stubborn = machine.dir.path().display().to_string();
    let script = format!(
        "case \"$*\" in *--version*) exec '{real}' --version ;; *--import*) exec '{real}' \"$@\" ;; esac
trap '' INT TERM; echo $$ > {stubborn}/started; while :; do sleep 0.05; done",
        real = creeps_godot_env::find().unwrap().path().display()
    );
    machine.program("godot", &script);
    let xtask = machine.xtask(&["play"]);
    let game: i32 = machine.wait_for("started").trim().parse().unwrap();
    let process = Pid::from_child(&xtask);
    kill_process(process, Signal::TERM).unwrap();
    sleep(Duration::from_millis(1500));
    kill_process(process, Signal::TERM).unwrap();
    assert_eq!(end_of(xtask).code(), Some(143));
    wait("the game's end", || {
        (!Path::new(&format!("/proc/{game}")).exists() || is_zombie(game)).then_some(())
    });
}

#[test]
fn a_build_that_is_interrupted_is_no_failure_and_starts_no_game() {
    let machine = Machine::new();
    let dir = machine.dir.path().display().to_string();
    // As cargo and its compilers: the request reaches what it started, too.
    machine.program("cargo", &format!("sleep 60 & echo $! > {dir}/child; echo $$ > {dir}/building; wait"));
    let xtask = machine.xtask(&["play"]);
    machine.wait_for("building");
    kill_process(Pid::from_child(&xtask), Signal::TERM).unwrap();
    assert_eq!(end_of(xtask).code(), Some(143));
    assert!(!machine.dir.path().join("started").exists());
    let compiler: i32 = machine.wait_for("child").trim().parse().unwrap();
    let is_over = || !Path::new(&format!("/proc/{compiler}")).exists() || is_zombie(compiler);
    wait("the compiler's end", || is_over().then_some(()));
}
