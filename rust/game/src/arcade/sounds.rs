//! Sounds and music. Each sound plays at most once per tick and then rests for some ticks, so that crowds don't get loud.

use creeps_rules::GameMode;
use creeps_rules::recording::{self, Format};
use creeps_rules::ron_file::FileError;
pub use creeps_rules::sound::Sound;
use creeps_sim::{Mod, Sim};
use godot::classes::audio_stream_wav::LoopMode;
use godot::classes::{AudioServer, AudioStream, AudioStreamOggVorbis, AudioStreamPlayer, AudioStreamWav};
use godot::prelude::*;

use super::music::{Music, Tune};

/// How a sound is played.
struct SoundRules {
    sound: Sound,
    /// Ticks that must pass before it may play again.
    rest: u32,
    /// By how much its pitch varies from time to time, up and down; 0.05 is almost a semitone.
    pitch_variation: f32,
}

/// A sound that always has its own pitch.
const fn steady(sound: Sound, rest: u32) -> SoundRules {
    SoundRules { sound, rest, pitch_variation: 0.0 }
}

/// A frequent sound, which would tire the ear if it were always the same.
const fn varied(sound: Sound, rest: u32, pitch_variation: f32) -> SoundRules {
    SoundRules { sound, rest, pitch_variation }
}

/// All sounds, in the order of [`Sound`].
const SOUNDS: [SoundRules; 24] = [
    steady(Sound::Start, 0),
    varied(Sound::Fire, 6, 0.03),
    varied(Sound::Hit, 3, 0.06),
    varied(Sound::CreepShot, 5, 0.06),
    varied(Sound::BossHit, 5, 0.04),
    varied(Sound::ShieldBreak, 6, 0.04),
    steady(Sound::ShieldUp, 6),
    steady(Sound::LifeLost, 0),
    steady(Sound::Death, 0),
    steady(Sound::Bomb, 0),
    steady(Sound::BossWarning, 0),
    steady(Sound::BossDown, 0),
    steady(Sound::PowerUp, 4),
    steady(Sound::ComboUp, 6),
    steady(Sound::WaveStart, 0),
    steady(Sound::WaveClear, 0),
    steady(Sound::WeaponUp, 0),
    varied(Sound::Graze, 3, 0.08),
    steady(Sound::MultiplierUp, 0),
    steady(Sound::Bonus, 0),
    varied(Sound::BossExplosion, 4, 0.15),
    steady(Sound::BossBlast, 0),
    varied(Sound::BulletCancel, 6, 0.05),
    steady(Sound::Results, 0),
];

/// The maximum number of sounds that start per tick.
const MAX_PER_TICK: u32 = 4;
/// How long after a mix the next one comes at the latest, in s.
const LONGEST_MIX: f64 = 1.0;
/// How often it is looked at whether the engine mixes: that waits for a mix that is under way.
const TICKS_BETWEEN_LOOKS: u32 = 30;

/// The golden ratio. Its multiples, without their whole part, are spread evenly and never repeat.
const GOLDEN_RATIO: f32 = 0.618_034;

/// The part of a sound's crowd that is left after a tick.
const CROWD_PER_TICK: f32 = 0.97;
/// The crowd up to which a sound keeps its full volume: about three plays a second.
const FREE_CROWD: f32 = 2.0;

/// The multiplier from which on the music is at its tensest.
const TENSE_MULTIPLIER: f32 = 8.0;

/// A sound: its player, and its state.
struct SoundState {
    player: Gd<AudioStreamPlayer>,
    /// Ticks until it may play again.
    rest: u32,
    /// The position in the sequence of pitches, from 0 to 1.
    variation: f32,
    /// How often it played of late: each play counts as one at first, and less with every tick.
    crowd: f32,
}

/// The players of all sounds and the music.
pub struct Sounds {
    effects: Vec<SoundState>,
    budget: u32,
    /// The music.
    pub music: Music,
    /// Whether all sounds and music are off.
    pub muted: bool,
    /// Whether the engine mixes sounds. A browser lets it do so only after the first key or tap: all that was played before would stay in
    /// memory until then, and be heard at once.
    is_mixed: bool,
    /// How many ticks it is until that is looked at.
    until_look: u32,
}

impl Sounds {
    /// Finds the audio players below the scene's root.
    pub fn new(root: &Gd<Node>) -> Self {
        let state = |rules: &SoundRules| SoundState {
            player: root.get_node_as(&format!("Sounds/{:?}", rules.sound)),
            rest: 0,
            variation: 0.0,
            crowd: 0.0,
        };
        Self {
            effects: SOUNDS.iter().map(state).collect(),
            budget: MAX_PER_TICK,
            music: Music::new(root),
            muted: false,
            is_mixed: true,
            until_look: 0,
        }
    }

    /// Plays a mod's sounds and music in place of the game's own; it plays like `mode`.
    ///
    /// # Errors
    /// The engine can't decode one of them.
    pub fn use_mod(&mut self, read: &Mod, mode: GameMode) -> Result<(), FileError> {
        for (sound, file) in &read.info.sounds {
            let stream = load_stream(read, file, false)?;
            if let Some(state) = self.effects.get_mut(*sound as usize) {
                state.player.set_stream(&stream);
            }
        }
        let game = if mode == GameMode::Horde { Tune::Horde } else { Tune::Arcade };
        for (tune, file) in [(game, &read.info.music.game), (Tune::Boss, &read.info.music.boss)] {
            if !file.is_empty() {
                self.music.replace(tune, &load_stream(read, file, true)?);
            }
        }
        Ok(())
    }

    /// Starts a tick.
    pub fn step(&mut self) {
        self.budget = MAX_PER_TICK;
        self.until_look = self.until_look.checked_sub(1).unwrap_or_else(|| {
            self.is_mixed = AudioServer::singleton().get_time_since_last_mix() < LONGEST_MIX;
            TICKS_BETWEEN_LOOKS
        });
        for sound in &mut self.effects {
            sound.rest = sound.rest.saturating_sub(1);
            sound.crowd *= CROWD_PER_TICK;
        }
        self.music.step();
    }

    /// Plays a sound, unless it played a moment ago or too many play in this tick.
    pub fn play(&mut self, sound: Sound) {
        self.play_pitched(sound, 1.0);
    }

    /// Plays a sound at a pitch; 1 is normal.
    pub fn play_pitched(&mut self, sound: Sound, pitch: f32) {
        let index = sound as usize;
        let SoundRules { rest, pitch_variation, .. } = SOUNDS[index];
        // Sounds without a rest are rare and important, so the budget does not apply to them.
        let is_rare = rest == 0;
        let state = &mut self.effects[index];
        if self.muted || !self.is_mixed || state.rest > 0 || (self.budget == 0 && !is_rare) {
            return;
        }
        self.budget = self.budget.saturating_sub(1);
        state.rest = rest.max(1);
        state.crowd += 1.0;
        state.player.set_volume_db(crowd_volume(state.crowd));
        state.variation = (state.variation + GOLDEN_RATIO).fract();
        state.player.set_pitch_scale(pitch * varied_pitch(state.variation, pitch_variation));
        state.player.play();
    }
}

/// A recording of a mod, which was checked before.
fn load_stream(read: &Mod, file: &str, repeats: bool) -> Result<Gd<AudioStream>, FileError> {
    let error = |problem: &str| FileError::whole(&read.files.display_path(file), problem);
    let bytes = read.files.get(file).unwrap_or_default();
    let header = recording::header(bytes, recording::MAX_TUNE_SECONDS).map_err(|problem| error(&problem))?;
    let mut buffer = PackedByteArray::from(bytes);
    if bytes.len() % 2 == 1 {
        // The engine expects the byte that fills up odd data, which many programs leave out.
        buffer.push(0);
    }
    let damaged = || error("the engine can't decode this recording");
    Ok(match header.format {
        Format::Ogg => {
            let mut stream = AudioStreamOggVorbis::load_from_buffer(&buffer).ok_or_else(damaged)?;
            stream.set_loop(repeats);
            stream.upcast()
        }
        Format::Wav => {
            let mut stream = AudioStreamWav::load_from_buffer(&buffer).ok_or_else(damaged)?;
            if repeats {
                stream.set_loop_mode(LoopMode::FORWARD);
                let samples = header.seconds * f64::from(stream.get_mix_rate());
                stream.set_loop_end(samples as i32);
            }
            stream.upcast()
        }
    })
}

/// The factor of a pitch at a position in the sequence, from 0 to 1.
fn varied_pitch(position: f32, variation: f32) -> f32 {
    1.0 + variation * (2.0 * position - 1.0)
}

/// The volume of a sound at a crowd, in dB. Twice as many get half the power each, so that a crowd is as loud as a few: Horde has twenty
/// hits a second where Arcade has two.
fn crowd_volume(crowd: f32) -> f32 {
    -10.0 * (crowd / FREE_CROWD).max(1.0).log10()
}

/// How tense a game is, from 0 to 1: by the combo, by the phase of a boss, and fully so on the last life.
pub fn tension(sim: &Sim) -> f32 {
    if is_near_death(sim) {
        return 1.0;
    }
    let multiplier = sim.multiplier() as f32;
    let combo = (multiplier - 1.0) / (TENSE_MULTIPLIER - 1.0);
    let boss = sim.boss().map_or(0.0, |boss| 0.5 * boss.phase as f32);
    combo.max(boss).clamp(0.0, 1.0)
}

/// Whether the next hit ends the game. Where there never was more than one life, that is nothing special.
pub fn is_near_death(sim: &Sim) -> bool {
    let ship = sim.ship();
    ship.lives == 1 && ship.shield == 0 && sim.ruleset().ship.lives > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sound_finds_its_own_row() {
        for (index, rules) in SOUNDS.iter().enumerate() {
            assert_eq!(rules.sound as usize, index, "{:?}", rules.sound);
        }
    }

    #[test]
    fn a_crowd_is_as_loud_as_a_few() {
        assert!(crowd_volume(1.0).abs() < 1e-6, "a single sound keeps its volume");
        let power = |crowd: f32| crowd * 10.0_f32.powf(crowd_volume(crowd) / 10.0);
        assert!((power(12.0) - power(FREE_CROWD)).abs() < 0.01);
    }

    #[test]
    fn pitches_vary_around_the_sounds_own_and_differ_from_time_to_time() {
        let mut position = 0.0;
        let mut pitches: Vec<f32> = Vec::new();
        for _ in 0..100 {
            position = (position + GOLDEN_RATIO).fract();
            pitches.push(varied_pitch(position, 0.05));
        }
        assert!(pitches.iter().all(|pitch| (0.95..=1.05).contains(pitch)));
        assert!(pitches.windows(2).all(|pair| (pair[1] - pair[0]).abs() > 0.01));
        let mean = pitches.iter().sum::<f32>() / 100.0;
        assert!((mean - 1.0).abs() < 0.002, "{mean}");
    }
}
