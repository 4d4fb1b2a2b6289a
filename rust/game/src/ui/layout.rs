//! Applies the layout of the window: the scale of the playfield and of everything around it.

use std::cell::Cell;

use creeps_rules::FIELD;
use creeps_rules::layout::{Display, Layout, Rect};
use godot::classes::control::LayoutPreset;
use godot::classes::object::ConnectFlags;
use godot::classes::{Control, DisplayServer, INode, Os};
use godot::prelude::*;

use crate::system::page;

thread_local! {
    static CURRENT: Cell<Layout> = Cell::new(Layout::new(&Display::plain(FIELD.0, FIELD.1)));
}

/// The layout of the window now. Lengths are units, as in all controls.
pub fn current() -> Layout {
    CURRENT.get()
}

/// The autoload. None in a tool that has no autoloads.
pub fn manager(node: &Gd<Node>) -> Option<Gd<LayoutManager>> {
    node.get_tree().get_root()?.try_get_node_as::<LayoutManager>("LayoutManager")
}

/// Moves a control to a rectangle of the layout. A larger control grows from there in its own directions.
pub fn place<T: Inherits<Control>>(control: &Gd<T>, rect: Rect) {
    let mut control = control.clone().upcast::<Control>();
    control.set_anchors_preset(LayoutPreset::TOP_LEFT);
    control.set_begin(Vector2::new(rect.x, rect.y));
    control.set_end(Vector2::new(rect.right(), rect.bottom()));
}

/// Gives the window the layout that `creeps_rules::layout` decides, whenever its size changes.
///
/// It is an autoload, so it works with every scene. Nodes on layer 0 of the window, such as the ship, are on the playfield: they keep
/// the tutorial's coordinates, and the window's canvas transform puts them on the screen. Controls are on other layers, and count in
/// units.
#[derive(GodotClass)]
#[class(init, base = Node)]
pub struct LayoutManager {
    base: Base<Node>,
}

#[godot_api]
impl LayoutManager {
    /// The layout is another one; see [`current`].
    #[signal]
    pub fn changed();

    fn apply(&mut self) {
        let Some(mut window) = self.base().get_tree().get_root() else { return };
        let size = window.get_size();
        let layout = Layout::new(&display(size));
        // The engine's own stretching fits the tutorial's window; a unit may be larger.
        let stretch = (size.x as f32 / FIELD.0).min(size.y as f32 / FIELD.1);
        let factor = layout.unit / stretch.max(f32::EPSILON);
        // Both calls notify nodes: the guard allows that.
        let mut base = self.base_mut();
        if (window.get_content_scale_factor() - factor).abs() > 1e-4 {
            window.set_content_scale_factor(factor);
        }
        let scale = Vector2::splat(layout.field_scale());
        let origin = Vector2::new(layout.field.x, layout.field.y);
        window.set_canvas_transform(Transform2D::from_angle_scale_skew_origin(0.0, scale, 0.0, origin));
        if CURRENT.replace(layout) != layout {
            base.emit_signal("changed", &[]);
        }
    }
}

#[godot_api]
impl INode for LayoutManager {
    fn ready(&mut self) {
        if DisplayServer::singleton().get_name() == "headless"
            && let Some(mut window) = self.base().get_tree().get_root()
        {
            // Without a display the window has the engine's smallest size. A change notifies nodes: the guard allows that.
            let _guard = self.base_mut();
            window.set_size(Vector2i::new(FIELD.0 as i32, FIELD.1 as i32));
        }
        self.apply();
        let this = self.to_gd();
        if let Some(window) = self.base().get_tree().get_root() {
            // Deferred: applying a layout changes the window's size in units, which emits the signal again.
            window
                .signals()
                .size_changed()
                .builder()
                .flags(ConnectFlags::DEFERRED)
                .connect_other_mut(&this, Self::apply);
        }
    }
}

fn display(size: Vector2i) -> Display {
    let server = DisplayServer::singleton();
    let pixel_ratio = server.screen_get_scale();
    let os = Os::singleton();
    let insets = if os.has_feature("web") {
        insets_of_page().map(|inset| inset * pixel_ratio)
    } else if os.has_feature("mobile") {
        let safe = server.get_display_safe_area();
        let (left, top) = (safe.position.x, safe.position.y);
        [left, top, size.x - left - safe.size.x, size.y - top - safe.size.y].map(|inset| inset as f32)
    } else {
        // Elsewhere the safe area is the screen without its task bars.
        [0.0; 4]
    };
    Display { window: (size.x as f32, size.y as f32), pixel_ratio, insets }
}

/// What the browser says of a notch, in CSS px; see `web/page.html`. Nothing on a page that is not ours.
fn insets_of_page() -> [f32; 4] {
    let answer = page::evaluate("window.creepsInsets?.() ?? ''");
    let text = answer.try_to::<GString>().unwrap_or_default().to_string();
    let mut numbers = text.split(' ').map(|number| number.parse().unwrap_or(0.0));
    std::array::from_fn(|_| numbers.next().unwrap_or(0.0))
}
