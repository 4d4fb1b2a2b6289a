//! What `mod.ron` says of a mod: its title in the menu, its sounds, its music and its sky. A mod without the file has none of its own.

use std::collections::BTreeMap;

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use crate::ron_file::{self, FileError};
use crate::sound::Sound;

/// The newest version of the format. A mod that says another one is refused.
pub const FORMAT: u32 = 1;

/// The contents of a `mod.ron`. Empty texts mean: not given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ModInfo {
    /// The version of the format: 1.
    #[serde(deserialize_with = "format")]
    pub format: Format,
    /// What the menu and the tables call it, up to 24 letters; else the ruleset's name is used.
    #[serde(deserialize_with = "text::<_, 24>")]
    pub title: String,
    /// One line below the title, up to 80 letters.
    #[serde(deserialize_with = "text::<_, 80>")]
    pub about: String,
    /// Who made it, up to 40 letters.
    #[serde(deserialize_with = "text::<_, 40>")]
    pub author: String,
    /// The sprite that the menu shows.
    #[serde(deserialize_with = "text::<_, 32>")]
    pub icon: String,
    /// The picture behind the playfield.
    #[serde(deserialize_with = "file_name")]
    pub sky: String,
    /// The files of sounds, each in place of the game's own.
    #[serde(deserialize_with = "sounds")]
    pub sounds: BTreeMap<Sound, String>,
    /// The music.
    pub music: ModMusic,
}

/// The version of the format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Format;

/// The files of a mod's music. Without one, the game's own music plays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ModMusic {
    /// While creeps come.
    #[serde(deserialize_with = "file_name")]
    pub game: String,
    /// While a boss fights.
    #[serde(deserialize_with = "file_name")]
    pub boss: String,
}

impl ModInfo {
    /// Reads a `mod.ron`; `file` is what errors call it.
    ///
    /// # Errors
    /// The first thing in the file that is not allowed, with its location.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, FileError> {
        ron_file::read(file, bytes)
    }

    /// The files that it names, each with the path of its field, and whether it is music.
    pub fn recordings(&self) -> impl Iterator<Item = (String, &str, bool)> {
        let sounds =
            self.sounds.iter().map(|(sound, file)| (format!("sounds.{sound:?}"), file.as_str(), false));
        let music = [("music.game", &self.music.game), ("music.boss", &self.music.boss)];
        let music = music.into_iter().map(|(field, file)| (field.to_owned(), file.as_str(), true));
        sounds.chain(music).filter(|(_, file, _)| !file.is_empty())
    }
}

fn format<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Format, D::Error> {
    match u32::deserialize(deserializer)? {
        FORMAT => Ok(Format),
        other => Err(D::Error::custom(format_args!(
            "this mod has format {other}; this version of the game reads format {FORMAT}"
        ))),
    }
}

fn text<'de, D: Deserializer<'de>, const MAX: usize>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.chars().count() <= MAX && !text.chars().any(is_unprintable) {
        Ok(text)
    } else {
        Err(D::Error::custom(format_args!("a text of at most {MAX} letters on one line is allowed")))
    }
}

/// Control characters, and those that turn the direction of the text around them.
fn is_unprintable(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn file_name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let name = String::deserialize(deserializer)?;
    if name.is_empty() || super::mod_files::is_plain_name(&name) {
        Ok(name)
    } else {
        Err(D::Error::custom(format_args!(
            "{name:?} is no file of a mod; the name of a file beside mod.ron is allowed"
        )))
    }
}

fn sounds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<Sound, String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(transparent)]
    struct FileName(#[serde(deserialize_with = "file_name")] String);
    // There are few sounds, and a map keeps one of each.
    let sounds = BTreeMap::<Sound, FileName>::deserialize(deserializer)?;
    Ok(sounds.into_iter().map(|(sound, FileName(file))| (sound, file)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<ModInfo, String> {
        ModInfo::read("mod.ron", text.as_bytes()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_mod_says_its_title_its_sounds_and_its_music() {
        let info = read(
            r#"(format: 1, title: "March", icon: "squid", sounds: {Fire: "zap.wav", Death: "a.ogg"}, music: (boss: "b.ogg"))"#,
        )
        .unwrap();
        assert_eq!((info.title.as_str(), info.icon.as_str()), ("March", "squid"));
        let recordings: Vec<_> = info.recordings().collect();
        let expected = [
            ("sounds.Fire".to_owned(), "zap.wav", false),
            ("sounds.Death".to_owned(), "a.ogg", false),
            ("music.boss".to_owned(), "b.ogg", true),
        ];
        assert_eq!(recordings, expected);
        assert_eq!(read("()"), Ok(ModInfo::default()));
    }

    #[test]
    fn errors_say_where_and_what_is_allowed() {
        for (text, error) in [
            (
                "(format: 2)",
                "mod.ron:1:10: format: this mod has format 2; this version of the game reads format 1",
            ),
            ("(title: \"a\\nb\")", "title: a text of at most 24 letters on one line"),
            ("(title: \"\u{202e}evil\")", "at most 24 letters"),
            ("(sky: \"../sky.png\")", "sky: \"../sky.png\" is no file of a mod"),
            ("(sounds: {Fire: \"/etc/passwd\"})", "is no file of a mod"),
            ("(sounds: {Fier: \"a.wav\"})", "Fier"),
            ("(music: (game: \"C:a.ogg\"))", "is no file of a mod"),
            ("(url: \"x\")", "url"),
        ] {
            let message = read(text).unwrap_err();
            assert!(message.contains(error), "{text}: {message}");
        }
    }
}
