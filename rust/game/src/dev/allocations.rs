//! Counts how often this extension's own code allocates memory while a game is played, and writes it into the trace: no tick and no frame
//! of play should. What the engine allocates is not counted.
//!
//! Only builds with the feature `measure` count; exports leave it out.

use creeps_rules::trace::TraceEvent;

use crate::dev::trace;

/// Where in a turn of the engine's main loop something is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum During {
    /// A physics tick.
    Tick,
    /// A frame.
    Frame,
}

/// Runs a part of a tick or of a frame and counts.
pub fn count<T>(during: During, run: impl FnOnce() -> T) -> T {
    let (result, times) = measured(run);
    if times > 0 {
        trace::record(|| TraceEvent::Allocated { times, in_frame: during == During::Frame });
    }
    result
}

#[cfg(feature = "measure")]
fn measured<T>(run: impl FnOnce() -> T) -> (T, u64) {
    let mut result = None;
    let counted = allocation_counter::measure(|| result = Some(run()));
    (result.expect("it was run"), counted.count_total)
}

#[cfg(not(feature = "measure"))]
fn measured<T>(run: impl FnOnce() -> T) -> (T, u64) {
    (run(), 0)
}

/// Runs what may allocate, since it is no part of every tick: it saves a file, writes the trace, or announces what comes once in many
/// seconds (a wave, a boss, another weapon), for which the engine makes texts and nodes anyway.
pub fn allow<T>(run: impl FnOnce() -> T) -> T {
    #[cfg(feature = "measure")]
    {
        let mut result = None;
        allocation_counter::opt_out(|| result = Some(run()));
        result.expect("it was run")
    }
    #[cfg(not(feature = "measure"))]
    run()
}

#[cfg(all(test, feature = "measure"))]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_not_allowed_is_counted() {
        let allocate = || drop(std::hint::black_box(vec![1, 2, 3]));
        assert_eq!(measured(allocate).1, 1);
        assert_eq!(measured(|| allow(allocate)).1, 0);
        assert_eq!(measured(|| ()).1, 0);
    }
}
