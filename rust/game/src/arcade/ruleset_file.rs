//! The ruleset (RON file) of Arcade or Horde with its sprites: loaded again for every game, with the built-in one as a fallback.

use std::sync::Arc;

use creeps_rules::GameMode;
use creeps_rules::ron_file::{FileError, MAX_BYTES};
use creeps_rules::sprite_atlas::SpriteAtlas;
use creeps_sim::Ruleset;
use godot::classes::{FileAccess, Image, ImageTexture, Texture2D};
use godot::global::Error;
use godot::prelude::*;

use super::sprites::RulesetSprites;
use crate::system::files;

/// The files as they were when the game was built: used if no valid file is found.
const BUILT_IN: [&[u8]; 2] = [
    include_bytes!("../../../../godot-project/config/arcade.ron"),
    include_bytes!("../../../../godot-project/config/horde.ron"),
];
const BUILT_IN_ATLAS: &[u8] = include_bytes!("../../../../godot-project/assets/art/arcade/atlas.ron");

/// The name of a ruleset that has a folder of its own, with its sprites.
const IN_FOLDER: &str = "ruleset.ron";
/// The folder of the shipped atlas and its textures.
const ART: &str = "res://assets/art/arcade";
/// The maximum size of a texture that a ruleset brings along, in bytes, and its maximum width and height, in px. Larger ones don't work
/// on every phone.
const MAX_TEXTURE_BYTES: usize = 8 << 20;
const MAX_TEXTURE_SIZE: u32 = 4096;

/// A ruleset, its sprites, and its file.
#[derive(Clone)]
pub struct RulesetFile {
    name: &'static str,
    /// The rules.
    pub ruleset: Arc<Ruleset>,
    /// The sprites.
    pub sprites: RulesetSprites,
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
        let atlas = SpriteAtlas::read("atlas.ron", BUILT_IN_ATLAS).ok()?;
        let (ruleset, mut sprites) = parse(name, text, &atlas).ok()?;
        load_textures(&mut sprites, &ruleset, &atlas, atlas.sheets.len(), "").ok()?;
        Some(Self { name, ruleset, sprites, display_path: name.to_owned(), is_own: false })
    }

    /// Loads the file again: the player's own if there is one, or the shipped one. Changes nothing if it is invalid.
    ///
    /// A player's own ruleset is `user://rulesets/NAME/ruleset.ron`, with an `atlas.ron` and its textures beside it if it has sprites
    /// of its own; or `user://NAME.ron`, without.
    ///
    /// # Errors
    /// The ruleset, its atlas or one of its textures is invalid.
    pub fn read(&mut self) -> Result<(), FileError> {
        let own = [format!("{}/{IN_FOLDER}", own_folder(self.name)), format!("user://{}", self.name)];
        let own = own.into_iter().find(|path| FileAccess::file_exists(path));
        let is_own = own.is_some();
        let path = own.unwrap_or_else(|| format!("res://config/{}", self.name));

        (self.ruleset, self.sprites) = load(&path)?;
        (self.display_path, self.is_own) = (files::display_path(&path), is_own);
        Ok(())
    }
}

/// Loads the ruleset at this path of the engine, with the shipped sprites; a `ruleset.ron` also with those of the `atlas.ron` beside it.
///
/// # Errors
/// The ruleset, its atlas or one of its textures is invalid.
pub fn load(path: &str) -> Result<(Arc<Ruleset>, RulesetSprites), FileError> {
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

/// The sprites of a ruleset that a replay brought along: the shipped ones, and the player's own of that mode.
///
/// # Errors
/// An atlas or a texture is invalid, or lacks a sprite.
pub fn sprites(
    file: &str,
    text: &[u8],
    ruleset: &Ruleset,
    mode: GameMode,
) -> Result<RulesetSprites, FileError> {
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
    load_textures(&mut sprites, ruleset, &atlas, shipped, own_folder.unwrap_or_default())?;
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

/// Loads the textures of all sheets and skies: the first `shipped` sheets as the engine imported them, the others from the player's
/// `folder`.
fn load_textures(
    sprites: &mut RulesetSprites,
    ruleset: &Ruleset,
    atlas: &SpriteAtlas,
    shipped: usize,
    folder: &str,
) -> Result<(), FileError> {
    for (index, (sheet, source)) in sprites.sheets.iter_mut().zip(&atlas.sheets).enumerate() {
        sheet.texture = Some(load_texture(&source.texture, (index >= shipped).then_some(folder))?);
    }
    for (sky, rules) in sprites.skies.iter_mut().zip(&ruleset.skies) {
        if let Some(backdrop) = atlas.backdrop(&rules.backdrop) {
            sky.texture = Some(load_texture(&backdrop.texture, backdrop.is_second.then_some(folder))?);
        }
    }
    Ok(())
}

/// Loads a texture: a shipped one as the engine imported it, or one from the player's `own_folder`.
fn load_texture(name: &str, own_folder: Option<&str>) -> Result<Gd<Texture2D>, FileError> {
    if let Some(folder) = own_folder {
        return load_own_texture(&format!("{folder}/{name}"));
    }
    let path = format!("{ART}/{name}");
    try_load(&path).map_err(|_| {
        FileError::whole(&files::display_path(&path), "the engine has not imported this picture")
    })
}

/// A picture that the engine did not import.
fn load_own_texture(path: &str) -> Result<Gd<Texture2D>, FileError> {
    let bytes = files::read(path, MAX_TEXTURE_BYTES)?;
    let error = |problem: String| FileError::whole(&files::display_path(path), problem);
    let (width, height) = png_size(&bytes)
        .ok_or_else(|| error("this is not a PNG picture; only those are allowed here".into()))?;
    // Checked before it is unpacked: a few bytes can stand for gigabytes.
    if !(1..=MAX_TEXTURE_SIZE).contains(&width) || !(1..=MAX_TEXTURE_SIZE).contains(&height) {
        return Err(error(format!(
            "the picture has {width} × {height} px; 1 × 1 to {MAX_TEXTURE_SIZE} × {MAX_TEXTURE_SIZE} are allowed"
        )));
    }
    let mut image = Image::new_gd();
    if image.load_png_from_buffer(&PackedByteArray::from(bytes)) != Error::OK {
        return Err(error("the picture is damaged".into()));
    }
    image.generate_mipmaps();
    let texture = ImageTexture::create_from_image(&image)
        .ok_or_else(|| error("the engine can't make a texture of this picture".into()))?;
    Ok(texture.upcast())
}

/// Width and height of a PNG file, in px, as its header says.
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?.get(4..16)?.strip_prefix(b"IHDR")?;
    let (width, rest) = header.split_first_chunk()?;
    Some((u32::from_be_bytes(*width), u32::from_be_bytes(*rest.first_chunk()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn atlas() -> SpriteAtlas {
        SpriteAtlas::read("atlas.ron", BUILT_IN_ATLAS).unwrap()
    }

    #[test]
    fn the_header_of_a_png_file_has_its_size() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x02\0\0\0\x01\0".to_vec();
        assert_eq!(png_size(&png), Some((512, 256)));
        assert_eq!(png_size(&png[..20]), None, "cut short");
        png[0] = b'G';
        assert_eq!(png_size(&png), None);
        assert_eq!(png_size(b""), None);
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
