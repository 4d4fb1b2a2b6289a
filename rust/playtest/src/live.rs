//! Reads a game's trace while the game writes it.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, Instant};

use creeps_rules::trace::{Entry, TraceEvent};

/// How long the slowest machine may take for a step.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// The trace of a game that runs.
pub struct LiveTrace {
    file: PathBuf,
    read: RefCell<Read>,
}

/// What was read so far; a trace only grows.
#[derive(Default)]
struct Read {
    entries: Vec<Entry>,
    bytes: u64,
}

impl LiveTrace {
    /// The trace that a game writes to `file`.
    pub fn new(file: PathBuf) -> Self {
        Self { file, read: RefCell::default() }
    }

    /// What happened so far.
    ///
    /// # Panics
    /// A whole line of the trace can't be read.
    pub fn read(&self) -> Vec<Entry> {
        let mut read = self.read.borrow_mut();
        let text = self.text_from(read.bytes).unwrap_or_default();
        // The last line may be half written.
        let whole = text.rfind('\n').map_or("", |end| &text[..=end]);
        read.bytes += whole.len() as u64;
        read.entries
            .extend(whole.lines().map(|line| Entry::from_line(line).expect("a whole line is an entry")));
        read.entries.clone()
    }

    fn text_from(&self, byte: u64) -> io::Result<String> {
        let mut file = File::open(&self.file)?;
        file.seek(SeekFrom::Start(byte))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Waits until the trace holds an event.
    ///
    /// # Panics
    /// It does not come.
    pub fn wait_for(&self, what: &str, is: impl Fn(&TraceEvent) -> bool) {
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
