//! Points, the combo that multiplies them, and what is counted.

use creeps_rules::time::TICKS_PER_SECOND;

use crate::hash::StateHash;
use crate::math::{max, min};
use crate::ruleset::Combo;

/// Points and counts of a game.
#[derive(Clone, Debug)]
pub(crate) struct Score {
    pub points: u64,
    /// Hits, less what misses and time took: whole ones and parts.
    pub chain: f32,
    /// Ticks since the last hit, kill or graze.
    pub idle: u32,
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
    /// What happened since the wave began.
    pub wave: WaveTally,
}

/// What the bonuses for a wave go by.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct WaveTally {
    pub kills: u32,
    /// Bullets that left unused.
    pub misses: u32,
    /// Lives and shields that were lost.
    pub harms: u32,
}

impl Default for Score {
    fn default() -> Self {
        Self {
            points: 0,
            chain: 0.0,
            idle: 0,
            reported: 1,
            kills: 0,
            spawned: 0,
            left: 0,
            fired: 0,
            hits: 0,
            wave: WaveTally::default(),
        }
    }
}

impl Score {
    /// What points are multiplied by.
    pub fn multiplier(&self, combo: &Combo) -> u32 {
        (1 + (self.chain / combo.hits as f32) as u32).min(combo.max_multiplier)
    }

    /// How far the way to the next multiplier is gone: 0 to 1.
    pub fn progress(&self, combo: &Combo) -> f32 {
        let multipliers = self.chain / combo.hits as f32;
        if multipliers >= (combo.max_multiplier - 1) as f32 {
            1.0
        } else {
            multipliers - (multipliers as u32) as f32
        }
    }

    /// The part of the time left for which the combo holds without a hit: 0 to 1.
    pub fn hold(&self, combo: &Combo) -> f32 {
        let whole = combo.hold * TICKS_PER_SECOND as f32;
        if whole < 1.0 { 0.0 } else { max(1.0 - self.idle as f32 / whole, 0.0) }
    }

    /// A bullet hit.
    pub fn hit(&mut self, combo: &Combo) {
        self.hits += 1;
        self.lengthen(1.0, combo);
    }

    /// A creep was shot.
    pub fn kill(&mut self, combo: &Combo) {
        self.kills += 1;
        self.wave.kills += 1;
        self.lengthen(combo.kill, combo);
    }

    /// A creeps' bullet passed closely.
    pub fn graze(&mut self, combo: &Combo) {
        self.lengthen(combo.graze, combo);
    }

    fn lengthen(&mut self, hits: f32, combo: &Combo) {
        self.idle = 0;
        let longest = combo.hits as f32 * (combo.max_multiplier - 1) as f32;
        self.chain = min(self.chain + hits, longest);
    }

    /// A bullet left the playfield unused.
    pub fn miss(&mut self, combo: &Combo) {
        self.wave.misses += 1;
        self.chain = max(self.chain - combo.miss, 0.0);
    }

    /// A tick passes: without hits the combo fades.
    pub fn pass_time(&mut self, combo: &Combo) {
        self.idle = self.idle.saturating_add(1);
        let rate = TICKS_PER_SECOND as f32;
        if self.idle as f32 > combo.hold * rate {
            self.chain = max(self.chain - combo.fade / rate, 0.0);
        }
    }

    /// Adds `points`, multiplied; gives what was added.
    pub fn add(&mut self, points: f32, combo: &Combo) -> u32 {
        let added = (points.round() as u32).saturating_mul(self.multiplier(combo));
        self.points = self.points.saturating_add(u64::from(added));
        added
    }

    pub fn fold(&self, hash: &mut StateHash) {
        let Self { points, chain, idle, reported, kills, spawned, left, fired, hits, wave } = self;
        hash.float(*chain);
        hash.words([*idle, *reported]);
        for count in [points, kills, spawned, left, fired, hits] {
            hash.long(*count);
        }
        let WaveTally { kills, misses, harms } = wave;
        hash.words([*kills, *misses, *harms]);
    }
}
