//! The trace of this run (`--trace FILE`, or `-` for the console): any class records what happens, as it would log.
//!
//! Where no trace was asked for, [`record`] does not even make the event.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Write};

use creeps_rules::arguments::TraceTarget;
use creeps_rules::trace::{Entry, Event};
use godot::classes::performance::Monitor;
use godot::classes::{Engine, Performance};
use godot::prelude::*;

thread_local! {
    // All of Godot's nodes live on the main thread.
    static TRACE: RefCell<Option<Sink>> = const { RefCell::new(None) };
}

enum Sink {
    Console,
    File(File),
}

impl Sink {
    fn write(&mut self, line: &str) -> io::Result<()> {
        match self {
            // The engine's own print, which is all that reaches a browser's console. The project's settings have it flush.
            Self::Console => {
                godot_print!("{line}");
                Ok(())
            }
            // A line at a time, unbuffered: what a crash leaves is whole up to the crash.
            Self::File(file) => writeln!(file, "{line}"),
        }
    }
}

/// Starts to write the trace.
///
/// # Errors
/// The file can't be made; the message names it.
pub fn open(target: &TraceTarget) -> Result<(), String> {
    let sink = match target {
        TraceTarget::Console => Sink::Console,
        TraceTarget::File(path) => File::create(path)
            .map(Sink::File)
            .map_err(|error| format!("{path}: the trace can't be written: {error}"))?,
    };
    TRACE.set(Some(sink));
    Ok(())
}

/// Ends the trace.
pub fn close() {
    TRACE.set(None);
}

/// Writes to the trace how many nodes and objects there are, and how many nodes nobody owns: what grows from game to game leaks.
pub fn record_objects() {
    record(|| {
        let count = |monitor| Performance::singleton().get_monitor(monitor) as u32;
        Event::Nodes {
            count: count(Monitor::OBJECT_NODE_COUNT),
            objects: count(Monitor::OBJECT_COUNT),
            orphans: count(Monitor::OBJECT_ORPHAN_NODE_COUNT),
        }
    });
}

/// Writes an event to the trace, if there is one.
pub fn record(event: impl FnOnce() -> Event) {
    TRACE.with_borrow_mut(|trace| {
        let Some(sink) = trace else { return };
        // The engine counts the first tick as 1, tapes count it as 0.
        let tick = Engine::singleton().get_physics_frames().saturating_sub(1);
        let entry = Entry { tick, event: event() };
        let written = entry.to_line().map(|line| sink.write(&line));
        if !matches!(written, Ok(Ok(()))) {
            godot_warn!("the trace ends here: its file can't be written");
            *trace = None;
        }
    });
}
