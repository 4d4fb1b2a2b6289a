//! What is heard: each kind of sound at most once a tick, and not again before it had a moment.

use godot::classes::AudioStreamPlayer;
use godot::prelude::*;

/// What can be heard; the names are those of the nodes under `Sounds`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sound {
    Start,
    Shot,
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

/// Each sound, and how many ticks pass until it may be heard again.
const SOUNDS: [(Sound, u32); 17] = [
    (Sound::Start, 0),
    (Sound::Shot, 6),
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

/// How many sounds begin in a tick at most.
const A_TICK: u32 = 4;

/// The tunes; the names are those of the nodes under `Music`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tune {
    Arcade,
    Horde,
    Boss,
}

/// The players of all sounds and tunes.
pub struct Sounds {
    players: Vec<Gd<AudioStreamPlayer>>,
    /// Ticks until each may be heard again.
    rests: [u32; SOUNDS.len()],
    budget: u32,
    tunes: Vec<(Tune, Gd<AudioStreamPlayer>)>,
    tune: Option<Tune>,
    /// Whether nothing is to be heard at all.
    pub muted: bool,
}

impl Sounds {
    /// The players below `stage`.
    pub fn new(stage: &Gd<Node>) -> Self {
        let player = |path: String| stage.get_node_as::<AudioStreamPlayer>(&path);
        let tunes = [Tune::Arcade, Tune::Horde, Tune::Boss];
        Self {
            players: SOUNDS.iter().map(|(sound, _)| player(format!("Sounds/{sound:?}"))).collect(),
            rests: [0; SOUNDS.len()],
            budget: A_TICK,
            tunes: tunes.map(|tune| (tune, player(format!("Music/{tune:?}")))).into(),
            tune: None,
            muted: false,
        }
    }

    /// A tick has begun.
    pub fn step(&mut self) {
        self.budget = A_TICK;
        for rest in &mut self.rests {
            *rest = rest.saturating_sub(1);
        }
    }

    /// Plays a sound, unless it was just heard or too many were.
    pub fn play(&mut self, sound: Sound) {
        self.play_pitched(sound, 1.0);
    }

    /// Plays a sound so many times as high.
    pub fn play_pitched(&mut self, sound: Sound, pitch: f32) {
        let index = sound as usize;
        let rare = SOUNDS[index].1 == 0;
        // What is heard rarely is never left out.
        if self.muted || self.rests[index] > 0 || (self.budget == 0 && !rare) {
            return;
        }
        self.budget = self.budget.saturating_sub(1);
        self.rests[index] = SOUNDS[index].1.max(1);
        let player = &mut self.players[index];
        player.set_pitch_scale(pitch);
        player.play();
    }

    /// Plays a tune from its start, unless it plays; none for silence.
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
