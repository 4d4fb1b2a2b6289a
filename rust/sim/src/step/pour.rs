//! The pour: creeps come at a rate that grows, anywhere above the field, stage after stage.

use std::sync::Arc;

use crate::event::Event;
use crate::hash::StateHash;
use crate::math::{floor, least};
use crate::mode::{self, Stage};
use crate::sim::Sim;
use crate::units::{per_tick, ticks};

use super::program::Program;

/// How far the pour is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pour {
    /// The stage's place in the list.
    pub stage: usize,
    /// The stage's number, from 1; 0 before the first tick.
    pub number: u32,
    /// Ticks since the stage began.
    pub clock: u32,
    /// Creeps that are due, in parts of one.
    pub due: f32,
}

impl Pour {
    pub fn fold(&self, hash: &mut StateHash) {
        let Self { stage, number, clock, due } = self;
        hash.words([*stage as u32, *number, *clock]);
        hash.float(*due);
    }
}

impl Sim {
    pub(super) fn pour(&mut self) {
        let mode = Arc::clone(&self.mode);
        let (mode::Program::Pour { stages }, Program::Pour(pour)) = (&mode.program, &mut self.program) else {
            return;
        };
        if pour.number == 0 {
            pour.number = 1;
            self.events.push(Event::WaveStarted { number: 1 });
        } else if pour.clock >= ticks(stages[pour.stage].lasts) && pour.stage + 1 < stages.len() {
            *pour = Pour { stage: pour.stage + 1, number: pour.number + 1, clock: 0, due: pour.due };
            self.events.push(Event::WaveStarted { number: pour.number });
        }
        let stage = &stages[pour.stage];
        let part = pour.clock as f32 / ticks(stage.lasts) as f32;
        let rate = stage.from + (stage.to - stage.from) * part;
        pour.clock += 1;
        // What does not fit does not pile up: a rate is never more than the pool holds.
        let most = self.creeps.ids.capacity() as f32;
        pour.due = least(pour.due + per_tick(rate) * self.tables.handicap.rate, most);
        let count = floor(pour.due);
        pour.due -= count;
        for _ in 0..count as u32 {
            self.pour_one(stage);
        }
    }

    fn pour_one(&mut self, stage: &Stage) {
        let Some(share) = self.dice.weighted(stage.creeps.iter().map(|share| share.weight)) else { return };
        let kind = stage.creeps[share].creep.0;
        let x = self.dice.unit() * self.tables.width;
        let table = &self.tables.creeps[usize::from(kind)];
        // Not all on one line: as if it had come at any time within the tick.
        let y = -table.reach - table.slowest * self.dice.unit();
        self.spawn(kind, x, y, stage.health);
    }
}
