//! The script `godot` beside an installed Godot, so that a person or `$GODOT4_BIN` can use it (not on Windows).

use std::fs;
use std::path::Path;

use super::record::Kind;
use crate::Error;
use crate::launcher::Layout;

/// Writes the script. It finds all else from its own place, so that the cache may be moved.
pub(crate) fn write(tree: &Path, kind: &Kind) -> Result<(), Error> {
    let Some(script) = script(kind).filter(|_| cfg!(unix)) else { return Ok(()) };
    let path = tree.join("godot");
    fs::write(&path, script).map_err(Error::io("write", &path))?;
    make_executable(&path)
}

fn script(kind: &Kind) -> Option<String> {
    const HEAD: &str = "#!/bin/sh
# Starts the Godot beside it, which `cargo xtask install-godot` of Shoot the Creeps has put here.
here=$(dirname \"$(readlink -f \"$0\")\")";
    match kind {
        Kind::Official { program } => Some(format!("{HEAD}\nexec \"$here/{}\" \"$@\"\n", program.display())),
        Kind::Debian { architecture } => {
            let layout = Layout::here().filter(|layout| layout.architecture == architecture)?;
            let (triplet, loader) = (layout.triplet, layout.loader);
            // The same as `Launcher::through_loader`; a test holds the two together.
            Some(format!(
                "{HEAD}
root=$here/root lib=$here/root/usr/lib/{triplet}
export LIBGL_DRIVERS_PATH=\"$lib/dri\" GBM_BACKENDS_PATH=\"$lib/gbm\"
export __EGL_VENDOR_LIBRARY_DIRS=\"$root/usr/share/glvnd/egl_vendor.d\"
export VK_DRIVER_FILES=\"$root/usr/share/vulkan/icd.d\"
exec \"$root/{loader}\" --library-path \"$lib:$lib/pulseaudio:$lib/blas:$lib/lapack\" \\
  --argv0 godot \"$root/usr/bin/godot\" \"$@\"
"
            ))
        }
    }
}

/// Lets everybody run a file.
#[cfg(unix)]
pub(crate) fn make_executable(path: &Path) -> Result<(), Error> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).map_err(Error::io("make executable", path))
}

/// Windows runs what is called `.exe`.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "it may fail elsewhere")]
pub(crate) fn make_executable(_: &Path) -> Result<(), Error> {
    Ok(())
}

#[cfg(test)]
#[cfg(unix)] // there is no script elsewhere
mod tests {
    use std::process::Command;

    use super::*;
    use crate::launcher::Launcher;

    /// What a stand-in for the loader was called with.
    fn echoed(mut command: Command) -> String {
        let output = command.args(["--path", "a b"]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    #[test]
    fn the_script_and_the_launcher_start_debians_godot_alike() {
        let Some(layout) = Layout::here() else { return };
        let dir = tempfile::tempdir().unwrap();
        let tree = dir.path().join("with space");
        let loader = tree.join("root").join(layout.loader);
        fs::create_dir_all(loader.parent().unwrap()).unwrap();
        fs::write(
            &loader,
            "#!/bin/sh\nfor a; do echo \"$a\"; done; env | grep -E '^(LIBGL|GBM|__EGL|VK_)' | sort\n",
        )
        .unwrap();
        make_executable(&loader).unwrap();
        write(&tree, &Kind::Debian { architecture: layout.architecture.into() }).unwrap();

        let direct = echoed(Launcher::through_loader(&tree.join("root"), layout).command());
        assert_eq!(echoed(Command::new(tree.join("godot"))), direct);
        assert!(direct.contains("a b") && direct.contains("__EGL"), "{direct}");
    }
}
