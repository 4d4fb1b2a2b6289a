//! How large the game's window is when it opens.

use crate::FIELD;

/// How much of the screen's usable height or width the window takes: its frame and its title bar need room, too.
const PART_OF_SCREEN: f32 = 0.9;
/// A window that is smaller can't be read, in px of the screen: half of the field's size.
pub const MIN_SIZE: (i32, i32) = (240, 360);

/// The window's first size, in px of the screen: as large as the usable part of the screen allows, in the field's shape.
///
/// `usable` is that part's width and height, without task bars, in px of the screen.
pub fn first_size(usable: (i32, i32)) -> (i32, i32) {
    let (width, height) = (usable.0 as f32 * PART_OF_SCREEN, usable.1 as f32 * PART_OF_SCREEN);
    let scale = (width / FIELD.0).min(height / FIELD.1).max(MIN_SIZE.0 as f32 / FIELD.0);
    ((scale * FIELD.0).round() as i32, (scale * FIELD.1).round() as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_fits_every_screen_in_the_fields_shape() {
        for (screen, size) in [
            ((1366, 600), (360, 540)),
            ((1024, 800), (480, 720)),
            ((1920, 1080), (648, 972)),
            ((3840, 2160), (1296, 1944)),
            ((800, 1280), (720, 1080)),
            ((200, 200), MIN_SIZE),
            ((0, 0), MIN_SIZE),
        ] {
            assert_eq!(first_size(screen), size, "{screen:?}");
        }
    }
}
