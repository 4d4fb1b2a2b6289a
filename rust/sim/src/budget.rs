//! How much a tick may do at most, whatever a ruleset says: in proportion to its capacity, so that a tick's time has a bound.

use crate::math::max;
use crate::ruleset::Capacity;

/// What a tick may do for each creep and each bullet that there may be at once: looks, see [`Budget`].
///
/// Games of the game's own rulesets and stress runs stay below a quarter of it (`tests/limits.rs`).
const LOOKS_PER_ENTITY: u32 = 64;
/// What a tick may do beside that, so that a small capacity is no reason to miss.
const LOOKS: u32 = 8192;
/// What it costs to test two paths exactly, in looks.
pub(crate) const TEST_LOOKS: u32 = 32;
/// What a hit costs, in looks.
pub(crate) const HIT_LOOKS: u32 = 32;

/// What is left of what a tick may do.
///
/// A look is some nanoseconds. What is counted are exact tests, each of a bullet and a creep whose areas meet in this tick, and hits: these
/// follow from the state alone, however the broad phase finds them. Where looks are used up, the bullets that had no turn yet hit nothing
/// in this tick. It takes thousands of creeps on one spot to get there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    /// Looks, to find the bullets that hit anything.
    pub looks_to_find: u32,
    /// Looks, to find what they hit, and to settle it.
    pub looks_to_resolve: u32,
    /// How many creeps may yet be brought, or be tried to where there is no room.
    pub spawns: u32,
}

impl Budget {
    /// A whole tick's.
    pub fn of_tick(capacity: &Capacity) -> Self {
        let looks = capacity.creeps.saturating_add(capacity.player_bullets).saturating_mul(LOOKS_PER_ENTITY);
        let looks = looks.saturating_add(LOOKS);
        Self { looks_to_find: looks, looks_to_resolve: looks, spawns: capacity.creeps }
    }

    /// The largest part of it that is used up, from 0 to 1, with this capacity.
    pub fn used(&self, capacity: &Capacity) -> f32 {
        let whole = Self::of_tick(capacity);
        let part = |left: u32, whole: u32| 1.0 - left as f32 / whole as f32;
        let finding = part(self.looks_to_find, whole.looks_to_find);
        max(finding, part(self.looks_to_resolve, whole.looks_to_resolve))
    }

    /// Takes `cost` off `looks`; whether there was enough left.
    #[inline]
    pub fn take(looks: &mut u32, cost: u32) -> bool {
        let enough = *looks >= cost;
        *looks = looks.saturating_sub(cost);
        enough
    }
}
