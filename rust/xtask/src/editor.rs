//! `cargo xtask editor`: opens the project in the Godot editor, with the extension in place.

use std::process::ExitCode;

use anyhow::{Result, ensure};

use crate::build::Profile;
use crate::context::{self, Context};
use crate::{display, say};

/// Runs `cargo xtask editor`.
pub fn run(context: &Context) -> Result<ExitCode> {
    ensure!(
        display::has_screen(),
        "the editor needs a display, and neither DISPLAY nor WAYLAND_DISPLAY is set.\nRun it on your desktop, or under Xvfb: xvfb-run cargo xtask editor"
    );
    context.godot()?;
    context.build(Profile::Dev)?;
    context.import()?;
    say::step("Editor", "godot -e --path godot-project");
    let mut command = context.godot_in_project()?;
    command.arg("--editor");
    if !display::has_sound() {
        command.args(["--audio-driver", "Dummy"]);
    }
    context::run(&mut command)?;
    Ok(ExitCode::SUCCESS)
}
