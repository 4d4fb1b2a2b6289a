//! The menu, Arcade and Horde in a real window, with mouse, keys and screenshots (Linux).
#![cfg(target_os = "linux")]

use creeps_playtest::screenshot::{Hue, Screenshot};
use creeps_playtest::window::Window;
use creeps_rules::GameMode;
use creeps_rules::Screen;
use creeps_rules::input_script::Key;
use creeps_rules::trace::TraceEvent;

/// The name in white, and Arcade's red crab on its card.
fn is_menu(picture: &Screenshot) -> bool {
    picture.shows(60..420, 10..130, Hue::White) && picture.shows(26..108, 135..215, Hue::Red)
}

#[test]
fn the_menu_shows_the_best_scores_and_a_click_begins_arcade() {
    let best = "(classic: 42, arcade: 1280)";
    let Some(window) =
        Window::open_with(&[("best.ron", best.as_bytes())], &["--mode", "menu", "--seed", "7"])
    else {
        return;
    };
    let menu = window.screenshot_when("menu", is_menu);
    assert!(menu.shows(370..462, 330..402, Hue::Gold), "Classic's best score");
    assert!(menu.shows(370..462, 138..210, Hue::Gold), "Arcade's best score");
    assert!(!menu.shows(370..462, 234..306, Hue::Gold), "Horde has none yet");

    window.click(240, 175);
    window.trace.wait_for("Arcade", |event| *event == TraceEvent::ModeOpened(GameMode::Arcade));
    window.trace.wait_for_screen(Screen::GetReady);
    // The ship, its lives below it on the left, and no menu.
    let ready = window.screenshot_when("arcade-get-ready", |picture| {
        picture.shows(213..267, 620..700, Hue::White) && !picture.shows(26..108, 135..215, Hue::Red)
    });
    assert!(ready.shows(350..470, 692..720, Hue::White), "the lives");

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

    window.quit_game();
    window.screenshot_when("menu-again", is_menu);
    window.leave_menu();
    window.finish();
}

/// Arcade's ruleset with the first boss as the first wave.
fn boss_at_once() -> String {
    let file = include_str!("../../../godot-project/config/arcade.ron");
    // Alone, without its escort, and with a ship that outlives its bullets without steering.
    let file = file.replacen("lives: 3,", "lives: 99,", 1);
    file.replacen("list: [\n", "list: [\n(name: \"The Warden\", boss: \"The Warden\"),\n", 1)
}

#[test]
fn a_boss_has_a_health_bar_along_the_upper_edge_that_shrinks_as_it_is_hit() {
    let boss = boss_at_once();
    let files = [("arcade.ron", boss.as_bytes())];
    let Some(window) = Window::open_with(&files, &["--mode", "menu", "--seed", "3"]) else { return };
    window.screenshot_when("menu", is_menu);
    window.click(240, 175);
    window.key(Key::Space, true);
    let health = |picture: &Screenshot, x| picture.share(x, 9..15, Hue::Red);
    window.screenshot_when("boss", |picture| health(picture, 150..450) > 0.8);
    let hit = window.screenshot_when("boss-hit", |picture| {
        health(picture, 150..280) > 0.8 && health(picture, 380..450) < 0.1
    });
    assert!(hit.shows(60..420, 40..230, Hue::Red), "the boss below it");
    window.key(Key::Space, false);
    window.quit_game();
    window.screenshot_when("menu-again", is_menu);
    window.leave_menu();
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
    let Some(window) = Window::open_with(&files, &["--mode", "menu", "--seed", "7"]) else { return };
    window.screenshot_when("menu", is_menu);
    window.click(240, 175);
    window
        .trace
        .wait_for("the first wave", |event| matches!(event, TraceEvent::WaveStarted { number: 1, .. }));
    window.screenshot_when("own-picture", |picture| {
        picture.share(0..480, 0..500, Hue::Red) + picture.share(0..480, 0..500, Hue::DarkRed) > 0.005
    });
    window.quit_game();
    window.screenshot_when("menu-again", is_menu);
    window.leave_menu();
    window.finish();
}

#[test]
fn a_field_of_any_size_fills_the_same_area() {
    let Some(window) = Window::open(&["--creeps", "500", "--bullets", "500"]) else { return };
    // Creeps and bullets everywhere, though the field is several thousand px wide.
    window.screenshot_when("stress", |picture| {
        [0..120, 120..240, 240..360, 360..480].into_iter().all(|x| {
            [100..300, 300..500, 500..680].into_iter().all(|y: std::ops::Range<u32>| {
                picture.share(x.clone(), y.clone(), Hue::Cyan) > 0.0003
                    && picture.share(x.clone(), y, Hue::Violet) > 0.0005
            })
        })
    });
    window.quit_game();
    window.leave_menu();
    window.finish();
}

#[test]
fn a_damaged_replay_is_reported_on_the_screen() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bad.replay");
    std::fs::write(&file, "CREEPLAY and then nothing of the kind").unwrap();
    let Some(window) = Window::open(&["--replay", &file.to_string_lossy()]) else { return };
    window.screenshot_when("replay-error", |picture| {
        is_menu(picture) && picture.share(14..466, 650..708, Hue::DarkRed) > 0.3
    });
    window.leave_menu();
    window.finish_after_error();
}
