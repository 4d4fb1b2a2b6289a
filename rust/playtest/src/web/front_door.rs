//! The page as a front door: a run as a link, hostile links, a host with a strict policy, the way back, a phone that trembles.

use std::path::Path;
use std::sync::Arc;

use creeps_rules::input_script::Key;
use creeps_rules::trace::TraceEvent;
use creeps_sim::replay::{Recorder, Replay};
use creeps_sim::{Autopilot, Difficulty, Ruleset, Sim, Skill};
use creeps_web_export::serve::HostBehavior;

use super::Error;
use super::harness::{BrowserHarness, ensure};
use crate::project;
use crate::screenshot::Hue;

/// The seed of the run in the link.
const SEED: u64 = 77;
/// How long that run is, in ticks.
const TICKS: u32 = 900;

/// A link shows its run, verified, and its score can be beaten with the same seed; a link that is none shows the menu with a message. All
/// of it from a host with a strict policy.
///
/// # Errors
/// Anything is not as it should be.
pub fn by_link(folder: &Path) -> Result<(), Error> {
    let (replay, link) = run()?;
    let mut harness = BrowserHarness::new(folder)?;
    harness.behave(&HostBehavior::Strict);
    harness.open(&format!("?trace{link}"))?;
    harness.wait_until("the run in the link", |harness| {
        happened(harness, |event| matches!(event, TraceEvent::ReplayStarted { .. }))
    })?;
    // Twice as fast, and so on.
    for _ in 0..3 {
        harness.browser.tap_key(Key::Up)?;
    }
    harness.see("link", |picture| picture.share(240..720, 60..620, Hue::Cyan) > 0.0005)?;
    let end = (replay.score, replay.ticks(), replay.hash);
    harness.wait_until("the state that the link claims", |harness| {
        happened(harness, |event| matches!(*event, TraceEvent::GameEnded { score, ticks, hash } if (score, ticks, hash) == end))
    })?;
    harness.wait_for_screen(creeps_rules::Screen::Results)?;
    harness.browser.rest(std::time::Duration::from_secs(1))?;
    harness.see("link-results", |picture| picture.share(240..720, 60..700, Hue::White) > 0.005)?;
    harness.browser.tap_key(Key::Enter)?;
    harness.wait_until("a game to beat that score", |harness| {
        let is_game = |event: &TraceEvent| matches!(*event, TraceEvent::GameStarted { seed } if seed == SEED);
        let beats = |event: &TraceEvent| matches!(*event, TraceEvent::ChallengeStarted { score } if score == replay.score);
        happened(harness, is_game) && happened(harness, beats)
    })?;
    harness.check_complaints()?;
    away(&mut harness)?;

    let hostile =
        ["#r=", "#r=AAAA", "#r=%3Cscript%3Ealert(1)%3C/script%3E", &format!("#r={}", "A".repeat(20_000))];
    for (index, link) in hostile.into_iter().enumerate() {
        harness.open(&format!("?trace&hostile={index}{link}"))?;
        harness.wait_until("a message and the menu", |harness| {
            let is_told = |event: &TraceEvent| matches!(event, TraceEvent::ErrorReported { message } if message.contains("link"));
            happened(harness, is_told) && happened(harness, |event| *event == TraceEvent::MenuShown)
        })?;
        if index == 1 {
            harness.see("link-hostile", |picture| picture.shows(110..380, 50..180, Hue::White))?;
        }
    }
    Ok(())
}

/// The browser's way back pauses the game that is played.
fn away(harness: &mut BrowserHarness) -> Result<(), Error> {
    harness.browser.evaluate("setTimeout(() => history.back())")?;
    harness.wait_until("a pause by the way back", |harness| {
        happened(harness, |event| *event == TraceEvent::Paused)
    })
}

/// A run of Arcade and its link.
fn run() -> Result<(Replay, String), Error> {
    let wrong = |why: String| Error::Wrong(format!("the run for its link can't be made: {why}"));
    let rules = |name: &str| {
        let text = std::fs::read(project::folder().join("config").join(name))
            .map_err(|error| wrong(error.to_string()))?;
        Ruleset::read(name, &text).map(Arc::new).map_err(|error| wrong(error.to_string()))
    };
    let arcade = rules("arcade.ron")?;
    let mut sim = Sim::new(&arcade, Difficulty::Normal, SEED);
    let (mut recorder, mut autopilot) = (Recorder::new(&sim), Autopilot::new(Skill::PERSON));
    for _ in 0..TICKS {
        let input = autopilot.play(&sim);
        sim.step(input);
        recorder.note(input, &sim);
    }
    let replay = recorder.finish(&sim);
    let link = replay.to_link(&[arcade]).map_err(|error| wrong(error.to_string()))?;
    let link = link.ok_or_else(|| wrong("it is too long".to_owned()))?;
    ensure(replay.score > 0, || "the run for its link has no points.".to_owned())?;
    Ok((replay, link))
}

fn happened(harness: &BrowserHarness, is: impl Fn(&TraceEvent) -> bool) -> bool {
    harness.trace().iter().any(|entry| is(&entry.event))
}
