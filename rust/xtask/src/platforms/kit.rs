//! What it takes to build and run a platform's programs on this machine.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};
use creeps_godot_env::emscripten::{Emscripten, Release, Search};

use crate::context;
use crate::export::checks::{MINGW, Problem};

/// The Emscripten of the official web templates; older ones were not tried.
pub const OLDEST_EMSCRIPTEN: &str = "4.0.11";

/// How a platform's programs are built and run here.
#[derive(Debug, Default)]
pub struct Kit {
    /// What runs them, with its version.
    pub runner: String,
    /// Cargo's arguments.
    pub arguments: Vec<String>,
    /// Cargo's environment, which a runner inherits.
    pub environment: Vec<(&'static str, String)>,
}

impl Kit {
    /// Sets one of cargo's settings for a target.
    pub fn configure(&mut self, triple: &str, key: &str, value: impl std::fmt::Debug) {
        // Rust writes strings and lists of them as TOML does.
        self.arguments.extend(["--config".to_owned(), format!("target.{triple}.{key}={value:?}")]);
    }

    /// Names the program, and its arguments, that run a target's programs.
    pub fn run_by(&mut self, triple: &str, words: &[&str]) {
        self.configure(triple, "runner", words);
        let said = Command::new(words[0]).arg("--version").output();
        let said = said.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
        let runner = format!("{} {}", words[0], version(&said.unwrap_or_default()));
        runner.trim().clone_into(&mut self.runner);
    }
}

/// What lacks.
#[derive(Default)]
pub struct Lacks(pub Vec<Problem>);

impl Lacks {
    pub fn add(&mut self, what: &str, remedy: &str) {
        self.0.push(Problem::new(what, remedy));
    }

    pub fn program(&mut self, name: &str, remedy: &str) {
        if which::which(name).is_err() {
            self.add(&format!("no {name}"), remedy);
        }
    }
}

/// The version in what a program says of itself: `v20.20.2`, `wine-8.0 (Debian …)`, `qemu-aarch64 version 7.2.22 (…)`.
fn version(said: &str) -> &str {
    let numbers = said.split(|c: char| c != '.' && !c.is_ascii_digit());
    numbers.map(|number| number.trim_matches('.')).find(|number| number.contains('.')).unwrap_or_default()
}

/// What Wine needs: a place of its own, that nobody's Wine is changed, and what older ones lack. Gives the environment.
pub fn wine(dir: &Path) -> Result<Vec<(&'static str, String)>> {
    let source = dir.join("process_prng.c");
    fs::write(&source, include_str!("process_prng.c"))
        .with_context(|| format!("could not write {}", source.display()))?;
    let mut mingw = Command::new(MINGW);
    mingw.current_dir(dir).args(["-shared", "-o", "bcryptprimitives.dll", "process_prng.c", "-ladvapi32"]);
    context::run(&mut mingw)?;
    Ok(vec![
        ("WINEPREFIX", dir.join("wine").display().to_string()),
        // Where it looks for libraries last, so that a Wine that has the library takes its own.
        ("WINEPATH", dir.display().to_string()),
        ("WINEDEBUG", "-all".to_owned()),
        // Else it would ask, in a window, for leave to install .NET and a browser.
        ("WINEDLLOVERRIDES", "mscoree=;mshtml=;winemenubuilder.exe=".to_owned()),
    ])
}

/// An Emscripten of this machine that is new enough.
pub fn emscripten() -> Result<Option<Emscripten>> {
    let oldest: Release = OLDEST_EMSCRIPTEN.parse()?;
    Ok(Search::here()?.usable().find(|found| found.is_at_least(oldest)).cloned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_found_in_what_the_runners_say() {
        assert_eq!(version("v20.20.2\n"), "20.20.2");
        assert_eq!(version("wine-8.0 (Debian 8.0~repack-4)\n"), "8.0");
        assert_eq!(
            version("qemu-aarch64 version 7.2.22 (Debian 1:7.2+dfsg-7+deb12u18)\nCopyright"),
            "7.2.22"
        );
        assert_eq!(version(""), "");
    }

    #[test]
    fn a_path_with_spaces_reaches_cargo_as_one_word() {
        let mut kit = Kit::default();
        kit.configure("wasm32-wasip1", "runner", ["node", "/my games/wasi.mjs"]);
        assert_eq!(
            kit.arguments,
            ["--config", r#"target.wasm32-wasip1.runner=["node", "/my games/wasi.mjs"]"#]
        );
    }

    #[test]
    fn all_that_lacks_is_told_with_what_mends_it() {
        let mut lacks = Lacks::default();
        lacks.program("no-such-linker", "get a linker");
        lacks.program("cargo", "get cargo");
        lacks.program("no-such-runner", "get a runner");
        let remedies: Vec<_> = lacks.0.iter().map(|problem| problem.remedy.as_str()).collect();
        assert_eq!(remedies, ["get a linker", "get a runner"]);
    }
}
