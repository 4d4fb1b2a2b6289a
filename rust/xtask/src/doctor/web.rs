//! What builds for the web.

use creeps_godot_env::emscripten::{SEARCHED, Search};

use super::Check;

const SUBJECT: &str = "Emscripten";

/// Which Emscripten there is. Which one is needed is the web template's to say, when the game is exported.
pub fn emscripten() -> Check {
    let search = match Search::here() {
        Ok(search) => search,
        Err(failure) => return Check::note(SUBJECT, failure.to_string(), "set CREEPS_CACHE"),
    };
    let found: Vec<_> =
        search.usable().map(|found| format!("{} at {}", found.version(), found.path().display())).collect();
    if found.is_empty() {
        Check::note(
            SUBJECT,
            format!("none was found ({SEARCHED}); it is needed for the web only"),
            "`cargo xtask export web` says which one, and installs it where it can",
        )
    } else {
        Check::good(SUBJECT, found.join(", "))
    }
}
