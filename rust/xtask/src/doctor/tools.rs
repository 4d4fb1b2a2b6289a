//! The Rust tools and the disk.

use std::path::Path;
use std::process::Command;

use super::Check;
use crate::context::Context;

/// A debug and a release build, with the tests.
const NEEDED: u64 = 8_000_000_000;

/// Whether rustc is as new as the workspace asks for.
pub fn rust(context: &Context) -> Check {
    let needed = env!("CARGO_PKG_RUST_VERSION");
    let output = Command::new("rustc").arg("--version").current_dir(context.root()).output();
    let said =
        output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default();
    match release(&said) {
        Some(found) if Some(found) >= release(&format!("rustc {needed}")) => Check::good("Rust", said),
        Some(_) => {
            Check::missing("Rust", format!("{said}; {needed} or newer is needed"), "rustup update stable")
        }
        None => Check::missing("Rust", "rustc can't be run", "install it from https://rustup.rs"),
    }
}

/// `rustc 1.95.0 (…)` is (1, 95).
fn release(said: &str) -> Option<(u32, u32)> {
    let mut numbers = said.split(' ').nth(1)?.split(['.', '-']).map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

/// Whether the dependencies' licences and advisories can be checked, as `cargo xtask test` would.
pub fn cargo_deny() -> Check {
    const SUBJECT: &str = "cargo-deny";
    if which::which("cargo-deny").is_ok() {
        Check::good(SUBJECT, "installed")
    } else {
        Check::note(
            SUBJECT,
            "not installed: `cargo xtask test` skips that check",
            "cargo install --locked cargo-deny",
        )
    }
}

/// Whether there is room to build.
pub fn disk(context: &Context) -> Check {
    const SUBJECT: &str = "Disk";
    let root: &Path = context.root();
    match fs4::available_space(root) {
        Ok(free) if free >= NEEDED => Check::good(SUBJECT, format!("{} GB free", free / 1_000_000_000)),
        Ok(free) => Check::note(
            SUBJECT,
            format!(
                "{:.1} GB free at {}; builds and tests take up to 8 GB",
                free as f64 / 1e9,
                root.display()
            ),
            "make room; `cargo clean` removes all builds",
        ),
        Err(cause) => {
            Check::note(SUBJECT, format!("its free space is unknown ({cause})"), "look at it by hand")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_of_rust_are_read_and_ordered_by_number() {
        assert_eq!(release("rustc 1.95.0 (59807616e 2026-04-14)"), Some((1, 95)));
        assert_eq!(release("rustc 1.97.0-nightly (x)"), Some((1, 97)));
        assert!(release("rustc 1.100.0") > release("rustc 1.94"));
        assert_eq!(release(""), None);
    }
}
