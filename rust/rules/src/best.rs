//! The best score of each mode, and the file that keeps them.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::ron_file::{self, FileError};

/// A way to play that has a best score of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mode {
    /// The tutorial's game.
    Classic,
    /// Waves and bosses.
    Arcade,
    /// Thousands of creeps.
    Horde,
}

/// Who plays a game, and by which numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Player {
    /// Whether a person plays: not the computer, and no recorded game is shown.
    pub is_person: bool,
    /// Whether the numbers are those that the game comes with, not the player's own.
    pub by_given_numbers: bool,
}

impl Player {
    /// Whether the game may make the best score.
    pub const fn counts(self) -> bool {
        self.is_person && self.by_given_numbers
    }
}

/// The best score of each mode; 0 where none was made yet. A field that a file lacks is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BestScores {
    /// The format of the file.
    pub version: Version,
    /// [`Mode::Classic`]'s.
    pub classic: u32,
    /// [`Mode::Arcade`]'s.
    pub arcade: u32,
    /// [`Mode::Horde`]'s.
    pub horde: u32,
}

impl BestScores {
    /// Reads the text of the file; `file` is what errors call it.
    ///
    /// # Errors
    /// The first thing in the file that is not allowed, with its place.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, FileError> {
        ron_file::read(file, bytes)
    }

    /// The format's number in a file that a newer version of the game wrote, which [`BestScores::read`] refuses. None for any
    /// other file.
    pub fn newer_version(bytes: &[u8]) -> Option<u32> {
        /// Whatever else such a file may hold is not ours to know.
        #[derive(Deserialize)]
        #[serde(rename = "BestScores")]
        struct AnyVersion {
            version: u32,
        }
        let file: AnyVersion = ron_file::read("", bytes).ok()?;
        (file.version > Version::NUMBER).then_some(file.version)
    }

    /// The text that [`BestScores::read`] reads.
    ///
    /// # Errors
    /// None for any scores there are; the serialiser's type allows for one.
    pub fn to_text(&self) -> Result<String, ron::Error> {
        ron::to_string(self).map(|text| text + "\n")
    }

    /// A mode's best score.
    pub const fn of(&self, mode: Mode) -> u32 {
        match mode {
            Mode::Classic => self.classic,
            Mode::Arcade => self.arcade,
            Mode::Horde => self.horde,
        }
    }

    /// Takes over a score that beats the mode's best, and says whether it does.
    pub fn offer(&mut self, mode: Mode, score: u32) -> bool {
        let best = match mode {
            Mode::Classic => &mut self.classic,
            Mode::Arcade => &mut self.arcade,
            Mode::Horde => &mut self.horde,
        };
        let beats = score > *best;
        *best = score.max(*best);
        beats
    }
}

/// The only format of the file that there is: 1. Another is refused, so that no older game writes over what it can't read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Version;

impl Version {
    const NUMBER: u32 = 1;
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
    fn what_is_written_is_one_line_with_its_version() {
        let scores = BestScores { classic: 42, ..Default::default() };
        assert_eq!(scores.to_text().unwrap(), "(version:1,classic:42,arcade:0,horde:0)\n");
    }

    #[test]
    fn a_field_that_is_not_there_is_zero() {
        assert_eq!(read("(version: 1, horde: 7)"), Ok(BestScores { horde: 7, ..Default::default() }));
        assert_eq!(read("()"), Ok(BestScores::default()));
    }

    #[test]
    fn a_file_that_the_game_never_wrote_is_refused() {
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

    #[test]
    fn a_newer_files_number_is_known_whatever_else_it_holds() {
        for text in ["(version: 2)", "(arcade: [(\"AB\", 7)], version: 2, more: {\"a\": Some(1.5)})"] {
            assert_eq!(BestScores::newer_version(text.as_bytes()), Some(2), "{text}");
        }
        for text in ["(version: 1, horde: 7)", "(version: 0)", "()", "(version: 2", "", "2"] {
            assert_eq!(BestScores::newer_version(text.as_bytes()), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_written_reads_back(classic: u32, arcade: u32, horde: u32) {
            let scores = BestScores { classic, arcade, horde, ..Default::default() };
            prop_assert_eq!(read(&scores.to_text().unwrap()), Ok(scores));
        }

        #[test]
        fn no_bytes_panic(bytes: Vec<u8>) {
            let _ = BestScores::read("best.ron", &bytes);
        }

        #[test]
        fn a_best_score_is_the_highest_of_those_offered_to_its_mode(offers: Vec<(u8, u32)>) {
            let modes = [Mode::Classic, Mode::Arcade, Mode::Horde];
            let offers = offers.into_iter().map(|(mode, score)| (modes[usize::from(mode) % 3], score));
            let mut scores = BestScores::default();
            for (mode, score) in offers.clone() {
                let before = scores.of(mode);
                prop_assert_eq!(scores.offer(mode, score), score > before);
            }
            for mode in modes {
                let highest = offers.clone().filter(|offer| offer.0 == mode).map(|offer| offer.1).max();
                prop_assert_eq!(scores.of(mode), highest.unwrap_or(0));
            }
        }
    }
}
