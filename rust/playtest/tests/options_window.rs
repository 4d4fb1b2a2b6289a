//! What the options change in the picture, in a real window (Linux).
#![cfg(target_os = "linux")]

use creeps_playtest::screenshot::{Hue, Screenshot};
use creeps_playtest::window::Window;
use creeps_rules::input_script::Key;

/// A screenshot of Classic's title with these settings, as soon as it shows what is expected. None, with a message, if Xvfb is missing.
fn title(name: &str, settings: &str, shows: impl Fn(&Screenshot) -> bool) -> Option<Screenshot> {
    let Some(window) = Window::open_with(&[("settings.ron", settings.as_bytes())], &[]) else {
        println!("skipped: there is no Xvfb; Debian's package has this name");
        return None;
    };
    let picture = window.screenshot_when(&format!("options-{name}"), shows);
    window.tap(Key::Escape);
    window.finish();
    Some(picture)
}

/// The start button's border is cyan.
fn has_cyan_button(picture: &Screenshot) -> bool {
    picture.shows(150..330, 480..550, Hue::Cyan)
}

/// A part of the sky with stars.
fn has_black_sky(picture: &Screenshot) -> bool {
    picture.is_black(4..40, 280..460)
}

#[test]
fn high_contrast_has_a_black_sky_and_a_dimmed_one_is_not_black() {
    if let Some(picture) = title("default", "()", has_cyan_button) {
        assert!(!has_black_sky(&picture));
    }
    title("high-contrast", "(high_contrast: true)", |picture| {
        has_black_sky(picture) && has_cyan_button(picture)
    });
    if let Some(picture) = title("dim", "(background_dim: 50)", has_cyan_button) {
        assert!(!has_black_sky(&picture));
    }
}

#[test]
fn color_correction_changes_the_whole_picture() {
    // Cyan becomes a light green for people who see little green.
    title("deutan", "(color_vision: Deutan)", |picture| {
        !has_cyan_button(picture) && picture.shows(150..330, 480..550, Hue::White)
    });
}
