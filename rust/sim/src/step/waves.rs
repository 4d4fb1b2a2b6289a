//! Waves: one after the other, each until all of it has come and gone but for a few, and after the last the first again, harder.

use std::sync::Arc;

use crate::event::{Bonus, SimEvent};
use crate::hash::StateHash;
use crate::rules::{CompiledProgram, WaveRules};
use crate::ruleset::Wave;
use crate::score::WaveTally;
use crate::sim::Sim;

use super::program::ProgramState;

/// Between two groups that come because few creeps are left, at least so many ticks: one sees them apart.
const MIN_TICKS_BETWEEN_GROUPS: u32 = 40;

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
    /// Ticks since the wave, or the pause, began, and those that were left out because few creeps were left.
    pub clock: u32,
    /// Ticks since the last group came.
    pub since_group: u32,
}

impl Waves {
    pub fn fold(&self, hash: &mut StateHash) {
        let Self { index, number, loops, runs, clock, since_group } = self;
        hash.words([*index as u32, *number, *loops, u32::from(*runs), *clock, *since_group]);
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
        let creeps_left = self.creeps.len();
        let (CompiledProgram::Waves { pause, few, list, .. }, ProgramState::Waves(waves)) =
            (&rules.program, &mut self.program)
        else {
            return;
        };
        waves.clock += 1;
        if !waves.runs {
            if waves.clock >= *pause {
                self.begin_wave(list);
            }
            return;
        }
        waves.since_group += 1;
        let wave = &list[waves.index];
        let comes =
            |clock: u32| wave.groups.iter().map(|group| group.start_time).filter(move |time| *time > clock);
        let has_boss = self.boss.is_some();
        if !has_boss
            && creeps_left <= *few
            && waves.since_group >= MIN_TICKS_BETWEEN_GROUPS
            && let Some(next) = comes(waves.clock - 1).min()
        {
            waves.clock = next;
        }
        let clock = waves.clock;
        // Who killed the boss has no more of its escort to fear.
        let is_won = wave.boss.is_some() && !has_boss;
        if !is_won {
            self.spawn_groups(wave, clock);
        }
        let is_complete = is_won || !has_boss && comes(clock).next().is_none();
        if is_complete && self.creeps.len() <= *few {
            self.end_wave(list.len());
        }
    }

    fn begin_wave(&mut self, list: &[WaveRules]) {
        let ProgramState::Waves(waves) = &mut self.program else { return };
        waves.runs = true;
        waves.clock = 0;
        waves.number += 1;
        let (loops, index, number) = (waves.loops, waves.index, waves.number);
        self.scale = self.rules.scale(loops, index);
        self.score.wave = WaveTally::default();
        self.events.push(SimEvent::WaveStarted { number });
        if let Some(boss) = list[index].boss {
            self.spawn_boss(boss);
        }
        self.spawn_groups(&list[index], 0);
    }

    fn spawn_groups(&mut self, wave: &WaveRules, clock: u32) {
        for group in wave.groups.iter().filter(|group| group.start_time == clock) {
            self.spawn_formation(group);
            if let ProgramState::Waves(waves) = &mut self.program {
                waves.since_group = 0;
            }
        }
    }

    fn end_wave(&mut self, count: usize) {
        let ProgramState::Waves(waves) = &mut self.program else { return };
        waves.runs = false;
        waves.clock = 0;
        waves.index = (waves.index + 1) % count;
        let (index, number, loops) = (waves.index, waves.number, waves.loops + 1);
        self.events.push(SimEvent::WaveCleared { number });
        if index == 0 {
            waves.loops = loops;
            self.events.push(SimEvent::LoopCleared { number: loops });
        }
        let WaveTally { kills, misses, harms } = self.score.wave;
        let (x, y) = (self.ship.x, self.ship.y);
        if kills > 0 && misses == 0 {
            self.give_bonus(Bonus::NoMiss, self.rules.bonuses.no_miss as f32, x, y);
        }
        if kills > 0 && harms == 0 {
            self.give_bonus(Bonus::NoHit, self.rules.bonuses.no_hit as f32, x, y);
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
