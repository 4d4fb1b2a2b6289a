//! Debian's Emscripten in a file tree of its own, and how a program in it is run.
//!
//! The programs look for each other at fixed paths, so the tree becomes their root directory. That takes no rights:
//! `enter.sh` does it in a user namespace.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::Release;
use crate::install::wrapper::make_executable;
use crate::{Error, process};

const ENTER: &str = include_str!("enter.sh");

/// Starting a program in the tree takes some milliseconds, asking `emcc` for its version a second.
const LIMIT: Duration = Duration::from_mins(1);

const ADVICE: &str = "Its programs run in a file tree of their own, which takes root or user namespaces. Allow those:\n\
    - Ubuntu: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0\n\
    - Debian, where they were forbidden: sudo sysctl kernel.unprivileged_userns_clone=1\n\
    - in a container: start it with --privileged (or with --security-opt seccomp=unconfined)\n\
    Or install Emscripten's own SDK and set EMSDK to its directory.";

/// A directory with the file tree (`root`), the script that enters it (`enter`), and a note of the version, which
/// is written last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Root {
    dir: PathBuf,
}

impl Root {
    /// Makes a tree that was unpacked from packages one that can be entered.
    ///
    /// # Errors
    ///
    /// [`Error::Io`].
    pub fn prepare(dir: &Path) -> Result<Self, Error> {
        let root = dir.join("root");
        for name in ["dev", "proc", "tmp", "var/cache/emscripten"] {
            let path = root.join(name);
            fs::create_dir_all(&path).map_err(Error::io("make", &path))?;
        }
        // A package of Debian's that is not among ours would bring them.
        for name in ["bin", "lib", "lib64", "sbin"] {
            let path = root.join(name);
            if fs::symlink_metadata(&path).is_err() {
                link(&format!("usr/{name}"), &path).map_err(Error::io("make", &path))?;
            }
        }
        let this = Self { dir: dir.to_owned() };
        this.write_enter()?;
        Ok(this)
    }

    /// The tree that was installed in a directory, and what was noted of it.
    pub fn installed(dir: &Path) -> Option<(Self, Release)> {
        let noted = fs::read_to_string(dir.join("version.txt")).ok()?;
        let this = Self { dir: dir.to_owned() };
        let whole = dir.join("root/usr/bin/emcc").exists();
        // An older version of ours may have written it.
        this.write_enter().ok()?;
        noted.trim().parse().ok().filter(|_| whole).map(|release| (this, release))
    }

    /// Asks its `emcc` for the version and notes it: from then on it counts as whole.
    ///
    /// # Errors
    ///
    /// [`Error::Program`] and [`Error::TimedOut`] when it does not run; [`Error::Io`].
    pub fn finish(&self) -> Result<Release, Error> {
        let said = self.ask("emcc", "--version")?;
        let failed = || {
            failure("emcc --version", &format!("it printed no version, but {said:?}"), "Report this, please.")
        };
        let release = Release::in_text(&said).ok_or_else(failed)?;
        let note = self.dir.join("version.txt");
        fs::write(&note, format!("{release}\n")).map_err(Error::io("write", &note))?;
        Ok(release)
    }

    /// Tries whether this machine lets us enter a tree, before one is fetched: enters the machine's own.
    ///
    /// # Errors
    ///
    /// [`Error::Program`] with what would help.
    pub fn can_be_entered() -> Result<(), Error> {
        if which::which("unshare").is_err() {
            return Err(failure(
                "unshare",
                "this machine does not have it.",
                "Install the package util-linux.",
            ));
        }
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "--pid", "--fork", "true"]);
        let as_user = outcome("unshare", command);
        let mut command = Command::new("unshare");
        command.args(["--mount", "--pid", "--fork", "true"]);
        as_user.or_else(|failure| outcome("unshare", command).map_err(|_| failure)).map(drop)
    }

    /// A command that starts one of its programs in the directory that the caller sets.
    pub fn command(&self, program: &str) -> Command {
        // It ends with us: a build must not keep running where the next one begins.
        let mut command = process::tied(self.dir.join("enter"));
        command.arg(program);
        command
    }

    /// Writes a script that starts one of its programs.
    ///
    /// # Errors
    ///
    /// [`Error::Io`].
    pub fn script_for(&self, program: &str, dir: &Path) -> Result<PathBuf, Error> {
        let enter = self.dir.join("enter");
        let quoted = enter.to_string_lossy().replace('\'', r"'\''");
        let script = format!("#!/bin/sh\nexec '{quoted}' {program} \"$@\"\n");
        fs::create_dir_all(dir).map_err(Error::io("make", dir))?;
        let path = dir.join(program);
        write_script(&path, &script)?;
        // Cargo takes what is no absolute path for one below its own configuration.
        std::path::absolute(&path).map_err(Error::io("find", &path))
    }

    /// The directory of all this.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    fn write_enter(&self) -> Result<(), Error> {
        write_script(&self.dir.join("enter"), ENTER)
    }

    fn ask(&self, program: &str, argument: &str) -> Result<String, Error> {
        let mut command = self.command(program);
        command.arg(argument).current_dir(&self.dir);
        outcome(program, command)
    }
}

/// Runs a program to its end and gives what it printed.
fn outcome(program: &str, command: Command) -> Result<String, Error> {
    let output = process::output_within(command, LIMIT)
        .map_err(|cause| failure(program, &cause.to_string(), ADVICE))?
        .ok_or_else(|| Error::TimedOut { program: program.to_owned(), limit: LIMIT, advice: ADVICE })?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(failure(program, &format!("{}: {}", output.status, said.trim()), ADVICE))
}

fn failure(program: &str, why: &str, advice: &'static str) -> Error {
    Error::Program { program: program.to_owned(), why: why.to_owned(), advice }
}

/// Writes a script, unless it is there and the same: another process may be reading it.
fn write_script(path: &Path, text: &str) -> Result<(), Error> {
    if fs::read_to_string(path).is_ok_and(|there| there == text) {
        return Ok(());
    }
    let new = path.with_extension(format!("{}.new", std::process::id()));
    fs::write(&new, text).map_err(Error::io("write", &new))?;
    make_executable(&new)?;
    fs::rename(&new, path).map_err(Error::io("write", path))
}

#[cfg(unix)]
fn link(target: &str, path: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(target, path)
}

/// Only Linux has Debian's packages.
#[cfg(not(unix))]
fn link(_: &str, _: &Path) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}
