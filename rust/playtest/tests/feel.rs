//! How it feels to shoot and to be hit: `feel.ron`, and the settings that reduce it.
#![allow(clippy::unwrap_used)] // helpers of tests may

use creeps_playtest::inputs::{hold, pad, quit_game, tap};
use creeps_playtest::{Outcome, Run};
use creeps_rules::input_script::{Key, PadButton};
use creeps_rules::trace::TraceEvent;

/// A game of Arcade whose ship has nine bombs. Fire is held; the gamepad was used last.
fn arcade(ticks: u32) -> Run {
    let rules =
        include_str!("../../../godot-project/config/arcade.ron").replacen("bombs: 1,", "bombs: 9,", 1);
    Run::new(ticks)
        .argument("--mode")
        .argument("arcade")
        .seed(7)
        .user_file("arcade.ron", rules)
        .press([pad(10, PadButton::A), hold(20, 5000, Key::Space)].concat())
}

fn bombs(from: u32, count: u32) -> Vec<creeps_rules::input_script::ScriptedInput> {
    (0..count).flat_map(|nth| pad(from + 6 * nth, PadButton::B)).collect()
}

fn shakes(run: &Outcome) -> Vec<f32> {
    let all = run
        .events(|event| if let TraceEvent::CameraShaken { pixels } = event { Some(*pixels) } else { None });
    all.into_iter().map(|(_, pixels)| pixels).collect()
}

fn white_outs(run: &Outcome) -> Vec<u64> {
    run.ticks(|event| matches!(event, TraceEvent::WhitedOut { .. }))
}

fn frozen(run: &Outcome) -> Vec<u32> {
    let all =
        run.events(|event| if let TraceEvent::PictureFrozen { ticks } = event { Some(*ticks) } else { None });
    all.into_iter().map(|(_, ticks)| ticks).collect()
}

fn hash(run: &Outcome) -> u64 {
    run.events(|event| if let TraceEvent::GameEnded { hash, .. } = event { Some(*hash) } else { None })[0].1
}

#[test]
fn a_players_own_amounts_are_felt_and_change_no_game() {
    let play = |run: Run| run.press([bombs(300, 1), quit_game(360)].concat()).play();
    let shipped = play(arcade(400));
    assert_eq!((shakes(&shipped), frozen(&shipped)), (vec![7.0], vec![]));
    let own = "(impacts: (bomb: (shake: 2, hit_stop: 5, rumble: (weak: 0.5, strong: 0.2, time: 0.1))))";
    let own = play(arcade(400).user_file("feel.ron", own));
    assert_eq!((shakes(&own), frozen(&own)), (vec![2.0], vec![5]));
    assert_eq!(own.ticks(|event| *event == TraceEvent::Vibrated { weak: 0.5, strong: 0.2 }).len(), 1);
    assert_eq!(hash(&own), hash(&shipped));
}

#[test]
fn less_motion_and_no_flashes_leave_the_picture_alone() {
    let settings = "(reduced_motion: true, flashes: Off, vibration: 0)";
    let feel = "(impacts: (bomb: (shake: 2, hit_stop: 5)))";
    let run = arcade(380).user_file("settings.ron", settings).user_file("feel.ron", feel);
    let run = run.press(bombs(300, 1)).play();
    assert_eq!(shakes(&run), [0.0]);
    assert!(frozen(&run).is_empty() && white_outs(&run).is_empty());
    assert!(run.ticks(|event| matches!(event, TraceEvent::Vibrated { .. })).is_empty());
}

#[test]
fn eight_bombs_in_a_second_white_out_three_times_at_most() {
    let run = arcade(420).press(bombs(300, 8)).play();
    assert_eq!(run.ticks(|event| *event == TraceEvent::BombUsed).len(), 8);
    let white_outs = white_outs(&run);
    assert!((1..=3).contains(&white_outs.len()), "{white_outs:?}");
}

#[test]
fn a_mistake_in_the_file_is_reported_and_the_game_is_played() {
    let run = Run::new(200)
        .argument("--mode")
        .argument("arcade")
        .user_file("feel.ron", "(hit: (boss_flash: 0.9))")
        .may_report_errors()
        .press(tap(10, Key::Enter));
    let run = run.play();
    let error = run.errors().concat();
    assert!(
        error.contains("feel.ron:1:20: hit.boss_flash: 0.9 is out of range; a number from 0 to 0.18"),
        "{error}"
    );
    assert_eq!(run.ticks(|event| matches!(event, TraceEvent::GameStarted { .. })).len(), 1);
}
