//! The games that the player can choose.

use serde::{Deserialize, Serialize};

use crate::mod_id::ModId;

/// How the names of mods' files begin.
const MOD: &str = "mod-";

/// A game with its own rules and its own best score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GameMode {
    /// The tutorial's game: one hit ends it.
    Classic,
    /// Waves and bosses.
    Arcade,
    /// Thousands of creeps.
    Horde,
    /// A game made of data alone, which the player added or which ships with the game.
    Mod(ModId),
}

impl GameMode {
    /// The mode's name in the names of files.
    pub fn name_in_files(self) -> String {
        match self {
            Self::Classic => "classic".to_owned(),
            Self::Arcade => "arcade".to_owned(),
            Self::Horde => "horde".to_owned(),
            Self::Mod(id) => format!("{MOD}{id}"),
        }
    }

    /// The mod that a file belongs to, by a name that begins like `mod-march-`.
    pub fn mod_of_file(name: &str) -> Option<ModId> {
        let (id, _) = name.strip_prefix(MOD)?.split_once('-')?;
        ModId::new(id).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_mods_file_has_its_mod() {
        let id = ModId::new("boss_rush").unwrap();
        assert_eq!(GameMode::Mod(id).name_in_files(), "mod-boss_rush");
        assert_eq!(GameMode::mod_of_file("mod-boss_rush-000001-450.replay"), Some(id));
        for other in ["arcade-000001-450.replay", "mod-boss_rush", "mod--1-2.replay", "mod-../x-1-2.replay"] {
            assert_eq!(GameMode::mod_of_file(other), None, "{other}");
        }
    }
}
