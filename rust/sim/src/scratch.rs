//! Buffers that a tick works with. They hold nothing from one tick to the next, and are kept only so that a tick allocates nothing; only
//! the broad phase knows something from one tick to the next, which it could find out again.

use crate::broad_phase::BroadPhase;
use crate::broad_phase::crowd::Crowd;
use crate::budget::Budget;
use crate::pieces::LANES;
use crate::rules::CompiledRules;
use crate::step::contacts::Contact;

/// The buffers of a game: no part of its state. Each is used for one thing.
#[derive(Clone, Debug)]
pub(crate) struct Scratch {
    /// What may meet in this tick.
    pub broad_phase: BroadPhase,
    /// What meets what where it is crowded.
    pub crowd: Crowd,
    /// What this tick may still do.
    pub budget: Budget,
    /// What the ship's bullets meet in this tick, in the order in which it is settled.
    pub contacts: Vec<Contact>,
    /// What one bullet hits.
    pub hits: Vec<Contact>,
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
            broad_phase: BroadPhase::new(rules),
            crowd: Crowd::default(),
            budget: Budget::of_tick(capacity),
            // More only if many are on one spot.
            contacts: Vec::with_capacity(creeps + player_bullets),
            // Every creep, and the boss.
            hits: Vec::with_capacity(creeps + 1),
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

    /// How much memory what may grow holds, in bytes.
    pub fn memory(&self) -> usize {
        let Self {
            broad_phase,
            crowd,
            budget: _,
            landed: _,
            contacts,
            hits,
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
            + broad_phase.memory()
            + crowd.memory()
            + (contacts.capacity() + hits.capacity()) * size_of::<Contact>()
    }
}
