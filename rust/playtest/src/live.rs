//! Reads a trace while the game writes it.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, Instant};

use creeps_rules::Screen;
use creeps_rules::trace::{Entry, TraceEvent};

/// The timeout of a step, long enough for the slowest machine.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// The trace of a running game.
pub struct LiveTrace {
    file: PathBuf,
    read: RefCell<Read>,
}

/// The part that was read so far. A trace only grows.
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

    /// All entries so far.
    ///
    /// # Panics
    /// A complete line is not an entry.
    pub fn read(&self) -> Vec<Entry> {
        let mut read = self.read.borrow_mut();
        let text = self.text_from(read.bytes).unwrap_or_default();
        // The last line may be incomplete.
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

    /// Waits until the trace has an event.
    ///
    /// # Panics
    /// It does not within [`PATIENCE`].
    pub fn wait_for(&self, what: &str, is: impl Fn(&TraceEvent) -> bool) {
        wait(what, || self.read().iter().any(|entry| is(&entry.event)).then_some(()));
    }

    /// Waits until the game has shown a screen.
    ///
    /// # Panics
    /// It does not within [`PATIENCE`].
    pub fn wait_for_screen(&self, screen: Screen) {
        self.wait_for(&format!("{screen:?}"), |event| *event == TraceEvent::ScreenShown(screen));
    }
}

/// Waits until `get` returns something.
///
/// # Panics
/// It does not within [`PATIENCE`].
pub fn wait<T>(what: &str, mut get: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(got) = get() {
            return got;
        }
        assert!(began.elapsed() < PATIENCE, "waited {PATIENCE:?} for {what}, and it did not happen");
        sleep(Duration::from_millis(10));
    }
}
