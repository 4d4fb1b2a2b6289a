//! The computer's hands: looks at the field, asks the rules what to do, and presses the keys.

use creeps_rules::autopilot::{Threat, decide};
use creeps_rules::tape::Key;
use godot::prelude::*;

use crate::classic::field;
use crate::classic::mob::Mob;
use crate::classic::player::Player;
use crate::system::input;

/// Presses keys for the player.
#[derive(Default)]
pub struct Autopilot {
    held: Vec<Key>,
}

impl Autopilot {
    /// Holds the keys for this tick: starts a game on the title, plays where a ship flies.
    pub fn play(&mut self, tick: u64, tree: &Gd<SceneTree>) {
        let ship =
            tree.get_first_node_in_group(field::PLAYER).and_then(|node| node.try_cast::<Player>().ok());
        let wanted = match ship {
            // A pause is a person's: whoever made it ends it.
            _ if tree.is_paused() => vec![],
            Some(ship) if ship.is_visible() => keys(&ship, tree),
            // A start button wants a press, not a held key.
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
    let mobs = tree.get_nodes_in_group(field::MOBS);
    let threats: Vec<Threat> = mobs
        .iter_shared()
        .filter_map(|node| node.try_cast::<Mob>().ok())
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
