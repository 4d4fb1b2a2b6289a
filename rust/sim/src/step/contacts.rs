//! Finds which of the ship's bullets meet which creeps in a tick, and when: paths against paths, so nothing tunnels.
//!
//! First every bullet that meets anything is found, with the first thing that it was found to meet. Most meet nothing else; only for those
//! that do, all that they meet is found in their turn. So a tick never holds more than one bullet's contacts, and needs no memory that
//! grows with bullets times creeps.

use std::cmp::Ordering;
use std::ops::ControlFlow;

use crate::grid::{Area, Grid};
use crate::shape::Rounded;
use crate::sim::Sim;
use crate::tables::Tables;
use crate::world::layers::SHOT_MASK;
use crate::world::{Boss, Bullets, Creeps};

/// A bullet's path enters a creep's or the boss's shape.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Contact {
    /// When: 0 at the start of the tick, 1 at its end.
    pub time: f32,
    /// The creep's index, and its slot; [`BOSS`] for the boss.
    pub creep: u32,
    pub creep_slot: u32,
}

impl Contact {
    /// The order in which a bullet comes to what it meets; what it meets at the same time, by slot.
    fn order(&self, other: &Self) -> Ordering {
        self.time.total_cmp(&other.time).then(self.creep_slot.cmp(&other.creep_slot))
    }
}

/// A bullet that meets something in this tick.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hitter {
    pub slot: u32,
    /// Its index in the pool.
    pub shot: u32,
    /// Something that it meets.
    pub contact: Contact,
    /// Whether it meets more than that.
    pub meets_more: bool,
}

/// Stands for the boss where a creep's index is asked for.
pub(crate) const BOSS: u32 = u32::MAX;

/// A path, from and to, as a bullet sees it from what it may hit.
type Path = ((f32, f32), (f32, f32));

impl Sim {
    /// Sorts the creeps into the grid, and notes every bullet that meets a creep or the boss.
    #[inline(never)] // so that a profile tells it apart
    pub(crate) fn find_contacts(&mut self) {
        let Self { grid, creeps, shots, tables, hitters, tick, boss, budget, .. } = self;
        hitters.clear();
        grid.build(creeps, tables);
        let search = Search { grid, creeps, shots, tables, boss: boss.as_ref(), tick: *tick };
        for shot in 0..search.shots.len() {
            let mut hitter: Option<Hitter> = None;
            search.contacts(shot, &mut budget.looks_to_find, |contact| {
                if let Some(hitter) = &mut hitter {
                    hitter.meets_more = true;
                    return ControlFlow::Break(());
                }
                let slot = search.shots.ids.id(shot).slot();
                hitter = Some(Hitter { slot, shot: shot as u32, contact, meets_more: false });
                ControlFlow::Continue(())
            });
            hitters.extend(hitter);
        }
        hitters.sort_unstable_by_key(|hitter| hitter.slot);
    }

    /// Finds what a bullet hits, as it comes to it, into `self.contacts`: the first one, and as many more as it pierces.
    pub(crate) fn find_contacts_of(&mut self, hitter: Hitter) {
        let Self { grid, creeps, shots, tables, contacts, tick, boss, budget, .. } = self;
        contacts.clear();
        let shot = hitter.shot as usize;
        if !hitter.meets_more {
            // Unless another bullet was faster.
            let lives = match hitter.contact.creep {
                BOSS => boss.is_some(),
                creep => creeps.health[creep as usize] > 0,
            };
            contacts.extend(lives.then_some(hitter.contact));
            return;
        }
        let search = Search { grid, creeps, shots, tables, boss: boss.as_ref(), tick: *tick };
        search.contacts(shot, &mut budget.looks_to_settle, |contact| {
            contacts.push(contact);
            ControlFlow::Continue(())
        });
        let hits = usize::from(shots.pierce[shot]) + 1;
        if contacts.len() > hits {
            contacts.select_nth_unstable_by(hits - 1, Contact::order);
            contacts.truncate(hits);
        }
        contacts.sort_unstable_by(Contact::order);
    }
}

/// What a search for contacts looks at.
struct Search<'a> {
    grid: &'a Grid,
    creeps: &'a Creeps,
    shots: &'a Bullets,
    tables: &'a Tables,
    boss: Option<&'a Boss>,
    tick: u32,
}

impl Search<'_> {
    /// Calls `met` with each living thing that the bullet at this index meets, until it breaks off or `looks` are used up.
    #[inline]
    fn contacts(&self, shot: usize, looks: &mut u32, mut met: impl FnMut(Contact) -> ControlFlow<()>) {
        let Self { grid, creeps, shots, tables, boss, tick } = *self;
        let (x, y, from_x, from_y) = (shots.x[shot], shots.y[shot], shots.from_x[shot], shots.from_y[shot]);
        let shape = tables.bullets[usize::from(shots.kind[shot])];
        let area = Area::swept((from_x, from_y), (x, y), (shape.reach_x(), shape.reach_y()));
        let near = grid.near(area, looks, |creep| {
            if creeps.layer[creep] & SHOT_MASK == 0 || creeps.health[creep] <= 0 {
                return ControlFlow::Continue(());
            }
            let start = (from_x - creeps.from_x[creep], from_y - creeps.from_y[creep]);
            let end = (x - creeps.x[creep], y - creeps.y[creep]);
            let sum = tables.creeps[usize::from(creeps.kind[creep])].shape.plus(shape);
            match shots.entered(shot, sum, (start, end), tick) {
                Some(time) => {
                    met(Contact { time, creep: creep as u32, creep_slot: creeps.ids.id(creep).slot() })
                }
                None => ControlFlow::Continue(()),
            }
        });
        if let (Some(boss), ControlFlow::Continue(())) = (boss, near) {
            let start = (from_x - boss.from_x, from_y - boss.from_y);
            let end = (x - boss.x, y - boss.y);
            if let Some(time) = shots.entered(shot, boss.shape.plus(shape), (start, end), tick) {
                // There is nothing after it to break off.
                let _ = met(Contact { time, creep: BOSS, creep_slot: BOSS });
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
