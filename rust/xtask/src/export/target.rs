//! The platforms that can be exported for, with their names and files.

use std::env::consts::{ARCH, OS};
use std::path::PathBuf;

use clap::ValueEnum;
use creeps_godot_env::templates::{Platform, Template};

/// A platform, as people type it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Target {
    /// Linux on x86-64.
    Linux,
    /// Windows on x86-64.
    Windows,
    /// macOS on Apple's and Intel's processors.
    Macos,
    /// The browser.
    Web,
}

/// How the extension is built for a target on this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Builder {
    /// Cargo, for this machine itself.
    Native,
    /// Cargo with mingw's linker.
    Mingw,
    /// Cargo for both of Apple's processors, then `lipo`.
    Lipo,
    /// cargo-zigbuild, from another system.
    Zig,
    /// Cargo with Emscripten's linker.
    Emscripten,
}

impl Target {
    /// All, in the order in which they are exported.
    pub const ALL: [Self; 4] = [Self::Linux, Self::Windows, Self::Macos, Self::Web];

    /// The preset's name in `export_presets.cfg`.
    pub fn preset(self) -> &'static str {
        match self {
            Self::Linux => "Linux",
            Self::Windows => "Windows",
            Self::Macos => "macOS",
            Self::Web => "Web",
        }
    }

    /// Its folder in `dist/`, and what it is called on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Linux => "linux",
            Self::Windows => "windows",
            Self::Macos => "macos",
            Self::Web => "web",
        }
    }

    /// The end of its archive's name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Linux => "linux-x86_64",
            Self::Windows => "windows-x86_64",
            Self::Macos => "macos-universal",
            Self::Web => "web",
        }
    }

    /// What the engine's exporter writes.
    pub fn product(self) -> &'static str {
        match self {
            Self::Linux => "shoot-the-creeps.x86_64",
            Self::Windows => "shoot-the-creeps.exe",
            Self::Macos => "shoot-the-creeps.zip",
            Self::Web => "index.html",
        }
    }

    /// The files that an export must have in its folder.
    pub fn essential(self) -> &'static [&'static str] {
        match self {
            Self::Linux => &["shoot-the-creeps.x86_64", "shoot-the-creeps.pck", "libshoot_the_creeps.so"],
            Self::Windows => &["shoot-the-creeps.exe", "shoot-the-creeps.pck", "shoot_the_creeps.dll"],
            Self::Macos => &["shoot-the-creeps.zip"],
            Self::Web => &[
                "index.html",
                "index.js",
                "index.wasm",
                "index.side.wasm",
                "index.pck",
                "shoot_the_creeps.wasm",
            ],
        }
    }

    /// The extension's library, as the project's `.gdextension` file names it.
    pub fn library(self) -> &'static str {
        match self {
            Self::Linux => "libshoot_the_creeps.so",
            Self::Windows => "shoot_the_creeps.dll",
            Self::Macos => "libshoot_the_creeps.dylib",
            Self::Web => "shoot_the_creeps.wasm",
        }
    }

    /// The template that it is made from.
    pub fn template(self, debug: bool) -> Template {
        let platform = match self {
            Self::Linux => Platform::Linux,
            Self::Windows => Platform::Windows,
            Self::Macos => Platform::Macos,
            Self::Web => Platform::Web,
        };
        Template { platform, debug }
    }

    /// How this machine builds for it.
    pub fn builder(self) -> Builder {
        match self {
            Self::Web => Builder::Emscripten,
            Self::Macos if OS == "macos" => Builder::Lipo,
            Self::Linux if (OS, ARCH) == ("linux", "x86_64") => Builder::Native,
            Self::Windows if (OS, ARCH) == ("windows", "x86_64") => Builder::Native,
            Self::Windows => Builder::Mingw,
            Self::Linux | Self::Macos => Builder::Zig,
        }
    }

    /// Rust's targets that must be installed; none for this machine itself.
    pub fn triples(self) -> &'static [&'static str] {
        match (self, self.builder()) {
            (_, Builder::Native) => &[],
            (Self::Linux, _) => &["x86_64-unknown-linux-gnu"],
            (Self::Windows, _) => &["x86_64-pc-windows-gnu"],
            (Self::Macos, _) => &["aarch64-apple-darwin", "x86_64-apple-darwin"],
            (Self::Web, _) => &["wasm32-unknown-emscripten"],
        }
    }

    /// Its folder, below the checkout.
    pub fn folder(self) -> PathBuf {
        PathBuf::from("dist").join(self.name())
    }
}
