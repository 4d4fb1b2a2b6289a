//! The autopilot of Classic: passes the visible creeps to the rules and holds the keys that they return.

use creeps_rules::autopilot::{Threat, decide};
use creeps_rules::input_script::Key;
use godot::prelude::*;

use crate::classic::mob::Mob;
use crate::classic::player::Player;
use crate::classic::playfield;
use crate::system::input;

/// Holds keys in place of a player.
#[derive(Default)]
pub struct Autopilot {
    held: Vec<Key>,
}

impl Autopilot {
    /// Holds the keys for this tick. Starts a game on the title, and plays while the ship is visible.
    pub fn play(&mut self, tick: u64, tree: &Gd<SceneTree>) {
        let ship =
            tree.get_first_node_in_group(playfield::PLAYER).and_then(|node| node.try_cast::<Player>().ok());
        let wanted = match ship {
            // A person paused and will resume.
            _ if tree.is_paused() => vec![],
            Some(ship) if ship.is_visible() => keys(&ship, tree),
            // The start button reacts to a key press, not to a held key.
            _ if tick.is_multiple_of(30) => vec![Key::Enter],
            _ => vec![],
        };
        for &key in self.held.iter().filter(|key| !wanted.contains(key)) {
            input::key(key, false);
        }
        for &key in wanted.iter().filter(|key| !self.held.contains(key)) {
            input::key(key, true);
        }
        self.held = wanted;
    }
}

fn keys(ship: &Gd<Player>, tree: &Gd<SceneTree>) -> Vec<Key> {
    let mobs = tree.get_nodes_in_group(playfield::MOBS);
    let threats: Vec<Threat> = mobs
        .iter_shared()
        .filter_map(|node| node.try_cast::<Mob>().ok())
        // A new game frees the creeps of the last one.
        .filter(|mob| !mob.is_queued_for_deletion())
        .map(|mob| {
            let Vector2 { x, y } = mob.get_position();
            Threat { x, y, speed: mob.get_linear_velocity().y }
        })
        .collect();
    let Vector2 { x, y } = ship.get_position();
    let keys = decide(x, y, &threats);
    let steer = match keys.steer {
        -1 => Some(Key::Left),
        1 => Some(Key::Right),
        _ => None,
    };
    steer.into_iter().chain(keys.fire.then_some(Key::Space)).collect()
}
