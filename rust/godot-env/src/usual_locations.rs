//! The usual locations of a Godot that is not on the PATH.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use directories::BaseDirs;

/// The names that a Godot goes by on the PATH, the most telling first.
pub(crate) const NAMES: &[&str] =
    &["godot4", "godot", "Godot", "godot-4", "godot4.6", "godot-editor", "org.godotengine.Godot"];

/// The usual locations on this platform: programs, and directories that hold programs called `Godot_v4…`.
pub(crate) struct UsualLocations {
    programs: Vec<PathBuf>,
    directories: Vec<PathBuf>,
}

impl UsualLocations {
    /// These directories alone, for tests.
    #[cfg(test)]
    pub fn only(directories: Vec<PathBuf>) -> Self {
        Self { programs: Vec::new(), directories }
    }

    /// This machine's.
    pub fn here() -> Self {
        let home = BaseDirs::new().map(|base| base.home_dir().to_owned());
        let home = home.as_deref().unwrap_or(Path::new(""));
        let mut locations = if cfg!(target_os = "macos") {
            Self::macos(home)
        } else if cfg!(windows) {
            Self::windows(home)
        } else {
            Self::linux(home)
        };
        // GodotEnv's link, the same on every platform but Windows.
        locations.programs.push(home.join(".config/godotenv/godot/bin/godot"));
        locations
    }

    fn linux(home: &Path) -> Self {
        Self {
            programs: vec![
                "/snap/bin/godot4".into(),
                "/snap/bin/godot-4".into(),
                "/snap/bin/godot".into(),
                "/var/lib/flatpak/exports/bin/org.godotengine.Godot".into(),
                home.join(".local/share/flatpak/exports/bin/org.godotengine.Godot"),
                home.join(".local/share/Steam/steamapps/common/Godot Engine/godot.x11.opt.tools.64"),
                home.join(".steam/steam/steamapps/common/Godot Engine/godot.x11.opt.tools.64"),
            ],
            directories: vec![
                home.join(".local/bin"),
                home.join("bin"),
                home.join("Applications"),
                home.join("Downloads"),
                home.join("godot"),
                "/usr/local/bin".into(),
                "/opt".into(),
                "/opt/godot".into(),
            ],
        }
    }

    fn macos(home: &Path) -> Self {
        let user = home.join("Applications");
        let steam = home.join("Library/Application Support/Steam/steamapps/common/Godot Engine");
        let bundles = [Path::new("/Applications"), &user, &steam].into_iter().flat_map(|dir| {
            ["Godot.app", "Godot_mono.app", "Godot 4.app"].map(|bundle| in_bundle(&dir.join(bundle)))
        });
        let brewed = ["/opt/homebrew/bin/godot", "/usr/local/bin/godot"].map(PathBuf::from);
        Self { programs: bundles.chain(brewed).collect(), directories: vec![home.join("bin")] }
    }

    fn windows(home: &Path) -> Self {
        let dir = |variable: &str| env::var_os(variable).map(PathBuf::from).unwrap_or_default();
        let (local, programs, programs_x86) =
            (dir("LOCALAPPDATA"), dir("ProgramFiles"), dir("ProgramFiles(x86)"));
        Self {
            programs: vec![
                local.join(r"Microsoft\WinGet\Links\godot_console.exe"),
                local.join(r"Microsoft\WinGet\Links\godot.exe"),
                home.join(r"scoop\apps\godot\current\godot.console.exe"),
                home.join(r"scoop\apps\godot\current\godot.exe"),
                dir("ProgramData").join(r"chocolatey\bin\godot.exe"),
                programs_x86.join(r"Steam\steamapps\common\Godot Engine\godot.windows.opt.tools.64.exe"),
            ],
            directories: vec![
                programs.join("Godot"),
                programs_x86.join("Godot"),
                local.join(r"Programs\Godot"),
                local.join(r"Microsoft\WinGet\Links"),
                home.join("Downloads"),
                home.join("Desktop"),
                PathBuf::from(r"C:\Godot"),
            ],
        }
    }

    /// The programs that are really there, in order.
    pub fn programs(&self) -> Vec<PathBuf> {
        let mut found: Vec<_> = self.programs.iter().filter(|program| program.is_file()).cloned().collect();
        for dir in &self.directories {
            let entries = fs::read_dir(dir).into_iter().flatten().flatten();
            let mut versioned: Vec<_> = entries
                .map(|entry| entry.path())
                .filter(|path| is_versioned(path) && path.is_file())
                .collect();
            // The newest first; on Windows `…_console.exe` before the one that has no output.
            versioned.sort_unstable_by(|one, other| other.cmp(one));
            found.extend(versioned);
        }
        found
    }
}

/// Whether a file is called as the official releases call their program: `Godot_v4.6.3-stable_linux.x86_64`.
fn is_versioned(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // A download that is not unpacked lies under the same name.
    let packed = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"));
    name.starts_with("Godot_v4") && !packed
}

/// The program in a macOS application.
pub(crate) fn in_bundle(bundle: &Path) -> PathBuf {
    bundle.join("Contents/MacOS/Godot")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unpacked_release_is_distinguished_from_its_archive() {
        assert!(is_versioned(Path::new("/d/Godot_v4.6.3-stable_linux.x86_64")));
        assert!(!is_versioned(Path::new("/d/Godot_v4.6.3-stable_linux.x86_64.zip")));
        assert!(!is_versioned(Path::new("/d/Godot_v3.5-stable_x11.64")));
    }

    #[test]
    fn the_newest_release_in_a_directory_comes_first() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["Godot_v4.5-stable_linux.x86_64", "Godot_v4.6.3-stable_linux.x86_64", "notes.txt"] {
            fs::write(dir.path().join(name), "").unwrap();
        }
        let programs = UsualLocations::only(vec![dir.path().to_owned()]).programs();
        let names: Vec<_> = programs.iter().map(|path| path.file_name().unwrap().to_string_lossy()).collect();
        assert_eq!(names, ["Godot_v4.6.3-stable_linux.x86_64", "Godot_v4.5-stable_linux.x86_64"]);
    }
}
