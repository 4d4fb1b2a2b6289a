//! The platforms that the simulation is played on, and what each needs on this machine.

use std::env::consts::{ARCH, OS};
use std::path::Path;

use clap::ValueEnum;

use super::kit::{self, Kit, Lacks, OLDEST_EMSCRIPTEN};
use crate::context::Context;
use crate::export::checks::{MINGW, Problem, has_target};

const AARCH64_LINKER: &str = "aarch64-linux-gnu-gcc";
/// Where Debian and Ubuntu have the libraries of that linker's programs.
const AARCH64_LIBRARIES: &str = "/usr/aarch64-linux-gnu";

/// A platform, as people type it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Platform {
    /// This machine.
    Native,
    /// Linux on 64-bit ARM, by qemu-user.
    Aarch64,
    /// Windows on x86-64, by Wine.
    Windows,
    /// WebAssembly with WASI, by Node.
    Wasi,
    /// WebAssembly as the web build has it, by Node.
    Emscripten,
}

impl Platform {
    /// What the table calls it.
    pub fn title(self) -> String {
        match self {
            Self::Native => format!("{ARCH} {OS} (this machine)"),
            Self::Aarch64 => "aarch64 Linux".to_owned(),
            Self::Windows => "x86_64 Windows".to_owned(),
            Self::Wasi => "wasm32 WASI".to_owned(),
            Self::Emscripten => "wasm32 Emscripten".to_owned(),
        }
    }

    /// Rust's target; none for this machine.
    fn triple(self) -> Option<&'static str> {
        match self {
            Self::Native => None,
            Self::Aarch64 => Some("aarch64-unknown-linux-gnu"),
            Self::Windows => Some("x86_64-pc-windows-gnu"),
            Self::Wasi => Some("wasm32-wasip1"),
            Self::Emscripten => Some("wasm32-unknown-emscripten"),
        }
    }

    /// Looks for all that it takes. What must be made is put into `dir`.
    ///
    /// # Errors
    ///
    /// All that lacks.
    pub fn kit(self, context: &Context, dir: &Path) -> Result<Kit, Vec<Problem>> {
        let Some(triple) = self.triple() else {
            return Ok(Kit { runner: "-".to_owned(), ..Kit::default() });
        };
        if self.is_this_machine() {
            return Err(vec![Problem::new(
                "this machine is one itself",
                "cargo xtask platforms --only native",
            )]);
        }
        let mut lacks = Lacks::default();
        if !has_target(context, triple) {
            lacks.add(&format!("no Rust for {triple}"), &format!("rustup target add {triple}"));
        }
        let mut kit = Kit { arguments: vec!["--target".to_owned(), triple.to_owned()], ..Kit::default() };
        match self {
            Self::Native => {}
            Self::Aarch64 => {
                lacks.program(AARCH64_LINKER, "apt-get install gcc-aarch64-linux-gnu libc6-dev-arm64-cross");
                lacks.program("qemu-aarch64", "apt-get install qemu-user");
                kit.configure(triple, "linker", AARCH64_LINKER);
                kit.run_by(triple, &["qemu-aarch64", "-L", AARCH64_LIBRARIES]);
            }
            Self::Windows => {
                lacks.program(MINGW, "apt-get install gcc-mingw-w64-x86-64");
                lacks.program("wine", "apt-get install wine wine64");
                kit.run_by(triple, &["wine"]);
                if lacks.0.is_empty() {
                    kit.environment = kit::wine(dir).map_err(failed)?;
                }
            }
            Self::Wasi => {
                lacks.program("node", "apt-get install nodejs, in version 20 or newer");
                let script = context.root().join("rust/sim/tests/wasi.mjs");
                kit.run_by(triple, &["node", "--no-warnings", &script.display().to_string()]);
            }
            Self::Emscripten => {
                lacks.program("node", "apt-get install nodejs, in version 20 or newer");
                kit.run_by(triple, &["node"]);
                if let Some(emcc) = kit::emscripten().map_err(failed)? {
                    let linker = emcc.linker(dir).map_err(|error| failed(error.into()))?;
                    kit.configure(triple, "linker", &linker);
                    kit.runner = format!("{}, Emscripten {}", kit.runner, emcc.version());
                    // In the place of the flags in .cargo/config.toml, which make a library for the engine's module to
                    // load. A program sees no files but by this.
                    kit.environment = vec![("RUSTFLAGS", "-Clink-args=-sNODERAWFS=1".to_owned())];
                } else {
                    lacks.add(
                        &format!("no Emscripten ({OLDEST_EMSCRIPTEN} or newer)"),
                        "cargo xtask export web, which installs one; or set EMSDK",
                    );
                }
            }
        }
        if lacks.0.is_empty() { Ok(kit) } else { Err(lacks.0) }
    }

    fn is_this_machine(self) -> bool {
        match self {
            Self::Native => true,
            Self::Aarch64 => (ARCH, OS) == ("aarch64", "linux"),
            Self::Windows => (ARCH, OS) == ("x86_64", "windows"),
            Self::Wasi | Self::Emscripten => false,
        }
    }
}

/// What could not be made.
fn failed(error: anyhow::Error) -> Vec<Problem> {
    vec![Problem::new(format!("{error:#}"), "mend that, then run the same command again")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_needs_nothing_and_is_not_emulated() {
        let dir = tempfile::tempdir().unwrap();
        let context = Context::new();
        assert!(Platform::Native.kit(&context, dir.path()).unwrap().arguments.is_empty());
        for platform in Platform::value_variants().iter().filter(|one| one.is_this_machine()).skip(1) {
            let lacks = platform.kit(&context, dir.path()).unwrap_err();
            assert!(lacks[0].remedy.ends_with("--only native"));
        }
    }
}
