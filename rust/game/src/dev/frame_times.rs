//! `--frame-times`: how long each turn of the engine's main loop takes, and the report at the end. A turn is a frame with its ticks.
//!
//! It is the time that the processor spent on it, whatever else the machine did. Builds without the feature `measure`, and those for
//! Windows, take the time on the wall instead, which says something only where nothing waits for a screen.

use std::cell::RefCell;
use std::time::Duration;

use creeps_rules::frame_times::FrameTimes;
use creeps_rules::trace::TraceEvent;
use godot::prelude::*;

/// Room for the frames of ten minutes.
const USUAL_FRAMES: usize = 10 * 60 * 60;

thread_local! {
    // All of Godot's nodes live on the main thread.
    static TIMES: RefCell<Option<(FrameTimes, Duration)>> = const { RefCell::new(None) };
}

/// Starts to measure.
pub fn begin() {
    TIMES.set(Some((FrameTimes::new(USUAL_FRAMES), now())));
}

/// The time of the processor that this thread has had.
#[cfg(all(feature = "measure", unix, not(target_family = "wasm")))]
fn now() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::try_from(time).unwrap_or_default()
}

/// The time on the wall.
#[cfg(not(all(feature = "measure", unix, not(target_family = "wasm"))))]
fn now() -> Duration {
    Duration::from_micros(godot::classes::Time::singleton().get_ticks_usec())
}

/// Whether frames are measured.
pub fn are_measured() -> bool {
    TIMES.with_borrow(Option::is_some)
}

/// A turn of the main loop is finished; `tick` is the last one.
pub fn finish(tick: u64) {
    TIMES.with_borrow_mut(|measured| {
        let Some((times, since)) = measured else { return };
        let now = now();
        times.add(tick, now.saturating_sub(*since).as_secs_f32() * 1e6);
        *since = now;
    });
}

/// Notes an event that may make a frame long.
pub fn note(tick: u64, event: &TraceEvent) {
    TIMES.with_borrow_mut(|measured| {
        if let Some((times, _)) = measured {
            times.note(tick, event);
        }
    });
}

/// Prints the report, and measures no more.
pub fn report() {
    if let Some(report) = TIMES.take().and_then(|(times, _)| times.report()) {
        godot_print!("{report}");
    }
}
