//! Ctrl-C and `kill`: the programs that we started end first, then we do.

use std::process::ExitCode;

#[cfg(unix)]
pub use self::unix::{asked_by, listen};
#[cfg(not(unix))]
pub use self::windows::{asked_by, listen};

/// Whether a signal has asked us to end.
pub fn have_asked() -> bool {
    asked_by() != 0
}

/// The exit code of a program that a signal ended, as shells know it (130 after Ctrl-C, 143 after `kill`); `None` when none
/// has asked.
pub fn exit_code() -> Option<ExitCode> {
    have_asked().then(|| code_of(asked_by()).into())
}

fn code_of(signal: u8) -> u8 {
    128 + signal
}

#[cfg(unix)]
mod unix {
    use std::process;
    use std::sync::atomic::{AtomicU8, Ordering};
    use std::thread;
    use std::time::{Duration, Instant};

    use anyhow::{Context as _, Result};
    use creeps_godot_env::children::{self, Request};
    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::SignalsInfo;
    use signal_hook::iterator::exfiltrator::WithOrigin;

    use super::code_of;
    use crate::say;

    /// The signal that asked first; 0 before one did.
    static ASKED_BY: AtomicU8 = AtomicU8::new(0);

    /// How long a program may take to end by itself, and we to tidy up: a game saves in far less.
    const GRACE: Duration = Duration::from_secs(10);
    /// A second signal within this time is the same request: `timeout` sends one to us and one to all of our group.
    const SAME: Duration = Duration::from_secs(1);

    /// The number of the signal that has asked us to end; 0 when none has.
    pub fn asked_by() -> u8 {
        ASKED_BY.load(Ordering::Relaxed)
    }

    /// Listens for signals from now on.
    ///
    /// The first one asks what runs for us to end. `main` ends when all of it has, by the ways of any failure, so that every
    /// file and folder is put back. Where nothing runs, we end at once. A second request, or none of us ending in time, ends
    /// all of it by force.
    pub fn listen() -> Result<()> {
        let mut signals =
            SignalsInfo::<WithOrigin>::new([SIGINT, SIGTERM]).context("could not listen for signals")?;
        thread::spawn(move || {
            let mut first: Option<Instant> = None;
            for origin in &mut signals {
                let (signal, now) = (origin.signal as u8, Instant::now());
                let Some(first) = first else {
                    first = Some(now);
                    ask(origin.signal, origin.process.is_some());
                    continue;
                };
                if now.duration_since(first) > SAME {
                    force(signal);
                }
            }
        });
        Ok(())
    }

    /// `is_sent_by_process`: not by the terminal, which sends it to all programs in it.
    fn ask(signal: i32, is_sent_by_process: bool) {
        let code = signal as u8;
        ASKED_BY.store(code, Ordering::Relaxed);
        let request = if signal == SIGINT { Request::Interrupt } else { Request::Terminate };
        if children::pass_on(request, !is_sent_by_process) == 0 {
            process::exit(code_of(code).into());
        }
        thread::spawn(move || {
            thread::sleep(GRACE);
            say::note(&format!("not all has ended within {} s: it is ended by force.", GRACE.as_secs()));
            force(code);
        });
    }

    fn force(signal: u8) {
        children::pass_on(Request::Kill, false);
        process::exit(code_of(signal).into());
    }
}

/// The console of Windows asks every program in it by itself: only our own end has to wait.
#[cfg(not(unix))]
mod windows {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Arc, OnceLock};

    use anyhow::{Context as _, Result};
    use signal_hook::consts::SIGINT;

    static ASKED: OnceLock<Arc<AtomicBool>> = OnceLock::new();

    /// The number of the signal that has asked us to end; 0 when none has.
    pub fn asked_by() -> u8 {
        let has_asked = ASKED.get().is_some_and(|asked| asked.load(Ordering::Relaxed));
        if has_asked { SIGINT as u8 } else { 0 }
    }

    /// Listens for signals from now on.
    pub fn listen() -> Result<()> {
        let asked = ASKED.get_or_init(Arc::default);
        // The second one ends us.
        signal_hook::flag::register_conditional_shutdown(SIGINT, 130, Arc::clone(asked))
            .and_then(|_| signal_hook::flag::register(SIGINT, Arc::clone(asked)))
            .map(drop)
            .context("could not listen for signals")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exit_codes_are_those_that_shells_know() {
        assert_eq!((code_of(2), code_of(15)), (130, 143));
        assert_eq!(exit_code(), None, "nothing has asked");
    }
}
