//! The list of sound files, and where they lie.

use std::error::Error;
use std::path::{Path, PathBuf};

use crate::clip::Clip;
use crate::wav::Stored;
use crate::{blows, effects, music, ogg, rewards, tunes};

/// How far a checked-in WAV file may be from what the code makes, in steps of a 16-bit sample:
/// less than anyone hears, more than compilers differ.
pub const TOLERANCE: u16 = 2;
/// The same for an Ogg file: how far below the sound the difference must lie, in dB. On the machine that made the file there is none.
pub const OGG_TOLERANCE: f64 = 30.0;

/// What can go wrong here: a row that cannot be read, a sound that cannot be encoded, a file that cannot be read or written.
pub type SoundError = Box<dyn Error + Send + Sync>;

/// How a file is used, and so how it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// An effect as 16-bit WAV, which the import compresses to two fifths of a byte per sample: short ones are smallest so, and start at
    /// once.
    Effect,
    /// An effect of about a second or more, as Ogg Vorbis: half as large.
    LongEffect,
    /// A loop, as Ogg Vorbis.
    Music,
    /// A loop that is added to another, as Ogg Vorbis of the lowest quality: the other covers what is lost.
    Drive,
}

/// A sound file and how it is made.
pub struct SoundFile {
    /// Name without the extension.
    pub name: &'static str,
    /// What it is for.
    pub usage: Use,
    /// Synthesises it: one channel or two.
    pub render: fn() -> Result<Vec<Clip>, SoundError>,
}

/// A short effect, made by a function.
macro_rules! effect {
    ($module:ident, $name:ident) => {
        SoundFile { name: stringify!($name), usage: Use::Effect, render: || Ok(vec![$module::$name()]) }
    };
}

/// A long effect, made by a function.
macro_rules! long_effect {
    ($module:ident, $name:ident) => {
        SoundFile { name: stringify!($name), usage: Use::LongEffect, render: || Ok(vec![$module::$name()]) }
    };
}

/// A tune's base, or its drive.
macro_rules! loop_of {
    ($name:literal, $tune:ident) => {
        SoundFile {
            name: $name,
            usage: Use::Music,
            render: || Ok(music::base(&tunes::$tune::TUNE)?.channels.into()),
        }
    };
    ($name:literal, $tune:ident, drive) => {
        SoundFile {
            name: $name,
            usage: Use::Drive,
            render: || Ok(music::drive(&tunes::$tune::TUNE, &tunes::$tune::DRIVE)?.channels.into()),
        }
    };
}

/// All sound files of the game.
pub const ALL: [SoundFile; 41] = [
    effect!(effects, shot),
    effect!(effects, shot_2),
    effect!(effects, shot_3),
    effect!(effects, hit),
    effect!(effects, hit_2),
    effect!(effects, hit_3),
    effect!(effects, start),
    effect!(effects, ui),
    effect!(rewards, power_up),
    effect!(rewards, shield_up),
    effect!(rewards, combo_up),
    effect!(rewards, multiplier_up),
    effect!(rewards, bonus),
    effect!(rewards, wave_start),
    effect!(rewards, wave_clear),
    effect!(rewards, weapon_up),
    effect!(blows, creep_shot),
    effect!(blows, creep_shot_2),
    effect!(blows, creep_shot_3),
    effect!(blows, boss_hit),
    effect!(blows, boss_hit_2),
    effect!(blows, boss_hit_3),
    effect!(blows, boss_explosion),
    effect!(blows, bullet_cancel),
    effect!(blows, graze),
    effect!(blows, shield_break),
    effect!(blows, life_lost),
    long_effect!(effects, death),
    long_effect!(blows, boss_warning),
    long_effect!(blows, boss_down),
    long_effect!(blows, boss_blast),
    long_effect!(blows, bomb),
    long_effect!(rewards, results),
    loop_of!("music_title", title),
    loop_of!("music", classic),
    loop_of!("music_arcade", arcade),
    loop_of!("music_arcade_drive", arcade, drive),
    loop_of!("music_boss", boss),
    loop_of!("music_boss_drive", boss, drive),
    loop_of!("music_horde", horde),
    loop_of!("music_horde_drive", horde, drive),
];

impl SoundFile {
    /// Whether the file is a loop of music.
    pub fn is_music(&self) -> bool {
        matches!(self.usage, Use::Music | Use::Drive)
    }

    /// Where the file lies: in the Godot project, found from this crate's own place in the repository.
    pub fn path(&self) -> PathBuf {
        let extension = if self.usage == Use::Effect { "wav" } else { "ogg" };
        repository().join("godot-project/assets/audio").join(self.name).with_extension(extension)
    }

    /// The quality that Vorbis is asked for.
    fn quality(&self) -> f32 {
        match self.usage {
            Use::Effect | Use::LongEffect => 0.3,
            Use::Music => -0.1,
            Use::Drive => -0.2,
        }
    }

    /// Writes a rendered sound.
    ///
    /// # Errors
    /// It cannot be encoded, or the file cannot be written.
    pub fn write(&self, channels: &[Clip]) -> Result<(), SoundError> {
        match (self.usage, channels) {
            (Use::Effect, [clip]) => Ok(Stored::from_clip(clip).write(&self.path())?),
            _ => Ok(std::fs::write(self.path(), ogg::encode(channels, self.quality())?)?),
        }
    }

    /// The checked-in file as the engine decodes it.
    ///
    /// # Errors
    /// It is missing or damaged.
    pub fn read(&self) -> Result<Vec<Clip>, SoundError> {
        match self.usage {
            Use::Effect => Ok(Stored::read(&self.path())?.to_clips()),
            Use::LongEffect | Use::Music | Use::Drive => Ok(ogg::decode(&std::fs::read(self.path())?)?),
        }
    }

    /// Compares the checked-in file with a rendered sound.
    ///
    /// # Errors
    /// It is not what the code makes, or cannot be read.
    pub fn check(&self, channels: &[Clip]) -> Result<(), SoundError> {
        let outdated = |difference: String| {
            format!("{} {difference}: run `cargo run --release -p creeps-sounds`", self.path().display())
        };
        if let (Use::Effect, [clip]) = (self.usage, channels) {
            return match Stored::read(&self.path())?.difference(&Stored::from_clip(clip)) {
                Some(0..=TOLERANCE) => Ok(()),
                Some(steps) => Err(outdated(format!("differs by {steps} steps")).into()),
                None => Err(outdated("has another length or rate".to_owned()).into()),
            };
        }
        let (stored, made) = (self.read()?, ogg::decode(&ogg::encode(channels, self.quality())?)?);
        let shape =
            |channels: &[Clip]| channels.iter().map(|c| (c.rate, c.samples.len())).collect::<Vec<_>>();
        if shape(&stored) != shape(&made) {
            return Err(outdated("has another length or rate".to_owned()).into());
        }
        for (stored, made) in stored.iter().zip(&made) {
            let mut difference = stored.clone();
            difference.mix(made, 0, -1.0);
            if difference.rms() > made.rms() * crate::math::gain(-OGG_TOLERANCE) {
                return Err(outdated("sounds different".to_owned()).into());
            }
        }
        Ok(())
    }
}

/// The root of the repository.
pub fn repository() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}
