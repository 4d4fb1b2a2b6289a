//! The tools for exports: what `cargo xtask export` would ask for.

use creeps_godot_env::emscripten::{EmscriptenSearch, SEARCHED};

use super::Check;
use crate::context::Context;
use crate::export::checks::missing_tools;
use crate::export::target::Target;

/// Which platforms can be exported for with the tools that are installed, and what the others need.
pub fn tools(context: &Context) -> Vec<Check> {
    const SUBJECT: &str = "Export";
    let (mut ready, mut checks) = (Vec::new(), Vec::new());
    for target in Target::ALL {
        let missing = missing_tools(context, target);
        if missing.is_empty() {
            ready.push(target.preset());
        }
        let notes = missing.into_iter();
        checks.extend(notes.map(|missing| {
            Check::note(SUBJECT, format!("{}: {}", target.preset(), missing.what), missing.remedy)
        }));
    }
    if !ready.is_empty() {
        checks.insert(0, Check::good(SUBJECT, format!("the tools for {} are installed", ready.join(", "))));
    }
    checks
}

const SUBJECT: &str = "Emscripten";

/// The Emscriptens on this machine. Which one an export needs depends on its web template.
pub fn emscripten() -> Check {
    let search = match EmscriptenSearch::here() {
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
