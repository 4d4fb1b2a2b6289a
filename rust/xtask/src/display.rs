//! Whether this machine can show a window and play a sound.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

/// Whether there is a screen: always, except on a Linux without a desktop.
pub fn has_screen() -> bool {
    !cfg!(target_os = "linux") || set("DISPLAY").is_some() || set("WAYLAND_DISPLAY").is_some()
}

/// Whether there is something to play sound on. Without it Godot reports errors before it continues in silence.
pub fn has_sound() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    let runtime = set("XDG_RUNTIME_DIR").map(PathBuf::from).unwrap_or_default();
    let server = set("PULSE_SERVER").is_some()
        || ["pulse/native", "pipewire-0"].iter().any(|socket| runtime.join(socket).exists());
    let devices = fs::read_dir("/dev/snd").into_iter().flatten().flatten();
    // pcmC0D0p: card 0, device 0, playback.
    let mut names = devices.map(|device| device.file_name().to_string_lossy().into_owned());
    server || names.any(|name| name.starts_with("pcm") && name.ends_with('p'))
}

fn set(variable: &str) -> Option<OsString> {
    env::var_os(variable).filter(|value| !value.is_empty())
}
