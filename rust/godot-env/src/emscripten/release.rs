//! Emscripten's version numbers.

use std::fmt;
use std::str::FromStr;

use crate::Error;

/// A release of Emscripten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Release {
    major: u32,
    minor: u32,
    patch: u32,
}

impl Release {
    /// Whether what one of the two builds can be loaded by what the other built. A library's start section and
    /// imports change between minor releases, and the library then fails to load without a word.
    pub fn fits(self, other: Self) -> bool {
        (self.major, self.minor) == (other.major, other.minor)
    }

    /// Finds the version in what `emcc --version` printed, or in Debian's number of the package.
    pub(super) fn in_text(text: &str) -> Option<Self> {
        text.split(|c: char| c.is_whitespace() || "()+~-".contains(c)).find_map(|word| word.parse().ok())
    }
}

impl FromStr for Release {
    type Err = Error;

    /// Reads `4.0.11`.
    fn from_str(text: &str) -> Result<Self, Error> {
        let mut numbers = text.split('.').map(|number| number.parse().ok());
        let mut next = || numbers.next().flatten();
        match (next(), next(), next(), numbers.next()) {
            (Some(major), Some(minor), Some(patch), None) => Ok(Self { major, minor, patch }),
            _ => Err(Error::NotAnEmscripten(text.to_owned())),
        }
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn release(text: &str) -> Release {
        text.parse().unwrap()
    }

    #[test]
    fn the_version_is_found_in_what_emcc_prints() {
        let said = "emcc (Emscripten gcc/clang-like replacement + linker emulating GNU ld) 4.0.11 (abcdef)\nCopyright";
        assert_eq!(Release::in_text(said), Some(release("4.0.11")));
        assert_eq!(Release::in_text("6.0.5+dfsg+~1.41.5-2"), Some(release("6.0.5")));
        assert_eq!(Release::in_text("emcc 4.0"), None);
    }

    #[test]
    fn the_patch_release_does_not_matter_and_all_else_does() {
        assert!(release("4.0.11").fits(release("4.0.2")));
        assert!(!release("4.0.11").fits(release("4.1.11")));
        assert!(!release("4.0.11").fits(release("5.0.11")));
    }

    #[test]
    fn what_is_no_version_is_named() {
        for text in ["", "4.0", "4.0.11.2", "4.0.x"] {
            let failure = text.parse::<Release>().unwrap_err().to_string();
            assert!(failure.contains(text) && failure.contains("4.0.11"), "{failure}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[0-9.()+ é-]{0,30}") {
            let _ = Release::in_text(&text);
        }
    }
}
