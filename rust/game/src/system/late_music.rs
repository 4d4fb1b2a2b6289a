//! Music that comes after the game: a web export has it in a pack of its own, which the page loads when the game runs already.

use creeps_rules::trace::TraceEvent;
use godot::classes::resource_loader::CacheMode;
use godot::classes::{
    AudioStream, AudioStreamOggVorbis, AudioStreamPlayer, INode, ProjectSettings, ResourceLoader,
};
use godot::prelude::*;

use crate::dev::{run_harness, trace};
use crate::system::page;

/// The music, without [`FOLDER`] and the ending. `cargo xtask export web` splits off what is called so.
const MUSIC: [&str; 8] = [
    "music",
    "music_arcade",
    "music_arcade_drive",
    "music_boss",
    "music_boss_drive",
    "music_horde",
    "music_horde_drive",
    "music_title",
];
const FOLDER: &str = "res://assets/audio";
/// How often the page is asked whether the pack has come, in s.
const ASK_EVERY: f64 = 0.25;
/// Asks the page for the name of the pack, as soon as the engine can open it.
const PACK: &str = "window.creepsMusic ?? ''";

/// An autoload that puts streams without any sound in the place of music that is not there yet. When the music comes, they get its sound.
///
/// Scenes know nothing of it. Where all music is there, as on a desktop and in the editor, it does nothing.
#[derive(GodotClass)]
#[class(base = Node)]
pub struct LateMusic {
    /// The streams without a sound, and their paths.
    missing: Vec<(String, Gd<AudioStreamOggVorbis>)>,
    /// Players that play as soon as the music is there.
    waiting: Vec<Gd<AudioStreamPlayer>>,
    /// Until the page is asked again, in s.
    ask_in: f64,
    base: Base<Node>,
}

impl LateMusic {
    /// Gives the streams the sound that is in a pack.
    fn load(&mut self, pack: &str) -> Result<(), String> {
        let added = ProjectSettings::singleton().load_resource_pack_ex(pack).replace_files(false).done();
        if !added {
            return Err(format!("{pack}: the engine can't open this pack of music"));
        }
        let mut loader = ResourceLoader::singleton();
        for (path, stream) in &mut self.missing {
            let resource = loader.load_ex(&*path).cache_mode(CacheMode::IGNORE).done();
            let sound = resource.and_then(|resource| resource.try_cast::<AudioStreamOggVorbis>().ok());
            let sound = sound.ok_or_else(|| format!("{pack} lacks {path}"))?;
            stream.set_packet_sequence(
                &sound.get_packet_sequence().ok_or_else(|| format!("{path} in {pack} has no sound"))?,
            );
            stream.set_loop(sound.has_loop());
            stream.set_loop_offset(sound.get_loop_offset());
        }
        Ok(())
    }
}

#[godot_api]
impl INode for LateMusic {
    // Not in `ready`: the engine loads the main scene before any node is ready.
    fn init(base: Base<Node>) -> Self {
        let loader = ResourceLoader::singleton();
        let paths = MUSIC.map(|name| format!("{FOLDER}/{name}.ogg"));
        let is_missing = |path: &String| !loader.clone().exists(path);
        let missing = paths.into_iter().filter(is_missing).map(|path| {
            let mut stream = AudioStreamOggVorbis::new_gd();
            stream.take_over_path(&path);
            (path, stream)
        });
        Self { missing: missing.collect(), waiting: Vec::new(), ask_in: 0.0, base }
    }

    fn ready(&mut self) {
        let is_complete = self.missing.is_empty();
        self.base_mut().set_process(!is_complete);
    }

    fn process(&mut self, delta: f64) {
        self.ask_in -= delta;
        if self.ask_in > 0.0 {
            return;
        }
        self.ask_in = ASK_EVERY;
        let pack = page::evaluate(PACK).try_to::<GString>().unwrap_or_default().to_string();
        if pack.is_empty() {
            return;
        }
        self.base_mut().set_process(false);
        match self.load(&pack) {
            Ok(()) => trace::record(|| TraceEvent::MusicLoaded),
            Err(error) => run_harness::report_error(&error),
        }
        for mut player in self.waiting.drain(..).filter(Gd::is_instance_valid) {
            if player.get_stream().is_some_and(|stream| has_come(&stream)) {
                player.play();
            }
        }
    }
}

/// Whether a stream has its sound.
pub fn has_come(stream: &Gd<AudioStream>) -> bool {
    let late = stream.clone().try_cast::<AudioStreamOggVorbis>();
    late.map_or(true, |stream| stream.get_packet_sequence().is_some())
}

/// Plays music, as soon as it is there.
pub fn play(player: &Gd<AudioStreamPlayer>) {
    if player.get_stream().is_none_or(|stream| has_come(&stream)) {
        player.clone().play();
    } else if let Some(mut late) = autoload(player) {
        let waiting = &mut late.bind_mut().waiting;
        if !waiting.contains(player) {
            waiting.push(player.clone());
        }
    }
}

/// Stops music, or does not play it when it comes.
pub fn stop(player: &Gd<AudioStreamPlayer>) {
    player.clone().stop();
    if let Some(mut late) = autoload(player) {
        late.bind_mut().waiting.retain(|waiting| waiting != player);
    }
}

fn autoload(player: &Gd<AudioStreamPlayer>) -> Option<Gd<LateMusic>> {
    player.get_tree().get_root()?.try_get_node_as::<LateMusic>("LateMusic")
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn all_music_may_come_late() {
        let project = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../godot-project"));
        let files = fs::read_dir(project.join("assets/audio")).unwrap();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> =
            names.filter_map(|name| Some(name.strip_suffix(".ogg")?.to_owned())).collect();
        names.retain(|name| name.starts_with("music"));
        names.sort();
        assert_eq!(names, MUSIC);
    }
}
