//! A replay that is watched: its inputs, how far it is, and what its controls say.

use creeps_rules::playback::Playback;
use creeps_sim::Input;
use creeps_sim::replay::Replay;

/// A replay that is watched.
pub struct ReplayPlayer {
    /// The replay.
    pub replay: Replay,
    /// Pause, speed and jumps.
    pub playback: Playback,
    inputs: Vec<Input>,
    /// How many inputs were played.
    played: usize,
    /// The current wave, and the tick in which it started.
    wave: (u32, u32),
}

impl ReplayPlayer {
    /// A replay at its beginning.
    pub fn new(replay: Replay) -> Self {
        let inputs = replay.inputs().collect();
        Self { replay, playback: Playback::default(), inputs, played: 0, wave: (0, 0) }
    }

    /// The input of the next tick. None at the end.
    pub fn next_input(&mut self) -> Option<Input> {
        let input = self.inputs.get(self.played).copied()?;
        self.played += 1;
        Some(input)
    }

    /// Whether every input was played.
    pub fn is_at_end(&self) -> bool {
        self.played == self.inputs.len()
    }

    /// Goes back to the beginning. The speed stays.
    pub fn rewind(&mut self) {
        (self.played, self.wave) = (0, (0, 0));
    }

    /// Notes the current wave.
    pub fn note_wave(&mut self, number: u32) {
        if number != self.wave.0 {
            self.wave = (number, self.played as u32);
        }
    }

    /// How long the current wave has lasted, in ticks.
    pub fn wave_ticks(&self) -> u32 {
        (self.played as u32).saturating_sub(self.wave.1)
    }
}
