//! Finds which of the ship's bullets meet which creeps in a tick, and when: paths against paths, so nothing tunnels.

use crate::math::{greatest, least};
use crate::sim::Sim;
use crate::world::layers::SHOT_MASK;

/// A bullet's path enters a creep's shape.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Contact {
    /// The bullet's place, and its slot.
    pub shot: u32,
    pub shot_slot: u32,
    /// When: 0 at the start of the tick, 1 at its end.
    pub time: f32,
    /// The creep's place, and its slot; [`BOSS`] for the boss.
    pub creep: u32,
    pub creep_slot: u32,
}

/// Stands for the boss where a creep's place is asked for.
pub(crate) const BOSS: u32 = u32::MAX;

impl Sim {
    /// Sorts the creeps into the grid and notes every meeting of a bullet with a creep or the boss.
    pub(crate) fn find_contacts(&mut self) {
        let Self { grid, creeps, shots, tables, contacts, tick, boss, .. } = self;
        grid.build(creeps, tables);
        contacts.clear();
        for shot in 0..shots.len() {
            let to = (shots.x[shot], shots.y[shot]);
            let from = (shots.from_x[shot], shots.from_y[shot]);
            let shape = tables.bullets[usize::from(shots.kind[shot])];
            // What pierces hits a creep where it enters it, so each once; only a new bullet may begin inside.
            let must_enter = shots.enters[shot] && shots.born[shot] != *tick;
            let shot_slot = shots.ids.id(shot).slot();
            let mut note = |creep: u32, creep_slot: u32, time: Option<f32>| {
                if let Some(time) = time {
                    contacts.push(Contact { shot: shot as u32, shot_slot, time, creep, creep_slot });
                }
            };
            let left = least(from.0, to.0) - shape.reach_x();
            let right = greatest(from.0, to.0) + shape.reach_x();
            let top = least(from.1, to.1) - shape.reach_y();
            let bottom = greatest(from.1, to.1) + shape.reach_y();
            grid.near(left, top, right, bottom, |entry| {
                let place = entry.place as usize;
                if creeps.layer[place] & SHOT_MASK == 0 {
                    return;
                }
                let sum = tables.creeps[usize::from(creeps.kind[place])].shape.plus(shape);
                let start = (from.0 - creeps.from_x[place], from.1 - creeps.from_y[place]);
                let end = (to.0 - entry.x, to.1 - entry.y);
                if must_enter && sum.holds(start.0, start.1) {
                    return;
                }
                note(entry.place, creeps.ids.id(place).slot(), sum.entered(start, end));
            });
            if let Some(boss) = boss {
                let sum = boss.shape.plus(shape);
                let start = (from.0 - boss.from_x, from.1 - boss.from_y);
                let end = (to.0 - boss.x, to.1 - boss.y);
                if !(must_enter && sum.holds(start.0, start.1)) {
                    note(BOSS, BOSS, sum.entered(start, end));
                }
            }
        }
    }
}
