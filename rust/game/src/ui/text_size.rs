//! Larger text: scales every font size, and boxes that are as wide as a text, by the setting, also in scenes that open later.

use std::cell::Cell;

use creeps_rules::settings::value::TextSize;
use godot::classes::{Control, Label, LabelSettings, Node, SceneTree, Theme};
use godot::prelude::*;

use crate::system::settings;

/// The metadata in which a resource or node remembers the size that it was drawn with.
const DRAWN_SIZE: &str = "drawn_font_size";
/// The group of controls whose least width is for a text.
const GROWS: &str = "grows_with_text";
/// The metadata with the least width that one of them was drawn with.
const DRAWN_WIDTH: &str = "drawn_min_width";
/// The theme of all screens.
const THEME: &str = "res://assets/theme.tres";

thread_local! {
    // All of Godot's nodes live on the main thread.
    static FOLLOWS: Cell<bool> = const { Cell::new(false) };
}

/// Scales all text below a node, and that of every node that enters the tree later.
pub fn apply(root: &Gd<Node>, size: TextSize) {
    if !FOLLOWS.replace(true) {
        follow(&root.get_tree());
    }
    scale_theme(size);
    let mut nodes = vec![root.clone()];
    while let Some(node) = nodes.pop() {
        scale(&node, size);
        nodes.extend(node.get_children().iter_shared());
    }
}

/// Players who never change the size don't pay for every bullet that enters the tree.
fn follow(tree: &Gd<SceneTree>) {
    tree.signals().node_added().connect(|node: Gd<Node>| {
        let size = settings::get(|settings| settings.text_size);
        if size != TextSize::Normal {
            scale(&node, size);
        }
    });
}

fn scale(node: &Gd<Node>, size: TextSize) {
    let Ok(mut control) = node.clone().try_cast::<Control>() else { return };
    if control.has_theme_font_size_override("font_size") {
        let drawn = remembered(&mut control.clone().upcast(), DRAWN_SIZE, || {
            control.get_theme_font_size("font_size")
        });
        control.add_theme_font_size_override("font_size", size.scaled(drawn));
    }
    if control.is_in_group(GROWS) {
        let least = control.get_custom_minimum_size();
        let drawn = remembered(&mut control.clone().upcast(), DRAWN_WIDTH, || least.x as i32);
        control.set_custom_minimum_size(Vector2::new((drawn as f32 * size.factor()).round(), least.y));
    }
    if let Ok(label) = control.try_cast::<Label>()
        && let Some(label_settings) = label.get_label_settings()
    {
        // Labels share them, but each is scaled from the drawn size, so twice is once.
        let mut shared: Gd<LabelSettings> = label_settings;
        let drawn = remembered(&mut shared.clone().upcast(), DRAWN_SIZE, || shared.get_font_size());
        shared.set_font_size(size.scaled(drawn));
    }
}

fn scale_theme(size: TextSize) {
    let Ok(mut theme) = try_load::<Theme>(THEME) else { return };
    let drawn = remembered(&mut theme.clone().upcast(), DRAWN_SIZE, || theme.get_default_font_size());
    theme.set_default_font_size(size.scaled(drawn));
    for class in theme.get_font_size_type_list().as_slice() {
        for name in theme.get_font_size_list(class).as_slice() {
            let key = format!("{DRAWN_SIZE}_{class}_{name}");
            let name = StringName::from(name);
            let class = StringName::from(class);
            let drawn = remembered(&mut theme.clone().upcast(), &key, || theme.get_font_size(&name, &class));
            theme.set_font_size(&name, &class, size.scaled(drawn));
        }
    }
}

/// A size before any scaling, which is `current` the first time; `key` is the metadata that keeps it.
fn remembered(object: &mut Gd<Object>, key: &str, current: impl FnOnce() -> i32) -> i32 {
    if !object.has_meta(key) {
        object.set_meta(key, &current().to_variant());
    }
    object.get_meta(key).to()
}
