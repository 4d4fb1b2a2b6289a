//! The field: what flies on it, found by its groups, and the effects that are left of it.

use godot::prelude::*;

use crate::classic::mob::Mob;

/// The ship is in this group; `player.tscn` says so.
pub const PLAYER: &str = "player";
/// Every creep is in this group; `mob.tscn` says so.
pub const MOBS: &str = "mobs";
/// Every bullet is in this group; `bullet.tscn` says so.
pub const BULLETS: &str = "bullets";

/// Frees all creeps and bullets.
pub fn clear(tree: &Gd<SceneTree>) {
    free_group(tree, MOBS);
    free_bullets(tree);
}

/// Frees all bullets.
pub fn free_bullets(tree: &Gd<SceneTree>) {
    free_group(tree, BULLETS);
}

/// Tells the trace of every creep, and frees those that have flown past the field.
pub fn look_over_creeps(tree: &Gd<SceneTree>) {
    for node in tree.get_nodes_in_group(MOBS).iter_shared() {
        if let Ok(mut mob) = node.try_cast::<Mob>() {
            mob.bind().record();
            mob.bind_mut().free_below_field();
        }
    }
}

/// Adds an effect, which frees itself, where something was.
pub fn add_effect<T: Inherits<Node>>(parent: &mut Gd<T>, effect: &Gd<PackedScene>, position: Vector2) {
    if let Some(mut node) = effect.try_instantiate_as::<Node2D>() {
        node.set_position(position);
        // Physics may be stepping right now: the node comes when it is done.
        parent.upcast_mut().call_deferred("add_child", &[node.to_variant()]);
    }
}

fn free_group(tree: &Gd<SceneTree>, group: &str) {
    tree.clone().call_group(group, "queue_free", &[]);
}
