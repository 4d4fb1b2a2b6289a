//! A sprite atlas: the sheets of pictures that Arcade and Horde draw from, what each sprite on them looks like, and the backdrops. Read
//! from `atlas.ron`.

use std::collections::BTreeMap;

use ron::value::RawValue;
use serde::{Deserialize, Deserializer};

use super::ron_file::{self, FileError};

/// The most columns or rows that a sheet may have.
const MAX_CELLS: u32 = 64;
/// The most sheets in an atlas. Each costs a draw call.
const MAX_SHEETS: usize = 16;
/// The most sprites in an atlas.
const MAX_SPRITES: usize = 512;
/// The most backdrops in an atlas.
const MAX_BACKDROPS: usize = 64;
/// The most tints of its own in an atlas: `own_tints` in `particles.gdshader` has room for those of two.
const MAX_OWN_TINTS: usize = 16;
/// Pictures per second, at most: one per tick.
const MAX_FRAME_RATE: f32 = 60.0;
/// The formats that Godot reads at run time, and imports.
const TEXTURE_FORMATS: [&str; 4] = ["svg", "png", "webp", "jpg"];

/// All sheets and sprites of an `atlas.ron`.
#[derive(Clone, Debug, PartialEq)]
pub struct SpriteAtlas {
    /// The sheets, in the file's order.
    pub sheets: Vec<Sheet>,
    /// The colors of [`Tint::Own`]: red, green and blue, 0 to 255.
    pub own_tints: Vec<[u8; 3]>,
    sprites: BTreeMap<String, Sprite>,
    backdrops: BTreeMap<String, Backdrop>,
}

/// A picture behind the playfield.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backdrop {
    /// The picture's file, beside its atlas.
    pub texture: String,
    /// The color of its stars, of the playfield's edge and of its title card: red, green and blue, 0 to 255.
    pub accent: [u8; 3],
    /// Whether it comes from the second atlas of [`SpriteAtlas::with`].
    pub is_second: bool,
}

/// A picture that is divided into cells of equal size, which are counted row by row from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The picture's file, beside the atlas.
    pub texture: String,
    /// Cells side by side, 1 to 64.
    pub columns: u32,
    /// Cells one below the other, 1 to 64.
    pub rows: u32,
}

/// What one kind of thing looks like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sprite {
    /// The index of its sheet.
    pub sheet: usize,
    /// Its first cell.
    pub first_cell: u32,
    /// How many cells its animation has, from the first one on.
    pub frames: u32,
    /// The part of the whole animation that passes in a tick, in 2⁻³²: see [`Sprite::cell_at`].
    phase_per_tick: u32,
    /// The cell that shows a boss before and during a charge; for all others the first one.
    pub attack_cell: u32,
    /// The cell that shows an angry boss now and then; for all others the first one.
    pub rage_cell: u32,
    /// Where the picture points, if it turns in the direction of flight.
    pub facing: Facing,
    /// The color of the sparks when it is hit and of its explosion.
    pub tint: Tint,
    /// What its death looks like.
    pub death: DeathEffect,
}

impl Sprite {
    /// The cell to show `age` ticks into the animation.
    ///
    /// Thousands of sprites ask in every tick, so there are two multiplications here instead of two divisions. They are off by a tick
    /// after some weeks.
    #[inline]
    pub fn cell_at(&self, age: u32) -> u32 {
        let phase = u64::from(age.wrapping_mul(self.phase_per_tick));
        self.first_cell + ((phase * u64::from(self.frames)) >> 32) as u32
    }
}

/// Where a picture points that turns in the direction of flight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Facing {
    /// It does not turn.
    #[default]
    Fixed,
    /// Up, like the ship's bullets.
    Up,
    /// Down, like creeps' bullets.
    Down,
}

/// A color of the effects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "colors need no words")]
pub enum Tint {
    #[default]
    Gold,
    Violet,
    Pink,
    Cyan,
    Green,
    Red,
    White,
    Blue,
    /// The one at this index in [`SpriteAtlas::own_tints`].
    Own(u8),
}

impl Tint {
    /// Those with a name, in the order of the palette in `playfield_view.tscn`.
    pub const NAMED: [(&str, Self); 8] = [
        ("Gold", Self::Gold),
        ("Violet", Self::Violet),
        ("Pink", Self::Pink),
        ("Cyan", Self::Cyan),
        ("Green", Self::Green),
        ("Red", Self::Red),
        ("White", Self::White),
        ("Blue", Self::Blue),
    ];

    /// What `particles.gdshader` calls it: an index into its palette, and beyond it into its own tints.
    pub fn index(self) -> u32 {
        match self {
            Self::Gold => 0,
            Self::Violet => 1,
            Self::Pink => 2,
            Self::Cyan => 3,
            Self::Green => 4,
            Self::Red => 5,
            Self::White => 6,
            Self::Blue => 7,
            Self::Own(index) => Self::NAMED.len() as u32 + u32::from(index),
        }
    }

    /// Reads it as an atlas has it; a color that is not yet in `own` is added there.
    fn read(text: &str, own: &mut Vec<[u8; 3]>) -> Result<Self, String> {
        if let Some((_, tint)) = Self::NAMED.into_iter().find(|(name, _)| *name == text) {
            return Ok(tint);
        }
        let Some(color) = text.strip_prefix("\"#").and_then(|text| rgb(text.strip_suffix('"')?)) else {
            let names = Self::NAMED.map(|(name, _)| name).join(", ");
            return Err(format!(
                "{text} is no tint; one of {names}, or a color such as \"#ff8800\" is allowed"
            ));
        };
        let index = own.iter().position(|other| *other == color).unwrap_or(own.len());
        if index == own.len() {
            if index == MAX_OWN_TINTS {
                return Err(format!("at most {MAX_OWN_TINTS} colors of your own are allowed"));
            }
            own.push(color);
        }
        Ok(Self::Own(index as u8))
    }
}

/// Red, green and blue of six hexadecimal digits.
fn rgb(digits: &str) -> Option<[u8; 3]> {
    let is_hexadecimal = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let number = u32::from_str_radix(digits, 16).ok().filter(|_| is_hexadecimal)?;
    let [_, red, green, blue] = number.to_be_bytes();
    Some([red, green, blue])
}

/// What a death looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum DeathEffect {
    /// A flash, a ring, and shards.
    #[default]
    Burst,
    /// The same with a second, larger ring.
    Shock,
}

impl SpriteAtlas {
    /// Reads an atlas; `file` is what errors call it.
    ///
    /// # Errors
    /// The file is not RON, or not a legal atlas: the error has line, column, field and what is allowed.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, FileError> {
        let atlas: AtlasFile = ron_file::read(file, bytes)?;
        atlas.resolve().map_err(|(field, problem)| FileError::of_field(file, bytes, &field, problem))
    }

    /// The sprite of this name.
    pub fn find(&self, name: &str) -> Option<&Sprite> {
        self.sprites.get(name)
    }

    /// The backdrop of this name.
    pub fn backdrop(&self, name: &str) -> Option<&Backdrop> {
        self.backdrops.get(name)
    }

    /// The names of all backdrops, in alphabetical order.
    pub fn backdrop_names(&self) -> impl Iterator<Item = &str> {
        self.backdrops.keys().map(String::as_str)
    }

    /// The names of all sprites, in alphabetical order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.sprites.keys().map(String::as_str)
    }

    /// This atlas and another one, whose sprites and backdrops replace those of the same name.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        let (offset, tints) = (self.sheets.len(), self.own_tints.len() as u8);
        self.sheets.extend(other.sheets);
        self.own_tints.extend(other.own_tints);
        let moved = other.sprites.into_iter().map(|(name, sprite)| {
            let tint =
                if let Tint::Own(index) = sprite.tint { Tint::Own(index + tints) } else { sprite.tint };
            let sheet = sprite.sheet + offset;
            (name, Sprite { sheet, tint, ..sprite })
        });
        self.sprites.extend(moved);
        let second = |(name, backdrop)| (name, Backdrop { is_second: true, ..backdrop });
        self.backdrops.extend(other.backdrops.into_iter().map(second));
        self
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AtlasFile {
    sheets: Vec<SheetFile>,
    #[serde(default)]
    backdrops: Vec<BackdropFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BackdropFile {
    name: String,
    texture: String,
    accent: (u32, u32, u32),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SheetFile {
    texture: String,
    columns: u32,
    rows: u32,
    sprites: Vec<SpriteFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SpriteFile {
    name: String,
    cell: u32,
    #[serde(default = "one")]
    frames: u32,
    /// In pictures per second.
    #[serde(default)]
    frame_rate: f32,
    #[serde(default, deserialize_with = "some")]
    attack_cell: Option<u32>,
    #[serde(default, deserialize_with = "some")]
    rage_cell: Option<u32>,
    #[serde(default)]
    facing: Facing,
    /// A name or a string.
    #[serde(default, deserialize_with = "some")]
    tint: Option<Box<RawValue>>,
    #[serde(default)]
    death: DeathEffect,
}

fn one() -> u32 {
    1
}

/// A value that may be left out, without RON's `Some(…)` around it.
fn some<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// A field's path, and what is wrong with it.
type FieldError = (String, String);

impl AtlasFile {
    fn resolve(self) -> Result<SpriteAtlas, FieldError> {
        let mut atlas = SpriteAtlas {
            sheets: Vec::new(),
            own_tints: Vec::new(),
            sprites: BTreeMap::new(),
            backdrops: BTreeMap::new(),
        };
        if self.sheets.len() > MAX_SHEETS {
            return Err(("sheets".to_owned(), format!("at most {MAX_SHEETS} sheets are allowed")));
        }
        for (index, sheet) in self.sheets.into_iter().enumerate() {
            let path = format!("sheets[{index}]");
            for (name, count) in [("columns", sheet.columns), ("rows", sheet.rows)] {
                if !(1..=MAX_CELLS).contains(&count) {
                    return Err((
                        format!("{path}.{name}"),
                        format!("{count} is out of range; 1 to {MAX_CELLS} is allowed"),
                    ));
                }
            }
            check_texture(&sheet.texture).map_err(|problem| (format!("{path}.texture"), problem))?;
            for (sprite_index, sprite) in sheet.sprites.into_iter().enumerate() {
                let path = format!("{path}.sprites[{sprite_index}]");
                let name = sprite.name.clone();
                let cells = sheet.columns * sheet.rows;
                let resolved = sprite
                    .resolve(index, cells, &mut atlas.own_tints)
                    .map_err(|(field, problem)| (format!("{path}.{field}"), problem))?;
                if atlas.sprites.insert(name.clone(), resolved).is_some() {
                    return Err((format!("{path}.name"), format!("there is another sprite {name:?}")));
                }
                if atlas.sprites.len() > MAX_SPRITES {
                    return Err((path, format!("at most {MAX_SPRITES} sprites are allowed")));
                }
            }
            let SheetFile { texture, columns, rows, .. } = sheet;
            atlas.sheets.push(Sheet { texture, columns, rows });
        }
        if self.backdrops.len() > MAX_BACKDROPS {
            return Err(("backdrops".to_owned(), format!("at most {MAX_BACKDROPS} backdrops are allowed")));
        }
        for (index, backdrop) in self.backdrops.into_iter().enumerate() {
            let path = format!("backdrops[{index}]");
            let (name, backdrop) =
                backdrop.resolve().map_err(|(field, problem)| (format!("{path}.{field}"), problem))?;
            if atlas.backdrops.insert(name.clone(), backdrop).is_some() {
                return Err((format!("{path}.name"), format!("there is another backdrop {name:?}")));
            }
        }
        Ok(atlas)
    }
}

/// Only files beside the atlas: a stranger's atlas must not name others.
fn check_texture(name: &str) -> Result<(), String> {
    let format = name.rsplit_once('.').map(|(_, format)| format.to_ascii_lowercase());
    let is_plain = !name.contains(['/', '\\', ':', '\0']) && !name.starts_with('.');
    if is_plain && format.is_some_and(|format| TEXTURE_FORMATS.contains(&format.as_str())) {
        return Ok(());
    }
    Err(format!(
        "{name:?} is no picture beside the atlas; a file name that ends with one of .{} is allowed",
        TEXTURE_FORMATS.join(", .")
    ))
}

impl BackdropFile {
    fn resolve(self) -> Result<(String, Backdrop), (&'static str, String)> {
        let Self { name, texture, accent: (red, green, blue) } = self;
        check_texture(&texture).map_err(|problem| ("texture", problem))?;
        let part = |value: u32| {
            u8::try_from(value).map_err(|_| {
                ("accent", format!("{value} is out of range; 0 to 255 is allowed for red, green and blue"))
            })
        };
        let accent = [part(red)?, part(green)?, part(blue)?];
        Ok((name, Backdrop { texture, accent, is_second: false }))
    }
}

impl SpriteFile {
    fn resolve(
        self,
        sheet: usize,
        cells: u32,
        own_tints: &mut Vec<[u8; 3]>,
    ) -> Result<Sprite, (&'static str, String)> {
        let Self { name: _, cell, frames, frame_rate, attack_cell, rage_cell, facing, tint, death } = self;
        let last = cells - 1;
        let allowed = |field, cell: u32| {
            if cell <= last {
                Ok(cell)
            } else {
                Err((field, format!("{cell} is out of range; the sheet has cells 0 to {last}")))
            }
        };
        allowed("cell", cell)?;
        if frames == 0 || frames > cells - cell {
            let problem =
                format!("{frames} is out of range; from cell {cell} on, 1 to {} is allowed", cells - cell);
            return Err(("frames", problem));
        }
        if !(0.0..=MAX_FRAME_RATE).contains(&frame_rate) || (frames > 1 && frame_rate < 0.1) {
            let problem = format!(
                "{frame_rate} is out of range; 0.1 to {MAX_FRAME_RATE} pictures per second is allowed"
            );
            return Err(("frame_rate", problem));
        }
        let ticks_per_frame = (60.0 / frame_rate).round() as u32; // at most 600, see above; without frames it doesn't matter
        // Rounded up, so that a cell never comes a tick late.
        let phase_per_tick = if frames > 1 { u32::MAX / (frames * ticks_per_frame) + 1 } else { 0 };
        Ok(Sprite {
            sheet,
            first_cell: cell,
            frames,
            phase_per_tick,
            attack_cell: allowed("attack_cell", attack_cell.unwrap_or(cell))?,
            rage_cell: allowed("rage_cell", rage_cell.unwrap_or(cell))?,
            facing,
            tint: match tint {
                Some(tint) => {
                    Tint::read(tint.get_ron().trim(), own_tints).map_err(|problem| ("tint", problem))?
                }
                None => Tint::default(),
            },
            death,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ATLAS: &str = r#"(
    sheets: [
        (texture: "creeps.svg", columns: 4, rows: 2, sprites: [
            (name: "drifter", cell: 0, frames: 4, frame_rate: 10, tint: Violet),
            (name: "boss", cell: 4, frames: 2, frame_rate: 2, attack_cell: 6, rage_cell: 7, death: Shock),
        ]),
        (texture: "bullets.png", columns: 2, rows: 1, sprites: [(name: "bolt", cell: 1, facing: Up)]),
    ],
    backdrops: [(name: "reef", texture: "reef.svg", accent: (90, 200, 255))],
)"#;

    fn read(text: &str) -> Result<SpriteAtlas, String> {
        SpriteAtlas::read("atlas.ron", text.as_bytes()).map_err(|error| error.to_string())
    }

    #[test]
    fn sprites_are_found_by_name_and_animated() {
        let atlas = read(ATLAS).unwrap();
        let drifter = atlas.find("drifter").unwrap();
        assert_eq!((drifter.sheet, drifter.tint, drifter.facing), (0, Tint::Violet, Facing::Fixed));
        let shown: Vec<u32> = [0, 5, 6, 23, 24].map(|age| drifter.cell_at(age)).to_vec();
        assert_eq!(shown, [0, 0, 1, 3, 0], "ten pictures a second are six ticks each");
        for age in (0..216_000).step_by(5) {
            assert_eq!(drifter.cell_at(age), age / 6 % 4, "after {age} ticks, of the first hour");
        }
        let boss = atlas.find("boss").unwrap();
        assert_eq!((boss.attack_cell, boss.rage_cell, boss.death), (6, 7, DeathEffect::Shock));
        let bolt = atlas.find("bolt").unwrap();
        assert_eq!((bolt.sheet, bolt.cell_at(100), bolt.facing), (1, 1, Facing::Up));
        assert_eq!(atlas.find("drifters"), None);
        assert_eq!(atlas.names().collect::<Vec<_>>(), ["bolt", "boss", "drifter"]);
    }

    #[test]
    fn a_second_atlas_adds_sprites_and_replaces_those_of_the_same_name() {
        let own = r#"(sheets: [(texture: "mine.png", columns: 1, rows: 2, sprites: [
            (name: "bolt", cell: 0), (name: "ghost", cell: 1)])],
            backdrops: [(name: "cave", texture: "cave.png", accent: (0, 0, 0))])"#;
        let atlas = read(ATLAS).unwrap().with(read(own).unwrap());
        assert_eq!(atlas.sheets.len(), 3);
        for (name, sheet) in [("drifter", 0), ("bolt", 2), ("ghost", 2)] {
            assert_eq!(atlas.find(name).unwrap().sheet, sheet, "{name}");
        }
        assert_eq!(atlas.backdrop_names().collect::<Vec<_>>(), ["cave", "reef"]);
        for (name, texture, is_second) in [("reef", "reef.svg", false), ("cave", "cave.png", true)] {
            let backdrop = atlas.backdrop(name).unwrap();
            assert_eq!((&*backdrop.texture, backdrop.is_second), (texture, is_second));
        }
        assert_eq!(atlas.backdrop("reef").unwrap().accent, [90, 200, 255]);
    }

    #[test]
    fn a_tint_may_be_a_color_and_keeps_it_behind_other_atlases() {
        let own = |tints: &[&str]| {
            let sprite = |(index, tint): (usize, &&str)| {
                format!("(name: \"{tint}{index}\", cell: 0, tint: \"{tint}\"),")
            };
            let sprites: String = tints.iter().enumerate().map(sprite).collect();
            read(&format!("(sheets: [(texture: \"a.png\", columns: 1, rows: 1, sprites: [{sprites}])])"))
        };
        let first = own(&["#ff8800", "#0a0B0c", "#FF8800"]).unwrap();
        assert_eq!(first.own_tints, [[255, 136, 0], [10, 11, 12]], "a color counts once");
        assert_eq!(first.find("#FF88002").unwrap().tint, Tint::Own(0));
        let both = first.with(own(&["#ffffff"]).unwrap());
        let tint = both.find("#ffffff0").unwrap().tint;
        assert_eq!((tint, tint.index()), (Tint::Own(2), 10));
        assert_eq!(both.own_tints[2], [255; 3]);
        for (index, (name, tint)) in Tint::NAMED.into_iter().enumerate() {
            assert_eq!((tint.index() as usize, format!("{tint:?}")), (index, name.to_owned()));
        }
        let many: Vec<String> = (0..17).map(|red| format!("#{red:02x}0000")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert!(own(&many[..16]).is_ok());
        assert!(
            own(&many).unwrap_err().contains("sprites[16].tint: at most 16 colors of your own are allowed")
        );
    }

    #[test]
    fn errors_say_where_and_what_is_allowed() {
        for (right, wrong, error) in [
            ("columns: 4", "columns: 0", "atlas.ron:3:42: sheets[0].columns: 0 is out of range; 1 to 64"),
            ("columns: 4", "columns: 65", "sheets[0].columns: 65 is out of range; 1 to 64 is allowed"),
            (
                "cell: 4",
                "cell: 8",
                "sheets[0].sprites[1].cell: 8 is out of range; the sheet has cells 0 to 7",
            ),
            ("frames: 4", "frames: 9", "frames: 9 is out of range; from cell 0 on, 1 to 8 is allowed"),
            ("frames: 4", "frames: 0", "frames: 0 is out of range"),
            ("frame_rate: 10", "frame_rate: 61", "frame_rate: 61 is out of range; 0.1 to 60 pictures"),
            ("frame_rate: 10", "frame_rate: 0", "frame_rate: 0 is out of range"),
            ("frame_rate: 10", "frame_rate: NaN", "frame_rate: NaN is out of range"),
            (
                "attack_cell: 6",
                "attack_cell: 8",
                "attack_cell: 8 is out of range; the sheet has cells 0 to 7",
            ),
            (
                "Violet",
                "Mauve",
                "atlas.ron:4:73: sheets[0].sprites[0].tint: Mauve is no tint; one of Gold, Violet, Pink, Cyan, Green, Red, White, Blue, \
                 or a color such as \"#ff8800\" is allowed",
            ),
            ("Violet", "\"#ff88\"", "sprites[0].tint: \"#ff88\" is no tint"),
            ("Violet", "\"#+f8800\"", "sprites[0].tint: \"#+f8800\" is no tint"),
            ("Violet", "5", "sprites[0].tint: 5 is no tint"),
            ("name: \"boss\"", "name: \"drifter\"", "sprites[1].name: there is another sprite \"drifter\""),
            ("name: \"boss\"", "nam: \"boss\"", "atlas.ron:5:14"),
            (
                "\"bullets.png\"",
                "\"../bullets.png\"",
                "sheets[1].texture: \"../bullets.png\" is no picture beside",
            ),
            (
                "(90,",
                "(256,",
                "atlas.ron:9:61: backdrops[0].accent: 256 is out of range; 0 to 255 is allowed",
            ),
            ("\"reef.svg\"", "\"../reef.svg\"", "backdrops[0].texture: \"../reef.svg\" is no picture beside"),
            ("\"bullets.png\"", "\"C:x.png\"", "is no picture beside"),
            ("\"bullets.png\"", "\".png\"", "is no picture beside"),
            ("\"bullets.png\"", "\"bullets.gd\"", "one of .svg, .png, .webp, .jpg is allowed"),
        ] {
            assert!(ATLAS.contains(right), "{right}");
            let message = read(&ATLAS.replacen(right, wrong, 1)).unwrap_err();
            assert!(message.contains(error), "{wrong}: {message}");
        }
    }
}
