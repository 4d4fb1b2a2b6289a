//! Replays: written when a game ends, read to be shown again.

use creeps_rules::best::Mode;
use creeps_rules::ron_file::FileError;
use creeps_sim::Difficulty;
use creeps_sim::replay::Replay;
use godot::classes::{DirAccess, Time};
use godot::prelude::*;

use super::mode_file::ModeFile;
use crate::files;

/// Where replays are kept, and how many of each mode.
const FOLDER: &str = "user://replays";
const KEPT: usize = 20;

/// A recorded game, and the numbers that it was played by.
pub struct Recording {
    pub replay: Replay,
    pub file: ModeFile,
    /// The replay's file, as a person knows it.
    pub shown: String,
    mode: Mode,
}

impl Recording {
    /// Reads a replay, and finds the mode file that it was played by: the player's, the game's, or the one built in.
    ///
    /// # Errors
    /// The file can't be read, is damaged, or no mode file is the one that it was played by.
    pub fn read(path: &str) -> Result<Self, FileError> {
        let shown = files::shown(path);
        let wrong = |problem: String| FileError::whole(&shown, problem);
        let replay = Replay::from_bytes(&files::read(path)?).map_err(|error| wrong(error.to_string()))?;
        let mut named = None;
        for mode in [Mode::Arcade, Mode::Horde] {
            let Some(built_in) = ModeFile::built_in(mode) else { continue };
            let mut read = built_in.clone();
            // A file that is wrong is told when a game by it starts.
            let _ = read.read();
            for file in [read, built_in] {
                if file.mode.hash() == replay.mode_hash {
                    return Ok(Self { replay, file, shown, mode });
                }
                if file.mode.name == replay.mode || named.is_none() {
                    named = Some(file);
                }
            }
        }
        let other = named.and_then(|file| replay.start(&file.mode).err());
        Err(wrong(other.map_or_else(|| "no mode file is there".to_owned(), |error| error.to_string())))
    }

    /// What was played.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// How hard it was.
    pub fn difficulty(&self) -> Difficulty {
        self.replay.difficulty
    }
}

/// Saves a replay, and drops the oldest of its mode where there are too many; the best one stays. Gives its file.
///
/// # Errors
/// It can't be written.
pub fn save(mode: Mode, replay: &Replay) -> Result<String, FileError> {
    DirAccess::make_dir_recursive_absolute(FOLDER);
    let mode = format!("{mode:?}").to_lowercase();
    let now = Time::singleton().get_datetime_string_from_system().to_string().replace(':', "-");
    let path = format!("{FOLDER}/{mode}-{now}-{}.replay", replay.score);
    files::write(&path, &replay.to_bytes())?;
    let mut names: Vec<String> =
        DirAccess::get_files_at(FOLDER).as_slice().iter().map(GString::to_string).collect();
    for name in surplus(&mut names, &mode) {
        DirAccess::remove_absolute(&format!("{FOLDER}/{name}"));
    }
    Ok(files::shown(&path))
}

/// Which of the files are to go: all but the newest of a mode and its best.
fn surplus(names: &mut Vec<String>, mode: &str) -> Vec<String> {
    let score = |name: &str| -> Option<u64> {
        name.strip_suffix(".replay")?.strip_prefix(mode)?.rsplit('-').next()?.parse().ok()
    };
    names.retain(|name| score(name).is_some());
    // The time stands before the score: the names sort by it.
    names.sort();
    let best = names.iter().map(|name| score(name)).max().flatten();
    // Of several best ones the first.
    let best = names.iter().position(|name| score(name) == best);
    let count = names.len().saturating_sub(KEPT);
    let old = names.iter().enumerate().filter(|(place, _)| Some(*place) != best);
    old.take(count).map(|(_, name)| name.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(scores: impl IntoIterator<Item = u32>) -> Vec<String> {
        let name = |(minute, score)| format!("arcade-2026-11-22T13-{minute:02}-00-{score}.replay");
        (0..60).zip(scores).map(name).collect()
    }

    #[test]
    fn the_oldest_go_and_the_best_stays() {
        let mut all = names([5, 900, 7].into_iter().chain(10..30));
        let first = all.clone();
        all.push("horde-2026-11-22T13-00-00-99999.replay".into());
        all.push("notes.txt".into());
        all.reverse();
        assert_eq!(surplus(&mut all, "arcade"), [first[0].clone(), first[2].clone(), first[3].clone()]);
    }

    #[test]
    fn as_many_as_are_kept_all_stay() {
        assert_eq!(surplus(&mut names(0..20), "arcade"), [""; 0]);
    }
}
