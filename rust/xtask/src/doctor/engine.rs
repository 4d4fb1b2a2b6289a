//! Godot, and whether it has imported the assets.

use creeps_godot_env::{Finder, Godot, GodotSearch, SEARCHED};

use super::Check;
use crate::context::Context;

const INSTALL: &str = "cargo xtask install-godot   (`cargo xtask play` does it by itself)";

/// Looks for Godot; the findings are what was passed over, then what was found.
pub fn check() -> (Option<Godot>, Vec<Check>) {
    let search = Finder::from_environment().and_then(|finder| finder.find());
    let GodotSearch { godot, rejected } = match search {
        Ok(search) => search,
        Err(error) => {
            // The first line says what is wrong, the second how to fix it.
            let text = error.to_string();
            let (finding, remedy) = text.split_once('\n').unwrap_or((&text, INSTALL));
            return (None, vec![Check::missing("Godot", finding, remedy)]);
        }
    };
    let mut checks: Vec<_> = rejected
        .iter()
        .map(|rejected| Check::note("Godot", rejected.to_string(), "nothing: it is passed over"))
        .collect();
    checks.push(match &godot {
        Some(godot) => Check::good(
            "Godot",
            format!("{} at {} ({})", godot.version(), godot.path().display(), godot.origin()),
        ),
        None => Check::missing("Godot", format!("found in none of these: {SEARCHED}"), INSTALL),
    });
    (godot, checks)
}

/// Whether the assets are imported.
pub fn assets(context: &Context, godot: &Godot) -> Check {
    const SUBJECT: &str = "Assets";
    match godot.is_imported(context.project()) {
        Ok(true) => Check::good(SUBJECT, "imported"),
        Ok(false) => Check::note(
            SUBJECT,
            "not imported since the last change",
            "cargo xtask play, or any other command that needs them",
        ),
        Err(error) => Check::missing(SUBJECT, error.to_string(), "check out the whole repository"),
    }
}
