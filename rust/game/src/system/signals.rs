//! What the system asks of the game's process: to end (Ctrl-C, `kill`, a logout), which saves first what is being played.

use std::sync::Arc;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The signal that asked the game to end; 0 for none.
static ASKED: LazyLock<Arc<AtomicUsize>> = LazyLock::new(Arc::default);
/// Added to a signal's number it is the exit code of a process that the signal ended, as shells have it.
const SIGNALLED: i32 = 128;

/// Begins to listen. A second request of a kind ends the process at once, as it would without this.
#[cfg(unix)]
pub fn listen() {
    use std::sync::atomic::AtomicBool;

    use godot::global::godot_warn;
    use signal_hook::consts::{SIGHUP, SIGINT, SIGPIPE, SIGTERM};
    use signal_hook::flag;

    for signal in [SIGHUP, SIGINT, SIGTERM] {
        let again = Arc::new(AtomicBool::new(false));
        // In this order: the first request must not find itself asked for already.
        let listening = flag::register_conditional_shutdown(signal, SIGNALLED + signal, Arc::clone(&again))
            .and_then(|_| flag::register(signal, again))
            .and_then(|_| flag::register_usize(signal, Arc::clone(&ASKED), signal as usize));
        if let Err(error) = listening {
            godot_warn!("a game that is ended by signal {signal} will lose its last seconds: {error}");
        }
    }
    // Whoever read what the game prints may be gone: writing fails then, instead of killing the game.
    if let Err(error) = flag::register(SIGPIPE, Arc::default()) {
        godot_warn!("the game may end when its output is closed: {error}");
    }
}

/// Nothing to listen to: elsewhere a window is closed, which the engine tells of.
#[cfg(not(unix))]
pub fn listen() {}

/// The exit code for a request to end; none if there was none.
pub fn exit_code() -> Option<i32> {
    match ASKED.load(Ordering::Relaxed) {
        0 => None,
        signal => Some(SIGNALLED + signal as i32),
    }
}
