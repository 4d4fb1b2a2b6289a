//! Signals of the operating system that ask the game to end (Ctrl-C, `kill`, a logout). The game saves first.

use std::sync::atomic::{AtomicI32, Ordering};

/// The signal that asked the game to end, or 0.
static ASKED: AtomicI32 = AtomicI32::new(0);
/// Shells use this plus the signal's number as the exit code of a process that a signal ended.
const EXIT_CODE_BASE: i32 = 128;

// Emscripten counts as Unix, but a page gets no signals: its files are saved when the tab is hidden.

/// Starts to listen. The first signal ends the game cleanly. Another one, at least a second later, kills it in case it hangs.
#[cfg(all(unix, not(target_family = "wasm")))]
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
        godot_warn!(
            "signals can't be handled, so a game that is ended by one loses its last seconds: {error}"
        );
    }
    // With this, writing to a closed pipe fails instead of killing the game.
    if let Err(error) = signal_hook::flag::register(SIGPIPE, Arc::default()) {
        godot_warn!("SIGPIPE can't be handled, so the game may end when its output is closed: {error}");
    }
}

#[cfg(all(unix, not(target_family = "wasm")))]
fn wait_for_requests(mut signals: signal_hook::iterator::Signals) {
    use std::time::{Duration, Instant};

    /// `timeout` and others send a signal to the process and to its group: that counts as one request.
    const ONE_REQUEST: Duration = Duration::from_secs(1);

    let mut first: Option<Instant> = None;
    for signal in &mut signals {
        match first {
            None => {
                first = Some(Instant::now());
                ASKED.store(signal, Ordering::Relaxed);
            }
            Some(first) if first.elapsed() > ONE_REQUEST => {
                // It fails only for signals that can't be caught.
                let _ = signal_hook::low_level::emulate_default_handler(signal);
            }
            Some(_) => {}
        }
    }
}

/// Does nothing: other systems close the window, and the engine reports that.
#[cfg(not(all(unix, not(target_family = "wasm"))))]
pub fn listen() {}

/// The exit code for the signal that asked the game to end. None without a signal.
pub fn exit_code() -> Option<i32> {
    match ASKED.load(Ordering::Relaxed) {
        0 => None,
        signal => Some(EXIT_CODE_BASE + signal),
    }
}
