//! Points, the combo that multiplies them, and what is counted.

use crate::hash::StateHash;
use crate::ruleset::Combo;

/// Points and counts of a game.
#[derive(Clone, Debug)]
pub(crate) struct Score {
    pub points: u64,
    /// Hits in a row, less what misses took.
    pub chain: u32,
    /// The multiplier that an event last reported.
    pub reported: u32,
    /// Creeps shot.
    pub kills: u64,
    /// Creeps that came.
    pub spawned: u64,
    /// Creeps that left the playfield.
    pub left: u64,
    /// Bullets fired.
    pub fired: u64,
    /// Bullets that hit something.
    pub hits: u64,
}

impl Default for Score {
    fn default() -> Self {
        Self { points: 0, chain: 0, reported: 1, kills: 0, spawned: 0, left: 0, fired: 0, hits: 0 }
    }
}

impl Score {
    /// What points are multiplied by.
    pub fn multiplier(&self, combo: &Combo) -> u32 {
        (1 + self.chain / combo.hits).min(combo.max_multiplier)
    }

    /// A bullet hit.
    pub fn hit(&mut self, combo: &Combo) {
        self.hits += 1;
        self.chain = (self.chain + 1).min(combo.hits.saturating_mul(combo.max_multiplier - 1));
    }

    /// A bullet left the playfield unused.
    pub fn miss(&mut self, combo: &Combo) {
        self.chain = self.chain.saturating_sub(combo.miss);
    }

    /// Adds `points`, multiplied; gives what was added.
    pub fn add(&mut self, points: f32, combo: &Combo) -> u32 {
        let added = (points.round() as u32).saturating_mul(self.multiplier(combo));
        self.points = self.points.saturating_add(u64::from(added));
        added
    }

    pub fn fold(&self, hash: &mut StateHash) {
        let Self { points, chain, reported, kills, spawned, left, fired, hits } = self;
        hash.words([*chain, *reported]);
        for count in [points, kills, spawned, left, fired, hits] {
            hash.long(*count);
        }
    }
}
