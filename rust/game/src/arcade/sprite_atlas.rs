//! The sprite atlas of a ruleset: maps the `sprite` names in its file to cells of the textures.

use creeps_rules::ron_file::FileError;
use creeps_sim::Mode;

/// The rows of `creeps.svg`, with four cells each.
const CREEPS: &[&str] = &[
    "drifter",
    "weaver",
    "diver",
    "splitter",
    "splinter",
    "shielded",
    "shooter",
    "carrier",
    "tank",
    "swarmling",
];
/// The rows of `bosses.svg`, with four cells each.
const BOSSES: &[&str] = &["boss_1", "boss_2", "boss_3", "boss_4", "boss_5"];
/// The rows of `bullets.svg`, with two cells each. A last row, `beam`, is not for bullets.
const BULLETS: &[&str] = &["shot", "pierce_shot", "creep_shot", "aimed_shot", "boss_shot"];
/// The first cell of `beam` in `bullets.svg`.
pub const BEAM_CELL: f32 = 10.0;
/// The rows of `powerups.svg`, with two cells each.
const POWER_UPS: &[&str] = &["rapid", "spread", "pierce", "shield", "bomb", "slow", "life"];
/// The row of bombs in `powerups.svg`.
pub const BOMB_ROW: usize = 4;

/// The sprite of a kind of thing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AtlasSprite {
    /// Its first cell.
    pub cell: f32,
    /// Width and height, in px.
    pub size: f32,
    /// The direction that the picture faces, if it is rotated to its velocity: 1 is down, -1 is up, 0 is not rotated.
    pub facing: f32,
}

/// The sprites of all kinds of a ruleset, by their indexes in its lists.
#[derive(Clone, Debug)]
pub struct SpriteAtlas {
    pub creeps: Vec<AtlasSprite>,
    pub bosses: Vec<AtlasSprite>,
    pub bullets: Vec<AtlasSprite>,
    pub power_ups: Vec<AtlasSprite>,
}

impl SpriteAtlas {
    /// The atlas of a mode; `file` is what errors call its file, and `text` is what it was read from.
    ///
    /// # Errors
    /// A sprite has a name that no picture has.
    pub fn new(file: &str, text: &[u8], mode: &Mode) -> Result<Self, FileError> {
        let find = |list: &str, index: usize, sprite: &str, rows: &[&str], columns: usize| {
            let row = rows.iter().position(|row| *row == sprite).ok_or_else(|| {
                let problem = format!("there is no sprite {sprite:?}; one of {} is allowed", rows.join(", "));
                FileError::of_field(file, text, &format!("{list}[{index}].sprite"), problem)
            })?;
            Ok((row * columns) as f32)
        };
        let creeps = mode.creeps.iter().enumerate().map(|(index, kind)| {
            Ok(AtlasSprite {
                cell: find("creeps", index, &kind.sprite, CREEPS, 4)?,
                size: kind.size,
                facing: 0.0,
            })
        });
        let bosses = mode.bosses.iter().enumerate().map(|(index, kind)| {
            Ok(AtlasSprite {
                cell: find("bosses", index, &kind.sprite, BOSSES, 4)?,
                size: kind.size,
                facing: 0.0,
            })
        });
        let bullets = mode.bullets.iter().enumerate().map(|(index, kind)| {
            let facing = match kind.sprite.as_str() {
                "shot" | "pierce_shot" => -1.0,
                "aimed_shot" => 1.0,
                _ => 0.0,
            };
            Ok(AtlasSprite {
                cell: find("bullets", index, &kind.sprite, BULLETS, 2)?,
                size: kind.size,
                facing,
            })
        });
        let size = mode.power_ups.size;
        let power_ups = mode.power_ups.kinds.iter().enumerate().map(|(index, kind)| {
            let cell = find("power_ups.kinds", index, &kind.sprite, POWER_UPS, 2)?;
            Ok(AtlasSprite { cell, size, facing: 0.0 })
        });
        Ok(Self {
            creeps: creeps.collect::<Result<_, FileError>>()?,
            bosses: bosses.collect::<Result<_, FileError>>()?,
            bullets: bullets.collect::<Result<_, FileError>>()?,
            power_ups: power_ups.collect::<Result<_, FileError>>()?,
        })
    }
}
