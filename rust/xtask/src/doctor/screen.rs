//! Screen, OpenGL and sound.

use std::fs;
use std::process::{Command, Output};
use std::time::Duration;

use creeps_godot_env::{Godot, VirtualDisplay};

use super::Check;
use crate::display;

/// A software renderer on a loaded machine takes a few seconds.
const LIMIT: Duration = Duration::from_secs(30);

/// Whether there is a screen to play on.
pub fn display() -> Check {
    const SUBJECT: &str = "Display";
    if display::has_screen() {
        return Check::good(SUBJECT, "there is one");
    }
    let finding =
        "none: neither DISPLAY nor WAYLAND_DISPLAY is set; `cargo xtask play` lets the game play by itself";
    Check::note(SUBJECT, finding, "run it on a desktop")
}

/// Whether the tests that need a window can have one (Linux).
pub fn virtual_display() -> Option<Check> {
    const SUBJECT: &str = "Xvfb";
    if !cfg!(target_os = "linux") {
        return None;
    }
    Some(if which::which("Xvfb").is_ok() {
        Check::good(SUBJECT, "installed, for the tests that need a window")
    } else {
        Check::note(
            SUBJECT,
            "not installed: the tests that need a window are skipped",
            "sudo apt-get install xvfb   (or your system's package of it)",
        )
    })
}

/// Whether there is something to play sound on.
pub fn sound() -> Check {
    if display::has_sound() {
        Check::good("Sound", "there is a device")
    } else {
        Check::note("Sound", "no device: the game is silent", "nothing, or connect one")
    }
}

/// Opens a window for a moment: only Godot itself can tell whether it can draw here, and what it takes for its own program.
pub fn window(godot: &Godot) -> Vec<Check> {
    const SUBJECT: &str = "OpenGL";
    let output = match draw(godot) {
        Ok(output) => output,
        Err(why) => {
            return vec![Check::note(
                SUBJECT,
                format!("not tried: {why}"),
                "install Xvfb, or run this on a desktop",
            )];
        }
    };
    let said = String::from_utf8_lossy(&output.stdout);
    let open_gl = match said.lines().find(|line| line.contains("Using Device")) {
        Some(line) if output.status.success() => Check::good(SUBJECT, line.trim()),
        _ => Check::note(
            SUBJECT,
            "Godot could not open a window with OpenGL 3.3",
            "update the graphics driver; `cargo xtask install-godot` brings a software renderer on Debian and its relatives",
        ),
    };
    std::iter::once(open_gl).chain(starts_itself(&said)).collect()
}

/// What the script of [`draw`] says before the path.
const OWN_PROGRAM: &str = "Own program: ";

/// Whether F5 and F6 in the editor start the game: they start what Godot takes for its own program. For one that a wrapper
/// runs through its loader that is the loader.
fn starts_itself(said: &str) -> Option<Check> {
    const SUBJECT: &str = "F5 and F6";
    let program = said.lines().find_map(|line| line.trim().strip_prefix(OWN_PROGRAM))?;
    let name = program.rsplit('/').next().unwrap_or(program);
    // ld-linux-x86-64.so.2, ld-musl-x86_64.so.1
    let is_loader = name.starts_with("ld-") && name.contains(".so");
    Some(if is_loader {
        let finding = format!("start nothing in the editor: Godot takes {program} for its own program");
        Check::note(SUBJECT, finding, "cargo xtask install-godot, and set neither GODOT4_BIN nor GODOT")
    } else {
        Check::good(SUBJECT, format!("start the game in the editor, by {program}"))
    })
}

fn draw(godot: &Godot) -> Result<Output, String> {
    // An empty project in a directory of its own: ours may not be built or imported.
    let project = std::env::temp_dir().join(format!("creeps-doctor-{}", std::process::id()));
    // Without a scene Godot would complain in a message box and wait for somebody to close it.
    let scene = "[gd_scene format=3]\n[ext_resource type=\"Script\" path=\"res://nothing.gd\" id=\"1\"]\n\
        [node name=\"Nothing\" type=\"Node\"]\nscript = ExtResource(\"1\")\n";
    let script = format!(
        "extends Node\n\nfunc _init() -> void:\n\tprint({OWN_PROGRAM:?} + OS.get_executable_path())\n"
    );
    let settings = "config_version=5\n[application]\nrun/main_scene=\"res://nothing.tscn\"\n\
        [rendering]\nrenderer/rendering_method=\"gl_compatibility\"\n";
    fs::create_dir_all(&project)
        .and_then(|()| fs::write(project.join("nothing.tscn"), scene))
        .and_then(|()| fs::write(project.join("nothing.gd"), script))
        .and_then(|()| fs::write(project.join("project.godot"), settings))
        .map_err(|cause| format!("could not write to {} ({cause})", project.display()))?;
    let mut command = godot.command();
    command.arg("--path").arg(&project);
    let output = show(command);
    let _ = fs::remove_dir_all(&project);
    output
}

fn show(mut command: Command) -> Result<Output, String> {
    // Kept until the program has ended.
    let _screen = if display::has_screen() {
        None
    } else {
        let screen =
            VirtualDisplay::start(320, 240).map_err(|_| "there is neither a display nor Xvfb".to_owned())?;
        screen.apply_to(&mut command);
        Some(screen)
    };
    command.args(["--audio-driver", "Dummy", "--resolution", "64x64", "--quit-after", "2"]);
    creeps_godot_env::output_within(command, LIMIT)
        .map_err(|cause| format!("Godot could not be started ({cause})"))?
        .ok_or_else(|| format!("Godot had not ended after {} s", LIMIT.as_secs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_godot_that_takes_its_loader_for_itself_is_distinguished_from_one_that_does_not() {
        let finding = |said: &str| starts_itself(said).map(|check| check.remedy.is_none());
        assert_eq!(finding("Godot Engine\nOwn program: /opt/my games/godot\n"), Some(true));
        assert_eq!(finding("Own program: /r/usr/lib64/ld-linux-x86-64.so.2"), Some(false));
        assert_eq!(finding("Own program: /lib/ld-musl-aarch64.so.1"), Some(false));
        assert_eq!(finding("Godot Engine"), None, "it said nothing");
    }
}
