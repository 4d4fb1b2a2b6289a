//! Plays a web export in a browser: by keys, by touch, without a network; leaves every screen, and the page, in every way.

mod away;
mod front_door;
mod harness;
mod leaving;
pub mod measure;
mod play;
mod trace;

use std::path::Path;
use std::time::Duration;

use creeps_web_export::serve;

use crate::browser;

/// How a web export played.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// From the request for the page to the game's first frame, with nothing stored from an earlier visit.
    pub first_frame: Duration,
    /// The same without a network, from what the first visit has stored.
    pub first_frame_offline: Duration,
    /// Frames per second while it was played, at 960 × 720 px.
    pub frame_rate: f32,
    /// The creeps that were shot by keys.
    pub score: u32,
}

/// Why a web export does not play.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no browser, or it has a fault.
    #[error(transparent)]
    Browser(#[from] browser::Error),
    /// It can't be served.
    #[error(transparent)]
    Serve(#[from] serve::Error),
    /// It does not play as it should.
    #[error(
        "the web export does not play as it should: {0}\ntarget/screenshots/web-*.png show how far it came."
    )]
    Wrong(String),
}

impl Error {
    /// Whether all that is missing is a browser: nothing is known then of the export.
    pub fn is_without_browser(&self) -> bool {
        matches!(self, Self::Browser(browser::Error::NotFound))
    }
}

/// Plays the web export in a folder: by keys from the title to a shot creep to the game's end and back, after a reload, without a
/// network, by a finger, from the menu into each mode and out of each of its screens, and away from the page. Pictures of it are left in `target/screenshots`.
///
/// # Errors
/// There is no browser, or anything is not as it should be: a step that does not come, an error or a warning in the console, a
/// request that fails or goes to another host.
pub fn play(folder: &Path) -> Result<Report, Error> {
    // Alone, because it measures times. The rest is played in two browsers beside one another.
    let report = play::by_keys(folder)?;
    std::thread::scope(|scope| {
        let by_touch = scope.spawn(|| {
            play::by_touch(folder)?;
            leaving::by_finger(folder)?;
            leaving::after_a_lost_game(folder)
        });
        let by_keys = play::by_menu(folder)
            .and_then(|()| leaving::by_keys_and_mouse(folder))
            .and_then(|()| front_door::by_link(folder))
            .and_then(|()| away::by_tab_and_freeze(folder))
            .and_then(|()| away::by_click_beside_the_frame(folder));
        let by_touch = by_touch.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        by_keys.and(by_touch)
    })?;
    Ok(report)
}
