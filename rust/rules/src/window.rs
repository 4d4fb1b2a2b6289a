//! The window's size when the game opens it.

use crate::FIELD;

/// The share of the screen's usable height or width that the window takes. Its frame and title bar need the rest.
const PART_OF_SCREEN: f32 = 0.9;
/// The smallest window in which text can be read, in screen px: half of the field's size.
pub const MIN_SIZE: (i32, i32) = (240, 360);

/// The window's first size, in screen px: as large as the screen allows, with the field's aspect ratio.
///
/// `usable` is the width and height of the screen without task bars, in screen px.
pub fn first_size(usable: (i32, i32)) -> (i32, i32) {
    let (width, height) = (usable.0 as f32 * PART_OF_SCREEN, usable.1 as f32 * PART_OF_SCREEN);
    let scale = (width / FIELD.0).min(height / FIELD.1).max(MIN_SIZE.0 as f32 / FIELD.0);
    ((scale * FIELD.0).round() as i32, (scale * FIELD.1).round() as i32)
}

/// Of the sizes that a page is designed for, in px, the one that fills a window best, and how much larger than designed it is then.
///
/// A page has one design for tall windows and one for wide ones, for example. There must be at least one.
pub fn best_design(window: (f32, f32), designs: &[(f32, f32)]) -> (usize, f32) {
    let scales = designs.iter().map(|design| (window.0 / design.0).min(window.1 / design.1));
    let best = scales.enumerate().max_by(|one, other| one.1.total_cmp(&other.1));
    best.map_or((0, 1.0), |(index, scale)| (index, scale.max(0.1)))
}

/// The window's size at a multiple of the field's size, in screen px; at most what the screen has room for.
pub fn scaled_size(scale: f32, usable: (i32, i32)) -> (i32, i32) {
    let largest = first_size(usable);
    let (width, height) = ((scale * FIELD.0).round() as i32, (scale * FIELD.1).round() as i32);
    if width > largest.0 { largest } else { (width, height) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scaled_window_is_never_larger_than_the_screen_allows() {
        for (scale, size) in [(0.5, (240, 360)), (1.0, (480, 720)), (1.5, (648, 972)), (3.0, (648, 972))] {
            assert_eq!(scaled_size(scale, (1920, 1080)), size);
        }
    }

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

    #[test]
    fn a_tall_window_gets_the_tall_design_and_a_wide_one_the_wide_one() {
        let designs = [(448.0, 692.0), (920.0, 400.0)];
        for (window, best, scale) in [
            ((480.0, 720.0), 0, 1.04),
            ((1558.0, 720.0), 1, 1.69),
            ((480.0, 1039.0), 0, 1.07),
            ((0.0, 0.0), 0, 0.1),
        ] {
            let (index, actual) = best_design(window, &designs);
            assert!((actual - scale).abs() < 0.01, "{window:?}: {actual}");
            assert!(index == best || window.0 == 0.0, "{window:?}: {index}");
        }
    }
}
