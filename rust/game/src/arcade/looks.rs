//! Which picture of which sheet a mode file's `sprite` names mean.

use creeps_rules::ron_file::FileError;
use creeps_sim::Ruleset;

/// The rows of `creeps.svg`, of four pictures each.
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
/// The rows of `bosses.svg`, of four pictures each.
const BOSSES: &[&str] = &["boss_1", "boss_2", "boss_3", "boss_4", "boss_5"];
/// The rows of `bullets.svg`, of two pictures each. `beam` is no bullet's.
const BULLETS: &[&str] = &["shot", "pierce_shot", "creep_shot", "aimed_shot", "boss_shot"];
/// The first cell of `beam` in `bullets.svg`.
pub const BEAM_CELL: f32 = 10.0;
/// The rows of `powerups.svg`, of two pictures each.
const POWER_UPS: &[&str] = &["rapid", "spread", "pierce", "shield", "bomb", "slow", "life"];
/// The row of bombs in `powerups.svg`.
pub const BOMB_ROW: usize = 4;

/// How a kind looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Its first cell.
    pub cell: f32,
    /// The side of its square, in px.
    pub size: f32,
    /// The way its picture points, where it is turned to where it flies: 1 down, -1 up, 0 where it is not turned.
    pub turns: f32,
}

/// How all kinds of a mode look, by their places in its lists.
#[derive(Clone, Debug)]
pub struct Looks {
    pub creeps: Vec<Look>,
    pub bosses: Vec<Look>,
    pub bullets: Vec<Look>,
    pub power_ups: Vec<Look>,
}

impl Looks {
    /// The looks of a mode; `file` is what errors call its file, and `text` is what it was read from.
    ///
    /// # Errors
    /// A sprite has a name that no picture has.
    pub fn new(file: &str, text: &[u8], mode: &Ruleset) -> Result<Self, FileError> {
        let find = |list: &str, index: usize, sprite: &str, rows: &[&str], columns: usize| {
            let row = rows.iter().position(|row| *row == sprite).ok_or_else(|| {
                let problem =
                    format!("there is no picture {sprite:?}; one of {} is allowed", rows.join(", "));
                FileError::of_field(file, text, &format!("{list}[{index}].sprite"), problem)
            })?;
            Ok((row * columns) as f32)
        };
        let creeps = mode.creeps.iter().enumerate().map(|(index, kind)| {
            Ok(Look { cell: find("creeps", index, &kind.sprite, CREEPS, 4)?, size: kind.size, turns: 0.0 })
        });
        let bosses = mode.bosses.iter().enumerate().map(|(index, kind)| {
            Ok(Look { cell: find("bosses", index, &kind.sprite, BOSSES, 4)?, size: kind.size, turns: 0.0 })
        });
        let bullets = mode.bullets.iter().enumerate().map(|(index, kind)| {
            let turns = match kind.sprite.as_str() {
                "shot" | "pierce_shot" => -1.0,
                "aimed_shot" => 1.0,
                _ => 0.0,
            };
            Ok(Look { cell: find("bullets", index, &kind.sprite, BULLETS, 2)?, size: kind.size, turns })
        });
        let size = mode.power_ups.size;
        let power_ups = mode.power_ups.kinds.iter().enumerate().map(|(index, kind)| {
            let cell = find("power_ups.kinds", index, &kind.sprite, POWER_UPS, 2)?;
            Ok(Look { cell, size, turns: 0.0 })
        });
        Ok(Self {
            creeps: creeps.collect::<Result<_, FileError>>()?,
            bosses: bosses.collect::<Result<_, FileError>>()?,
            bullets: bullets.collect::<Result<_, FileError>>()?,
            power_ups: power_ups.collect::<Result<_, FileError>>()?,
        })
    }
}
