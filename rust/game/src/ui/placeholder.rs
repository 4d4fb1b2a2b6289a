//! Pages that are instantiated when they are opened for the first time. Scenes hold them as placeholders ("Load As Placeholder" in the
//! editor's scene dock): every start would wait for what most players never look at.

use godot::classes::{InstancePlaceholder, Node};
use godot::prelude::*;

/// The page below `parent` that is named as its class, if it was opened before.
pub fn opened<T: GodotClass + Inherits<Node>>(parent: &Gd<Node>) -> Option<Gd<T>> {
    parent.try_get_node_as(&name::<T>())
}

/// The same. If it was not opened before, it takes the place of its placeholder, and `connect` connects its signals.
///
/// Nodes that enter the tree notify others: `parent` must not be borrowed without a guard.
pub fn open<T: GodotClass + Inherits<Node>>(
    parent: &Gd<Node>,
    connect: impl FnOnce(&Gd<T>),
) -> Option<Gd<T>> {
    let Some(mut placeholder) = parent.try_get_node_as::<InstancePlaceholder>(&name::<T>()) else {
        return opened(parent);
    };
    let page = placeholder.create_instance_ex().replace(true).done()?.try_cast().ok()?;
    connect(&page);
    Some(page)
}

fn name<T: GodotClass>() -> NodePath {
    NodePath::from(&T::class_id().to_gstring())
}
