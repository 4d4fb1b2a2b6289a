//! The music of Arcade and Horde: one tune at a time, each with a second layer that comes in with the tension, and a filter that muffles
//! it when the ship is close to death.

use godot::classes::{
    AudioEffectLowPassFilter, AudioServer, AudioStream, AudioStreamPlayer, AudioStreamSynchronized,
};
use godot::prelude::*;

/// The tunes, named like the nodes below `Music`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tune {
    Arcade,
    Horde,
    Boss,
}

/// The bus of all music in `bus_layout.tres`. Its first effect is a low-pass filter.
const BUS: &str = "Music";

/// The stream of a tune that comes in with the tension.
const DRIVE: i32 = 1;
/// The volume at which the drive is not heard, in dB.
const SILENT: f32 = -60.0;
/// The volume of the drive just above no tension, in dB.
const SOFT: f32 = -18.0;
/// The change of the tension that is heard, per tick: from 0 to 1 in two seconds.
const TENSION_PER_TICK: f32 = 1.0 / 120.0;

/// The cutoff of the filter when it lets everything through, in Hz.
const OPEN_HZ: f32 = 20_500.0;
/// The cutoff of the filter when the ship is close to death, in Hz.
const MUFFLED_HZ: f32 = 1_200.0;
/// The part of the way from open to muffled per tick: half a second for all of it.
const MUFFLE_PER_TICK: f32 = 1.0 / 30.0;

/// A tune and its player.
struct TunePlayer {
    tune: Tune,
    player: Gd<AudioStreamPlayer>,
    /// What the player plays: the tune itself, and its drive.
    stems: Option<Gd<AudioStreamSynchronized>>,
}

/// The players of all tunes.
pub struct Music {
    players: Vec<TunePlayer>,
    tune: Option<Tune>,
    /// The tension, from 0 to 1, that is wanted and that is heard.
    tension: Glide,
    /// How muffled the music is, from 0 to 1.
    muffle: Glide,
}

/// A value that moves towards a target by a limited step per tick.
#[derive(Clone, Copy, Debug, Default)]
struct Glide {
    value: f32,
    target: f32,
}

impl Glide {
    /// Moves by one tick; returns whether the value changed.
    fn step(&mut self, per_tick: f32) -> bool {
        let before = self.value;
        self.value += (self.target - self.value).clamp(-per_tick, per_tick);
        self.value.to_bits() != before.to_bits()
    }
}

impl Music {
    /// Finds the audio players below the scene's root.
    pub fn new(root: &Gd<Node>) -> Self {
        let players = [Tune::Arcade, Tune::Horde, Tune::Boss].map(|tune| {
            let player: Gd<AudioStreamPlayer> = root.get_node_as(&format!("Music/{tune:?}"));
            let stems = player.get_stream().and_then(|stream| stream.try_cast().ok());
            TunePlayer { tune, player, stems }
        });
        Self { players: players.into(), tune: None, tension: Glide::default(), muffle: Glide::default() }
    }

    /// Plays another stream for a tune. It has no layers.
    pub fn replace(&mut self, tune: Tune, stream: &Gd<AudioStream>) {
        for player in self.players.iter_mut().filter(|player| player.tune == tune) {
            player.player.set_stream(stream);
            player.stems = None;
        }
    }

    /// Starts a tune, unless it plays already. None stops the music, and the next tune begins calm.
    pub fn set_tune(&mut self, tune: Option<Tune>) {
        if self.tune == tune {
            return;
        }
        self.tune = tune;
        if tune.is_none() {
            (self.tension, self.muffle) = (Glide::default(), Glide::default());
            self.apply_muffle();
        }
        self.apply_tension();
        for TunePlayer { tune: name, player, .. } in &mut self.players {
            if Some(*name) == tune {
                player.play();
            } else {
                player.stop();
            }
        }
    }

    /// Sets the tension, from 0 to 1. The music follows within two seconds.
    pub fn set_tension(&mut self, tension: f32) {
        self.tension.target = tension.clamp(0.0, 1.0);
    }

    /// Muffles the music, or lets it be heard clearly again. It takes half a second.
    pub fn set_muffled(&mut self, is_muffled: bool) {
        self.muffle.target = if is_muffled { 1.0 } else { 0.0 };
    }

    /// Moves volumes and filter by one tick.
    pub fn step(&mut self) {
        if self.tune.is_none() {
            return;
        }
        if self.tension.step(TENSION_PER_TICK) {
            self.apply_tension();
        }
        if self.muffle.step(MUFFLE_PER_TICK) {
            self.apply_muffle();
        }
    }

    /// Gives the drive of the current tune its volume.
    fn apply_tension(&mut self) {
        let volume = drive_volume(self.tension.value);
        for TunePlayer { tune, stems, .. } in &mut self.players {
            if Some(*tune) == self.tune
                && let Some(stems) = stems
            {
                stems.set_sync_stream_volume(DRIVE, volume);
            }
        }
    }

    fn apply_muffle(&self) {
        let mut server = AudioServer::singleton();
        let bus = server.get_bus_index(BUS);
        if bus < 0 || server.get_bus_effect_count(bus) == 0 {
            return;
        }
        if let Some(effect) = server.get_bus_effect(bus, 0)
            && let Ok(mut filter) = effect.try_cast::<AudioEffectLowPassFilter>()
        {
            filter.set_cutoff(cutoff(self.muffle.value));
            server.set_bus_effect_enabled(bus, 0, self.muffle.value > 0.0);
        }
    }
}

/// The volume of the drive at a tension, in dB.
fn drive_volume(tension: f32) -> f32 {
    if tension > 0.0 { SOFT * (1.0 - tension) } else { SILENT }
}

/// The cutoff of the filter in Hz. Ears hear ratios, so each tick takes it down by the same factor.
fn cutoff(muffle: f32) -> f32 {
    OPEN_HZ * (MUFFLED_HZ / OPEN_HZ).powf(muffle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_drive_is_silent_without_tension_and_as_loud_as_it_was_mixed_at_full_tension() {
        assert!((drive_volume(0.0) - SILENT).abs() < 1e-6);
        assert!(drive_volume(1.0).abs() < 1e-6);
        assert!(drive_volume(0.2) < drive_volume(0.8));
    }

    #[test]
    fn the_filter_moves_between_open_and_muffled() {
        assert!((cutoff(0.0) - OPEN_HZ).abs() < 1.0);
        assert!((cutoff(1.0) - MUFFLED_HZ).abs() < 1.0);
    }

    #[test]
    fn a_glide_arrives_and_then_rests() {
        let mut glide = Glide { value: 0.0, target: 1.0 };
        let steps = (0..1_000).take_while(|_| glide.step(MUFFLE_PER_TICK)).count();
        assert!((30..=31).contains(&steps), "{steps}");
        assert!((glide.value - 1.0).abs() < 1e-6);
    }
}
