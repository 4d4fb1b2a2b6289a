//! `creeps-rules` and `creeps-sim` can be packaged for a registry, and cargo has nothing to say about it.
#![allow(clippy::unwrap_used)] // tests may

use std::path::Path;
use std::process::Command;

#[test]
fn the_library_crates_are_packaged_without_a_warning() {
    let target = tempfile::tempdir().unwrap();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["package", "--package", "creeps-rules", "--package", "creeps-sim"]);
    // Building what was packed takes minutes: `cargo package` without `--no-verify` does that.
    cargo.args(["--allow-dirty", "--no-verify", "--offline", "--target-dir"]).arg(target.path());
    cargo.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."));
    cargo.env_remove("CARGO_TARGET_DIR").env_remove("RUSTC_BOOTSTRAP");
    let output = cargo.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(!said.contains("warning"), "{said}");
    for name in ["creeps-rules", "creeps-sim"] {
        assert!(said.contains(&format!("Packaging {name} ")), "{said}");
    }
}
