//! The list of sound files, and where they lie.

use std::path::PathBuf;

use crate::clip::Clip;
use crate::tracker::RowError;
use crate::{effects, music};

/// How far a checked-in file may be from what the code makes, in steps of a 16-bit sample:
/// less than anyone hears, more than compilers differ.
pub const TOLERANCE: u16 = 2;

/// A sound file and how it is made.
pub struct SoundFile {
    /// Name without `.wav`.
    pub name: &'static str,
    /// Synthesises it.
    pub render: fn() -> Result<Clip, RowError>,
}

/// All sound files of the game.
pub const ALL: [SoundFile; 9] = [
    SoundFile { name: "shot", render: || Ok(effects::shot()) },
    SoundFile { name: "hit", render: || Ok(effects::hit()) },
    SoundFile { name: "hit_2", render: || Ok(effects::hit_2()) },
    SoundFile { name: "hit_3", render: || Ok(effects::hit_3()) },
    SoundFile { name: "death", render: || Ok(effects::death()) },
    SoundFile { name: "start", render: || Ok(effects::start()) },
    SoundFile { name: "game_over", render: || Ok(effects::game_over()) },
    SoundFile { name: "ui", render: || Ok(effects::ui()) },
    SoundFile { name: "music", render: music::render },
];

impl SoundFile {
    /// Where the file lies: in the Godot project, found from this crate's own place in the repository.
    pub fn path(&self) -> PathBuf {
        let project = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../godot-project");
        project.join("assets/audio").join(self.name).with_extension("wav")
    }
}
