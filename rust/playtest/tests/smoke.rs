//! A short game in each mode: what `cargo xtask test --quick` plays.

use creeps_playtest::{Outcome, Run};
use creeps_rules::trace::TraceEvent;

/// The autopilot's first 20 seconds of a mode.
fn game(mode: &str) -> Outcome {
    Run::new(1200).argument("--mode").argument(mode).seed(7).autopilot().play()
}

/// The score when the run left the game.
fn score(run: &Outcome) -> u64 {
    let scores = run.events(|event| match *event {
        TraceEvent::GameEnded { score, .. } => Some(score),
        _ => None,
    });
    let [(_, score)] = scores[..] else { panic!("games that ended: {scores:?}") };
    score
}

#[test]
fn creeps_are_shot_in_classic() {
    let run = game("classic");
    assert!(run.kills().len() > 5, "{:?}", run.kills());
}

#[test]
fn the_first_wave_of_arcade_comes_and_gives_points() {
    let run = game("arcade");
    let is_first = |event: &TraceEvent| matches!(event, TraceEvent::WaveStarted { number: 1, .. });
    assert_eq!(run.ticks(is_first).len(), 1);
    assert!(score(&run) > 10, "{}", score(&run));
}

#[test]
fn horde_fills_up_and_gives_points() {
    let run = game("horde");
    let peaks = run.events(|event| match *event {
        TraceEvent::PeakCounts { creeps, .. } => Some(creeps),
        _ => None,
    });
    assert!(matches!(peaks[..], [(_, 20..)]), "{peaks:?}");
    assert!(score(&run) > 10, "{}", score(&run));
}
