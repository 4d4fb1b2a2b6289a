//! The spawn stream: creeps come at a rate that grows, anywhere above the playfield, level after level.

use std::sync::Arc;

use crate::event::SimEvent;
use crate::hash::StateHash;
use crate::math::{floor, min};
use crate::rules::{CompiledProgram, LevelRules};
use crate::sim::Sim;

use super::program::ProgramState;

/// How far the spawn stream is.
#[derive(Clone, Debug, Default)]
pub(crate) struct SpawnStream {
    /// The level's index in the list.
    pub level: usize,
    /// The level's number, from 1; 0 before the first tick.
    pub number: u32,
    /// Ticks since the level began.
    pub clock: u32,
    /// Creeps that are due, in parts of one.
    pub due: f32,
}

impl SpawnStream {
    pub fn fold(&self, hash: &mut StateHash) {
        let Self { level, number, clock, due } = self;
        hash.words([*level as u32, *number, *clock]);
        hash.float(*due);
    }
}

impl Sim {
    pub(super) fn run_spawn_stream(&mut self) {
        let rules = Arc::clone(&self.rules);
        let (CompiledProgram::SpawnStream { levels }, ProgramState::SpawnStream(stream)) =
            (&rules.program, &mut self.program)
        else {
            return;
        };
        if stream.number == 0 {
            stream.number = 1;
            self.events.push(SimEvent::WaveStarted { number: 1 });
        } else if stream.clock >= levels[stream.level].duration && stream.level + 1 < levels.len() {
            let champion = levels[stream.level].champion;
            let health = levels[stream.level].health;
            let (level, number) = (stream.level + 1, stream.number + 1);
            *stream = SpawnStream { level, number, clock: 0, due: stream.due };
            self.events.push(SimEvent::WaveStarted { number });
            if let Some(kind) = champion {
                let y = -rules.creeps[usize::from(kind)].extent;
                if self.spawn(kind, rules.width / 2.0, y, health).is_some() {
                    self.events.push(SimEvent::ChampionEntered { kind });
                }
            }
        }
        let ProgramState::SpawnStream(stream) = &mut self.program else { return };
        let level = &levels[stream.level];
        let part = stream.clock as f32 / level.duration as f32;
        let rate = level.from + (level.to - level.from) * part;
        stream.clock += 1;
        // What does not fit does not pile up: no more is due than the pool holds.
        let max = self.creeps.ids.capacity() as f32;
        stream.due = min(stream.due + rate * rules.difficulty_scale.rate, max);
        let count = floor(stream.due);
        stream.due -= count;
        for _ in 0..count as u32 {
            self.spawn_from_stream(level);
        }
    }

    fn spawn_from_stream(&mut self, level: &LevelRules) {
        let Some(share) = self.rng.weighted(level.creeps.iter().map(|(_, weight)| *weight)) else { return };
        let kind = level.creeps[share].0;
        let x = self.rng.unit() * self.rules.width;
        let creep = &self.rules.creeps[usize::from(kind)];
        // Not all on one line: as if it had come at any time within the tick.
        let y = -creep.extent - creep.min_speed * self.rng.unit();
        self.spawn(kind, x, y, level.health);
    }
}
