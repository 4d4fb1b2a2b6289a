//! Larger text: scales every font size by the setting, also in scenes that open later.

use std::cell::Cell;

use creeps_rules::settings::value::TextSize;
use godot::classes::{Control, Label, LabelSettings, Node, SceneTree, Theme};
use godot::prelude::*;

use crate::system::settings;

/// The metadata in which a resource or node remembers the size that it was drawn with.
const DRAWN_SIZE: &str = "drawn_font_size";
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
        let drawn = drawn_size(&mut control.clone().upcast(), || control.get_theme_font_size("font_size"));
        control.add_theme_font_size_override("font_size", size.scaled(drawn));
    }
    if let Ok(label) = control.try_cast::<Label>()
        && let Some(label_settings) = label.get_label_settings()
    {
        // Labels share them, but each is scaled from the drawn size, so twice is once.
        let mut shared: Gd<LabelSettings> = label_settings;
        let drawn = drawn_size(&mut shared.clone().upcast(), || shared.get_font_size());
        shared.set_font_size(size.scaled(drawn));
    }
}

fn scale_theme(size: TextSize) {
    let Ok(mut theme) = try_load::<Theme>(THEME) else { return };
    let drawn = drawn_size(&mut theme.clone().upcast(), || theme.get_default_font_size());
    theme.set_default_font_size(size.scaled(drawn));
    for class in theme.get_font_size_type_list().as_slice() {
        for name in theme.get_font_size_list(class).as_slice() {
            let key = format!("{DRAWN_SIZE}_{class}_{name}");
            let name = StringName::from(name);
            let class = StringName::from(class);
            if !theme.has_meta(&key) {
                let drawn = theme.get_font_size(&name, &class);
                theme.set_meta(&key, &drawn.to_variant());
            }
            let drawn = theme.get_meta(&key).to::<i32>();
            theme.set_font_size(&name, &class, size.scaled(drawn));
        }
    }
}

/// The font size before any scaling, which is `current` the first time.
fn drawn_size(object: &mut Gd<Object>, current: impl FnOnce() -> i32) -> i32 {
    if !object.has_meta(DRAWN_SIZE) {
        object.set_meta(DRAWN_SIZE, &current().to_variant());
    }
    object.get_meta(DRAWN_SIZE).to()
}
