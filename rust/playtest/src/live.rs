//! Reads a game's trace while the game writes it.

use std::fs;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, Instant};

use creeps_rules::trace::{Entry, Event};

/// How long the slowest machine may take for a step.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// The trace of a game that runs.
pub struct LiveTrace {
    file: PathBuf,
}

impl LiveTrace {
    /// The trace that a game writes to `file`.
    pub fn new(file: PathBuf) -> Self {
        Self { file }
    }

    /// What happened so far.
    ///
    /// # Panics
    /// A whole line of the trace can't be read.
    pub fn read(&self) -> Vec<Entry> {
        let text = fs::read_to_string(&self.file).unwrap_or_default();
        // The last line may be half written.
        let whole = text.rfind('\n').map_or("", |end| &text[..end]);
        whole.lines().map(|line| Entry::from_line(line).expect("a whole line is an entry")).collect()
    }

    /// Waits until the trace holds an event.
    ///
    /// # Panics
    /// It does not come.
    pub fn wait_for(&self, what: &str, is: impl Fn(&Event) -> bool) {
        wait(what, || self.read().iter().any(|entry| is(&entry.event)).then_some(()));
    }
}

/// Waits until there is something to get.
///
/// # Panics
/// There never is.
pub fn wait<T>(what: &str, mut get: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(got) = get() {
            return got;
        }
        assert!(began.elapsed() < PATIENCE, "waited {PATIENCE:?} in vain for {what}");
        sleep(Duration::from_millis(10));
    }
}
