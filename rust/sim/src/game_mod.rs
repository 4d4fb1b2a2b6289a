//! A mod: a ruleset with its pictures and sounds, read and checked as a whole, so that nothing is missing when a game of it begins.

use std::sync::Arc;

use creeps_rules::mod_files::ModFiles;
use creeps_rules::mod_info::ModInfo;
use creeps_rules::ron_file::FileError;
use creeps_rules::sprite_atlas::SpriteAtlas;
use creeps_rules::{picture, recording};

use crate::ruleset::{Attack, Death, Ruleset};

/// The most creeps, and the most bullets of a side, that a mod may have at once: a tick then fits into a frame on a phone.
pub const MAX_AT_ONCE: u32 = 5000;

/// A mod that can be played.
#[derive(Clone, Debug)]
pub struct Mod {
    /// What `mod.ron` says; nothing if there is no such file.
    pub info: ModInfo,
    /// The rules.
    pub ruleset: Arc<Ruleset>,
    /// The shipped sprites and the mod's own, which replace those of the same name. The shipped sheets come first.
    pub atlas: SpriteAtlas,
    /// All files.
    pub files: ModFiles,
}

impl Mod {
    /// Reads a mod from its files; `shipped` is the game's own atlas.
    ///
    /// # Errors
    /// The first thing in the files that is not allowed, with its location.
    pub fn read(files: ModFiles, shipped: &SpriteAtlas) -> Result<Self, FileError> {
        let info = match files.get("mod.ron") {
            Some(bytes) => ModInfo::read(&files.display_path("mod.ron"), bytes)?,
            None => ModInfo::default(),
        };
        let text = files.get("ruleset.ron").ok_or_else(|| {
            FileError::whole(files.name(), "there is no ruleset.ron; a mod has at least that file")
        })?;
        let file = files.display_path("ruleset.ron");
        let ruleset = Ruleset::read(&file, text)?;
        let mut atlas = shipped.clone();
        if let Some(bytes) = files.get("atlas.ron") {
            atlas = atlas.with(SpriteAtlas::read(&files.display_path("atlas.ron"), bytes)?);
        }
        let wrong = |(field, problem): (String, String)| FileError::of_field(&file, text, &field, problem);
        check_sprites(&ruleset, &atlas).map_err(wrong)?;
        check_bounds(&ruleset).map_err(wrong)?;
        check_pictures(&files, &info, &ruleset, &atlas, shipped.sheets.len())?;
        check_skies(&files, &info, &ruleset, &atlas)?;
        check_info(&files, &info, &atlas)?;
        Ok(Self { info, ruleset: Arc::new(ruleset), atlas, files })
    }

    /// What the menu and the tables call it.
    pub fn title(&self) -> &str {
        if self.info.title.is_empty() { &self.ruleset.name } else { &self.info.title }
    }
}

/// A field's path, and what is wrong with it.
type Conflict = (String, String);

/// Whether there is a sprite for everything.
fn check_sprites(ruleset: &Ruleset, atlas: &SpriteAtlas) -> Result<(), Conflict> {
    for (field, name) in ruleset.sprites() {
        if atlas.find(name).is_none() {
            let names: Vec<&str> = atlas.names().collect();
            return Err((
                field,
                format!("there is no sprite {name:?}; one of {} is allowed", names.join(", ")),
            ));
        }
    }
    Ok(())
}

/// Whether a game of it stays playable: no creeps without end, and no more at once than a phone can show.
fn check_bounds(ruleset: &Ruleset) -> Result<(), Conflict> {
    let capacity = &ruleset.capacity;
    for (field, value) in [
        ("creeps", capacity.creeps),
        ("player_bullets", capacity.player_bullets),
        ("creep_bullets", capacity.creep_bullets),
        ("power_ups", capacity.power_ups),
    ] {
        if value > MAX_AT_ONCE {
            return Err((
                format!("capacity.{field}"),
                format!("{value} is out of range; in a mod, 1 to {MAX_AT_ONCE} at once is allowed"),
            ));
        }
    }
    for index in 0..ruleset.creeps.len() {
        if let Some(field) = endless(ruleset, index) {
            let name = &ruleset.creeps[index].name;
            return Err((
                field,
                format!(
                    "{name:?} brings {name:?} in the end, and so creeps without end; another creep is allowed"
                ),
            ));
        }
    }
    Ok(())
}

/// The creep that a kind brings, by its attack or its death, with the field that says so.
fn brings(ruleset: &Ruleset, index: usize) -> impl Iterator<Item = (String, usize)> {
    let kind = &ruleset.creeps[index];
    let released = match &kind.attack {
        Attack::Release { creep, .. } => Some(("attack", creep)),
        _ => None,
    };
    let left = match &kind.death {
        Death::Split { creep, .. } => Some(("death", creep)),
        Death::Nothing => None,
    };
    released.into_iter().chain(left).filter_map(move |(field, creep)| {
        let other = ruleset.creeps.iter().position(|kind| kind.name == *creep)?;
        Some((format!("creeps[{index}].{field}.creep"), other))
    })
}

/// The field by which a kind of creep brings itself again, directly or through others.
fn endless(ruleset: &Ruleset, start: usize) -> Option<String> {
    brings(ruleset, start).find_map(|(field, first)| {
        let mut reached = vec![first];
        let mut next = 0;
        while let Some(&kind) = reached.get(next) {
            if kind == start {
                return Some(field);
            }
            for (_, other) in brings(ruleset, kind) {
                if !reached.contains(&other) {
                    reached.push(other);
                }
            }
            next += 1;
        }
        None
    })
}

/// Whether all pictures are there, are pictures, and fit into the graphics memory together.
fn check_pictures(
    files: &ModFiles,
    info: &ModInfo,
    ruleset: &Ruleset,
    atlas: &SpriteAtlas,
    shipped: usize,
) -> Result<(), FileError> {
    let own = atlas.sheets[shipped..].iter().map(|sheet| ("atlas.ron", sheet.texture.as_str()));
    let own = own.enumerate().map(|(index, (by, texture))| (by, format!("sheets[{index}].texture"), texture));
    let sky = Some(("mod.ron", "sky".to_owned(), info.sky.as_str())).filter(|(.., sky)| !sky.is_empty());
    let skies = ruleset.skies.iter().enumerate().filter_map(|(index, sky)| {
        let backdrop = atlas.backdrop(&sky.backdrop).filter(|backdrop| backdrop.is_second)?;
        Some(("ruleset.ron", format!("skies[{index}].backdrop"), backdrop.texture.as_str()))
    });
    let mut pixels = 0;
    for (by, field, texture) in own.chain(sky).chain(skies) {
        let bytes = files.get(texture).ok_or_else(|| missing(files, by, &field, texture))?;
        let error = |problem: String| FileError::whole(&files.display_path(texture), problem);
        let (width, height) = picture::png_size(bytes).map_err(error)?;
        pixels += u64::from(width) * u64::from(height);
        if pixels > picture::MAX_PIXELS {
            let max = picture::MAX_PIXELS;
            return Err(error(format!(
                "with this picture, all have {pixels} pixels together; at most {max} are allowed"
            )));
        }
    }
    Ok(())
}

/// Whether the skies are known, and come from one place only.
fn check_skies(
    files: &ModFiles,
    info: &ModInfo,
    ruleset: &Ruleset,
    atlas: &SpriteAtlas,
) -> Result<(), FileError> {
    if !info.sky.is_empty() && !ruleset.skies.is_empty() {
        let problem = "the ruleset has skies, too; only one of both is allowed".to_owned();
        return Err(of_field(files, "mod.ron", "sky", problem));
    }
    for (index, sky) in ruleset.skies.iter().enumerate() {
        if atlas.backdrop(&sky.backdrop).is_none() {
            let names: Vec<&str> = atlas.backdrop_names().collect();
            let problem =
                format!("there is no backdrop {:?}; one of {} is allowed", sky.backdrop, names.join(", "));
            return Err(of_field(files, "ruleset.ron", &format!("skies[{index}].backdrop"), problem));
        }
    }
    Ok(())
}

/// Whether the sounds, the music and the icon that `mod.ron` names are there.
fn check_info(files: &ModFiles, info: &ModInfo, atlas: &SpriteAtlas) -> Result<(), FileError> {
    if !info.icon.is_empty() && atlas.find(&info.icon).is_none() {
        let names: Vec<&str> = atlas.names().collect();
        let problem = format!("there is no sprite {:?}; one of {} is allowed", info.icon, names.join(", "));
        return Err(of_field(files, "mod.ron", "icon", problem));
    }
    for (field, file, is_music) in info.recordings() {
        let bytes = files.get(file).ok_or_else(|| missing(files, "mod.ron", &field, file))?;
        let max = if is_music { recording::MAX_TUNE_SECONDS } else { recording::MAX_SOUND_SECONDS };
        recording::header(bytes, max)
            .map_err(|problem| FileError::whole(&files.display_path(file), problem))?;
    }
    Ok(())
}

fn missing(files: &ModFiles, by: &str, field: &str, file: &str) -> FileError {
    let names: Vec<&str> = files.iter().map(|(name, _)| name).collect();
    of_field(files, by, field, format!("there is no file {file:?}; the mod has {}", names.join(", ")))
}

fn of_field(files: &ModFiles, file: &str, field: &str, problem: String) -> FileError {
    FileError::of_field(&files.display_path(file), files.get(file).unwrap_or_default(), field, problem)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARCADE: &str = include_str!("../../../godot-project/config/arcade.ron");
    const ATLAS: &[u8] = include_bytes!("../../../godot-project/assets/art/arcade/atlas.ron");
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x08\0\0\0\x08\0";

    fn read(files: &[(&str, &[u8])]) -> Result<Mod, String> {
        let mut mod_files = ModFiles::new("mine");
        for (name, content) in files {
            mod_files.insert(name, content.to_vec()).unwrap();
        }
        let shipped = SpriteAtlas::read("atlas.ron", ATLAS).unwrap();
        Mod::read(mod_files, &shipped).map_err(|error| error.to_string())
    }

    fn refused(files: &[(&str, &[u8])], said: &str) {
        let error = read(files).map(|_| ()).unwrap_err();
        assert!(error.contains(said), "{error}");
    }

    fn changed(right: &str, wrong: &str) -> String {
        assert!(ARCADE.contains(right), "{right}");
        ARCADE.replacen(right, wrong, 1)
    }

    #[test]
    fn a_ruleset_alone_is_a_mod() {
        let mine = read(&[("ruleset.ron", ARCADE.as_bytes())]).unwrap();
        assert_eq!(mine.title(), mine.ruleset.name);
        refused(&[("mod.ron", b"()")], "mine: there is no ruleset.ron");
    }

    #[test]
    fn everything_that_a_mod_names_must_be_there() {
        let ruleset = ("ruleset.ron", ARCADE.as_bytes());
        let no_sprite = changed("sprite: \"diver\"", "sprite: \"ghost\"");
        refused(&[("ruleset.ron", no_sprite.as_bytes())], "creeps[2].sprite: there is no sprite \"ghost\"");
        let atlas: &[u8] =
            br#"(sheets: [(texture: "a.png", columns: 1, rows: 1, sprites: [(name: "ghost", cell: 0)])])"#;
        refused(
            &[ruleset, ("atlas.ron", atlas)],
            "sheets[0].texture: there is no file \"a.png\"; the mod has atlas.ron, ruleset.ron",
        );
        refused(&[ruleset, ("atlas.ron", atlas), ("a.png", b"GIF")], "mine/a.png: this is not a PNG picture");
        assert!(read(&[("ruleset.ron", no_sprite.as_bytes()), ("atlas.ron", atlas), ("a.png", PNG)]).is_ok());
        refused(&[ruleset, ("mod.ron", b"(icon: \"ghost\")")], "mine/mod.ron:1:8: icon: there is no sprite");
        refused(&[ruleset, ("mod.ron", b"(sounds: {Fire: \"a.wav\"})")], "there is no file \"a.wav\"");
        refused(&[ruleset, ("mod.ron", b"(sky: \"a.png\")")], "sky: there is no file \"a.png\"");
        refused(
            &[ruleset, ("mod.ron", b"(sounds: {Fire: \"a.wav\"})"), ("a.wav", b"RIFF")],
            "not a WAV file",
        );
    }

    #[test]
    fn skies_are_known_and_in_one_place() {
        let ruleset = ("ruleset.ron", ARCADE.as_bytes());
        let sky = ("mod.ron", b"(sky: \"a.png\")".as_slice());
        refused(&[ruleset, sky, ("a.png", PNG)], "mine/mod.ron:1:7: sky: the ruleset has skies, too");
        let first = Ruleset::read("arcade.ron", ARCADE.as_bytes()).unwrap().skies[0].backdrop.clone();
        let cave = changed(&format!("backdrop: \"{first}\""), "backdrop: \"cave\"");
        let cave = ("ruleset.ron", cave.as_bytes());
        refused(&[cave], "skies[0].backdrop: there is no backdrop \"cave\"; one of ");
        let atlas: &[u8] =
            br#"(sheets: [], backdrops: [(name: "cave", texture: "a.png", accent: (90, 200, 255))])"#;
        let atlas = ("atlas.ron", atlas);
        refused(&[cave, atlas], "skies[0].backdrop: there is no file \"a.png\"");
        refused(&[cave, atlas, ("a.png", b"GIF")], "mine/a.png: this is not a PNG picture");
        assert!(read(&[cave, atlas, ("a.png", PNG)]).is_ok());
    }

    #[test]
    fn pictures_that_are_too_large_together_are_refused() {
        let sheets: Vec<String> = (0..5)
            .map(|number| {
                format!(
                    "(texture: \"a.png\", columns: 1, rows: 1, sprites: [(name: \"s{number}\", cell: 0)])"
                )
            })
            .collect();
        let atlas = format!("(sheets: [{}])", sheets.join(","));
        refused(
            &[("ruleset.ron", ARCADE.as_bytes()), ("atlas.ron", atlas.as_bytes()), ("a.png", PNG)],
            "all have 20971520 pixels together; at most 16777216",
        );
    }

    #[test]
    fn creeps_without_end_are_refused() {
        let itself = changed("Split(creep: \"splinter\"", "Split(creep: \"splitter\"");
        refused(&[("ruleset.ron", itself.as_bytes())], "\"splitter\" brings \"splitter\" in the end");
        let many = changed("creeps: 400", "creeps: 20000");
        refused(
            &[("ruleset.ron", many.as_bytes())],
            "capacity.creeps: 20000 is out of range; in a mod, 1 to 5000",
        );
    }
}
