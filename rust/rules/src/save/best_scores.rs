//! The best score of each mode as earlier versions of the game kept it. The tables of high scores take it over.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::GameMode;
use crate::ron_file::{self, FileError};

/// The best score of each mode, or 0 if there is none yet. A field that a file leaves out is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BestScores {
    /// The version of the file format.
    pub version: Version,
    /// [`GameMode::Classic`]'s.
    pub classic: u32,
    /// [`GameMode::Arcade`]'s.
    pub arcade: u32,
    /// [`GameMode::Horde`]'s.
    pub horde: u32,
}

impl BestScores {
    /// Parses the file. `file` is its name in errors.
    ///
    /// # Errors
    /// The first thing in the file that is not allowed, with its location.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, FileError> {
        ron_file::read(file, bytes)
    }

    /// A mode's best score.
    pub const fn of(&self, mode: GameMode) -> u32 {
        match mode {
            GameMode::Classic => self.classic,
            GameMode::Arcade => self.arcade,
            GameMode::Horde => self.horde,
            GameMode::Mod(_) => 0,
        }
    }
}

/// The only version of the file format: 1. Others are rejected, so that an older game never overwrites a file that it can't read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Version;

impl Version {
    const NUMBER: u32 = 1;

    /// The version of a file that a newer version of the game wrote. None for any other file.
    pub(crate) fn newer(bytes: &[u8]) -> Option<u32> {
        /// Other fields are ignored: a newer version may have any.
        #[derive(Deserialize)]
        struct AnyVersion {
            version: u32,
        }
        let file: AnyVersion = ron_file::read("", bytes).ok()?;
        (file.version > Self::NUMBER).then_some(file.version)
    }
}

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::NUMBER.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u32::deserialize(deserializer)? {
            Self::NUMBER => Ok(Self),
            other => Err(D::Error::custom(format_args!(
                "this is version {other}; version {} is allowed",
                Self::NUMBER
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<BestScores, FileError> {
        BestScores::read("best.ron", text.as_bytes())
    }

    #[test]
    fn a_field_that_is_not_there_is_zero() {
        assert_eq!(read("(version: 1, horde: 7)"), Ok(BestScores { horde: 7, ..Default::default() }));
        assert_eq!(read("()"), Ok(BestScores::default()));
    }

    #[test]
    fn a_file_that_the_game_never_wrote_is_rejected() {
        let deep = "(".repeat(10_000);
        let long = " ".repeat(ron_file::MAX_BYTES + 1);
        for (text, said) in [
            ("", "Expected opening"),
            ("(version:1,classic:42,ar", "`ar`"),
            ("(version: 2, classic: 42)", "version 2; version 1 is allowed"),
            ("(version: 1, clasic: 42)", "clasic"),
            ("(classic: -1)", "classic"),
            ("(classic: 4294967296)", "classic"),
            ("(classic: 1) (classic: 2)", "Non-whitespace"),
            (&deep, "best.ron"),
            (&long, "at most"),
        ] {
            let error = read(text).expect_err(&text.chars().take(30).collect::<String>()).to_string();
            assert!(error.contains(said) && error.len() < 500, "{error}");
        }
        assert!(BestScores::read("best.ron", b"(classic: \xff)").is_err());
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes: Vec<u8>) {
            let _ = BestScores::read("best.ron", &bytes);
        }
    }
}
