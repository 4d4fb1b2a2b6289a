//! What can be wrong with a replay file.

use std::fmt;

use creeps_rules::ron_file::FileError;

use super::bytes::FORMAT;
use crate::sim;

/// What is wrong with a replay, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReplayError {
    /// It does not begin as a replay does.
    NotAReplay,
    /// It is longer than any replay.
    TooLong {
        /// In bytes.
        max: usize,
    },
    /// It ends in the middle.
    CutShort,
    /// Its bytes do not add up to its checksum.
    Damaged,
    /// It is laid out in a way that this program does not know.
    Format {
        /// The layout's number.
        found: u16,
    },
    /// Another version of the simulation played it.
    Version {
        /// The version.
        found: u16,
    },
    /// It is whole, but says something that can't be.
    Nonsense(&'static str),
    /// It names a ruleset by a hash, and no known ruleset has it.
    OtherRules,
    /// It is no text that stands in a link.
    NotALink,
    /// It is longer than any link.
    LinkTooLong {
        /// In characters.
        max: usize,
    },
    /// The ruleset that it carries is not one that this version reads.
    Ruleset(FileError),
}

impl fmt::Display for ReplayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAReplay => write!(f, "this is no replay of Shoot the Creeps"),
            Self::TooLong { max } => {
                write!(f, "this is too long for a replay; at most {max} bytes are allowed")
            }
            Self::CutShort => write!(f, "the replay is cut short; copy it again from where it came from"),
            Self::Damaged => write!(f, "the replay is damaged; copy it again from where it came from"),
            Self::Format { found } if *found < FORMAT => write!(
                f,
                "the replay is of an older release of the game (format {found}, and this is {FORMAT}); show it with the \
                 release that it was played with"
            ),
            Self::Format { found } => {
                write!(f, "the replay is of a newer release of the game (format {found}); update the game")
            }
            Self::Version { found } => write!(
                f,
                "the replay was played by version {found} of the simulation, and this game has version {}, which plays the \
                 same inputs differently; show it with the release that it was played with",
                sim::VERSION
            ),
            Self::Nonsense(what) => write!(f, "the replay can't be true: {what}"),
            Self::OtherRules => write!(
                f,
                "the replay was played by other rules than this release of the game has; open the link with the release that it was \
                 played with"
            ),
            Self::NotALink => {
                write!(f, "this is no link to a replay, or not all of it; copy the whole link again")
            }
            Self::LinkTooLong { max } => {
                write!(f, "this is too long for a link to a replay; at most {max} characters are allowed")
            }
            Self::Ruleset(error) => write!(f, "the replay carries a ruleset that can't be read: {error}"),
        }
    }
}

impl std::error::Error for ReplayError {}
