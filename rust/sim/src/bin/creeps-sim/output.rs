//! Standard output that may be closed or full: a reader that went away ends the program quietly, a full disk is an error.

use std::io::{self, ErrorKind, StdoutLock, Write};

/// Where the commands write what they say. It remembers what kept it from writing.
pub struct Output {
    stdout: StdoutLock<'static>,
    failed: Option<ErrorKind>,
}

impl Output {
    /// Standard output.
    pub fn new() -> Self {
        Self { stdout: io::stdout().lock(), failed: None }
    }

    /// Whether nobody reads any more.
    pub fn is_closed(&self) -> bool {
        self.failed == Some(ErrorKind::BrokenPipe)
    }

    /// Whether something could not be written.
    pub fn has_failed(&self) -> bool {
        self.failed.is_some()
    }

    fn note<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &result
            && error.kind() != ErrorKind::Interrupted
        {
            self.failed = Some(error.kind());
        }
        result
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let result = self.stdout.write(bytes);
        self.note(result)
    }

    fn flush(&mut self) -> io::Result<()> {
        let result = self.stdout.flush();
        self.note(result)
    }
}

/// Says something to the person on standard error; where that can't be written, there is nobody to tell.
pub fn say(message: &str) {
    let _ = writeln!(io::stderr(), "{message}");
}
