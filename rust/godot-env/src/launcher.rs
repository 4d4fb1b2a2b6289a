//! How a Godot is started: directly, or, when it was unpacked from Debian's packages, with its own libraries.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

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

    /// A Godot whose whole file tree, system libraries included, lies under `root`, and that is not linked to it (see
    /// [`relink`](crate::relink)).
    ///
    /// It plays and imports like any other, but takes the loader for its own program: the editor's F5 and F6 start nothing.
    pub fn through_loader(root: &Path, layout: &Layout) -> Self {
        let libraries = layout.library_path(root);
        let engine = root.join("usr/bin/godot").into();
        Self {
            program: root.join(layout.loader),
            args: vec!["--library-path".into(), libraries, "--argv0".into(), "godot".into(), engine],
            env: layout.environment(root),
        }
    }

    /// A program that is linked to the loader and the libraries under `root`.
    pub fn linked(program: impl Into<PathBuf>, root: &Path, layout: &Layout) -> Self {
        Self { program: program.into(), args: Vec::new(), env: layout.environment(root) }
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

    /// The folders that hold the libraries of the file tree, separated by colons.
    pub fn library_path(&self, root: &Path) -> OsString {
        let lib = root.join("usr/lib").join(self.triplet);
        let mut path = lib.clone().into_os_string();
        // Debian keeps the libraries of these packages one directory further down.
        for below in ["pulseaudio", "blas", "lapack"] {
            path.push(":");
            path.push(lib.join(below));
        }
        path
    }

    /// The variables that lead the tree's graphics libraries to the tree's drivers.
    fn environment(&self, root: &Path) -> Vec<(&'static str, PathBuf)> {
        let lib = root.join("usr/lib").join(self.triplet);
        vec![
            ("LIBGL_DRIVERS_PATH", lib.join("dri")),
            ("GBM_BACKENDS_PATH", lib.join("gbm")),
            ("__EGL_VENDOR_LIBRARY_DIRS", root.join("usr/share/glvnd/egl_vendor.d")),
            // The editor tries Vulkan too, and reports errors when it finds no driver.
            ("VK_DRIVER_FILES", root.join("usr/share/vulkan/icd.d")),
        ]
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
