//! The version: it is in `Cargo.toml`, and an export copies it into the project's settings for the engine's exporter.

use std::fs;

use anyhow::{Context as _, Result};

use crate::context::Context;
use crate::say;

/// The workspace's version. The presets leave theirs empty: the exporter then takes the project's.
pub const CURRENT: &str = env!("CARGO_PKG_VERSION");

const KEY: &str = "config/version=";

/// Writes the version into the project's settings, if they have another.
pub fn update(context: &Context) -> Result<()> {
    let file = context.project().join("project.godot");
    let text = fs::read_to_string(&file).with_context(|| format!("could not read {}", file.display()))?;
    let updated = with_version(&text, CURRENT);
    if updated != text {
        fs::write(&file, updated).with_context(|| format!("could not write {}", file.display()))?;
        say::step("Version", &format!("{CURRENT}, now in godot-project/project.godot too"));
    }
    Ok(())
}

fn with_version(settings: &str, version: &str) -> String {
    let replace =
        |line: &str| if line.starts_with(KEY) { format!("{KEY}\"{version}\"") } else { line.to_owned() };
    settings.split('\n').map(replace).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_version_is_replaced() {
        let settings = "[application]\n\nconfig/name=\"A\"\nconfig/version=\"0.1.0\"\n";
        assert_eq!(with_version(settings, "0.1.0"), settings);
        assert_eq!(with_version(settings, "2.0.0"), settings.replace("0.1.0", "2.0.0"));
    }

    #[test]
    fn the_projects_settings_have_a_version() {
        let settings = fs::read_to_string(Context::new().project().join("project.godot")).unwrap();
        assert!(settings.lines().any(|line| line.starts_with(KEY)));
        assert_eq!(
            settings.matches(CURRENT).count(),
            1,
            "godot-project/project.godot and Cargo.toml differ; an export fixes it"
        );
    }
}
