//! Waves: one after the other, each until all of it has come and gone, and after the last the first again, harder.

use std::sync::Arc;

use crate::event::Event;
use crate::hash::StateHash;
use crate::mode;
use crate::sim::Sim;
use crate::units::ticks;

use super::program::Program;

/// How far the waves are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Waves {
    /// The wave's place in the list.
    pub index: usize,
    /// The wave's number, from 1 and through all rounds; 0 before the first.
    pub number: u32,
    /// Whole rounds.
    pub laps: u32,
    /// Whether the wave runs; else it is the pause before it.
    pub runs: bool,
    /// Ticks since the wave, or the pause, began.
    pub clock: u32,
}

impl Waves {
    pub fn fold(&self, hash: &mut StateHash) {
        let Self { index, number, laps, runs, clock } = self;
        hash.words([*index as u32, *number, *laps, u32::from(*runs), *clock]);
    }
}

impl Sim {
    pub(super) fn run_waves(&mut self) {
        let mode = Arc::clone(&self.mode);
        let (mode::Program::Waves { pause, list, .. }, Program::Waves(waves)) =
            (&mode.program, &mut self.program)
        else {
            return;
        };
        if !waves.runs {
            waves.clock += 1;
            if waves.clock < ticks(*pause) {
                return;
            }
            waves.runs = true;
            waves.clock = 0;
            waves.number += 1;
            let (index, number) = (waves.index, waves.number);
            self.events.push(Event::WaveStarted { number });
            if let Some(boss) = list[index].boss {
                self.bring_boss(boss);
            }
            self.bring_groups(&list[index], 0);
            return;
        }
        waves.clock += 1;
        let (index, clock) = (waves.index, waves.clock);
        self.bring_groups(&list[index], clock);
        let all_came = list[index].groups.iter().all(|group| ticks(group.at) <= clock);
        if all_came && self.creeps.len() == 0 && self.boss.is_none() {
            self.end_wave(list.len());
        }
    }

    fn bring_groups(&mut self, wave: &mode::Wave, clock: u32) {
        for group in wave.groups.iter().filter(|group| ticks(group.at) == clock) {
            self.form_up(group);
        }
    }

    fn end_wave(&mut self, count: usize) {
        let Program::Waves(waves) = &mut self.program else { return };
        waves.runs = false;
        waves.clock = 0;
        waves.index = (waves.index + 1) % count;
        self.events.push(Event::WaveCleared { number: waves.number });
        if waves.index == 0 {
            waves.laps += 1;
            self.events.push(Event::LapCleared { lap: waves.laps });
            self.scale = self.program.scale(&self.mode, &self.tables);
        }
    }
}
