//! How a Godot is started: directly, or, when it was unpacked from Debian's packages, through its own loader.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::exported::ENGINE;

/// A program, the arguments that come before the caller's, and the environment of that process alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Launcher {
    pub program: PathBuf,
    args: Vec<OsString>,
    env: Vec<(&'static str, PathBuf)>,
}

impl Launcher {
    /// A program that the system can start by itself.
    pub fn direct(program: impl Into<PathBuf>) -> Self {
        Self { program: program.into(), args: Vec::new(), env: Vec::new() }
    }

    /// A Godot whose whole file tree, system libraries included, lies under `root`.
    ///
    /// `LD_LIBRARY_PATH` would do it too, and would break every program that Godot starts in turn.
    pub fn through_loader(root: &Path, layout: &Layout) -> Self {
        Self::started_by(
            &root.join(layout.loader),
            "godot".as_ref(),
            &root.join("usr/bin/godot"),
            root,
            layout,
        )
    }

    /// An exported game with Debian's engine: `game` is a copy of the loader, which has taken the game's name.
    pub fn of_game(root: &Path, layout: &Layout, game: &Path) -> Self {
        Self::started_by(game, game.as_os_str(), &game.with_file_name(ENGINE), root, layout)
    }

    fn started_by(loader: &Path, name: &OsStr, engine: &Path, root: &Path, layout: &Layout) -> Self {
        let lib = root.join("usr/lib").join(layout.triplet);
        let mut libraries = lib.clone().into_os_string();
        // Debian keeps the libraries of these packages one directory further down.
        for below in ["pulseaudio", "blas", "lapack"] {
            libraries.push(":");
            libraries.push(lib.join(below));
        }
        Self {
            program: loader.to_owned(),
            args: vec!["--library-path".into(), libraries, "--argv0".into(), name.into(), engine.into()],
            env: vec![
                ("LIBGL_DRIVERS_PATH", lib.join("dri")),
                ("GBM_BACKENDS_PATH", lib.join("gbm")),
                ("__EGL_VENDOR_LIBRARY_DIRS", root.join("usr/share/glvnd/egl_vendor.d")),
                // The editor tries Vulkan too, and reports errors when it finds no driver.
                ("VK_DRIVER_FILES", root.join("usr/share/vulkan/icd.d")),
            ],
        }
    }

    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.args);
        command.envs(self.env.iter().map(|(name, value)| (name, value)));
        command
    }
}

/// Where Debian puts a processor's libraries and loader, below the root of the file tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Layout {
    /// Debian's own name of the processor.
    pub architecture: &'static str,
    pub triplet: &'static str,
    pub loader: &'static str,
}

impl Layout {
    /// This machine's layout; `None` when Debian has no Godot for it that we know of.
    pub fn here() -> Option<&'static Self> {
        Self::of(std::env::consts::ARCH)
    }

    /// The layout for a processor as Rust names it.
    pub fn of(processor: &str) -> Option<&'static Self> {
        match processor {
            "x86_64" => Some(&Self {
                architecture: "amd64",
                triplet: "x86_64-linux-gnu",
                loader: "usr/lib64/ld-linux-x86-64.so.2",
            }),
            "aarch64" => Some(&Self {
                architecture: "arm64",
                triplet: "aarch64-linux-gnu",
                loader: "usr/lib/ld-linux-aarch64.so.1",
            }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unpacked_godot_is_given_its_own_libraries_and_no_search_path_in_the_environment() {
        let layout = Layout::of("x86_64").unwrap();
        let command = Launcher::through_loader(Path::new("/r"), layout).command();
        assert_eq!(command.get_program(), "/r/usr/lib64/ld-linux-x86-64.so.2");
        let args: Vec<_> = command.get_args().map(|arg| arg.to_string_lossy()).collect();
        let lib = "/r/usr/lib/x86_64-linux-gnu";
        assert_eq!(args[1], format!("{lib}:{lib}/pulseaudio:{lib}/blas:{lib}/lapack"));
        assert_eq!(args.last().unwrap(), "/r/usr/bin/godot");
        assert!(command.get_envs().any(|(name, _)| name == "LIBGL_DRIVERS_PATH"));
        assert!(command.get_envs().all(|(name, _)| name != "LD_LIBRARY_PATH"));
    }
}
