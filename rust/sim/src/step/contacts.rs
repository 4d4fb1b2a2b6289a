//! Finds which of the ship's bullets meet which creeps in a tick, and when: paths against paths, so nothing tunnels.

use crate::grid::Area;
use crate::shape::Rounded;
use crate::sim::Sim;
use crate::world::Bullets;
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

/// A path, from and to, as a bullet sees it from what it may hit.
type Path = ((f32, f32), (f32, f32));

impl Sim {
    /// Sorts the creeps into the grid, and notes every meeting of a bullet with a creep or the boss.
    #[inline(never)] // so that a profile tells it apart
    pub(crate) fn find_contacts(&mut self) {
        let Self { grid, creeps, shots, tables, contacts, tick, boss, .. } = self;
        contacts.clear();
        grid.build(creeps, tables);
        let to = shots.x.iter().zip(&shots.y);
        let from = shots.from_x.iter().zip(&shots.from_y);
        for (shot, (((&x, &y), (&from_x, &from_y)), &kind)) in to.zip(from).zip(&shots.kind).enumerate() {
            let shape = tables.bullets[usize::from(kind)];
            let area = Area::swept((from_x, from_y), (x, y), (shape.reach_x(), shape.reach_y()));
            grid.near(area, |place| {
                if creeps.layer[place] & SHOT_MASK != 0 {
                    let start = (from_x - creeps.from_x[place], from_y - creeps.from_y[place]);
                    let end = (x - creeps.x[place], y - creeps.y[place]);
                    let sum = tables.creeps[usize::from(creeps.kind[place])].shape.plus(shape);
                    if let Some(time) = shots.entered(shot, sum, (start, end), *tick) {
                        let (creep, creep_slot) = (place as u32, creeps.ids.id(place).slot());
                        let shot_slot = shots.ids.id(shot).slot();
                        contacts.push(Contact { shot: shot as u32, shot_slot, time, creep, creep_slot });
                    }
                }
            });
        }
        let Some(boss) = boss else { return };
        for shot in 0..shots.len() {
            let start = (shots.from_x[shot] - boss.from_x, shots.from_y[shot] - boss.from_y);
            let end = (shots.x[shot] - boss.x, shots.y[shot] - boss.y);
            let sum = boss.shape.plus(tables.bullets[usize::from(shots.kind[shot])]);
            if let Some(time) = shots.entered(shot, sum, (start, end), *tick) {
                let shot_slot = shots.ids.id(shot).slot();
                contacts.push(Contact { shot: shot as u32, shot_slot, time, creep: BOSS, creep_slot: BOSS });
            }
        }
    }
}

impl Bullets {
    /// When the bullet at `place` on this path enters `sum`, the shapes' sum.
    ///
    /// What pierces hits a creep where it enters it, so each once; only a new bullet may begin inside.
    fn entered(&self, place: usize, sum: Rounded, (start, end): Path, tick: u32) -> Option<f32> {
        let inside_does_not_count = self.enters[place] && self.born[place] != tick;
        if inside_does_not_count && sum.holds(start.0, start.1) {
            return None;
        }
        sum.entered(start, end)
    }
}
