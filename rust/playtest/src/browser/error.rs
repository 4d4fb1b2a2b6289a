//! What can go wrong with a browser. Each message says what failed, why, and what to do next.

use std::path::PathBuf;
use std::time::Duration;

/// What can go wrong between wanting a browser and having asked it something.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no Chromium.
    #[error(
        "no Chromium was found to play the web export in.\nInstall one (Debian: apt-get install chromium; \
         elsewhere Google Chrome or Microsoft Edge will do), or set CHROMIUM to its program."
    )]
    NotFound,

    /// `$CHROMIUM` or `$CHROME` is set, but not to a program.
    #[error(
        "{name} is set to {}, which is no program.\nSet it to a Chromium, or unset it and one will be looked for.",
        .value.display()
    )]
    BadVariable {
        /// The environment variable.
        name: &'static str,
        /// What it is set to.
        value: PathBuf,
    },

    /// Chromium ended, or did not begin.
    #[error(
        "{} did not start: {why}\nTry it by hand, or set CHROMIUM to another Chromium.",
        .program.display()
    )]
    NotStarted {
        /// The program.
        program: PathBuf,
        /// What the system or Chromium said.
        why: String,
    },

    /// Chromium ended while it was in use.
    #[error("the browser is gone: {why}\nIt may have run out of memory; run the same command again.")]
    Gone {
        /// What the connection said.
        why: String,
    },

    /// The game crashed.
    #[error("the game in the browser has crashed. It logged: {said}")]
    Died {
        /// What the console said of it.
        said: String,
    },

    /// Something did not happen in time.
    #[error("timed out after {} s while waiting for {what}.{}", .limit.as_secs(), context(.seen))]
    TimedOut {
        /// What it waited for.
        what: String,
        /// For how long.
        limit: Duration,
        /// What there was to see instead; may be empty.
        seen: String,
    },

    /// Chromium does not do what it was asked for.
    #[error("the browser rejected {method}: {why}.\nIt may be too old; this was made with Chromium 156.")]
    Rejected {
        /// The command of the `DevTools` protocol.
        method: String,
        /// What Chromium said.
        why: String,
    },

    /// A page can't be opened.
    #[error("could not open {url}: {why}")]
    Unreachable {
        /// The page.
        url: String,
        /// What Chromium said.
        why: String,
    },

    /// A script that we ran in the page failed.
    #[error("a script failed in the page: {why}")]
    Script {
        /// What it threw.
        why: String,
    },
}

fn context(seen: &str) -> String {
    if seen.is_empty() { String::new() } else { format!("\nMeanwhile: {seen}") }
}
