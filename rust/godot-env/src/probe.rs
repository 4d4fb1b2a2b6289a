//! Asks a program whether it is a Godot, and of which version.

use std::time::Duration;

use crate::error::Reason;
use crate::launcher::Launcher;
use crate::process;
use crate::version::Version;

/// How long a program may take to print its version. A Godot takes 0.1 s; a sandboxed one (Flatpak) a second.
pub(crate) const LIMIT: Duration = Duration::from_secs(10);

/// Runs `program --version` and reads the answer.
///
/// # Errors
///
/// What is wrong with the program; a version that is too old is no error here.
pub(crate) fn version(launcher: &Launcher, limit: Duration) -> Result<Version, Reason> {
    let mut command = launcher.command();
    command.arg("--version");
    let output = process::output_within(command, limit)
        .map_err(|cause| Reason::NoVersion(format!("it could not be started ({cause})")))?
        .ok_or_else(|| {
            let seconds = limit.as_secs_f32();
            Reason::NoVersion(format!("it did not print its version within {seconds} s"))
        })?;
    Version::in_output(&String::from_utf8_lossy(&output.stdout)).ok_or_else(|| {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().find(|line| !line.trim().is_empty()).unwrap_or("it printed no version");
        Reason::NoVersion(format!("`--version` ended with {}: {said}", output.status))
    })
}
