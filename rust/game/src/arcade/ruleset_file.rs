//! The ruleset (RON file) of Arcade or Horde with its sprites: loaded again for every game, with the built-in one as a fallback.

use std::sync::Arc;

use creeps_rules::mod_id::ModId;
use creeps_rules::ron_file::{FileError, MAX_BYTES};
use creeps_rules::sprite_atlas::SpriteAtlas;
use creeps_rules::{GameMode, picture};
use creeps_sim::{Mod, Ruleset};
use godot::classes::{FileAccess, Image, ImageTexture, Texture2D};
use godot::global::Error;
use godot::prelude::*;

use super::mod_library;
use super::sprites::RulesetSprites;
use crate::system::files;

/// The files as they were when the game was built: used if no valid file is found.
const BUILT_IN: [&[u8]; 2] = [
    include_bytes!("../../../../godot-project/config/arcade.ron"),
    include_bytes!("../../../../godot-project/config/horde.ron"),
];
pub const BUILT_IN_ATLAS: &[u8] = include_bytes!("../../../../godot-project/assets/art/arcade/atlas.ron");

/// The name of a ruleset that has a folder of its own, with its sprites.
const IN_FOLDER: &str = "ruleset.ron";
/// The folder of the shipped atlas and its textures.
const ART: &str = "res://assets/art/arcade";
/// A ruleset, its sprites, and its file.
#[derive(Clone)]
pub struct RulesetFile {
    name: &'static str,
    /// The mod that it belongs to.
    mod_id: Option<ModId>,
    /// The rules.
    pub ruleset: Arc<Ruleset>,
    /// The sprites.
    pub sprites: RulesetSprites,
    /// The file's path for people.
    pub display_path: String,
    /// Whether it is the player's own file and not the shipped one. A mod is a mode of its own, whoever made it.
    pub is_own: bool,
    /// The mod with its sounds and pictures, until the scene has taken them.
    pub media: Option<Box<Mod>>,
}

impl RulesetFile {
    /// The built-in ruleset of a mode. None only if it is invalid, which a test rules out.
    pub fn built_in(mode: GameMode) -> Option<Self> {
        let (name, text) = match mode {
            GameMode::Horde => ("horde.ron", BUILT_IN[1]),
            GameMode::Arcade | GameMode::Classic | GameMode::Mod(_) => ("arcade.ron", BUILT_IN[0]),
        };
        let atlas = SpriteAtlas::read("atlas.ron", BUILT_IN_ATLAS).ok()?;
        let (ruleset, mut sprites) = parse(name, text, &atlas).ok()?;
        load_textures(&mut sprites, &ruleset, &atlas, atlas.sheets.len(), &read_nothing).ok()?;
        let mod_id = if let GameMode::Mod(id) = mode { Some(id) } else { None };
        Some(Self {
            name,
            mod_id,
            ruleset,
            sprites,
            display_path: name.to_owned(),
            is_own: false,
            media: None,
        })
    }

    /// Loads the file again: the player's own if there is one, or the shipped one. Changes nothing if it is invalid.
    ///
    /// A player's own ruleset is `user://rulesets/NAME/ruleset.ron`, with an `atlas.ron` and its textures beside it if it has sprites
    /// of its own; or `user://NAME.ron`, without.
    ///
    /// # Errors
    /// The ruleset, its atlas or one of its textures is invalid.
    pub fn read(&mut self) -> Result<(), FileError> {
        if let Some(id) = self.mod_id {
            let read = mod_library::read(id)?;
            (self.ruleset, self.sprites) = (Arc::clone(&read.ruleset), mod_sprites(&read)?);
            self.display_path = read.files.display_path("ruleset.ron");
            self.media = Some(Box::new(read));
            return Ok(());
        }
        let own = [format!("{}/{IN_FOLDER}", own_folder(self.name)), format!("user://{}", self.name)];
        let own = own.into_iter().find(|path| FileAccess::file_exists(path));
        let is_own = own.is_some();
        let path = own.unwrap_or_else(|| format!("res://config/{}", self.name));

        (self.ruleset, self.sprites) = load(&path)?;
        (self.display_path, self.is_own) = (files::display_path(&path), is_own);
        Ok(())
    }
}

/// Loads the ruleset at this path of the engine, with the shipped sprites; a `ruleset.ron` also with those of the `atlas.ron` beside it;
/// a zip file as the mod that it is.
///
/// # Errors
/// The ruleset, its atlas or one of its textures is invalid.
pub fn load(path: &str) -> Result<(Arc<Ruleset>, RulesetSprites), FileError> {
    #[cfg(feature = "editor")]
    if mod_library::is_zip(path) {
        let read = mod_library::read_zip(path)?;
        return Ok((Arc::clone(&read.ruleset), mod_sprites(&read)?));
    }
    let display_path = files::display_path(path);
    let text = files::read(path, MAX_BYTES)?;
    let ruleset = Arc::new(Ruleset::read(&display_path, &text)?);
    let sprites = load_sprites(&display_path, &text, &ruleset, folder_of(path))?;
    Ok((ruleset, sprites))
}

/// The folder of a ruleset that has one of its own.
fn folder_of(path: &str) -> Option<&str> {
    path.strip_suffix(IN_FOLDER).and_then(|folder| folder.strip_suffix('/'))
}

/// The rulesets that ship with the game: a link to a replay need not carry one of them.
pub fn shipped() -> Vec<Arc<Ruleset>> {
    BUILT_IN.iter().filter_map(|text| Ruleset::read("its ruleset", text).ok().map(Arc::new)).collect()
}

fn parse(file: &str, text: &[u8], atlas: &SpriteAtlas) -> Result<(Arc<Ruleset>, RulesetSprites), FileError> {
    let ruleset = Ruleset::read(file, text)?;
    let sprites = RulesetSprites::new(file, text, &ruleset, atlas)?;
    Ok((Arc::new(ruleset), sprites))
}

/// The folder of a player's own ruleset with sprites.
fn own_folder(name: &str) -> String {
    format!("user://rulesets/{}", name.trim_end_matches(".ron"))
}

/// The sprites of a mod.
///
/// # Errors
/// A picture is damaged.
pub fn mod_sprites(read: &Mod) -> Result<RulesetSprites, FileError> {
    let file = read.files.display_path("ruleset.ron");
    let mut sprites = RulesetSprites::new(&file, read.ruleset.text().as_bytes(), &read.ruleset, &read.atlas)?;
    let shipped = read_atlas(ART)?.sheets.len();
    load_textures(&mut sprites, &read.ruleset, &read.atlas, shipped, &|name| mod_texture(read, name))?;
    Ok(sprites)
}

/// A picture of a mod.
///
/// # Errors
/// It is damaged.
pub fn mod_texture(read: &Mod, name: &str) -> Result<Gd<Texture2D>, FileError> {
    load_own_texture(&read.files.display_path(name), read.files.get(name).unwrap_or_default())
}

/// The sprites of a ruleset that a replay brought along: the shipped ones, and the player's own of that mode, or the mod's.
///
/// # Errors
/// An atlas or a texture is invalid, or lacks a sprite.
pub fn sprites(
    file: &str,
    text: &[u8],
    ruleset: &Ruleset,
    mode: GameMode,
) -> Result<RulesetSprites, FileError> {
    if let GameMode::Mod(id) = mode {
        let read = mod_library::read(id)?;
        // With the mod's own pictures, whatever it looked like when the game was played.
        return mod_sprites(&Mod { ruleset: Arc::new(ruleset.clone()), ..read });
    }
    let shipped = load_sprites(file, text, ruleset, None);
    if shipped.is_ok() {
        return shipped;
    }
    let name = if mode == GameMode::Horde { "horde.ron" } else { "arcade.ron" };
    load_sprites(file, text, ruleset, Some(&own_folder(name)))
}

fn load_sprites(
    file: &str,
    text: &[u8],
    ruleset: &Ruleset,
    own_folder: Option<&str>,
) -> Result<RulesetSprites, FileError> {
    let mut atlas = read_atlas(ART)?;
    let shipped = atlas.sheets.len();
    if let Some(folder) = own_folder
        && FileAccess::file_exists(&format!("{folder}/atlas.ron"))
    {
        atlas = atlas.with(read_atlas(folder)?);
    }
    let mut sprites = RulesetSprites::new(file, text, ruleset, &atlas)?;
    let folder = own_folder.unwrap_or_default();
    load_textures(&mut sprites, ruleset, &atlas, shipped, &|name| {
        let path = format!("{folder}/{name}");
        load_own_texture(&files::display_path(&path), &files::read(&path, picture::MAX_BYTES)?)
    })?;
    Ok(sprites)
}

/// The path of the atlas that the ruleset at `path` brings along, or else of the shipped one.
#[cfg(feature = "editor")]
pub fn atlas_path(path: &str) -> String {
    let own = folder_of(path).map(|folder| format!("{folder}/atlas.ron"));
    own.filter(|path| FileAccess::file_exists(path)).unwrap_or_else(|| format!("{ART}/atlas.ron"))
}

fn read_atlas(folder: &str) -> Result<SpriteAtlas, FileError> {
    let path = format!("{folder}/atlas.ron");
    SpriteAtlas::read(&files::display_path(&path), &files::read(&path, MAX_BYTES)?)
}

/// Where an atlas without pictures of its own has them.
fn read_nothing(name: &str) -> Result<Gd<Texture2D>, FileError> {
    Err(FileError::whole(name, "there is no such picture"))
}

/// Loads the textures of all sheets and skies: the first `shipped` sheets and the shipped backdrops as the engine imported them, the
/// others by `own`.
fn load_textures(
    sprites: &mut RulesetSprites,
    ruleset: &Ruleset,
    atlas: &SpriteAtlas,
    shipped: usize,
    own: &dyn Fn(&str) -> Result<Gd<Texture2D>, FileError>,
) -> Result<(), FileError> {
    for (index, (sheet, source)) in sprites.sheets.iter_mut().zip(&atlas.sheets).enumerate() {
        let load = if index < shipped { &load_shipped_texture } else { own };
        sheet.texture = Some(load(&source.texture)?);
    }
    for (sky, rules) in sprites.skies.iter_mut().zip(&ruleset.skies) {
        if let Some(backdrop) = atlas.backdrop(&rules.backdrop) {
            let load = if backdrop.is_second { own } else { &load_shipped_texture };
            sky.texture = Some(load(&backdrop.texture)?);
        }
    }
    Ok(())
}

/// A shipped picture, as the engine imported it.
fn load_shipped_texture(name: &str) -> Result<Gd<Texture2D>, FileError> {
    let path = format!("{ART}/{name}");
    try_load(&path).map_err(|_| {
        FileError::whole(&files::display_path(&path), "the engine has not imported this picture")
    })
}

/// A picture that the engine did not import; `file` is what errors call it.
fn load_own_texture(file: &str, bytes: &[u8]) -> Result<Gd<Texture2D>, FileError> {
    let error = |problem: String| FileError::whole(file, problem);
    // Checked before it is unpacked: a few bytes can stand for gigabytes.
    picture::png_size(bytes).map_err(error)?;
    let mut image = Image::new_gd();
    if image.load_png_from_buffer(&PackedByteArray::from(bytes)) != Error::OK {
        return Err(error("the picture is damaged".into()));
    }
    image.generate_mipmaps();
    let texture = ImageTexture::create_from_image(&image)
        .ok_or_else(|| error("the engine can't make a texture of this picture".into()))?;
    Ok(texture.upcast())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn atlas() -> SpriteAtlas {
        SpriteAtlas::read("atlas.ron", BUILT_IN_ATLAS).unwrap()
    }

    #[test]
    fn the_built_in_rulesets_are_valid() {
        for (name, text) in [("arcade.ron", BUILT_IN[0]), ("horde.ron", BUILT_IN[1])] {
            assert_eq!(parse(name, text, &atlas()).map(|_| ()), Ok(()));
        }
    }

    #[test]
    fn the_error_of_an_unknown_backdrop_says_which_there_are() {
        let text =
            String::from_utf8_lossy(BUILT_IN[0]).replacen("backdrop: \"ice\"", "backdrop: \"fire\"", 1);
        let error = parse("arcade.ron", text.as_bytes(), &atlas()).map(|_| ()).unwrap_err().to_string();
        assert!(
            error.contains("skies[2].backdrop: there is no backdrop \"fire\"; one of deep, ember, ice,"),
            "{error}"
        );
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
            let error = parse("arcade.ron", wrong.as_bytes(), &atlas()).map(|_| ()).unwrap_err().to_string();
            let expected = format!("arcade.ron:{line}:{column}: {field}");
            assert!(
                error.starts_with(&expected) && error.contains("there is no sprite \"divr\"; one of"),
                "{error}"
            );
        }
    }
}
