//! The script `godot` beside an installed Godot, so that a person or `$GODOT4_BIN` can use it (not on Windows).

use std::fs;
use std::path::Path;

use crate::Error;
use crate::launcher::Layout;

const HEAD: &str = "#!/bin/sh
# Starts the Godot beside it, which `cargo xtask install-godot` of Shoot the Creeps has put here.
here=$(dirname \"$(readlink -f \"$0\")\")";

/// Writes the script that starts `program`, a path below `dir`. It finds the program from its own location, so that the cache
/// may be moved.
pub(crate) fn write(dir: &Path, program: &Path) -> Result<(), Error> {
    write_script(dir, format!("{HEAD}\nexec \"$here/{}\" \"$@\"\n", program.display()).as_bytes())
}

/// Writes the script for Debian's Godot, which is linked to the libraries below `root`. The program finds its loader by a
/// whole path. So after the cache was moved, and until the next `cargo xtask` links it again, the script starts it through
/// the loader.
pub(crate) fn write_for_tree(dir: &Path, root: &Path, layout: &Layout) -> Result<(), Error> {
    let (triplet, loader) = (layout.triplet, layout.loader);
    // The same as `Launcher::linked` and `Launcher::through_loader`; a test holds them together.
    let before = format!(
        "{HEAD}
root=$here/root lib=$here/root/usr/lib/{triplet}
export LIBGL_DRIVERS_PATH=\"$lib/dri\" GBM_BACKENDS_PATH=\"$lib/gbm\"
export __EGL_VENDOR_LIBRARY_DIRS=\"$root/usr/share/glvnd/egl_vendor.d\"
export VK_DRIVER_FILES=\"$root/usr/share/vulkan/icd.d\"
linked_for='"
    );
    let after = format!(
        "'
if [ \"$root\" = \"$linked_for\" ]; then
  exec \"$root/usr/bin/godot\" \"$@\"
fi
# The folder was moved. This runs, but the editor's F5 and F6 do nothing until `cargo xtask install-godot` has linked it again.
exec \"$root/{loader}\" --library-path \"$lib:$lib/pulseaudio:$lib/blas:$lib/lapack\" \\
  --argv0 godot \"$root/usr/bin/godot\" \"$@\"
"
    );
    // As bytes: a path need not be text. Within quotes a shell reads all but the quote as it stands.
    let quoted = root.as_os_str().as_encoded_bytes().split(|&byte| byte == b'\'').collect::<Vec<_>>();
    write_script(dir, &[before.as_bytes(), &quoted.join(&b"'\\''"[..]), after.as_bytes()].concat())
}

/// Writes it in one step: another process may be about to start it.
fn write_script(dir: &Path, script: &[u8]) -> Result<(), Error> {
    if !cfg!(unix) {
        return Ok(());
    }
    let (path, fresh) = (dir.join("godot"), dir.join("godot.fresh"));
    fs::write(&fresh, script).map_err(Error::io("write", &fresh))?;
    make_executable(&fresh)?;
    fs::rename(&fresh, &path).map_err(Error::io("write", &path))
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
        let tree = fs::canonicalize(dir.path()).unwrap().join("it's a place");
        let root = tree.join("root");
        for name in [layout.loader, "usr/bin/godot"] {
            let file = root.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            let script =
                "echo \"$0\"; for a; do echo \"$a\"; done; env | grep -E '^(LIBGL|GBM|__EGL|VK_)' | sort";
            fs::write(&file, format!("#!/bin/sh\n{script}\n")).unwrap();
            make_executable(&file).unwrap();
        }
        write_for_tree(&tree, &root, layout).unwrap();

        let linked = echoed(Launcher::linked(root.join("usr/bin/godot"), &root, layout).command());
        assert_eq!(echoed(Command::new(tree.join("godot"))), linked);
        assert!(linked.contains("a b") && linked.contains("__EGL"), "{linked}");

        let moved = tree.with_file_name("moved");
        fs::rename(&tree, &moved).unwrap();
        let through_loader = echoed(Launcher::through_loader(&moved.join("root"), layout).command());
        assert_eq!(echoed(Command::new(moved.join("godot"))), through_loader);
        assert!(through_loader.contains("--library-path"), "{through_loader}");
    }
}
