//! Sounds and music. Each sound plays at most once per tick and then rests for some ticks, so that crowds don't get loud.

use godot::classes::AudioStreamPlayer;
use godot::prelude::*;

/// The sound effects, named like the nodes below `Sounds`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sound {
    Start,
    Fire,
    Hit,
    CreepShot,
    BossHit,
    ShieldBreak,
    ShieldUp,
    LifeLost,
    Death,
    Bomb,
    BossWarning,
    BossDown,
    PowerUp,
    ComboUp,
    WaveStart,
    WaveClear,
    LevelUp,
}

/// Each sound, and how many ticks must pass before it may play again.
const SOUNDS: [(Sound, u32); 17] = [
    (Sound::Start, 0),
    (Sound::Fire, 6),
    (Sound::Hit, 3),
    (Sound::CreepShot, 5),
    (Sound::BossHit, 5),
    (Sound::ShieldBreak, 6),
    (Sound::ShieldUp, 6),
    (Sound::LifeLost, 0),
    (Sound::Death, 0),
    (Sound::Bomb, 0),
    (Sound::BossWarning, 0),
    (Sound::BossDown, 0),
    (Sound::PowerUp, 4),
    (Sound::ComboUp, 6),
    (Sound::WaveStart, 0),
    (Sound::WaveClear, 0),
    (Sound::LevelUp, 0),
];

/// The maximum number of sounds that start per tick.
const MAX_PER_TICK: u32 = 4;

/// The music, named like the nodes below `Music`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tune {
    Arcade,
    Horde,
    Boss,
}

/// The players of all sounds and tunes.
pub struct Sounds {
    players: Vec<Gd<AudioStreamPlayer>>,
    /// Ticks until each sound may play again.
    rests: [u32; SOUNDS.len()],
    budget: u32,
    tunes: Vec<(Tune, Gd<AudioStreamPlayer>)>,
    tune: Option<Tune>,
    /// Whether all sounds and music are off.
    pub muted: bool,
}

impl Sounds {
    /// Finds the audio players below the scene's root.
    pub fn new(root: &Gd<Node>) -> Self {
        let player = |path: String| root.get_node_as::<AudioStreamPlayer>(&path);
        let tunes = [Tune::Arcade, Tune::Horde, Tune::Boss];
        Self {
            players: SOUNDS.iter().map(|(sound, _)| player(format!("Sounds/{sound:?}"))).collect(),
            rests: [0; SOUNDS.len()],
            budget: MAX_PER_TICK,
            tunes: tunes.map(|tune| (tune, player(format!("Music/{tune:?}")))).into(),
            tune: None,
            muted: false,
        }
    }

    /// Starts a tick.
    pub fn step(&mut self) {
        self.budget = MAX_PER_TICK;
        for rest in &mut self.rests {
            *rest = rest.saturating_sub(1);
        }
    }

    /// Plays a sound, unless it played a moment ago or too many play in this tick.
    pub fn play(&mut self, sound: Sound) {
        self.play_pitched(sound, 1.0);
    }

    /// Plays a sound at a pitch; 1 is normal.
    pub fn play_pitched(&mut self, sound: Sound, pitch: f32) {
        let index = sound as usize;
        // Sounds without a rest are rare and important, so the budget does not apply to them.
        let rare = SOUNDS[index].1 == 0;
        if self.muted || self.rests[index] > 0 || (self.budget == 0 && !rare) {
            return;
        }
        self.budget = self.budget.saturating_sub(1);
        self.rests[index] = SOUNDS[index].1.max(1);
        let player = &mut self.players[index];
        player.set_pitch_scale(pitch);
        player.play();
    }

    /// Starts a tune, unless it plays already. None stops the music.
    pub fn set_tune(&mut self, tune: Option<Tune>) {
        let tune = tune.filter(|_| !self.muted);
        if self.tune == tune {
            return;
        }
        self.tune = tune;
        for (name, player) in &mut self.tunes {
            if Some(*name) == tune {
                player.play();
            } else {
                player.stop();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sound_finds_its_own_row() {
        for (index, (sound, _)) in SOUNDS.iter().enumerate() {
            assert_eq!(*sound as usize, index, "{sound:?}");
        }
    }
}
