//! The extension's own code allocates no memory in a tick or a frame of play, the view included. The engine's allocations don't count,
//! nor does what announces a wave, a boss or another weapon (`dev/allocations.rs`).

use creeps_playtest::{Outcome, Run};
use creeps_rules::Screen;
use creeps_rules::trace::TraceEvent;

/// Ticks in which what is kept for later may still grow.
const WARM_UP: u64 = 240;

fn run(mode: &str, ticks: u32) -> Run {
    // Else builds for development would make a backtrace of every borrow.
    let run = Run::new(ticks).environment("RUST_BACKTRACE", "0");
    run.argument("--mode").argument(mode).frames_per_second(120)
}

/// The ticks of play after the warm-up in which memory was allocated: how often, and whether in a frame.
fn allocated(run: &Outcome) -> Vec<(u64, (u64, bool))> {
    let mut found = run.events(|event| match *event {
        TraceEvent::Allocated { times, in_frame } => Some((times, in_frame)),
        _ => None,
    });
    // The start of a game allocates: so the counter counts.
    assert!(!found.is_empty(), "nothing was counted; was the extension built with its default features?");
    let end = run.screens().into_iter().find(|(_, screen)| *screen == Screen::GameOver);
    let end = end.map_or(u64::MAX, |(tick, _)| tick);
    found.retain(|(tick, _)| (WARM_UP..end).contains(tick));
    found
}

#[test]
fn a_stress_run_allocates_nothing_once_it_is_warm() {
    let run = run("arcade", 900).argument("--creeps").argument("2000").argument("--bullets").argument("2000");
    assert_eq!(allocated(&run.play()), []);
}

#[test]
fn a_game_of_arcade_allocates_nothing_while_it_is_played() {
    let run = run("arcade", 6000).seed(3).autopilot().play();
    assert_eq!(allocated(&run), []);
    let bosses = run.ticks(|event| matches!(event, TraceEvent::BossEntered { .. }));
    let bombs = run.ticks(|event| matches!(event, TraceEvent::BombUsed));
    assert!(!bosses.is_empty() && !bombs.is_empty(), "too little happened: {bosses:?}, {bombs:?}");
}

#[test]
fn a_game_of_horde_allocates_nothing_while_it_is_played() {
    let run = run("horde", 6000).seed(3).autopilot().play();
    assert_eq!(allocated(&run), []);
    assert!(run.ticks(|event| matches!(event, TraceEvent::PowerUpCaught { .. })).len() > 9);
}
