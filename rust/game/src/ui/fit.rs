//! Fits a page to the window, however tall or wide it is.

use creeps_rules::window::best_design;
use godot::classes::Control;
use godot::prelude::*;

/// Gives the page the size of the design that fills the window best, scales it to the window, and centers it. Returns the index of
/// the design, so that the page can arrange itself. `designs` are sizes in px.
pub fn fit(page: &Gd<Control>, designs: &[(f32, f32)]) -> usize {
    let mut page = page.clone();
    let window = page.get_viewport_rect().size;
    let (index, scale) = best_design((window.x, window.y), designs);
    // A long translation or a larger text may need more room than designed.
    let size = Vector2::new(designs[index].0, designs[index].1).coord_max(page.get_combined_minimum_size());
    let scale = scale.min(window.x / size.x).min(window.y / size.y);
    page.set_size(size);
    page.set_scale(Vector2::splat(scale));
    page.set_position((window - size * scale) / 2.0);
    index
}
