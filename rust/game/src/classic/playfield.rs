//! The nodes on Classic's playfield, found by their groups, and the effects when they are destroyed.

use godot::prelude::*;

use crate::classic::mob::Mob;

/// The ship's group, set in `player.tscn`.
pub const PLAYER: &str = "player";
/// The group of all creeps, set in `mob.tscn`.
pub const MOBS: &str = "mobs";
/// The group of all bullets, set in `bullet.tscn`.
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

/// Records every creep in the trace and frees those below the field.
pub fn sweep_creeps(tree: &Gd<SceneTree>) {
    for node in tree.get_nodes_in_group(MOBS).iter_shared() {
        // A creep that was shot in this tick is still in the tree.
        if let Ok(mut mob) = node.try_cast::<Mob>()
            && !mob.is_queued_for_deletion()
        {
            mob.bind().record();
            mob.bind_mut().free_below_field();
        }
    }
}

/// Adds an effect scene, which frees itself, at a position.
pub fn add_effect<T: Inherits<Node>>(parent: &mut Gd<T>, effect: &Gd<PackedScene>, position: Vector2) {
    if let Some(mut node) = effect.try_instantiate_as::<Node2D>() {
        node.set_position(position);
        // Deferred, because nodes can't be added during a physics step.
        parent.upcast_mut().call_deferred("add_child", &[node.to_variant()]);
    }
}

fn free_group(tree: &Gd<SceneTree>, group: &str) {
    tree.clone().call_group(group, "queue_free", &[]);
}
