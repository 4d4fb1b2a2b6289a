//! Plays an exported game (Linux): headless for a minute of game time, then in a window with real keys.

use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use creeps_godot_env::{Cache, Exported};
use creeps_rules::Screen;
use creeps_rules::input_script::Key;
use creeps_rules::trace::TraceEvent;

use crate::game_process::GameProcess;
use crate::live::LiveTrace;
use crate::screenshot::Hue;
use crate::window::Window;
use crate::{Outcome, project, run};

/// A minute at 60 ticks a second.
const TICKS: &str = "3600";

/// Debian's release template 4.6.3 reports this for every control in a container when the tree is freed at the end: its
/// compiler lets two equal callables differ. Its debug template, its editor and our web templates do not.
const DEBIANS_OWN: &str = "Attempt to disconnect a nonexistent connection";

/// How an exported game played.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The creeps that the autopilot shot within a minute.
    pub score: u32,
    /// From the start of the process to its title on the screen; none where there is no Xvfb.
    pub first_picture: Option<Duration>,
}

/// Plays the exported program.
///
/// # Errors
/// This machine can't start it; why, in words.
///
/// # Panics
/// It does not play as it should.
pub fn play(program: &Path) -> Result<Report, String> {
    let cache = Cache::from_environment().map_err(|error| error.to_string())?;
    let scratch = project::root().join("target/export");
    let exported = Exported::prepare(program, &cache, &scratch).map_err(|error| error.to_string())?;
    let score = alone(&exported, "classic").kills().len() as u32;
    assert!(score > 10, "the autopilot shot {score} creeps within a minute; it shoots dozens");
    let arcade = alone(&exported, "arcade");
    let waves = arcade.ticks(|event| matches!(event, TraceEvent::WaveStarted { .. })).len();
    assert!(waves >= 2, "Arcade's autopilot saw {waves} waves within a minute");
    let first_picture = in_a_window(&exported);
    Ok(Report { score, first_picture })
}

/// A minute of game time by the autopilot, as fast as the machine can.
fn alone(exported: &Exported, mode: &str) -> Outcome {
    let folder = tempfile::tempdir().expect("a game needs a temporary folder");
    let file = folder.path().join("trace.txt");
    let mut command = exported.command();
    run::isolate(&mut command, folder.path());
    command.args(["--headless", "--fixed-fps", "60", "--", "--autopilot", "--seed", "7", "--ticks", TICKS]);
    command.args(["--mode", mode, "--trace"]).arg(&file);
    let output = GameProcess::start(&mut command).output();
    let outcome = assert_clean(exported, Outcome::new(&output, LiveTrace::new(file).read()));
    assert!(outcome.log.text.contains("score: "), "it prints no score: {}", outcome.log.text);
    outcome
}

/// From the title to a game with real keys, and back; gives the time to the title.
fn in_a_window(exported: &Exported) -> Option<Duration> {
    let window = Window::open_game(exported.command(), &["--seed", "7"])?;
    // The name of the game, in white, across the upper half.
    let title =
        window.screenshot_when("exported-title", |picture| picture.shows(60..420, 100..360, Hue::White));
    let first_picture = window.age_at(&title);
    window.tap(Key::Enter);
    window.trace.wait_for_screen(Screen::Playing);
    window.key(Key::Space, true);
    window.key(Key::Left, true);
    sleep(Duration::from_millis(500));
    window.key(Key::Left, false);
    window.key(Key::Right, true);
    window.trace.wait_for("a creep to be shot", |event| matches!(event, TraceEvent::CreepKilled { .. }));
    window.screenshot().save("exported-play");
    window.key(Key::Right, false);
    window.key(Key::Space, false);
    // Out of the game, then out of the program.
    window.quit_game();
    window.tap(Key::Escape);
    let outcome = assert_clean(exported, window.close());
    assert!(!outcome.ship_moves().is_empty(), "the ship did not steer");
    Some(first_picture)
}

fn assert_clean(exported: &Exported, mut outcome: Outcome) -> Outcome {
    if exported.has_debians_libraries() {
        outcome.forget(|line| line.contains(DEBIANS_OWN));
    }
    outcome.assert_clean(false);
    outcome
}
