//! The scenes and the project settings, as the engine loads them: the values of the tutorial's table.
#![allow(clippy::unwrap_used)] // helpers of tests may

use std::fs;

use creeps_godot_env::EngineLog;
use creeps_playtest::game_process::GameProcess;
use creeps_playtest::{project, run};
use creeps_rules::language::LANGUAGES;
use creeps_rules::layout::{Display, Layout, MIN_FONT_SIZE};
use creeps_rules::limits;
use creeps_rules::time::TICKS_PER_SECOND;

/// Asks the engine; returns one answer per question.
fn ask(questions: &[&str]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("questions.txt");
    fs::write(&file, questions.join("\n")).unwrap();
    let mut command = project::command();
    run::isolate(&mut command, folder.path());
    command.arg("--headless").arg("--script").arg(project::root().join("rust/playtest/gdscript/ask.gd"));
    let output = GameProcess::start(command.arg("--").arg(&file)).output();
    let log = EngineLog::new(&output.stdout, &output.stderr);
    assert_eq!(log.failures(), [] as [String; 0], "{}", log.text);
    let answers: Vec<String> =
        log.text.lines().filter_map(|line| line.strip_prefix("answer: ")).map(str::to_owned).collect();
    assert_eq!(answers.len(), questions.len(), "{}", log.text);
    answers
}

/// Asks for each question's answer to be this one.
fn expect(table: &[(&str, &str)]) {
    let questions: Vec<&str> = table.iter().map(|row| row.0).collect();
    for ((question, expected), answer) in table.iter().zip(ask(&questions)) {
        assert_eq!(answer, *expected, "{question}");
    }
}

#[test]
fn the_window_is_the_tutorials() {
    expect(&[
        (r#"setting("display/window/size/viewport_width")"#, "480"),
        (r#"setting("display/window/size/viewport_height")"#, "720"),
        (r#"setting("display/window/stretch/mode")"#, r#""canvas_items""#),
        (r#"setting("display/window/stretch/aspect")"#, r#""expand""#),
        // A phone is held as its player likes.
        (r#"setting("display/window/handheld/orientation")"#, "6"),
        (r#"setting("physics/common/physics_ticks_per_second")"#, "60"),
        (r#"setting("physics/common/physics_interpolation")"#, "true"),
        (r#"setting("layer_names/2d_physics/layer_1")"#, r#""mobs and player""#),
        (r#"setting("layer_names/2d_physics/layer_2")"#, r#""mobs and bullets""#),
    ]);
}

#[test]
fn keys_and_pads_are_mapped() {
    expect(&[
        (r#"bindings("move_left")"#, r#""Left, A, Pad 13, Axis 0-1""#),
        (r#"bindings("move_right")"#, r#""Right, D, Pad 14, Axis 0+1""#),
        (r#"bindings("fire_bullet")"#, r#""Space, Pad 0, Pad 2, Axis 5+1""#),
        (r#"bindings("start_game")"#, r#""Enter, Kp Enter, Space, Pad 0, Pad 6""#),
        (r#"bindings("pause")"#, r#""label P, Pad 6""#),
        (r#"bindings("bomb")"#, r#""Down, S, label B, Pad 1, Pad 3""#),
        (r#"bindings("toggle_full_screen")"#, r#""label F11, label Alt+Enter, label Alt+Kp Enter""#),
        (r#"bindings("quit")"#, r#""Escape, Pad 4""#),
        // The engine's own have no gamepad in this version.
        (r#"bindings("ui_accept")"#, r#""label Enter, label Kp Enter, label Space, Pad 0""#),
        (r#"bindings("ui_cancel")"#, r#""label Escape, Pad 1""#),
    ]);
}

#[test]
fn nothing_is_louder_than_the_loudest_that_there_is() {
    // Horde's thousands of hits and Arcade's bosses would clip.
    expect(&[(r#"bus_effects("Master")"#, r#""AudioEffectHardLimiter""#)]);
}

#[test]
fn the_filter_of_the_music_is_there_and_off() {
    expect(&[
        (r#"bus_effects("Music")"#, r#""""#),
        (r#"first_effect("Music")"#, r#""AudioEffectLowPassFilter""#),
    ]);
}

#[test]
fn loops_come_round_without_a_gap() {
    for name in ["music_title", "music", "music_arcade", "music_boss", "music_horde"] {
        expect(&[(&format!(r#"loop_shift("{name}")"#), "0")]);
    }
}

#[test]
fn the_layers_of_a_tune_loop_and_have_the_same_length() {
    for tune in ["Arcade", "Horde", "Boss"] {
        let layer = |path: &str| format!(r#"node("arcade/arcade_scene", "Music/{tune}{path}").stream"#);
        let (calm, drive) = (layer(""), layer("/Drive"));
        expect(&[
            (&format!("{calm}.get_length() == {drive}.get_length()"), "true"),
            (&format!("[{calm}.loop, {drive}.loop]"), "[true, true]"),
        ]);
    }
}

#[test]
fn the_player_is_the_tutorials() {
    expect(&[
        (r#"node("classic/player", ".").get_class()"#, r#""Player""#),
        (r#"node("classic/player", ".").is_class("Area2D")"#, "true"),
        (r#"node("classic/player", ".").speed"#, "400.0"),
        (r#"node("classic/player", ".").collision_layer"#, "1"),
        (r#"node("classic/player", ".").collision_mask"#, "1"),
        (r#"node("classic/player", "CollisionShape2D").shape.get_class()"#, r#""CapsuleShape2D""#),
        (r#"animations(node("classic/player", "AnimatedSprite2D"))"#, r#""right 2, up 2""#),
    ]);
}

#[test]
fn the_mob_is_the_tutorials() {
    expect(&[
        (r#"node("classic/mob", ".").get_class()"#, r#""Mob""#),
        (r#"node("classic/mob", ".").is_class("RigidBody2D")"#, "true"),
        (r#"node("classic/mob", ".").is_in_group("mobs")"#, "true"),
        (r#"node("classic/mob", ".").gravity_scale"#, "0.0"),
        // Layers 1 and 2, no mask; the damping that projects have by default would slow it down.
        (r#"node("classic/mob", ".").collision_layer"#, "3"),
        (r#"node("classic/mob", ".").collision_mask"#, "0"),
        (r#"[node("classic/mob", ".").linear_damp_mode, node("classic/mob", ".").linear_damp]"#, "[1, 0.0]"),
        (r#"node("classic/mob", "CollisionShape2D").shape.get_class()"#, r#""CapsuleShape2D""#),
        (r#"node("classic/mob", "VisibleOnScreenNotifier2D").get_class()"#, r#""VisibleOnScreenNotifier2D""#),
        (r#"animations(node("classic/mob", "AnimatedSprite2D"))"#, r#""fly 2, swim 2, walk 2""#),
    ]);
}

#[test]
fn the_bullet_is_the_tutorials() {
    expect(&[
        (r#"node("classic/bullet", ".").get_class()"#, r#""Bullet""#),
        (r#"node("classic/bullet", ".").is_class("Area2D")"#, "true"),
        (r#"node("classic/bullet", ".").speed"#, "200.0"),
        // Layer 2, mask 2.
        (r#"node("classic/bullet", ".").collision_layer"#, "2"),
        (r#"node("classic/bullet", ".").collision_mask"#, "2"),
        // It detects creeps, and nothing detects it.
        (r#"node("classic/bullet", ".").monitorable"#, "false"),
        (r#"node("classic/bullet", "CollisionShape2D").shape.get_class()"#, r#""RectangleShape2D""#),
        (r#"node("classic/bullet", "CollisionShape2D").shape.size"#, "Vector2(20, 20)"),
        (r#"node("classic/bullet", ".").modulate.to_html(false)"#, r#""00ffff""#),
        (
            r#"node("classic/bullet", "Sprite2D").texture.get_size() * node("classic/bullet", "Sprite2D").scale"#,
            "Vector2(20, 20)",
        ),
        (
            r#"node("classic/bullet", "VisibleOnScreenNotifier2D").get_class()"#,
            r#""VisibleOnScreenNotifier2D""#,
        ),
    ]);
}

#[test]
fn bullets_and_the_ship_never_meet_and_creeps_meet_both() {
    expect(&[
        (r#"node("classic/bullet", ".").collision_mask & node("classic/player", ".").collision_layer"#, "0"),
        (r#"node("classic/player", ".").collision_mask & node("classic/bullet", ".").collision_layer"#, "0"),
        (r#"node("classic/player", ".").collision_mask & node("classic/mob", ".").collision_layer"#, "1"),
        (r#"node("classic/bullet", ".").collision_mask & node("classic/mob", ".").collision_layer"#, "2"),
    ]);
}

#[test]
fn no_allowed_speed_carries_a_bullet_through_a_creep() {
    let length = ask(&[r#"node("classic/mob", "CollisionShape2D").shape.height"#])[0].parse::<f32>().unwrap();
    let shortest = limits::BULLET_SIZE.min + length * limits::SCALE.min;
    let fastest = (limits::BULLET_SPEED.max + limits::MOB_SPEED.max) / TICKS_PER_SECOND as f32;
    assert!(fastest < shortest, "{fastest} px a tick against {shortest} px of bullet and creep");
}

#[test]
fn leaving_the_screen_is_connected_in_the_scenes() {
    let connections = |scene: &str, signal: &str, path: &str| {
        format!(
            r#"node("{scene}", "{path}").get_signal_connection_list("{signal}")[0].callable.get_method()"#
        )
    };
    let questions = [
        connections("classic/mob", "screen_exited", "VisibleOnScreenNotifier2D"),
        connections("classic/bullet", "screen_exited", "VisibleOnScreenNotifier2D"),
        connections("classic/bullet", "body_entered", "."),
    ];
    let answers = ask(&questions.each_ref().map(String::as_str));
    assert_eq!(answers, [r#"&"leave""#, r#"&"leave""#, r#"&"on_body_entered""#]);
}

#[test]
fn main_is_wired_as_in_the_tutorial() {
    expect(&[
        (r#"node("classic/main", ".").get_class()"#, r#""Main""#),
        (r#"node("classic/main", ".").mob_scene.resource_path"#, r#""res://scenes/classic/mob.tscn""#),
        (r#"node("classic/main", ".").bullet_scene.resource_path"#, r#""res://scenes/classic/bullet.tscn""#),
        (r#"node("classic/main", "Player").get_class()"#, r#""Player""#),
        (r#"node("classic/main", "StartPosition").position"#, "Vector2(240, 660)"),
        (r#"node("classic/main", "MobPath/MobSpawnLocation").get_class()"#, r#""PathFollow2D""#),
        (r#"node("classic/main", "MobPath").curve.get_baked_points()[0]"#, "Vector2(32, -36)"),
        (r#"node("classic/main", "MobPath").curve.sample_baked(1000)"#, "Vector2(448, -36)"),
        (
            r#"[node("classic/main", "StartTimer").wait_time, node("classic/main", "StartTimer").one_shot]"#,
            "[2.0, true]",
        ),
        (
            r#"[node("classic/main", "MobTimer").wait_time, node("classic/main", "MobTimer").one_shot]"#,
            "[0.5, false]",
        ),
        (
            r#"[node("classic/main", "BulletTimer").wait_time, node("classic/main", "BulletTimer").one_shot]"#,
            "[0.25, true]",
        ),
        (r#"node("classic/main", "Music").stream.loop"#, "true"),
    ]);
}

#[test]
fn buttons_are_large_enough_for_a_finger_on_a_small_phone() {
    // 44 px on a screen 360 px wide.
    let least = 44.0 / Layout::new(&Display::plain(360.0, 640.0)).unit;
    let sizes = ask(&[
        r#"node("ui/hud", "PauseButton").size.x"#,
        r#"node("ui/hud", "PauseButton").size.y"#,
        r#"node("ui/hud", "Center/StartButton").size.y"#,
        r#"node("ui/pause_screen", "Lines/Resume").custom_minimum_size.y"#,
        r#"node("ui/pause_screen", "Lines/Quit").custom_minimum_size.y"#,
        r#"node("arcade/arcade_hud", "BombButton").size.x"#,
        r#"node("arcade/arcade_hud", "BombButton").size.y"#,
    ]);
    for size in sizes {
        assert!(size.parse::<f32>().unwrap() >= least, "{size} px, not {least}");
    }
}

#[test]
fn no_font_is_smaller_than_can_be_read_on_a_phone() {
    let mut folders = vec![project::folder().join("scenes"), project::folder().join("assets")];
    let mut sizes = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "tscn" || end == "tres") {
                for line in fs::read_to_string(&path).unwrap().lines() {
                    let Some((key, size)) = line.split_once(" = ") else { continue };
                    if key.ends_with("font_size") {
                        sizes += 1;
                        assert!(size.parse::<f32>().unwrap() >= MIN_FONT_SIZE, "{}: {line}", path.display());
                    }
                }
            }
        }
    }
    assert!(sizes > 20, "{sizes}");
}

#[test]
fn the_hud_is_the_tutorials() {
    expect(&[
        (r#"node("ui/hud", ".").get_class()"#, r#""Hud""#),
        (r#"node("ui/hud", ".").is_class("CanvasLayer")"#, "true"),
        (r#"node("ui/hud", "Center/Message").text"#, r#""Shoot the\nCreeps!""#),
        (r#"node("ui/hud", "Center/StartButton").shortcut.events[0].action"#, r#"&"start_game""#),
        (
            r#"[node("ui/hud", "MessageTimer").wait_time, node("ui/hud", "MessageTimer").one_shot]"#,
            "[2.0, true]",
        ),
        (
            r#"[node("ui/hud", "ButtonTimer").wait_time, node("ui/hud", "ButtonTimer").one_shot]"#,
            "[1.0, true]",
        ),
    ]);
}

#[test]
fn nothing_of_arcade_and_horde_is_hidden_behind_an_effect() {
    let draw_order = |name: &str| format!(r#"node("arcade/arcade_scene", "Field/{name}").get_index()"#);
    let names = ["Rings", "Flashes", "Shards", "Beam", "Creeps", "Boss", "Ship", "Bullets", "Marks"];
    let questions = names.map(draw_order);
    let answers = ask(&questions.each_ref().map(String::as_str));
    let indexes: Vec<u32> = answers.iter().map(|answer| answer.parse().unwrap()).collect();
    assert!(indexes.is_sorted(), "{names:?} are drawn in the order {indexes:?}");
}

#[test]
fn counts_have_the_plural_forms_of_their_language() {
    let creeps = |language: &str, count: u32| {
        format!(r#"plural("{language}", "{{count}} creep", "{{count}} creeps", {count})"#)
    };
    let questions = [
        creeps("en", 1),
        creeps("en", 0),
        creeps("de", 1),
        creeps("de", 2),
        creeps("fr", 0),
        creeps("fr", 2),
        creeps("ja", 2),
    ];
    let answers = ask(&questions.each_ref().map(String::as_str));
    let expected = [
        r#""{count} creep""#,
        r#""{count} creeps""#,
        r#""{count} Creep""#,
        r#""{count} Creeps""#,
        r#""{count} bestiole""#,
        r#""{count} bestioles""#,
        r#""クリープ {count}""#,
    ];
    assert_eq!(answers, expected);
}

#[test]
fn the_fonts_have_every_letter_of_every_language() {
    for language in &LANGUAGES[1..] {
        let font = match language.code {
            "ja" => "creeps_ja.otf",
            "zh_CN" => "creeps_zh_cn.otf",
            _ => "",
        };
        let question = format!(r#"missing_letters("{}", "{font}")"#, language.code);
        let missing = &ask(&[&question])[0];
        assert_eq!(missing, r#""""#, "{}: see godot-project/assets/fonts/README.md", language.code);
    }
}
