//! The game's window: its first size, and full screen.

use creeps_rules::FIELD;
use creeps_rules::settings::value::WindowScale;
use creeps_rules::trace::TraceEvent;
use creeps_rules::window::{MIN_SIZE, first_size, scaled_size};
use godot::classes::window::Mode;
use godot::classes::{DisplayServer, Engine, Os, Window};
use godot::prelude::*;

use crate::dev::trace;

/// Sets the window's size, and centers the window. Does nothing where the game can't choose the size: in a browser,
/// on a phone, in the editor, and if the command line sets another one.
pub fn fit_to_screen(window: &mut Gd<Window>, scale: WindowScale) {
    let display = DisplayServer::singleton();
    let os = Os::singleton();
    if display.get_name() == "headless" {
        // Nobody sees it, but scripts press its buttons where they are in the tutorial's window.
        window.set_size(Vector2i::new(FIELD.0 as i32, FIELD.1 as i32));
        return;
    }
    let has_windows = !os.has_feature("web") && !os.has_feature("mobile");
    let size_options = ["--resolution", "--fullscreen", "-f", "--maximized", "-m", "--windowed", "-w"];
    let is_given =
        os.get_cmdline_args().as_slice().iter().any(|word| size_options.contains(&word.to_string().as_str()));
    if !has_windows
        || is_given
        || Engine::singleton().is_embedded_in_editor()
        || window.get_mode() != Mode::WINDOWED
    {
        return;
    }
    let usable = display.screen_get_usable_rect_ex().screen(window.get_current_screen()).done();
    let screen = (usable.size.x, usable.size.y);
    let (width, height) =
        scale.factor().map_or_else(|| first_size(screen), |factor| scaled_size(factor, screen));
    let size = Vector2i::new(width, height);
    window.set_min_size(Vector2i::new(MIN_SIZE.0, MIN_SIZE.1));
    window.set_size(size);
    window.set_position(usable.position + (usable.size - size) / 2);
}

/// Fills the screen with the window, or ends that.
pub fn set_full_screen(window: &mut Gd<Window>, is_full: bool) {
    window.set_mode(if is_full { Mode::FULLSCREEN } else { Mode::WINDOWED });
    trace::record(|| TraceEvent::FullScreenToggled(is_full));
}
