//! Whether everybody can see every text and every thing of the game, by numbers: `docs/contrast.md` has them.
#![allow(clippy::unwrap_used)] // helpers of tests may

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use creeps_playtest::color::{Palette, Rgb, contrast, over};
use creeps_playtest::inputs::tap;
use creeps_playtest::{Outcome, Run, project};
use creeps_rules::input_script::Key;
use creeps_rules::sprite_atlas::SpriteAtlas;
use image::RgbaImage;

const FILE: &str = "docs/contrast.md";
/// Set it to write the file anew.
const RENEW: &str = "CREEPS_RENEW_DOCS";
/// What WCAG 2.2 asks for at least, of texts (1.4.3) and of things (1.4.11).
const MIN_TEXT: f32 = 4.5;
const MIN_THING: f32 = 3.0;
/// The width from which on an outline is what surrounds a text, in px. Half of it is outside of the letters.
const MIN_OUTLINE: f32 = 5.0;
/// The share of a sky's pixels that may be darker or brighter than what counts: single stars.
const OUTLIERS: f32 = 0.01;
/// The opacity above which a pixel belongs to a thing, and not to its glow.
const SOLID: u8 = 160;
/// How far into a thing its rim goes, in px of the game.
const RIM: u32 = 3;
/// The share of a thing's outline that may have less contrast, and the share of its area that must have it otherwise.
const WEAK_OUTLINE: f32 = 0.1;
const STRONG_AREA: f32 = 0.25;

/// A table: each row has a name, a value for each palette, and a remark.
type Rows = Vec<(String, [f32; Palette::ALL.len()], String)>;

/// The luminances of a sky, from its darkest to its brightest color, for each palette.
struct Sky {
    name: String,
    ends: [[Rgb; 2]; Palette::ALL.len()],
}

impl Sky {
    fn new(name: &str, picture: &RgbaImage) -> Self {
        // Every fourth pixel of every fourth line.
        let lines = picture.rows().step_by(4);
        let colors: Vec<Rgb> =
            lines.flat_map(|line| line.step_by(4).map(|pixel| [pixel[0], pixel[1], pixel[2]])).collect();
        let ends = Palette::ALL.map(|palette| {
            let mut colors: Vec<_> = colors.iter().map(|color| (palette.luminance(*color), *color)).collect();
            colors.sort_by(|one, other| one.0.total_cmp(&other.0));
            let outliers = (colors.len() as f32 * OUTLIERS) as usize;
            let ends = [colors[outliers].1, colors[colors.len() - 1 - outliers].1];
            if palette == Palette::HighContrast { [[0; 3]; 2] } else { ends }
        });
        Self { name: name.into(), ends }
    }

    /// The contrast of a luminance with the sky, at its worst.
    fn contrast(&self, index: usize, luminance: f32) -> f32 {
        self.contrast_below(&[], index, luminance)
    }

    /// The same with the sky below boxes, the lowest one first.
    fn contrast_below(&self, boxes: &[(Rgb, f32)], index: usize, luminance: f32) -> f32 {
        let palette = Palette::ALL[index];
        let [low, high] = self.ends[index].map(|end| {
            palette.luminance(boxes.iter().fold(end, |below, &(color, alpha)| over(below, color, alpha)))
        });
        if (low.min(high)..=low.max(high)).contains(&luminance) {
            return 1.0;
        }
        contrast(luminance, low).min(contrast(luminance, high))
    }
}

/// A text as `contrast.gd` lists it.
struct Text {
    place: String,
    is_off: bool,
    color: Rgb,
    outline: Option<Rgb>,
    boxes: Vec<(Rgb, f32)>,
}

/// A color of hexadecimal digits, and how opaque it is.
fn parse_color(text: &str) -> (Rgb, f32) {
    let byte =
        |index: usize| text.get(2 * index..2 * index + 2).map(|hex| u8::from_str_radix(hex, 16).unwrap());
    ([0, 1, 2].map(|index| byte(index).unwrap()), f32::from(byte(3).unwrap_or(255)) / 255.0)
}

fn texts(run: &Outcome) -> Vec<Text> {
    let lines = run.log.text.lines().filter_map(|line| line.strip_prefix("text: "));
    let parse = |line| {
        let json: serde_json::Value = serde_json::from_str(line).unwrap();
        let word = |name: &str| json[name].as_str().unwrap().to_owned();
        let is_outlined = json["outline"].as_f64().unwrap() as f32 >= MIN_OUTLINE;
        Text {
            // A node that code makes has a number for a name.
            place: [word("scene"), word("node")]
                .into_iter()
                .filter(|name| !name.contains('@'))
                .collect::<Vec<_>>()
                .join(", "),
            is_off: word("state") == "disabled",
            color: parse_color(&word("color")).0,
            outline: is_outlined.then(|| parse_color(&word("outline_color")).0),
            boxes: json["boxes"]
                .as_array()
                .unwrap()
                .iter()
                .map(|hex| parse_color(hex.as_str().unwrap()))
                .collect(),
        }
    };
    lines.map(parse).collect()
}

/// The lowest contrast of each color of texts, and where that is.
fn text_rows(texts: &[Text], skies: &[Sky]) -> Rows {
    let mut rows: BTreeMap<(bool, Rgb), ([f32; Palette::ALL.len()], &str)> = BTreeMap::new();
    for text in texts {
        let values: [f32; Palette::ALL.len()] = std::array::from_fn(|index| {
            let palette = Palette::ALL[index];
            let luminance = palette.luminance(text.color);
            match text.outline {
                Some(outline) => contrast(luminance, palette.luminance(outline)),
                None => skies
                    .iter()
                    .map(|sky| sky.contrast_below(&text.boxes, index, luminance))
                    .fold(f32::INFINITY, f32::min),
            }
        });
        let row = rows.entry((text.is_off, text.color)).or_insert(([f32::INFINITY; _], ""));
        if lowest(&values) < lowest(&row.0) {
            row.1 = &text.place;
        }
        for (old, new) in row.0.iter_mut().zip(values) {
            *old = old.min(new);
        }
    }
    let name = |(is_off, [r, g, b]): (bool, Rgb)| {
        format!("#{r:02x}{g:02x}{b:02x}{}", if is_off { ", switched off" } else { "" })
    };
    rows.into_iter().map(|(key, (values, place))| (name(key), values, place.to_owned())).collect()
}

fn lowest(values: &[f32]) -> f32 {
    values.iter().copied().fold(f32::INFINITY, f32::min)
}

/// A picture of something in the game.
struct Thing {
    name: String,
    picture: RgbaImage,
    /// Pixels of the picture for a px of the game.
    scale: u32,
}

/// The luminances of a thing with a palette.
struct Luminances {
    /// For each pixel of its outline the darkest and the brightest near it.
    rim: Vec<[f32; 2]>,
    /// All of it, sorted.
    area: Vec<f32>,
}

fn luminances(thing: &Thing, palette: Palette) -> Luminances {
    let picture = &thing.picture;
    let (width, height) = picture.dimensions();
    let is_solid = |x: u32, y: u32| x < width && y < height && picture.get_pixel(x, y)[3] > SOLID;
    let luminance = |pixel: &image::Rgba<u8>| {
        if pixel[3] > SOLID { palette.luminance([pixel[0], pixel[1], pixel[2]]) } else { f32::NAN }
    };
    let luminances: Vec<f32> = picture.pixels().map(luminance).collect();
    let reach = RIM * thing.scale;
    let is_edge = |x: u32, y: u32| {
        is_solid(x, y)
            && ![(x.wrapping_sub(1), y), (x + 1, y), (x, y.wrapping_sub(1)), (x, y + 1)]
                .into_iter()
                .all(|(x, y)| is_solid(x, y))
    };
    let near = |x: u32, y: u32| {
        let mut ends = [f32::INFINITY, 0.0];
        // One pixel for each px of the game.
        let px = thing.scale as usize;
        for y in (y.saturating_sub(reach)..=y + reach).step_by(px) {
            for x in (x.saturating_sub(reach)..=x + reach).step_by(px) {
                if is_solid(x, y) {
                    let luminance = luminances[(y * width + x) as usize];
                    ends = [luminance.min(ends[0]), luminance.max(ends[1])];
                }
            }
        }
        ends
    };
    // Every second pixel of a large picture.
    let step = (thing.scale / 2).max(1) as usize;
    let pixels = (0..height).step_by(step).flat_map(|y| (0..width).step_by(step).map(move |x| (x, y)));
    let rim = pixels.filter(|&(x, y)| is_edge(x, y)).map(|(x, y)| near(x, y)).collect();
    let mut area: Vec<f32> = luminances.iter().copied().filter(|luminance| !luminance.is_nan()).collect();
    area.sort_by(f32::total_cmp);
    Luminances { rim, area }
}

/// The contrast with a sky that nearly all of a thing's outline has, or a good part of its area.
fn thing_contrast(thing: &Luminances, sky: &Sky, index: usize) -> f32 {
    let mut values: Vec<f32> = thing
        .rim
        .iter()
        .map(|ends| ends.map(|end| sky.contrast(index, end)).into_iter().fold(0.0, f32::max))
        .collect();
    values.sort_by(f32::total_cmp);
    let outline = values[(values.len() as f32 * WEAK_OUTLINE) as usize];
    let area = thing.area[(thing.area.len() as f32 * (1.0 - STRONG_AREA)) as usize];
    outline.max(sky.contrast(index, area))
}

/// Every thing of every mode.
fn things(folder: &Path) -> Vec<Thing> {
    let open = |name: &str| image::open(folder.join(name).with_extension("png")).unwrap().into_rgba8();
    let mut things = vec![];
    for (name, pictures) in [
        ("ship", &["player_idle_1", "player_idle_2", "player_move_1", "player_move_2"][..]),
        ("Classic's fly", &["creep_fly_1", "creep_fly_2"]),
        ("Classic's swimmer", &["creep_swim_1", "creep_swim_2"]),
        ("Classic's walker", &["creep_walk_1", "creep_walk_2"]),
    ] {
        for picture in pictures {
            things.push(Thing { name: name.into(), picture: open(picture), scale: 4 });
        }
    }
    let file = project::root().join("godot-project/assets/art/arcade/atlas.ron");
    let atlas = SpriteAtlas::read("atlas.ron", &fs::read(file).unwrap()).unwrap();
    for name in atlas.names() {
        let sprite = atlas.find(name).unwrap();
        let sheet = &atlas.sheets[sprite.sheet];
        let picture = open(&sheet.texture);
        let (width, height) = (picture.width() / sheet.columns, picture.height() / sheet.rows);
        for cell in (0..sprite.frames)
            .map(|frame| sprite.first_cell + frame)
            .chain([sprite.attack_cell, sprite.rage_cell])
        {
            let (x, y) = (cell % sheet.columns * width, cell / sheet.columns * height);
            let picture = image::imageops::crop_imm(&picture, x, y, width, height).to_image();
            things.push(Thing { name: name.into(), picture, scale: 2 });
        }
    }
    things
}

/// The lowest contrast of each thing with any sky, and which sky that is; and of each sky with any thing.
fn thing_rows(things: &[Thing], skies: &[Sky]) -> (Rows, Rows) {
    let mut by_thing: Rows = vec![];
    let mut by_sky: Rows =
        skies.iter().map(|sky| (sky.name.clone(), [f32::INFINITY; _], String::new())).collect();
    let update = |rows: &mut Rows, name: &str, other: &str, index: usize, value: f32| {
        if !rows.iter().any(|row| row.0 == name) {
            rows.push((name.into(), [f32::INFINITY; _], String::new()));
        }
        let row = rows.iter_mut().find(|row| row.0 == name).unwrap();
        if value < lowest(&row.1) {
            row.2 = other.into();
        }
        row.1[index] = row.1[index].min(value);
    };
    for thing in things {
        for (index, palette) in Palette::ALL.into_iter().enumerate() {
            let luminances = luminances(thing, palette);
            for sky in skies {
                let value = thing_contrast(&luminances, sky, index);
                update(&mut by_thing, &thing.name, &sky.name, index, value);
                update(&mut by_sky, &sky.name, &thing.name, index, value);
            }
        }
    }
    (by_thing, by_sky)
}

fn table(first: &str, last: &str, rows: &Rows) -> String {
    let mut table = format!("| {first} |");
    for palette in Palette::ALL {
        write!(table, " {} |", palette.name()).unwrap();
    }
    writeln!(table, " {last} |\n|---|{}---|", "---|".repeat(Palette::ALL.len())).unwrap();
    for (name, values, remark) in rows {
        write!(table, "| {name} |").unwrap();
        for value in values {
            // Rounded down, so that no number looks better than it is.
            write!(table, " {:.1} |", (value * 10.0).floor() / 10.0).unwrap();
        }
        writeln!(table, " {remark} |").unwrap();
    }
    table
}

fn document(texts: &Rows, things: &Rows, skies: &Rows) -> String {
    format!(
        "# Contrast

Can everybody see every text and every thing, on every sky, with every setting of the colors? The numbers are contrast ratios of WCAG 2.2,
from 1 (the same) to 21 (black and white), each the lowest that was found, rounded down. A text needs {MIN_TEXT}, a thing {MIN_THING}.
[`tests/contrast.rs`](../rust/playtest/tests/contrast.rs) computes them and fails where one is too low, or where this page is out of date.
Write it anew with

```sh
{RENEW}=1 cargo test -p creeps-playtest --test contrast
```

The columns are the settings: the colors as drawn, *High contrast* (a black sky), and the three corrections of colors, each as the people
see it whom it is for (simulated after Machado and others, 2009). [The same moment as they see it](color-vision.png).

## Texts

A row for each color of text. It is compared with what is around the letters: their outline, or the boxes behind them, or the sky. The texts
are those of every scene in every state, and those that games of each mode showed. A button that is switched off needs no contrast.

{}
## Things

The ship, the creeps, bosses, bullets and power-ups, in all their pictures. The value is what nine tenths of the outline have at least, at the
lightest or darkest place within {RIM} px of it, or what the lightest quarter of the area has, if that is more. *High contrast* also gives
bullets a white outline, which is not counted.

{}
## Skies

Every sky with the thing that is hardest to see on it. Single stars, one pixel in a hundred, are not counted.

{}",
        table("text", "lowest in", texts),
        table("thing", "lowest on", things),
        table("sky", "lowest for", skies),
    )
}

/// The texts of every scene and of a game in each mode, and the folder with the pictures.
fn look<T>(look: impl FnOnce(&Path) -> T) -> (Vec<Text>, T) {
    let run = Run::new(100_000)
        .engine_script("contrast.gd")
        .environment("SCENES", "1")
        .environment("PICTURES", "1");
    let (run, result) = run.play_and_look(|_| {}, |user| look(&user.join("contrast")));
    let mut texts = texts(&run);
    assert!(texts.len() > 100, "{}", run.log.text);
    for mode in ["classic", "arcade", "horde"] {
        let run = Run::new(3000).engine_script("contrast.gd").seed(7).autopilot().press(tap(2900, Key::P));
        let run = run.argument("--mode").argument(mode).play();
        texts.extend(self::texts(&run));
    }
    (texts, result)
}

#[test]
fn every_text_and_every_thing_has_enough_contrast() {
    let (texts, (things, skies)) = look(|folder| {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
            .filter(|name| name.starts_with("background") || name.starts_with("backdrop"))
            .collect();
        names.sort();
        let skies = names.iter().map(|name| {
            Sky::new(name, &image::open(folder.join(name).with_extension("png")).unwrap().into_rgba8())
        });
        (things(folder), skies.collect::<Vec<_>>())
    });
    assert!(skies.len() >= 3);
    let text_rows = text_rows(&texts, &skies);
    let (by_thing, by_sky) = thing_rows(&things, &skies);
    let document = document(&text_rows, &by_thing, &by_sky);
    let path = project::root().join(FILE);
    if env::var_os(RENEW).is_some() {
        fs::write(&path, &document).unwrap();
    }
    let too_low = |rows: &Rows, least: f32| {
        let rows = rows.iter().filter(|row| lowest(&row.1) < least && !row.0.ends_with("switched off"));
        rows.map(|(name, values, place)| format!("{name}: {values:.2?}, lowest in {place}"))
            .collect::<Vec<_>>()
    };
    let low = [too_low(&text_rows, MIN_TEXT), too_low(&by_thing, MIN_THING)].concat();
    assert!(low.is_empty(), "too little contrast: {low:#?}");
    let file = fs::read_to_string(path).unwrap_or_default().replace('\r', "");
    assert_eq!(
        file, document,
        "{FILE} is out of date: {RENEW}=1 cargo test -p creeps-playtest --test contrast"
    );
}
