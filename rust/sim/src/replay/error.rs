//! What can be wrong with a replay file.

use std::fmt;

use crate::sim;

/// What is wrong with a replay, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReplayError {
    /// It does not begin as a replay does.
    NotAReplay,
    /// It is longer than any replay.
    TooLong {
        /// In bytes.
        most: usize,
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
    /// It was played by another mode file.
    OtherMode {
        /// The name of the mode that was played.
        played: String,
        /// Its hash.
        played_hash: u64,
        /// The name of the mode that was given.
        given: String,
        /// Its hash.
        given_hash: u64,
    },
}

impl fmt::Display for ReplayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAReplay => write!(f, "this is no replay of Shoot the Creeps"),
            Self::TooLong { most } => {
                write!(f, "this is too long for a replay; at most {most} bytes are allowed")
            }
            Self::CutShort => write!(f, "the replay is cut short; copy it again from where it came from"),
            Self::Damaged => write!(f, "the replay is damaged; copy it again from where it came from"),
            Self::Format { found } => {
                write!(
                    f,
                    "the replay is laid out in format {found}, which this version does not know; update the game"
                )
            }
            Self::Version { found } => write!(
                f,
                "the replay was played by version {found} of the simulation, and this is version {}; use the game's \
                 release that played it",
                sim::VERSION
            ),
            Self::Nonsense(what) => write!(f, "the replay can't be true: {what}"),
            Self::OtherMode { played, played_hash, given, given_hash } => write!(
                f,
                "the replay was played by a mode file {played:?} with hash {played_hash:016x}, and the file given is \
                 {given:?} with hash {given_hash:016x}; give the file that it was played by"
            ),
        }
    }
}

impl std::error::Error for ReplayError {}
