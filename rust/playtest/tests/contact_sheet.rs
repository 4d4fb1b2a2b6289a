//! Contact sheets for people: every screen in every language, in windows of four shapes (Linux).
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)] // helpers of tests may

use std::fs;
use std::path::Path;
use std::sync::Arc;

use creeps_playtest::color::{Palette, Rgb, simulated};
use creeps_playtest::inputs::{hold, tap};
use creeps_playtest::menu::{Device, MenuItem};
use creeps_playtest::{Run, project};
use creeps_rules::GameMode::{Arcade, Classic, Horde};
use creeps_rules::Screen;
use creeps_rules::high_scores::{Difficulty, HighScores, Row, TableKey};
use creeps_rules::input_script::{Key, ScriptedInput};
use creeps_rules::language::LANGUAGES;
use creeps_rules::settings::value::ColorVision;
use creeps_sim::{Autopilot, Recorder, Replay, Ruleset, Sim, Skill};
use image::RgbImage;

/// The shapes of windows, two to a sheet, and how many pictures are in a row. `pictures.gd` takes them.
const SHEETS: [(&str, [&str; 2], u32); 2] =
    [("tall", ["480x720", "390x844"], 7), ("wide", ["844x390", "1920x1080"], 4)];
/// Between two pictures, in px.
const GAP: u32 = 4;
/// Set it to a part of a tour's name, a colon and a code to take only those: `CREEPS_SHEET=menu:de`.
const ONLY: &str = "CREEPS_SHEET";

/// A run that shows several screens: where it starts, what is pressed, and what is seen at which tick.
struct Tour {
    mode: &'static str,
    /// Whether the tables are full, so that every column is seen.
    has_scores: bool,
    inputs: Vec<ScriptedInput>,
    stops: Vec<(u32, &'static str)>,
}

/// Ticks from one screen to the next: enough for pictures in all windows.
const STEP: u32 = 400;

/// Through all pages of the menu, with keys.
fn menu() -> Tour {
    let mut inputs = vec![];
    let mut stops = vec![(60, "main")];
    let mut tick = STEP;
    let mut visit = |keys: Vec<ScriptedInput>, pages: &[&'static str]| {
        inputs.extend(keys);
        tick += 100;
        for (index, page) in pages.iter().enumerate() {
            if index > 0 {
                inputs.extend(tap(tick, Key::Right));
            }
            stops.push((tick + 30, *page));
            tick += STEP;
        }
        inputs.extend(tap(tick, Key::Escape));
        tick += 30;
        tick
    };
    // From the first page on, the focus is where the player left the menu.
    let neighbor = |tick: u32, direction: Key| [tap(tick, direction), tap(tick + 10, Key::Enter)].concat();
    let next = visit(MenuItem::HighScores.press(Device::Keys, STEP), &["high_scores"]);
    let next = visit(neighbor(next, Key::Down), &["how_to_play", "how_to_play_2", "how_to_play_3"]);
    let next = visit(neighbor(next, Key::Left), &["replays"]);
    let next =
        visit(neighbor(next, Key::Down), &["options", "options_2", "options_3", "options_4", "options_5"]);
    let next = visit(neighbor(next, Key::Right), &["credits"]);
    let end = visit([tap(next - 10, Key::Down), neighbor(next, Key::Left)].concat(), &["mods"]);
    stops.push((end + 30, "main_again"));
    Tour { mode: "menu", has_scores: true, inputs, stops }
}

/// A game: its title, play, and the pause with its options and its question.
fn game(mode: &'static str, screens: [&'static str; 6]) -> Tour {
    // It is paused before the first creep can hit a ship that stays where it is.
    let inputs = [
        tap(400, Key::Enter),
        hold(500, 930, Key::Space),
        tap(970, Key::P),
        // Resume, restart, options.
        [tap(1400, Key::Down), tap(1410, Key::Down), tap(1420, Key::Enter)].concat(),
        tap(1900, Key::Escape),
        [tap(1930, Key::Down), tap(1940, Key::Enter)].concat(),
    ];
    let stops = [60, 430, 720, 1000, 1500, 2000].into_iter().zip(screens).collect();
    Tour { mode, has_scores: true, inputs: inputs.concat(), stops }
}

/// The first game of somebody who only holds the fire button: "Game Over", and the results with the name.
fn results(mode: &'static str, screens: [&'static str; 2]) -> Tour {
    let inputs = [tap(30, Key::Enter), hold(60, 200, Key::Space)].concat();
    // The game is the same without pictures.
    let run = Run::new(20_000).seed(7).argument("--mode").argument(mode).press(inputs.clone()).play();
    let tick = |wanted| run.screens().iter().find(|shown| shown.1 == wanted).unwrap().0 as u32;
    let (over, results) = (tick(Screen::GameOver), tick(Screen::Results));
    let stops = [over + 5, results.max(over + 150) + 90].into_iter().zip(screens).collect();
    Tour { mode, has_scores: false, inputs, stops }
}

/// A game of Arcade that the computer played for a while.
fn recording() -> Replay {
    let bytes = fs::read(project::folder().join("config/arcade.ron")).unwrap();
    let rules = Arc::new(Ruleset::read("arcade.ron", &bytes).unwrap());
    let mut sim = Sim::new(&rules, creeps_sim::Difficulty::Normal, 7);
    let (mut recorder, mut autopilot) = (Recorder::new(&sim), Autopilot::new(Skill::PERSON));
    for _ in 0..3000 {
        let input = autopilot.play(&sim);
        sim.step(input);
        recorder.note(input, &sim);
    }
    recorder.finish(&sim)
}

/// Full tables, so that every column is seen with long values.
fn scores(replay: &Replay) -> HighScores {
    let mut scores = HighScores::default();
    for mode in [Classic, Arcade, Horde] {
        for place in 0..10 {
            let (number, score) = if mode == Arcade && place == 0 {
                (Some(1), replay.score.max(1_234_567))
            } else {
                (None, 1_000_000 - 98_765 * place)
            };
            let row = Row {
                name: "WWWWWWWW".into(),
                score,
                time: 1_790_000_000 + 86_400 * place,
                seed: 7 + place,
                wave: if mode == Classic { 0 } else { 25 },
                replay: number,
            };
            scores.offer(TableKey::new(mode, Difficulty::Normal), row);
        }
    }
    scores
}

/// Takes a tour's pictures in a language, and hands over their folder. None where there is no Xvfb.
fn take(tour: &Tour, language: &str, replay: &Replay, look: impl FnOnce(&Path)) -> Option<()> {
    let last = tour.stops.last().unwrap().0 + STEP;
    let mut run = Run::new(last).drawn(1920, 1080)?.engine_script("pictures.gd").seed(7);
    if tour.has_scores {
        run = run
            .user_file("scores.ron", scores(replay).to_text().unwrap())
            .user_file(&format!("replays/arcade-000001-{}.replay", replay.score), replay.to_bytes());
    }
    let stops: Vec<_> = tour.stops.iter().map(|(tick, name)| format!("{tick}:{name}")).collect();
    let run = run.press(tour.inputs.clone()).environment("STOPS", stops.join(" "));
    let run = run.argument("--mode").argument(tour.mode).argument("--language").argument(language);
    run.play_and_look(|_| {}, |user| look(&user.join("pictures")));
    Some(())
}

/// Puts a screen's pictures together, one for each language, the shapes of windows below each other.
fn montage(folder: &Path, screen: &str, shapes: &[&str], columns: u32) -> RgbImage {
    let mut sheet = RgbImage::new(1, 1);
    let mut top = 0;
    for shape in shapes {
        let mut height = 0;
        for (index, language) in (0..).zip(LANGUAGES.iter()) {
            let file = folder.join(format!("{}-{screen}-{shape}.png", language.code));
            let Ok(picture) = image::open(file) else { continue };
            let picture = picture.into_rgb8();
            let (x, y) =
                (index % columns * (picture.width() + GAP), top + index / columns * (picture.height() + GAP));
            height = (y - top + picture.height() + GAP).max(height);
            let (width, height) =
                (sheet.width().max(x + picture.width()), sheet.height().max(y + picture.height()));
            if (width, height) != sheet.dimensions() {
                let mut larger = RgbImage::new(width, height);
                image::imageops::replace(&mut larger, &sheet, 0, 0);
                sheet = larger;
            }
            image::imageops::replace(&mut sheet, &picture, x.into(), y.into());
        }
        top += height;
    }
    sheet
}

/// Makes a tour.
type MakeTour = fn() -> Tour;

/// A name of each tour, and what makes it.
const TOURS: [(&str, MakeTour); 7] = [
    ("menu", menu),
    ("classic", || game("classic", ["title", "get_ready", "play", "pause", "options", "question"])),
    ("arcade", || game("arcade", ["title", "start", "play", "pause", "options", "question"])),
    ("horde", || game("horde", ["title", "start", "play", "pause", "options", "question"])),
    ("classic_results", || results("classic", ["over", "results"])),
    ("arcade_results", || results("arcade", ["over", "results"])),
    ("horde_results", || results("horde", ["over", "results"])),
];

#[test]
#[ignore = "for people; CONTRIBUTING has the command"]
fn contact_sheets() {
    let folder = project::root().join("target/screenshots/sheets");
    let single = folder.join("single");
    fs::create_dir_all(&single).unwrap();
    let replay = recording();
    let only = std::env::var(ONLY).unwrap_or_default();
    let (wanted_tour, wanted_language) = only.split_once(':').unwrap_or((&only, ""));
    for (_, tour) in TOURS.into_iter().filter(|tour| tour.0.contains(wanted_tour)) {
        let tour = tour();
        for language in LANGUAGES.iter().filter(|language| language.code.contains(wanted_language)) {
            let keep = |pictures: &Path| {
                for (_, screen) in &tour.stops {
                    for shape in SHEETS.iter().flat_map(|sheet| sheet.1) {
                        let name = format!("{screen}-{shape}.png");
                        let kept = single.join(format!("{}-{}-{name}", language.code, tour.mode));
                        fs::copy(pictures.join(&name), kept).unwrap();
                    }
                }
            };
            if take(&tour, language.code, &replay, keep).is_none() {
                println!("skipped: there is no Xvfb; Debian's package has this name");
                return;
            }
        }
        for (_, screen) in &tour.stops {
            for (name, shapes, columns) in SHEETS {
                let screen = format!("{}-{screen}", tour.mode);
                let sheet = montage(&single, &screen, &shapes, columns);
                sheet.save(folder.join(format!("{screen}-{name}.png"))).unwrap();
            }
        }
    }
}

/// The tick of a game of the computer's at which the sky is full.
const MOMENT: u32 = 2400;

/// `docs/color-vision.png`: the same moment as people with each kind of color vision see it, without the corrections of colors (above) and
/// with them (below). At the left is the game as drawn, and with high contrast.
#[test]
#[ignore = "for people; CONTRIBUTING has the command"]
fn color_vision_sheet() {
    let take = |settings: &str| {
        let run = Run::new(MOMENT + STEP).drawn(1920, 1080)?.engine_script("pictures.gd").seed(7).autopilot();
        let run = run.user_file("settings.ron", settings).environment("STOPS", format!("{MOMENT}:moment"));
        let run = run.argument("--mode").argument("arcade");
        let open = |user: &Path| image::open(user.join("pictures/moment-480x720.png")).unwrap().into_rgb8();
        Some(run.play_and_look(|_| {}, open).1)
    };
    let (Some(drawn), Some(high_contrast)) = (take("()"), take("(high_contrast: true)")) else {
        println!("skipped: there is no Xvfb; Debian's package has this name");
        return;
    };
    let changed = |change: &dyn Fn(Rgb) -> Rgb| {
        let mut picture = drawn.clone();
        picture.pixels_mut().for_each(|pixel| pixel.0 = change(pixel.0));
        picture
    };
    let visions = [ColorVision::Protan, ColorVision::Deutan, ColorVision::Tritan];
    let uncorrected = visions.map(|vision| changed(&|color| simulated(color, vision)));
    let corrected = visions.map(|vision| changed(&|color| Palette::Corrected(vision).seen(color)));
    let rows = [[drawn.clone()].into_iter().chain(uncorrected), [high_contrast].into_iter().chain(corrected)];
    let (width, height) = (drawn.width() + GAP, drawn.height() + GAP);
    let mut sheet = RgbImage::new(4 * width - GAP, 2 * height - GAP);
    for (row, pictures) in (0..).zip(rows) {
        for (column, picture) in (0..).zip(pictures) {
            image::imageops::replace(
                &mut sheet,
                &picture,
                column * i64::from(width),
                row * i64::from(height),
            );
        }
    }
    sheet.save(project::root().join("docs/color-vision.png")).unwrap();
}
