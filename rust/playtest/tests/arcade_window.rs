//! The menu, Arcade and Horde in a real window, with mouse, keys and screenshots (Linux).
#![cfg(target_os = "linux")]

use creeps_playtest::screenshot::{Hue, Screenshot};
use creeps_playtest::window::Window;
use creeps_rules::GameMode;
use creeps_rules::Screen;
use creeps_rules::input_script::Key;
use creeps_rules::trace::TraceEvent;

/// Opens a window. None, with a message, if there is no Xvfb.
fn open(user_files: &[(&str, &[u8])], arguments: &[&str]) -> Option<Window> {
    let window = Window::open_with(user_files, arguments);
    if window.is_none() {
        println!("skipped: there is no Xvfb; Debian's package xvfb has it");
    }
    window
}

fn shown(screen: Screen) -> impl Fn(&TraceEvent) -> bool {
    move |event| *event == TraceEvent::ScreenShown(screen)
}

/// The name in white, and Arcade's red crab on its card.
fn is_menu(picture: &Screenshot) -> bool {
    picture.shows(60..420, 40..170, Hue::White) && picture.shows(34..122, 323..412, Hue::Red)
}

#[test]
fn the_menu_shows_the_best_scores_and_a_click_begins_arcade() {
    let best = "(classic: 42, arcade: 1280)";
    let Some(window) = open(&[("best.ron", best.as_bytes())], &["--mode", "menu", "--seed", "7"]) else {
        return;
    };
    let menu = window.screenshot_when("menu", is_menu);
    assert!(menu.shows(364..444, 218..280, Hue::Gold), "Classic's best score");
    assert!(menu.shows(364..444, 336..398, Hue::Gold), "Arcade's best score");
    assert!(!menu.shows(364..444, 532..594, Hue::Gold), "Horde has none yet");

    window.click(240, 367);
    window.trace.wait_for("Arcade", |event| *event == TraceEvent::ModeOpened(GameMode::Arcade));
    window.trace.wait_for("the start", shown(Screen::GetReady));
    // The ship, its lives below it on the left, and no menu.
    let ready = window.screenshot_when("arcade-get-ready", |picture| {
        picture.shows(213..267, 620..700, Hue::White) && !picture.shows(34..122, 323..412, Hue::Red)
    });
    assert!(ready.shows(350..470, 68..98, Hue::White), "the lives");

    // Wave 1 is drawn by its multimesh, and so are the bullets.
    window.key(Key::Space, true);
    window
        .trace
        .wait_for("the first wave", |event| matches!(event, TraceEvent::WaveStarted { number: 1, .. }));
    window.screenshot_when("arcade-wave-1", |picture| {
        picture.share(0..480, 0..500, Hue::Violet) > 0.005
            && picture.share(215..265, 200..620, Hue::Cyan) > 0.003
    });
    window.key(Key::Space, false);

    window.tap(Key::Escape);
    window.trace.wait_for("Arcade's title", shown(Screen::Title));
    window.screenshot_when("arcade-title", |picture| picture.shows(150..330, 480..550, Hue::Cyan));
    window.tap(Key::Escape);
    window.screenshot_when("menu-again", is_menu);
    window.tap(Key::Escape);
    window.finish();
}

/// Arcade's ruleset with the first boss as the first wave.
fn boss_at_once() -> String {
    let file = include_str!("../../../godot-project/config/arcade.ron");
    // Alone, without its escort.
    file.replacen("list: [\n", "list: [\n(name: \"The Warden\", boss: \"The Warden\"),\n", 1)
}

#[test]
fn a_boss_has_a_gauge_along_the_upper_edge_that_shrinks_as_it_is_hit() {
    let boss = boss_at_once();
    let files = [("arcade.ron", boss.as_bytes())];
    let Some(window) = open(&files, &["--mode", "menu", "--seed", "3"]) else { return };
    window.screenshot_when("menu", is_menu);
    window.click(240, 367);
    window.key(Key::Space, true);
    let gauge = |picture: &Screenshot, x| picture.share(x, 5..13, Hue::Red);
    window.screenshot_when("boss", |picture| gauge(picture, 30..450) > 0.8);
    let hit = window.screenshot_when("boss-hit", |picture| {
        gauge(picture, 30..240) > 0.8 && gauge(picture, 380..450) < 0.1
    });
    assert!(hit.shows(60..420, 40..230, Hue::Red), "the boss below it");
    window.key(Key::Space, false);
    window.tap(Key::Escape);
    window.trace.wait_for("the title", shown(Screen::Title));
    window.tap(Key::Escape);
    window.screenshot_when("menu-again", is_menu);
    window.tap(Key::Escape);
    window.finish();
}

/// The recipe in README.md: a creep with a picture of its own takes a picture and two RON files, and no Rust.
#[test]
fn a_creep_can_have_a_picture_of_its_own() {
    let ruleset = include_str!("../../../godot-project/config/arcade.ron");
    let ruleset = ruleset.replace("sprite: \"drifter\"", "sprite: \"ghost\"");
    let atlas = r#"(sheets: [(texture: "ghost.png", columns: 2, rows: 1, sprites: [
        (name: "ghost", cell: 0, frames: 2, frame_rate: 4, tint: White),
    ])])"#;
    // Red on the left and dark red on the right.
    let picture = image::RgbImage::from_fn(64, 32, |x, _| {
        image::Rgb(if x < 32 { [255, 30, 30] } else { [150, 20, 20] })
    });
    let mut png = Vec::new();
    picture.write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png).unwrap();
    let files = [
        ("rulesets/arcade/ruleset.ron", ruleset.as_bytes()),
        ("rulesets/arcade/atlas.ron", atlas.as_bytes()),
        ("rulesets/arcade/ghost.png", &png),
    ];
    let Some(window) = open(&files, &["--mode", "menu", "--seed", "7"]) else { return };
    window.screenshot_when("menu", is_menu);
    window.click(240, 367);
    window
        .trace
        .wait_for("the first wave", |event| matches!(event, TraceEvent::WaveStarted { number: 1, .. }));
    window.screenshot_when("own-picture", |picture| {
        picture.share(0..480, 0..500, Hue::Red) + picture.share(0..480, 0..500, Hue::DarkRed) > 0.005
    });
    window.tap(Key::P);
    window.trace.wait_for("the pause", |event| *event == TraceEvent::Paused);
    window.tap(Key::Escape);
    window.trace.wait_for("the title", shown(Screen::Title));
    window.screenshot_when("own-picture-title", |picture| picture.shows(150..330, 480..550, Hue::Cyan));
    window.tap(Key::Escape);
    window.screenshot_when("menu-again", is_menu);
    window.tap(Key::Escape);
    window.finish();
}

#[test]
fn a_field_of_any_size_fills_the_same_place() {
    let Some(window) = open(&[], &["--creeps", "500", "--bullets", "500"]) else { return };
    // Creeps and bullets everywhere, though the field is several thousand px wide.
    window.screenshot_when("stress", |picture| {
        [0..120, 120..240, 240..360, 360..480].into_iter().all(|x| {
            [100..300, 300..500, 500..680].into_iter().all(|y: std::ops::Range<u32>| {
                picture.share(x.clone(), y.clone(), Hue::Cyan) > 0.0003
                    && picture.share(x.clone(), y, Hue::Violet) > 0.0005
            })
        })
    });
    window.tap(Key::Escape);
    window.trace.wait_for("the title", shown(Screen::Title));
    window.tap(Key::Escape);
    window.finish();
}

#[test]
fn a_damaged_replay_is_reported_on_the_screen() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bad.replay");
    std::fs::write(&file, "CREEPLAY and then nothing of the kind").unwrap();
    let Some(window) = open(&[], &["--replay", &file.to_string_lossy()]) else { return };
    window.screenshot_when("replay-refused", |picture| {
        is_menu(picture) && picture.share(14..466, 650..708, Hue::DarkRed) > 0.3
    });
    window.tap(Key::Escape);
    window.finish_after_error();
}
