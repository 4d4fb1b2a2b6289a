//! Writes the trace of this run (`--trace FILE`, or `-` for the console). Any class records events, like in a log.
//!
//! Without `--trace`, [`record`] does not even construct the event.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Write};

use creeps_rules::arguments::TraceTarget;
use creeps_rules::trace::{Entry, TraceEvent};
use godot::classes::performance::Monitor;
use godot::classes::{Engine, Performance};
use godot::prelude::*;

use crate::dev::{allocations, frame_times};

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
            // Only the engine's own print reaches a browser's console. The project settings make it flush.
            Self::Console => {
                godot_print!("{line}");
                Ok(())
            }
            // Unbuffered, so that a crash loses nothing.
            Self::File(file) => writeln!(file, "{line}"),
        }
    }
}

/// Starts the trace.
///
/// # Errors
/// The file can't be created; the message names it.
pub fn open(target: &TraceTarget) -> Result<(), String> {
    let sink = match target {
        TraceTarget::Console => Sink::Console,
        TraceTarget::File(path) => File::create(path)
            .map(Sink::File)
            .map_err(|error| format!("{path}: can't write the trace: {error}"))?,
    };
    TRACE.set(Some(sink));
    Ok(())
}

/// Ends the trace.
pub fn close() {
    TRACE.set(None);
}

/// Records the numbers of nodes and objects. Numbers that grow from game to game show a leak.
pub fn record_objects() {
    record(|| {
        let count = |monitor| Performance::singleton().get_monitor(monitor) as u32;
        TraceEvent::NodeCounts {
            count: count(Monitor::OBJECT_NODE_COUNT),
            objects: count(Monitor::OBJECT_COUNT),
            orphans: count(Monitor::OBJECT_ORPHAN_NODE_COUNT),
        }
    });
}

/// Writes an event to the trace, if there is a trace, and notes it for the stutter report, if there will be one.
pub fn record(event: impl FnOnce() -> TraceEvent) {
    TRACE.with_borrow_mut(|trace| {
        if trace.is_none() && !frame_times::are_measured() {
            return;
        }
        // The engine counts ticks from 1, input scripts count from 0.
        let tick = Engine::singleton().get_physics_frames().saturating_sub(1);
        allocations::allow(|| {
            let event = event();
            frame_times::note(tick, &event);
            let Some(sink) = trace else { return };
            let written = Entry { tick, event }.to_line().map(|line| sink.write(&line));
            if !matches!(written, Ok(Ok(()))) {
                godot_warn!("the trace ends here because its file can't be written");
                *trace = None;
            }
        });
    });
}
