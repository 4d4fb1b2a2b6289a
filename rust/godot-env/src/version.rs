//! Godot's version numbers, as `godot --version` prints them.

use std::fmt;
use std::str::FromStr;

/// The oldest Godot that can load the extension: it is built against the 4.6 API.
pub const MINIMUM: Version = Version { major: 4, minor: 6, patch: 0, stable: true };

/// A version of Godot. Versions order by age; a preview (`dev`, `beta`, `rc`) is older than the release of its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// 4 in 4.6.3.
    pub major: u32,
    /// 6 in 4.6.3.
    pub minor: u32,
    /// 3 in 4.6.3, 0 when it is not written.
    pub patch: u32,
    /// A release, not a preview of one.
    pub stable: bool,
}

impl Version {
    /// Whether this Godot can load the extension.
    pub fn is_enough(self) -> bool {
        self >= MINIMUM
    }

    /// Finds the version in what a program printed: Godot may print warnings of the system's libraries around it.
    /// `None` when no line is a version.
    pub fn in_output(output: &str) -> Option<Self> {
        output.lines().find_map(|line| line.trim().parse().ok())
    }
}

/// This text is no version of Godot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAVersion;

impl FromStr for Version {
    type Err = NotAVersion;

    /// Reads `4.6.3.stable.official.7d41c59c4`, `4.6.stable`, `4.7.dev3.mono`, or our own [`Display`](fmt::Display).
    fn from_str(text: &str) -> Result<Self, NotAVersion> {
        let mut parts = text.split(['.', '-']).peekable();
        let mut number = || {
            let value = parts.peek()?.parse().ok()?;
            parts.next();
            Some(value)
        };
        let major = number().ok_or(NotAVersion)?;
        let minor = number().ok_or(NotAVersion)?;
        let patch = number().unwrap_or(0);
        let stable = match parts.next() {
            None => true,
            Some(word) if word.starts_with(|c: char| c.is_ascii_alphabetic()) => word == "stable",
            Some(_) => return Err(NotAVersion),
        };
        Ok(Self { major, minor, patch, stable })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)?;
        if self.patch > 0 {
            write!(f, ".{}", self.patch)?;
        }
        if self.stable { Ok(()) } else { f.write_str("-preview") }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn version(text: &str) -> Version {
        text.parse().unwrap()
    }

    #[test]
    fn a_release_is_read_with_its_patch_number() {
        assert_eq!(version("4.6.3.stable.official.7d41c59c4").to_string(), "4.6.3");
        assert_eq!(version("4.6.3.stable.debian4.6.3+ds-2").to_string(), "4.6.3");
        assert_eq!(version("4.6.stable.official.89cea1439").to_string(), "4.6");
    }

    #[test]
    fn newer_is_enough_and_older_is_not() {
        for enough in
            ["4.6.stable", "4.6.3.stable.mono.official.x", "4.7.dev3.official.x", "4.10.stable", "5.0.stable"]
        {
            assert!(version(enough).is_enough(), "{enough}");
        }
        for old in ["3.5.2.stable.custom_build", "4.5.1.stable.official.x", "4.6.beta2.official.x"] {
            assert!(!version(old).is_enough(), "{old}");
        }
    }

    #[test]
    fn a_version_is_found_among_other_lines() {
        let output = "libpulse: no daemon\n4.6.3.stable.official.x\r\n";
        assert_eq!(Version::in_output(output), Some(version("4.6.3")));
    }

    #[test]
    fn other_text_is_no_version() {
        for text in ["", "4", "godot", "4.x", "GNU bash, version 5.2.15", "1.2.3.4"] {
            assert_eq!(text.parse::<Version>(), Err(NotAVersion), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_version_survives_writing_and_reading(
            major in 0..99_u32, minor in 0..99_u32, patch in 0..99_u32, stable: bool,
        ) {
            let written = Version { major, minor, patch, stable };
            prop_assert_eq!(version(&written.to_string()), written);
        }

        #[test]
        fn no_text_makes_it_panic(text in ".*") {
            let _ = Version::in_output(&text);
        }
    }
}
