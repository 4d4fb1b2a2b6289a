//! The music of Arcade and Horde: one tune at a time, each with a second layer that comes in with the tension, and a filter that muffles
//! it when the ship is close to death.

use godot::classes::audio_server::PlaybackType;
use godot::classes::{
    AudioEffectLowPassFilter, AudioServer, AudioStream, AudioStreamPlaybackPolyphonic, AudioStreamPlayer,
    AudioStreamPolyphonic,
};
use godot::prelude::*;

use crate::system::late_music;

/// The tunes, named like the nodes below `Music`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tune {
    Arcade,
    Horde,
    Boss,
}

/// The bus of all music in `bus_layout.tres`. Its first effect is a low-pass filter.
const BUS: &str = "Music";

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
    /// Mixes both layers as one stream, so that no mix and no pause comes between them.
    player: Gd<AudioStreamPlayer>,
    /// The tune itself, and its drive.
    layers: [Option<Gd<AudioStream>>; 2],
    /// The drive while it is played.
    drive: Option<(Gd<AudioStreamPlaybackPolyphonic>, i64)>,
}

impl TunePlayer {
    /// Finds the player of a tune and, below it, the one that holds the drive. In the editor, each of the two plays its own layer.
    fn new(root: &Gd<Node>, tune: Tune) -> Self {
        let mut player: Gd<AudioStreamPlayer> = root.get_node_as(&format!("Music/{tune:?}"));
        let drive: Gd<AudioStreamPlayer> = player.get_node_as("Drive");
        let layers = [player.get_stream(), drive.get_stream()];
        let mut both = AudioStreamPolyphonic::new_gd();
        both.set_polyphony(2);
        player.set_stream(&both);
        Self { tune, player, layers, drive: None }
    }

    /// Plays both layers, and returns true, unless they are yet to come.
    fn play(&mut self, drive_volume: f32) -> bool {
        if !self.layers.iter().flatten().all(late_music::has_come) {
            return false;
        }
        self.player.play();
        let Some(mut playback) = self
            .player
            .get_stream_playback()
            .and_then(|playback| playback.try_cast::<AudioStreamPlaybackPolyphonic>().ok())
        else {
            return true;
        };
        // The audio thread must not mix between the two: they would be apart for as long as they play.
        let mut server = AudioServer::singleton();
        server.lock();
        for (layer, volume) in self.layers.iter().zip([0.0, drive_volume]) {
            if let Some(stream) = layer {
                // On the web, the default would be a sample of the browser's, without the bus.
                let number = playback
                    .play_stream_ex(stream)
                    .volume_db(volume)
                    .playback_type(PlaybackType::STREAM)
                    .bus(BUS)
                    .done();
                self.drive = Some((playback.clone(), number));
            }
        }
        server.unlock();
        if self.layers[1].is_none() {
            self.drive = None; // a mod's tune has no drive
        }
        true
    }

    fn stop(&mut self) {
        self.player.stop();
        self.drive = None;
    }

    /// Sets the volume of the drive, in dB.
    fn set_drive_volume(&mut self, volume: f32) {
        if let Some((playback, number)) = &mut self.drive {
            playback.set_stream_volume(*number, volume);
        }
    }
}

/// The players of all tunes.
pub struct Music {
    players: Vec<TunePlayer>,
    tune: Option<Tune>,
    /// The bus of all music, and the filter that muffles it.
    filter: Option<(i32, Gd<AudioEffectLowPassFilter>)>,
    /// Whether the tune can't be heard yet, because it is still to come.
    is_late: bool,
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
        let players = [Tune::Arcade, Tune::Horde, Tune::Boss].map(|tune| TunePlayer::new(root, tune));
        let mut music = Self {
            players: players.into(),
            tune: None,
            is_late: false,
            filter: find_filter(),
            tension: Glide::default(),
            muffle: Glide::default(),
        };
        // Here and not in a game for the first time, when godot-rust would still have to look the class up.
        music.apply_muffle();
        music
    }

    /// Plays another stream for a tune. It has no layers.
    pub fn replace(&mut self, tune: Tune, stream: &Gd<AudioStream>) {
        for player in self.players.iter_mut().filter(|player| player.tune == tune) {
            player.layers = [Some(stream.clone()), None];
        }
    }

    /// Starts a tune, unless it plays already. None stops the music, and the next tune begins calm.
    pub fn set_tune(&mut self, tune: Option<Tune>) {
        if self.tune == tune {
            return;
        }
        (self.tune, self.is_late) = (tune, false);
        if tune.is_none() {
            (self.tension, self.muffle) = (Glide::default(), Glide::default());
            self.apply_muffle();
        }
        let volume = drive_volume(self.tension.value);
        for player in &mut self.players {
            if Some(player.tune) == tune {
                self.is_late = !player.play(volume);
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
        if self.is_late
            && let Some(player) = self.players.iter_mut().find(|player| Some(player.tune) == self.tune)
        {
            self.is_late = !player.play(drive_volume(self.tension.value));
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
        for player in &mut self.players {
            player.set_drive_volume(volume);
        }
    }

    fn apply_muffle(&mut self) {
        if let Some((bus, filter)) = &mut self.filter {
            filter.set_cutoff(cutoff(self.muffle.value));
            AudioServer::singleton().set_bus_effect_enabled(*bus, 0, self.muffle.value > 0.0);
        }
    }
}

/// The bus of all music and the filter on it. None if the bus layout has none.
fn find_filter() -> Option<(i32, Gd<AudioEffectLowPassFilter>)> {
    let server = AudioServer::singleton();
    let bus = server.get_bus_index(BUS);
    if bus < 0 || server.get_bus_effect_count(bus) == 0 {
        return None;
    }
    Some((bus, server.get_bus_effect(bus, 0)?.try_cast().ok()?))
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
