//! What the system asks of the game's process: to end (Ctrl-C, `kill`, a logout), which saves first what is being played.

use std::sync::atomic::{AtomicI32, Ordering};

/// The signal that asked the game to end; 0 for none.
static ASKED: AtomicI32 = AtomicI32::new(0);
/// Added to a signal's number it is the exit code of a process that the signal ended, as shells have it.
const SIGNALLED: i32 = 128;

/// Begins to listen. The game ends itself at a request; a second one, a second later or more, ends it at once, should it hang.
#[cfg(unix)]
pub fn listen() {
    use std::sync::Arc;
    use std::thread;

    use godot::global::godot_warn;
    use signal_hook::consts::{SIGHUP, SIGINT, SIGPIPE, SIGTERM};
    use signal_hook::iterator::Signals;

    let listening = Signals::new([SIGHUP, SIGINT, SIGTERM]).and_then(|signals| {
        thread::Builder::new().name("signals".into()).spawn(move || wait_for_requests(signals))
    });
    if let Err(error) = listening {
        godot_warn!("a game that is ended by a signal will lose its last seconds: {error}");
    }
    // Whoever read what the game prints may be gone: writing fails then, instead of killing the game.
    if let Err(error) = signal_hook::flag::register(SIGPIPE, Arc::default()) {
        godot_warn!("the game may end when its output is closed: {error}");
    }
}

#[cfg(unix)]
fn wait_for_requests(mut signals: signal_hook::iterator::Signals) {
    use std::time::{Duration, Instant};

    /// `timeout` and others send a request to the process and to its group: that is one request.
    const ONE_REQUEST: Duration = Duration::from_secs(1);

    let mut first: Option<Instant> = None;
    for signal in &mut signals {
        match first {
            None => {
                first = Some(Instant::now());
                ASKED.store(signal, Ordering::Relaxed);
            }
            Some(first) if first.elapsed() > ONE_REQUEST => {
                // It fails for signals only that can't be caught.
                let _ = signal_hook::low_level::emulate_default_handler(signal);
            }
            Some(_) => {}
        }
    }
}

/// Nothing to listen to: elsewhere a window is closed, which the engine tells of.
#[cfg(not(unix))]
pub fn listen() {}

/// The exit code for a request to end; none if there was none.
pub fn exit_code() -> Option<i32> {
    match ASKED.load(Ordering::Relaxed) {
        0 => None,
        signal => Some(SIGNALLED + signal),
    }
}
