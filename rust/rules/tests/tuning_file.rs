//! The tuning file: the shipped one, and the errors of broken ones.

use creeps_rules::{Tuning, limits, tuning};
use proptest::prelude::*;

mod broken_tunings;

const SHIPPED: &str = include_str!("../../../godot-project/config/tuning.ron");

#[test]
fn the_shipped_file_is_the_default_which_is_the_tutorials_game() {
    let tuning = Tuning::read("tuning.ron", SHIPPED.as_bytes()).unwrap();
    assert_eq!(tuning, Tuning::default());
    assert_eq!((tuning.player.speed, tuning.bullet.cooldown), (400.0, 0.25));
    assert_eq!((tuning.bullet.speed, tuning.bullet.size, tuning.bullet.muzzle), (200.0, 20.0, 20.0));
    assert_eq!(tuning.bullet.color.to_string(), "00ffff");
    assert_eq!((tuning.mob.speed.min, tuning.mob.speed.max), (150.0, 250.0));
    assert_eq!((tuning.mob.spawn_interval, tuning.messages.start_delay), (0.5, 2.0));
}

#[test]
fn the_shipped_file_shows_every_field_and_its_limits() {
    let everything = ron::to_string(&Tuning::default()).unwrap();
    for field in everything.split(['(', ',', ')']).filter_map(|part| part.split_once(':')) {
        assert!(SHIPPED.contains(&format!("{}:", field.0)), "{} is not in the shipped file", field.0);
    }
    for limits in [
        limits::PLAYER_SPEED,
        limits::SCALE,
        limits::COOLDOWN,
        limits::BULLET_SPEED,
        limits::BULLET_SIZE,
        limits::MUZZLE,
        limits::MOB_SPEED,
        limits::SPAWN_INTERVAL,
        limits::DELAY,
    ] {
        let words = format!("{} to {}", limits.min, limits.max);
        assert!(SHIPPED.contains(&words), "the shipped file does not say {words:?}");
    }
}

#[test]
fn a_file_need_only_name_what_it_changes() {
    let tuning = Tuning::read("t.ron", b"(player: (speed: 500))").unwrap();
    let player = tuning::Player { speed: 500.0, ..Default::default() };
    assert_eq!(tuning, Tuning { player, ..Default::default() });
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_no_mistake() {
    assert!(Tuning::read("t.ron", b"\xef\xbb\xbf(\r\n  player: (speed: 500),\r\n)\r\n").is_ok());
}

#[test]
fn fifty_broken_files_get_fifty_clear_messages() {
    let broken = broken_tunings::all();
    assert_eq!(broken.len(), 50);
    for (index, case) in broken.iter().enumerate() {
        let error = Tuning::read("tuning.ron", &case.bytes).expect_err(&format!("case {index}"));
        let message = error.to_string();
        println!("{index:2}  {message}");
        assert!(message.starts_with("tuning.ron:"), "{message}");
        assert!(message.chars().count() < 500 && !message.contains('\n'), "case {index}: {message}");
        for word in case.words {
            assert!(message.contains(word), "case {index} does not say {word:?}: {message}");
        }
        match case.location {
            Some((line, 0)) => assert_eq!(error.location.map(|at| at.0), Some(line), "{message}"),
            location => assert_eq!(error.location, location, "case {index}: {message}"),
        }
    }
}

proptest! {
    #[test]
    fn whatever_is_written_reads_back(speed in 10.0f32..2000.0, size in 4.0f32..200.0, color: u32) {
        let mut tuning = Tuning::default();
        tuning.player.speed = speed;
        tuning.bullet.size = size;
        tuning.bullet.color = tuning::Rgb((color >> 16) as u8, (color >> 8) as u8, color as u8);
        let text = ron::to_string(&tuning).unwrap();
        prop_assert_eq!(Tuning::read("t.ron", text.as_bytes()).unwrap(), tuning);
    }

    #[test]
    fn no_bytes_panic(bytes: Vec<u8>) {
        let _ = Tuning::read("t.ron", &bytes);
    }

    #[test]
    fn the_shipped_file_with_a_hole_or_a_stray_character_does_not_panic(
        from in 0usize..1500, length in 0usize..40, stray in "[(),:a0\"\\[{]{0,3}"
    ) {
        let mut text = SHIPPED.to_owned();
        let from = text.floor_char_boundary(from.min(text.len()));
        let to = text.floor_char_boundary((from + length).min(text.len()));
        text.replace_range(from..to, &stray);
        if let Ok(tuning) = Tuning::read("t.ron", text.as_bytes()) {
            prop_assert!(limits::PLAYER_SPEED.allow(tuning.player.speed));
            prop_assert!(limits::BULLET_SIZE.allow(tuning.bullet.size));
            prop_assert!(tuning.mob.speed.min <= tuning.mob.speed.max);
        }
    }
}
