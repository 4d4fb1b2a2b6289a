//! A page of a menu: a heading above its content, or beside it where the window is wide and low.

use creeps_rules::layout::Layout;
use godot::classes::{BoxContainer, IBoxContainer};
use godot::prelude::*;

use crate::ui::layout;

/// The height below which a wide window has too little room for a heading above the content, in units.
const LOW: f32 = 640.0;

/// A container for the pages of menus: its children are one below the other, or side by side in a window that is wide and low, such as
/// a phone's that is held sideways.
#[derive(GodotClass)]
#[class(init, base = BoxContainer)]
pub struct PageBox {
    base: Base<BoxContainer>,
}

impl PageBox {
    fn arrange(&mut self) {
        let vertical = !is_low(&layout::current());
        self.base_mut().set_vertical(vertical);
    }
}

/// Whether a window is wide and low.
fn is_low(layout: &Layout) -> bool {
    layout.screen.height < LOW && layout.screen.width > layout.screen.height * 1.3
}

#[godot_api]
impl IBoxContainer for PageBox {
    fn ready(&mut self) {
        self.arrange();
        let this = self.to_gd();
        if let Some(manager) = layout::manager(&this.clone().upcast()) {
            manager.signals().changed().connect_other(&this, Self::arrange);
        }
    }
}
