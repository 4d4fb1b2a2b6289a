//! The file of a mode: found, read anew for every game, and what is played by when it is wrong.

use std::sync::Arc;

use creeps_rules::best;
use creeps_rules::ron_file::{FileError, MAX_BYTES};
use creeps_sim::Ruleset;
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
    pub mode: Arc<Ruleset>,
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

fn parse(file: &str, text: &[u8]) -> Result<(Arc<Ruleset>, Looks), FileError> {
    let mode = Ruleset::read(file, text)?;
    let looks = Looks::new(file, text, &mode)?;
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

    #[test]
    fn a_picture_that_is_not_there_is_told_with_its_line_and_column() {
        let text = String::from_utf8_lossy(BUILT_IN[0]);
        for (right, field) in [
            ("sprite: \"creep_shot\"", "bullets[2].sprite"),
            ("sprite: \"diver\"", "creeps[2].sprite"),
            ("sprite: \"boss_2\"", "bosses[1].sprite"),
            ("sprite: \"slow\"", "power_ups.kinds["),
        ] {
            let place = text.find(right).unwrap_or_else(|| panic!("{right} is not in the file"));
            let (line, column) = (
                text[..place].matches('\n').count() + 1,
                text[..place].chars().rev().take_while(|&c| c != '\n').count() + 1 + "sprite: ".len(),
            );
            let wrong = text.replacen(right, "sprite: \"divr\"", 1);
            let error = parse("arcade.ron", wrong.as_bytes()).map(|_| ()).unwrap_err().to_string();
            let told = format!("arcade.ron:{line}:{column}: {field}");
            assert!(
                error.starts_with(&told) && error.contains("there is no picture \"divr\"; one of"),
                "{error}"
            );
        }
    }
}
