//! Lists whose rows are copies of a template.

use godot::classes::Node;
use godot::prelude::*;

/// Removes the children of a list but for the first `kept`: its template, and what else the scene has in it.
pub fn clear<T: Inherits<Node>>(list: &Gd<T>, kept: usize) {
    let mut list = list.clone().upcast::<Node>();
    for mut row in list.get_children().iter_shared().skip(kept) {
        // At once, so that the rows that follow are alone.
        list.remove_child(&row);
        row.queue_free();
    }
}
