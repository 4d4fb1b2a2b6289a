//! An export that can't work says so within seconds: what is missing, and the command that fixes it.
#![cfg(target_os = "linux")] // its stand-ins are shell scripts, and --template is for Linux
#![allow(clippy::unwrap_used)] // a test's helpers may

use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A folder of programs that come before the machine's own.
struct Machine {
    dir: tempfile::TempDir,
}

impl Machine {
    /// A machine whose Rust has all targets.
    fn new() -> Self {
        let this = Self { dir: tempfile::tempdir().unwrap() };
        this.program("rustc", &format!("echo {}", this.dir.path().display()));
        this
    }

    fn program(&self, name: &str, script: &str) -> PathBuf {
        let file = self.dir.path().join(name);
        fs::write(&file, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
        file
    }

    /// What a failed `cargo xtask export` says on this machine.
    fn export(&self, args: &[&str], with: impl FnOnce(&mut Command)) -> String {
        let path = format!("{}:{}", self.dir.path().display(), std::env::var("PATH").unwrap());
        let mut xtask = Command::new(env!("CARGO_BIN_EXE_xtask"));
        xtask.arg("export").args(args).env("PATH", path);
        // Nothing is fetched in a test.
        xtask
            .env("CREEPS_GODOT_MIRROR", "http://127.0.0.1:9")
            .env("CREEPS_DEBIAN_MIRROR", "http://127.0.0.1:9");
        with(&mut xtask);
        let output = xtask.output().unwrap();
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    }

    /// A web template of Godot 4.6.3 that Emscripten 4.0.11 linked; there is no code in it.
    fn template(&self) -> PathBuf {
        let file = self.dir.path().join("template.zip");
        let mut zip = ZipWriter::new(File::create(&file).unwrap());
        let script = "function _godot_js_emscripten_get_version(){return f(\"4.0.11\")}";
        let code = format!("Godot Engine v{}\0{}", version(), "x".repeat(50_000));
        for (name, text) in [("godot.js", script), ("godot.side.wasm", code.as_str())] {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap();
        file
    }
}

/// The version of this machine's Godot, as it names its folder of templates.
fn version() -> String {
    format!("{}.stable", creeps_godot_env::find().unwrap().version())
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

#[test]
fn a_target_that_rust_lacks_is_named_with_the_command() {
    let machine = Machine::new();
    machine.program("rustc", "echo /nowhere");
    let said = machine.export(&["web"], |_| {});
    assert!(said.contains("wasm32-unknown-emscripten yet"), "{said}");
    assert!(said.contains("rustup target add wasm32-unknown-emscripten"), "{said}");
}

#[test]
fn an_emscripten_of_another_version_than_the_templates_is_rejected() {
    let machine = Machine::new();
    let emcc = machine.program("emcc", "echo 'emcc (Emscripten gcc/clang-like replacement) 3.1.6 ()'");
    let cache = tempfile::tempdir().unwrap();
    let said = machine.export(&["web", "--template", &text(&machine.template())], |xtask| {
        let godot = creeps_godot_env::find().unwrap();
        xtask
            .env("GODOT4_BIN", godot.path())
            .env("CREEPS_CACHE", cache.path())
            .env_remove("EMSDK")
            .env("EMCC", &emcc);
    });
    assert!(said.contains("3.1.6"), "the one that is there: {said}");
    assert!(said.contains("4.0.11"), "the one that is wanted: {said}");
    assert!(said.contains("emsdk install 4.0.11"), "how to get it: {said}");
}

#[test]
fn a_truncated_template_is_rejected() {
    let machine = Machine::new();
    let template = machine.template();
    let bytes = fs::read(&template).unwrap();
    fs::write(&template, &bytes[..bytes.len() / 2]).unwrap();
    let said = machine.export(&["web", "--template", &text(&template)], |_| {});
    assert!(said.contains(&text(&template)) && said.contains("no whole archive"), "{said}");
}

#[test]
fn a_template_of_another_engine_is_rejected() {
    let machine = Machine::new();
    let template = machine.template();
    let file = machine.dir.path().join("other.zip");
    let mut zip = ZipWriter::new(File::create(&file).unwrap());
    for (name, text) in [("godot.js", ""), ("godot.side.wasm", "Godot Engine v4.5.1.stable.official\0")] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
    drop(template);
    let said = machine.export(&["web", "--template", &text(&file)], |_| {});
    assert!(said.contains("4.5.1.stable") && said.contains(&version()), "{said}");
}

#[test]
fn a_template_that_can_be_had_nowhere_is_named_with_all_that_was_tried() {
    let machine = Machine::new();
    let (cache, home) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let godot = creeps_godot_env::find().unwrap();
    let said = machine.export(&["web"], |xtask| {
        xtask
            .env("GODOT4_BIN", godot.path())
            .env("CREEPS_CACHE", cache.path())
            .env("XDG_DATA_HOME", home.path());
    });
    assert!(said.contains("web_dlink_nothreads_release.zip"), "{said}");
    assert!(said.contains(&text(home.path())) && said.contains("127.0.0.1"), "where it looked: {said}");
    assert!(said.contains("tools/web-template/README.md"), "the way out: {said}");
}

#[test]
fn a_missing_linker_is_named_with_its_package() {
    let machine = Machine::new();
    // A PATH without mingw: only what the command itself starts.
    let said = machine.export(&["windows"], |xtask| {
        xtask.env("PATH", machine.dir.path());
    });
    assert!(said.contains("x86_64-w64-mingw32-gcc") && said.contains("gcc-mingw-w64-x86-64"), "{said}");
}
