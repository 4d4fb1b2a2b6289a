//! The sprites of a ruleset: what each of its kinds looks like, according to the atlas.

use creeps_rules::ron_file::FileError;
use creeps_rules::sprite_atlas::{Sprite, SpriteAtlas};
use creeps_sim::Ruleset;
use creeps_sim::sprites::KindSprite;
use godot::classes::{AtlasTexture, Texture2D};
use godot::prelude::*;

/// A texture with cells of equal size.
#[derive(Clone, Debug)]
pub struct SheetTexture {
    /// None where there is no engine, in unit tests.
    pub texture: Option<Gd<Texture2D>>,
    /// Cells side by side.
    pub columns: u32,
    /// Cells one below the other.
    pub rows: u32,
}

impl SheetTexture {
    /// The part of the texture that a cell is, in the texture's pixels.
    pub fn region(&self, cell: u32) -> Rect2 {
        let size = self.texture.as_ref().map_or(Vector2::ZERO, |texture| texture.get_size());
        let cell_size = Vector2::new(size.x / self.columns as f32, size.y / self.rows as f32);
        let position = Vector2::new((cell % self.columns) as f32, (cell / self.columns) as f32);
        Rect2::new(position * cell_size, cell_size)
    }
}

/// A picture behind the playfield.
#[derive(Clone, Debug)]
pub struct SkyTexture {
    /// None where there is no engine, in unit tests.
    pub texture: Option<Gd<Texture2D>>,
    /// The color of its stars, of the playfield's edge and of its title card.
    pub accent: Color,
}

/// The sprites of all kinds of a ruleset, by their indexes in its lists.
#[derive(Clone, Debug)]
pub struct RulesetSprites {
    pub creeps: Vec<KindSprite>,
    pub bosses: Vec<KindSprite>,
    pub bullets: Vec<KindSprite>,
    pub power_ups: Vec<KindSprite>,
    /// A segment of a boss's beam.
    pub beam: Sprite,
    /// The icon of bombs.
    pub bomb: Sprite,
    /// The skies.
    pub skies: Vec<SkyTexture>,
    /// The textures, by the sprites' `sheet`.
    pub sheets: Vec<SheetTexture>,
    /// The colors of the atlas's own tints.
    pub own_tints: Vec<Color>,
}

impl RulesetSprites {
    /// The sprites of a ruleset, without their textures yet; `file` is what errors call its file, and `text` is what it was read from.
    ///
    /// # Errors
    /// The atlas has no sprite or backdrop of a name.
    pub fn new(file: &str, text: &[u8], ruleset: &Ruleset, atlas: &SpriteAtlas) -> Result<Self, FileError> {
        let find = |field: &str, name: &str| {
            atlas.find(name).copied().ok_or_else(|| {
                let names: Vec<&str> = atlas.names().collect();
                let problem = format!("there is no sprite {name:?}; one of {} is allowed", names.join(", "));
                FileError::of_field(file, text, field, problem)
            })
        };
        let kind = |list: &str, index: usize, name: &str, size: f32| {
            let sprite = find(&format!("{list}[{index}].sprite"), name)?;
            Ok(KindSprite { sprite, size })
        };
        let creeps = ruleset.creeps.iter().enumerate();
        let bosses = ruleset.bosses.iter().enumerate();
        let bullets = ruleset.bullets.iter().enumerate();
        let power_ups = ruleset.power_ups.kinds.iter().enumerate();
        let size = ruleset.power_ups.size;
        let sheets = atlas.sheets.iter();
        let sky = |(index, name): (usize, &str)| -> Result<SkyTexture, FileError> {
            let backdrop = atlas.backdrop(name).ok_or_else(|| {
                let names: Vec<&str> = atlas.backdrop_names().collect();
                let problem =
                    format!("there is no backdrop {name:?}; one of {} is allowed", names.join(", "));
                FileError::of_field(file, text, &format!("skies[{index}].backdrop"), problem)
            })?;
            let [red, green, blue] = backdrop.accent;
            Ok(SkyTexture { texture: None, accent: Color::from_rgba8(red, green, blue, u8::MAX) })
        };
        let backdrops = ruleset.skies.iter().map(|sky| &*sky.backdrop).enumerate();
        Ok(Self {
            creeps: creeps.map(|(i, k)| kind("creeps", i, &k.sprite, k.size)).collect::<Result<_, _>>()?,
            bosses: bosses.map(|(i, k)| kind("bosses", i, &k.sprite, k.size)).collect::<Result<_, _>>()?,
            bullets: bullets.map(|(i, k)| kind("bullets", i, &k.sprite, k.size)).collect::<Result<_, _>>()?,
            power_ups: power_ups
                .map(|(i, k)| kind("power_ups.kinds", i, &k.sprite, size))
                .collect::<Result<_, _>>()?,
            beam: find("bosses", "beam")?,
            bomb: find("power_ups", "bomb")?,
            skies: backdrops.map(sky).collect::<Result<_, _>>()?,
            sheets: sheets
                .map(|sheet| SheetTexture { texture: None, columns: sheet.columns, rows: sheet.rows })
                .collect(),
            own_tints: atlas
                .own_tints
                .iter()
                .map(|[red, green, blue]| Color::from_rgba8(*red, *green, *blue, u8::MAX))
                .collect(),
        })
    }
}

/// The first cell of a sprite, as a texture.
pub fn icon(sprites: &RulesetSprites, sprite: &Sprite) -> Gd<AtlasTexture> {
    let mut icon = AtlasTexture::new_gd();
    if let Some(sheet) = sprites.sheets.get(sprite.sheet) {
        icon.set_atlas(sheet.texture.as_ref());
        icon.set_region(sheet.region(sprite.first_cell));
    }
    icon
}
