//! From a key to the picture: how many frames later the ship is drawn elsewhere, at usual rates of screens.
#![allow(clippy::unwrap_used)] // helpers of tests may

use std::fs;

use creeps_playtest::Run;
use creeps_playtest::inputs::tap;
use creeps_rules::input_script::Key;

/// How often a key is pressed at each rate.
const PRESSES: usize = 14;

/// Presses keys in a game and returns after how many frames each moved the ship. `ship` is its picture: a node's name and its child's.
fn frames(mode: &str, ship: &str, rate: u32) -> Vec<u32> {
    let run = Run::new(60 * 13).seed(7).argument("--mode").argument(mode).frames_per_second(rate);
    // Nothing can end the game.
    let run = run.user_file("settings.ron", "(invincible: true)").press(tap(60, Key::Enter));
    let run = run.engine_script("key_to_frame.gd").environment("SHIP", ship);
    let run = run.environment("PRESSES", PRESSES.to_string());
    let (_, text) =
        run.play_and_look(|_| {}, |user| fs::read_to_string(user.join("frames.txt")).unwrap_or_default());
    text.split_whitespace().map(|number| number.parse().unwrap()).collect()
}

#[test]
fn a_key_moves_the_ship_in_the_first_frame_that_begins_after_it() {
    for (mode, ship) in [("classic", "Player/AnimatedSprite2D"), ("arcade", "Field/Ship")] {
        for rate in [60, 144, 240] {
            let frames = frames(mode, ship, rate);
            assert_eq!(frames.len(), PRESSES, "{mode} at {rate} frames a second: {frames:?}");
            let mean = frames.iter().sum::<u32>() as f32 / PRESSES as f32;
            let most = *frames.iter().max().unwrap();
            println!(
                "{mode}, {rate} frames a second: {mean:.2} frames from a key to the ship, {most} at most"
            );
            assert_eq!(most, 1, "{mode} at {rate} frames a second: {frames:?}");
        }
    }
}
