//! Fits a page to the window, however tall or wide it is.

use creeps_rules::window::best_design;
use godot::builtin::Side;
use godot::classes::{Button, Control};
use godot::prelude::*;

/// The distance to the window's edges, in px.
const MARGIN: f32 = 8.0;
/// How much larger than designed a page may become: text has a good size already.
const MAX_SCALE: f32 = 1.2;
/// How much higher than designed a page may become.
const MAX_STRETCH: f32 = 1.4;

/// Gives the page the size of the design that fills the window best, scales it to the window, and centers it. Returns the index of
/// the design, so that the page can arrange itself. `designs` are sizes in px.
pub fn fit(page: &Gd<Control>, designs: &[(f32, f32)]) -> usize {
    let mut page = page.clone();
    let window = page.get_viewport_rect().size;
    let room = window - Vector2::splat(2.0 * MARGIN);
    let (index, scale) = best_design((room.x, room.y), designs);
    let scale = scale.min(MAX_SCALE);
    // A tall window has room for higher buttons.
    let height = (room.y / scale).min(designs[index].1 * MAX_STRETCH);
    // A long translation or a larger text may need more room than designed.
    let size = Vector2::new(designs[index].0, height).coord_max(page.get_combined_minimum_size());
    let scale = scale.min(room.x / size.x).min(room.y / size.y);
    page.set_size(size);
    page.set_scale(Vector2::splat(scale));
    page.set_position((window - size * scale) / 2.0);
    index
}

/// Fits the page now, and whenever the window changes or the page needs more or less room: for another language, another size of text,
/// or another content.
pub fn keep_fitted(page: &Gd<Control>, designs: &'static [(f32, f32)]) {
    fit(page, designs);
    let this = page.clone();
    page.signals().minimum_size_changed().connect_other(page, move |_: &mut Control| {
        fit(&this, designs);
    });
    let this = page.clone();
    if let Some(viewport) = page.get_viewport() {
        viewport.signals().size_changed().connect_other(page, move |_: &mut Control| {
            fit(&this, designs);
        });
    }
}

/// Keeps a button as high as `content`, which is on it: the engine's buttons grow with their own text only.
pub fn grow_with(button: &Gd<Button>, content: &Gd<Control>) {
    let designed = button.get_custom_minimum_size();
    let margins = content.get_offset(Side::TOP) - content.get_offset(Side::BOTTOM);
    let (mut button, content_now) = (button.clone(), content.clone());
    content.signals().minimum_size_changed().connect_other(content, move |_: &mut Control| {
        let height = content_now.get_combined_minimum_size().y + margins;
        button.set_custom_minimum_size(Vector2::new(designed.x, designed.y.max(height)));
    });
}
