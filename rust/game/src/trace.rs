//! The trace of this run (`--trace FILE`): any class records what happens, as it would log.
//!
//! Where no trace was asked for, [`record`] does not even make the event.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Write};

use creeps_rules::trace::{Entry, Event};
use godot::classes::Engine;
use godot::prelude::*;

thread_local! {
    // All of Godot's nodes live on the main thread.
    static TRACE: RefCell<Option<File>> = const { RefCell::new(None) };
}

/// Starts to write the trace to `path`.
///
/// # Errors
/// The file can't be made.
pub fn open(path: &str) -> io::Result<()> {
    let file = File::create(path)?;
    TRACE.set(Some(file));
    Ok(())
}

/// Ends the trace.
pub fn close() {
    TRACE.set(None);
}

/// Writes an event to the trace, if there is one.
pub fn record(event: impl FnOnce() -> Event) {
    TRACE.with_borrow_mut(|trace| {
        let Some(file) = trace else { return };
        // The engine counts the first tick as 1, tapes count it as 0.
        let tick = Engine::singleton().get_physics_frames().saturating_sub(1);
        let entry = Entry { tick, event: event() };
        // A line at a time, unbuffered: what a crash leaves is whole up to the crash.
        let written = entry.to_line().map(|line| writeln!(file, "{line}"));
        if !matches!(written, Ok(Ok(()))) {
            godot_warn!("the trace ends here: its file can't be written");
            *trace = None;
        }
    });
}
