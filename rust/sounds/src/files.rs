//! The list of sound files, and where they lie.

use std::path::PathBuf;

use crate::clip::Clip;
use crate::tracker::RowError;
use crate::{blows, effects, music, rewards, tunes};

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
pub const ALL: [SoundFile; 25] = [
    SoundFile { name: "shot", render: || Ok(effects::shot()) },
    SoundFile { name: "hit", render: || Ok(effects::hit()) },
    SoundFile { name: "hit_2", render: || Ok(effects::hit_2()) },
    SoundFile { name: "hit_3", render: || Ok(effects::hit_3()) },
    SoundFile { name: "death", render: || Ok(effects::death()) },
    SoundFile { name: "start", render: || Ok(effects::start()) },
    SoundFile { name: "game_over", render: || Ok(effects::game_over()) },
    SoundFile { name: "ui", render: || Ok(effects::ui()) },
    SoundFile { name: "power_up", render: || Ok(rewards::power_up()) },
    SoundFile { name: "shield_up", render: || Ok(rewards::shield_up()) },
    SoundFile { name: "combo_up", render: || Ok(rewards::combo_up()) },
    SoundFile { name: "wave_start", render: || Ok(rewards::wave_start()) },
    SoundFile { name: "wave_clear", render: || Ok(rewards::wave_clear()) },
    SoundFile { name: "level_up", render: || Ok(rewards::level_up()) },
    SoundFile { name: "creep_shot", render: || Ok(blows::creep_shot()) },
    SoundFile { name: "boss_hit", render: || Ok(blows::boss_hit()) },
    SoundFile { name: "shield_break", render: || Ok(blows::shield_break()) },
    SoundFile { name: "life_lost", render: || Ok(blows::life_lost()) },
    SoundFile { name: "boss_warning", render: || Ok(blows::boss_warning()) },
    SoundFile { name: "boss_down", render: || Ok(blows::boss_down()) },
    SoundFile { name: "bomb", render: || Ok(blows::bomb()) },
    SoundFile { name: "music", render: || music::render(&tunes::classic::TUNE) },
    SoundFile { name: "music_arcade", render: || music::render(&tunes::arcade::TUNE) },
    SoundFile { name: "music_boss", render: || music::render(&tunes::boss::TUNE) },
    SoundFile { name: "music_horde", render: || music::render(&tunes::horde::TUNE) },
];

impl SoundFile {
    /// Whether the file is a tune, which is looped and mixed differently from an effect.
    pub fn is_music(&self) -> bool {
        self.name.starts_with("music")
    }

    /// Where the file lies: in the Godot project, found from this crate's own place in the repository.
    pub fn path(&self) -> PathBuf {
        let project = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../godot-project");
        project.join("assets/audio").join(self.name).with_extension("wav")
    }
}
