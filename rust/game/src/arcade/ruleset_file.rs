//! The ruleset (RON file) of Arcade or Horde: loaded again for every game, with the built-in one as a fallback.

use std::sync::Arc;

use creeps_rules::GameMode;
use creeps_rules::ron_file::{FileError, MAX_BYTES};
use creeps_sim::Mode;
use godot::classes::FileAccess;

use super::sprite_atlas::SpriteAtlas;
use crate::system::files;

/// The files as they were when the game was built: used if no valid file is found.
const BUILT_IN: [&[u8]; 2] = [
    include_bytes!("../../../../godot-project/config/arcade.ron"),
    include_bytes!("../../../../godot-project/config/horde.ron"),
];

/// A ruleset, its sprites, and its file.
#[derive(Clone)]
pub struct RulesetFile {
    name: &'static str,
    /// The rules.
    pub ruleset: Arc<Mode>,
    /// The sprites.
    pub atlas: SpriteAtlas,
    /// The file's path for people.
    pub display_path: String,
    /// Whether it is the player's own file and not the shipped one.
    pub is_own: bool,
}

impl RulesetFile {
    /// The built-in ruleset of a mode. None only if it is invalid, which a test rules out.
    pub fn built_in(mode: GameMode) -> Option<Self> {
        let (name, text) = match mode {
            GameMode::Horde => ("horde.ron", BUILT_IN[1]),
            GameMode::Arcade | GameMode::Classic => ("arcade.ron", BUILT_IN[0]),
        };
        let (ruleset, atlas) = parse(name, text).ok()?;
        Some(Self { name, ruleset, atlas, display_path: name.to_owned(), is_own: false })
    }

    /// Loads the file again: the player's own if there is one, or the shipped one. Changes nothing if it is invalid.
    ///
    /// # Errors
    /// The file is invalid.
    pub fn read(&mut self) -> Result<(), FileError> {
        let own = format!("user://{}", self.name);
        let is_own = FileAccess::file_exists(&own);
        let path = if is_own { own } else { format!("res://config/{}", self.name) };
        let display_path = files::display_path(&path);
        let (ruleset, atlas) = parse(&display_path, &files::read(&path, MAX_BYTES)?)?;
        (self.ruleset, self.atlas, self.display_path, self.is_own) = (ruleset, atlas, display_path, is_own);
        Ok(())
    }
}

fn parse(file: &str, text: &[u8]) -> Result<(Arc<Mode>, SpriteAtlas), FileError> {
    let ruleset = Mode::read(file, text)?;
    let atlas = SpriteAtlas::new(file, text, &ruleset)?;
    Ok((Arc::new(ruleset), atlas))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_rulesets_are_valid() {
        for (name, text) in [("arcade.ron", BUILT_IN[0]), ("horde.ron", BUILT_IN[1])] {
            assert_eq!(parse(name, text).map(|_| ()), Ok(()));
        }
    }

    #[test]
    fn the_error_of_an_unknown_sprite_has_its_line_and_column() {
        let text = String::from_utf8_lossy(BUILT_IN[0]);
        for (right, field) in [
            ("sprite: \"creep_shot\"", "bullets[2].sprite"),
            ("sprite: \"diver\"", "creeps[2].sprite"),
            ("sprite: \"boss_2\"", "bosses[1].sprite"),
            ("sprite: \"slow\"", "power_ups.kinds["),
        ] {
            let start = text.find(right).unwrap_or_else(|| panic!("{right} is not in the file"));
            let (line, column) = (
                text[..start].matches('\n').count() + 1,
                text[..start].chars().rev().take_while(|&c| c != '\n').count() + 1 + "sprite: ".len(),
            );
            let wrong = text.replacen(right, "sprite: \"divr\"", 1);
            let error = parse("arcade.ron", wrong.as_bytes()).map(|_| ()).unwrap_err().to_string();
            let expected = format!("arcade.ron:{line}:{column}: {field}");
            assert!(
                error.starts_with(&expected) && error.contains("there is no sprite \"divr\"; one of"),
                "{error}"
            );
        }
    }
}
