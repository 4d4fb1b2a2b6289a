//! Buffers that a tick works with. They hold nothing from one tick to the next, and are kept only so that a tick allocates nothing.

use crate::budget::Budget;
use crate::grid::{Grid, LANES, Near};
use crate::rules::CompiledRules;
use crate::step::contacts::{Contact, Hitter};

/// The buffers of a game: no part of its state. Each is used for one thing.
#[derive(Clone, Debug)]
pub(crate) struct Scratch {
    /// The creeps by where they are.
    pub grid: Grid,
    /// What a search of the grid found.
    pub near: Vec<Near>,
    /// What this tick may still do.
    pub budget: Budget,
    /// The ship's bullets that hit something in this tick, in the order of their slots.
    pub hitters: Vec<Hitter>,
    /// What one bullet hits.
    pub contacts: Vec<Contact>,
    /// Pieces of the creeps' columns with some that have more to do than to fly.
    pub busy_pieces: Vec<u32>,
    /// Creeps that attack in this tick.
    pub attackers: Vec<u32>,
    /// Creeps that are dead or left.
    pub creeps_to_remove: Vec<u32>,
    /// Of them, those that left.
    pub creeps_that_left: Vec<u32>,
    /// Bullets of the ship that are spent or left.
    pub player_bullets_to_remove: Vec<u32>,
    /// Bullets of the creeps and the boss that left.
    pub creep_bullets_to_remove: Vec<u32>,
    /// The kind of a creep that left at the lower edge in this tick and harms the ship by that.
    pub landed: Option<u8>,
    /// Power-ups that left.
    pub power_ups_to_remove: Vec<u32>,
}

impl Scratch {
    /// Buffers that are large enough for any tick.
    pub fn new(rules: &CompiledRules) -> Self {
        let capacity = &rules.capacity;
        let [creeps, player_bullets, creep_bullets, power_ups] =
            [capacity.creeps, capacity.player_bullets, capacity.creep_bullets, capacity.power_ups]
                .map(|count| count as usize);
        Self {
            grid: Grid::new(rules, creeps),
            // More only if many are on one spot.
            near: Vec::with_capacity(LANES * creeps.min(256)),
            budget: Budget::of_tick(capacity),
            hitters: Vec::with_capacity(player_bullets),
            // Every creep, and the boss.
            contacts: Vec::with_capacity(creeps + 1),
            busy_pieces: Vec::with_capacity(creeps.div_ceil(LANES)),
            attackers: Vec::with_capacity(creeps),
            // One that leaves may be hit in the same tick.
            creeps_to_remove: Vec::with_capacity(2 * creeps),
            creeps_that_left: Vec::with_capacity(creeps),
            player_bullets_to_remove: Vec::with_capacity(2 * player_bullets),
            creep_bullets_to_remove: Vec::with_capacity(creep_bullets),
            landed: None,
            power_ups_to_remove: Vec::with_capacity(power_ups),
        }
    }

    /// How much memory the lists hold, in bytes. The grid never grows.
    pub fn memory(&self) -> usize {
        let Self {
            grid: _,
            near,
            budget: _,
            landed: _,
            hitters,
            contacts,
            busy_pieces,
            attackers,
            creeps_to_remove,
            creeps_that_left,
            player_bullets_to_remove,
            creep_bullets_to_remove,
            power_ups_to_remove,
        } = self;
        let lists = [
            busy_pieces,
            attackers,
            creeps_to_remove,
            creeps_that_left,
            player_bullets_to_remove,
            creep_bullets_to_remove,
            power_ups_to_remove,
        ];
        lists.map(|list| list.capacity() * size_of::<u32>()).iter().sum::<usize>()
            + near.capacity() * size_of::<Near>()
            + hitters.capacity() * size_of::<Hitter>()
            + contacts.capacity() * size_of::<Contact>()
    }
}
