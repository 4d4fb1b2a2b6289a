//! The best score (high score) of each mode, the file that keeps them, and which games count.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::GameMode;
use crate::ron_file::{self, FileError};

/// Facts about a game that decide whether its score may become the best score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Eligibility {
    /// A person plays: not the autopilot, and no replay is shown.
    pub played_by_person: bool,
    /// The game runs with the numbers that it ships with, not with the player's own file.
    pub with_shipped_rules: bool,
    /// An assist is on: a slower game or an invincible ship.
    pub assisted: bool,
}

impl Eligibility {
    /// Whether the score may become the best score.
    pub const fn counts(self) -> bool {
        self.played_by_person && self.with_shipped_rules && !self.assisted
    }
}

/// The best score of each mode, or 0 if there is none yet. A field that a file leaves out is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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

    /// The format version of a file that a newer version of the game wrote, which [`BestScores::read`] rejects. None for any other
    /// file.
    pub fn newer_version(bytes: &[u8]) -> Option<u32> {
        /// Other fields are ignored: a newer version may have any.
        #[derive(Deserialize)]
        #[serde(rename = "BestScores")]
        struct AnyVersion {
            version: u32,
        }
        let file: AnyVersion = ron_file::read("", bytes).ok()?;
        (file.version > Version::NUMBER).then_some(file.version)
    }

    /// Serializes the scores for [`BestScores::read`].
    ///
    /// # Errors
    /// Never in practice: these types always serialize.
    pub fn to_text(&self) -> Result<String, ron::Error> {
        ron::to_string(self).map(|text| text + "\n")
    }

    /// A mode's best score.
    pub const fn of(&self, mode: GameMode) -> u32 {
        match mode {
            GameMode::Classic => self.classic,
            GameMode::Arcade => self.arcade,
            GameMode::Horde => self.horde,
        }
    }

    /// Updates the mode's best score if `score` beats it, and returns whether it does.
    pub fn offer(&mut self, mode: GameMode, score: u32) -> bool {
        let best = match mode {
            GameMode::Classic => &mut self.classic,
            GameMode::Arcade => &mut self.arcade,
            GameMode::Horde => &mut self.horde,
        };
        let beats = score > *best;
        *best = score.max(*best);
        beats
    }
}

/// The only version of the file format: 1. Others are rejected, so that an older game never overwrites a file that it can't read.
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
    fn only_a_person_with_shipped_rules_and_without_assists_makes_a_best_score() {
        let fair = Eligibility { played_by_person: true, with_shipped_rules: true, assisted: false };
        assert!(fair.counts());
        for unfair in [
            Eligibility { played_by_person: false, ..fair },
            Eligibility { with_shipped_rules: false, ..fair },
            Eligibility { assisted: true, ..fair },
        ] {
            assert!(!unfair.counts(), "{unfair:?}");
        }
    }

    #[test]
    fn the_file_is_one_line_with_its_version() {
        let scores = BestScores { classic: 42, ..Default::default() };
        assert_eq!(scores.to_text().unwrap(), "(version:1,classic:42,arcade:0,horde:0)\n");
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

    #[test]
    fn the_version_of_a_newer_file_is_read_whatever_else_it_holds() {
        for text in ["(version: 2)", "(arcade: [(\"AB\", 7)], version: 2, more: {\"a\": Some(1.5)})"] {
            assert_eq!(BestScores::newer_version(text.as_bytes()), Some(2), "{text}");
        }
        for text in ["(version: 1, horde: 7)", "(version: 0)", "()", "(version: 2", "", "2"] {
            assert_eq!(BestScores::newer_version(text.as_bytes()), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn written_scores_read_back(classic: u32, arcade: u32, horde: u32) {
            let scores = BestScores { classic, arcade, horde, ..Default::default() };
            prop_assert_eq!(read(&scores.to_text().unwrap()), Ok(scores));
        }

        #[test]
        fn no_bytes_panic(bytes: Vec<u8>) {
            let _ = BestScores::read("best.ron", &bytes);
        }

        #[test]
        fn a_best_score_is_the_highest_of_those_offered_to_its_mode(offers: Vec<(u8, u32)>) {
            let modes = [GameMode::Classic, GameMode::Arcade, GameMode::Horde];
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
