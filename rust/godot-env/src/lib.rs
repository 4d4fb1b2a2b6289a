//! Finds, installs and runs Godot itself, for the developer commands (`xtask`) and the tests that play the game.
//!
//! [`find`] looks where a person would have put a Godot ([`SEARCHED`]) and takes the first that is new
//! enough; [`find_or_install`] fetches one into our own cache when there is none, without root and without touching
//! the system. What comes back is a [`Godot`]: its [`command`](Godot::command) starts it, however it must be started.
//!
//! Nothing here depends on the game, and no message expects its reader to know this crate.

mod cache;
pub mod children;
mod display;
pub mod emscripten;
mod engine_log;
mod error;
mod exported;
mod godot;
mod import;
pub mod install;
mod launcher;
mod listing;
mod probe;
mod process;
mod progress;
mod relink;
mod search;
pub mod templates;
mod usual_locations;
mod version;

pub use cache::{CACHE_VARIABLE, Cache};
pub use display::VirtualDisplay;
pub use engine_log::{EngineLog, check_log};
pub use error::{Error, Rejected};
pub use exported::Exported;
pub use godot::{Godot, Origin};
pub use import::Import;
pub use process::{output_within, tied};
pub use search::{Finder, GodotSearch, SEARCHED};
pub use version::{MINIMUM, Version};

/// Finds a Godot that is new enough, and installs none.
///
/// # Errors
///
/// [`Error::BadVariable`] when `$GODOT4_BIN` or `$GODOT` names something else, [`Error::NotFound`] when there is none.
pub fn find() -> Result<Godot, Error> {
    Finder::from_environment()?.find()?.into_godot()
}

/// Finds a Godot that is new enough; when there is none, installs one into the cache and says so on stderr.
///
/// # Errors
///
/// Those of [`find`] except `NotFound`, and those of [`install::install`].
pub fn find_or_install() -> Result<Godot, Error> {
    let finder = Finder::from_environment()?;
    let search = finder.find()?;
    if let Some(godot) = search.godot {
        return Ok(godot);
    }
    for rejected in &search.rejected {
        progress::say(&format!("Passed over: {rejected}"));
    }
    progress::say(&format!("No Godot {MINIMUM} or newer was found: installing one for this game alone."));
    install::install(finder.cache(), &install::Options::from_environment())
}
