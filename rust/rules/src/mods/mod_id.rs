//! The name by which tables and replays know a mod: that of its folder or zip file.

use std::fmt;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The most letters of an id.
pub const MAX_ID: usize = 24;

/// A mod's id: 1 to 24 of a–z, 0–9 and `_`.
///
/// There is no `-`, which separates the parts of a replay's file name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModId {
    /// The letters, and zeros after them.
    letters: [u8; MAX_ID],
}

impl ModId {
    /// The id of a folder with this name.
    ///
    /// # Errors
    /// The name has other letters, none, or too many; the message says what is allowed.
    pub fn new(name: &str) -> Result<Self, String> {
        let is_allowed = |letter: u8| matches!(letter, b'a'..=b'z' | b'0'..=b'9' | b'_');
        if name.is_empty() || name.len() > MAX_ID || !name.bytes().all(is_allowed) {
            let shown: String = name.chars().filter(|letter| !letter.is_control()).take(40).collect();
            return Err(format!(
                "{shown:?} can't be a mod's name; 1 to {MAX_ID} of a-z, 0-9 and _ are allowed"
            ));
        }
        let mut letters = [0; MAX_ID];
        letters[..name.len()].copy_from_slice(name.as_bytes());
        Ok(Self { letters })
    }

    /// The id for a file or folder that a player hands over, whatever it is called: `Boss Rush (1).zip` becomes `boss_rush_1`.
    pub fn of_file(path: &str) -> Self {
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let name = name.strip_suffix(".zip").or(name.strip_suffix(".ZIP")).unwrap_or(name);
        let mut id = String::new();
        for letter in name.chars() {
            match letter.to_ascii_lowercase() {
                letter @ ('a'..='z' | '0'..='9') => id.push(letter),
                _ if id.ends_with('_') || id.is_empty() => {}
                _ => id.push('_'),
            }
        }
        id.truncate(MAX_ID);
        let id = id.trim_end_matches('_');
        let mut letters = [0; MAX_ID];
        for (letter, own) in letters.iter_mut().zip(if id.is_empty() { "mod" } else { id }.bytes()) {
            *letter = own;
        }
        Self { letters }
    }

    /// The letters.
    pub fn as_str(&self) -> &str {
        let length = self.letters.iter().position(|&letter| letter == 0).unwrap_or(MAX_ID);
        str::from_utf8(&self.letters[..length]).unwrap_or_default()
    }
}

impl fmt::Display for ModId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for ModId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl Serialize for ModId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_str().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for ModId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_id_is_the_name_of_a_folder() {
        assert_eq!(ModId::new("boss_rush").unwrap().as_str(), "boss_rush");
        let longest = "a".repeat(MAX_ID);
        assert_eq!(ModId::new(&longest).unwrap().as_str(), longest);
        for wrong in ["", "Boss", "a b", "a-b", "..", "a/b", "ä", &"a".repeat(MAX_ID + 1)] {
            assert!(ModId::new(wrong).unwrap_err().contains("1 to 24 of a-z"), "{wrong}");
        }
    }

    #[test]
    fn files_with_any_name_get_an_id() {
        for (path, id) in [
            ("/home/me/Boss Rush (1).zip", "boss_rush_1"),
            ("C:\\mods\\march.zip", "march"),
            ("march", "march"),
            ("宇宙.zip", "mod"),
            ("", "mod"),
            ("..", "mod"),
        ] {
            assert_eq!(ModId::of_file(path).as_str(), id, "{path}");
        }
    }

    proptest! {
        #[test]
        fn the_id_of_any_file_is_an_id(path: String) {
            let id = ModId::of_file(&path);
            prop_assert_eq!(ModId::new(id.as_str()), Ok(id));
        }
    }
}
