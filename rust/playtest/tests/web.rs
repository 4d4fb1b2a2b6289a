//! The web export that lies in `dist/web`, played in a browser by keys, by touch and without a network.
#![allow(clippy::unwrap_used)] // a test's helpers may

use std::path::PathBuf;

use creeps_playtest::{project, web};

/// The export; none, and says so, where it was not made.
fn export() -> Option<PathBuf> {
    let folder = project::root().join("dist/web");
    if folder.join("index.html").is_file() {
        return Some(folder);
    }
    println!("skipped: there is no web export in {}; make one: cargo xtask export web", folder.display());
    None
}

#[test]
fn the_web_export_plays_by_keys_by_touch_and_without_a_network() {
    let Some(folder) = export() else { return };
    match web::play(&folder) {
        Ok(report) => println!("{report:?}"),
        // In CI a browser is there, or something is wrong with CI.
        Err(error) if error.is_without_browser() && std::env::var_os("CI").is_none() => {
            println!("skipped: {error}");
        }
        Err(error) => panic!("{error}"),
    }
}
