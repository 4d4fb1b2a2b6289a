//! The file of a mode: found, read anew for every game, and what is played by when it is wrong.

use std::sync::Arc;

use creeps_rules::best;
use creeps_rules::ron_file::{FileError, MAX_BYTES};
use creeps_sim::Mode;
use godot::classes::FileAccess;

use super::looks::Looks;
use crate::system::files;

/// The files' texts as the game was built with: what is played by where no file is good.
const BUILT_IN: [&[u8]; 2] = [
    include_bytes!("../../../../godot-project/config/arcade.ron"),
    include_bytes!("../../../../godot-project/config/horde.ron"),
];

/// A mode's numbers and pictures, and where they came from.
#[derive(Clone)]
pub struct ModeFile {
    name: &'static str,
    /// The numbers.
    pub mode: Arc<Mode>,
    /// The pictures.
    pub looks: Looks,
    /// The file they came from, as a person knows it.
    pub shown: String,
    /// Whether they are a player's own, not those that the game comes with.
    pub is_own: bool,
}

impl ModeFile {
    /// The numbers of Arcade or Horde that the game was built with. None only if those are wrong, which a test rules out.
    pub fn built_in(mode: best::Mode) -> Option<Self> {
        let (name, text) = match mode {
            best::Mode::Horde => ("horde.ron", BUILT_IN[1]),
            best::Mode::Arcade | best::Mode::Classic => ("arcade.ron", BUILT_IN[0]),
        };
        let (mode, looks) = parse(name, text).ok()?;
        Some(Self { name, mode, looks, shown: name.to_owned(), is_own: false })
    }

    /// Reads the file again: the player's own, or the game's. What was read before stays if it is wrong.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(&mut self) -> Result<(), FileError> {
        let own = format!("user://{}", self.name);
        let is_own = FileAccess::file_exists(&own);
        let path = if is_own { own } else { format!("res://config/{}", self.name) };
        let shown = files::display_path(&path);
        let (mode, looks) = parse(&shown, &files::read(&path, MAX_BYTES)?)?;
        (self.mode, self.looks, self.shown, self.is_own) = (mode, looks, shown, is_own);
        Ok(())
    }
}

fn parse(file: &str, text: &[u8]) -> Result<(Arc<Mode>, Looks), FileError> {
    let mode = Mode::read(file, text)?;
    let looks = Looks::new(file, &mode)?;
    Ok((Arc::new(mode), looks))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_modes_are_good() {
        for (name, text) in [("arcade.ron", BUILT_IN[0]), ("horde.ron", BUILT_IN[1])] {
            assert_eq!(parse(name, text).map(|_| ()), Ok(()));
        }
    }
}
