//! Waves: one after the other, each until all of it has come and gone, and after the last the first again, harder.

use std::sync::Arc;

use crate::event::SimEvent;
use crate::hash::StateHash;
use crate::rules::{CompiledProgram, WaveRules};
use crate::ruleset::Wave;
use crate::sim::Sim;

use super::program::ProgramState;

/// How far the waves are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Waves {
    /// The wave's index in the list.
    pub index: usize,
    /// The wave's number, from 1 and through all loops; 0 before the first.
    pub number: u32,
    /// Whole loops.
    pub loops: u32,
    /// Whether the wave runs; else it is the pause before it.
    pub runs: bool,
    /// Ticks since the wave, or the pause, began.
    pub clock: u32,
}

impl Waves {
    pub fn fold(&self, hash: &mut StateHash) {
        let Self { index, number, loops, runs, clock } = self;
        hash.words([*index as u32, *number, *loops, u32::from(*runs), *clock]);
    }

    /// The number of the next wave with a boss, which may come in the next loop.
    pub fn next_boss(&self, list: &[Wave]) -> Option<u32> {
        let next = self.index + usize::from(self.runs);
        let waves = list.iter().cycle().skip(next).take(list.len());
        let ahead = waves.zip(1..).find_map(|(wave, ahead)| wave.boss.is_some().then_some(ahead))?;
        Some(self.number + ahead)
    }
}

impl Sim {
    pub(super) fn run_waves(&mut self) {
        let rules = Arc::clone(&self.rules);
        let (CompiledProgram::Waves { pause, list, .. }, ProgramState::Waves(waves)) =
            (&rules.program, &mut self.program)
        else {
            return;
        };
        if !waves.runs {
            waves.clock += 1;
            if waves.clock < *pause {
                return;
            }
            waves.runs = true;
            waves.clock = 0;
            waves.number += 1;
            let (index, number) = (waves.index, waves.number);
            self.events.push(SimEvent::WaveStarted { number });
            if let Some(boss) = list[index].boss {
                self.spawn_boss(boss);
            }
            self.spawn_groups(&list[index], 0);
            return;
        }
        waves.clock += 1;
        let (index, clock) = (waves.index, waves.clock);
        self.spawn_groups(&list[index], clock);
        let is_complete = list[index].groups.iter().all(|group| group.start_time <= clock);
        if is_complete && self.creeps.len() == 0 && self.boss.is_none() {
            self.end_wave(list.len());
        }
    }

    fn spawn_groups(&mut self, wave: &WaveRules, clock: u32) {
        for group in wave.groups.iter().filter(|group| group.start_time == clock) {
            self.spawn_formation(group);
        }
    }

    fn end_wave(&mut self, count: usize) {
        let ProgramState::Waves(waves) = &mut self.program else { return };
        waves.runs = false;
        waves.clock = 0;
        waves.index = (waves.index + 1) % count;
        self.events.push(SimEvent::WaveCleared { number: waves.number });
        if waves.index == 0 {
            waves.loops += 1;
            self.events.push(SimEvent::LoopCleared { number: waves.loops });
            self.scale = self.rules.scale(waves.loops);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_boss_is_in_a_later_wave_or_in_the_next_loop() {
        let wave =
            |boss: Option<&str>| Wave { name: String::new(), boss: boss.map(str::to_owned), groups: vec![] };
        let list = [wave(None), wave(Some("hive")), wave(None)];
        let next = |index, number, runs| Waves { index, number, runs, ..Waves::default() }.next_boss(&list);
        // Before the first wave; in the first; in the boss's own; in the last.
        assert_eq!(
            [next(0, 0, false), next(0, 1, true), next(1, 2, true), next(2, 3, true)],
            [Some(2), Some(2), Some(5), Some(5)]
        );
        assert_eq!(Waves::default().next_boss(&[wave(None)]), None);
    }
}
