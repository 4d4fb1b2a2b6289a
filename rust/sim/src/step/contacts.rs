//! Finds which of the ship's bullets meet which creeps in a tick, and when: paths against paths, so nothing tunnels.
//!
//! First every bullet that meets anything is found, with the first thing that it was found to meet. Most meet nothing else; only for those
//! that do, all that they meet is found in their turn. So a tick never holds more than one bullet's contacts, and needs no memory that
//! grows with bullets times creeps.

use std::cmp::Ordering;
use std::ops::ControlFlow;

use crate::grid::{Area, Grid};
use crate::rules::CompiledRules;
use crate::scratch::Scratch;
use crate::shape::RoundedBox;
use crate::sim::Sim;
use crate::world::layers::PLAYER_BULLET_MASK;
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
    pub bullet: u32,
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
        let Self { creeps, player_bullets, rules, tick, boss, scratch, .. } = self;
        let Scratch { grid, hitters, budget, .. } = scratch;
        hitters.clear();
        grid.build(creeps, rules);
        let search = Search { grid, creeps, player_bullets, rules, boss: boss.as_ref(), tick: *tick };
        for bullet in 0..search.player_bullets.len() {
            let mut hitter: Option<Hitter> = None;
            search.contacts(bullet, &mut budget.looks_to_find, |contact| {
                if let Some(hitter) = &mut hitter {
                    hitter.meets_more = true;
                    return ControlFlow::Break(());
                }
                let slot = search.player_bullets.ids.id(bullet).slot();
                hitter = Some(Hitter { slot, bullet: bullet as u32, contact, meets_more: false });
                ControlFlow::Continue(())
            });
            hitters.extend(hitter);
        }
        hitters.sort_unstable_by_key(|hitter| hitter.slot);
    }

    /// Finds what a bullet hits, as it comes to it, into the scratch contacts: the first one, and as many more as it pierces.
    pub(crate) fn find_contacts_of(&mut self, hitter: Hitter) {
        let Self { creeps, player_bullets, rules, tick, boss, scratch, .. } = self;
        let Scratch { grid, contacts, budget, .. } = scratch;
        contacts.clear();
        let bullet = hitter.bullet as usize;
        if !hitter.meets_more {
            // Unless another bullet was faster.
            let lives = match hitter.contact.creep {
                BOSS => boss.is_some(),
                creep => creeps.health[creep as usize] > 0,
            };
            contacts.extend(lives.then_some(hitter.contact));
            return;
        }
        let search = Search { grid, creeps, player_bullets, rules, boss: boss.as_ref(), tick: *tick };
        search.contacts(bullet, &mut budget.looks_to_resolve, |contact| {
            contacts.push(contact);
            ControlFlow::Continue(())
        });
        let hits = usize::from(player_bullets.pierce[bullet]) + 1;
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
    player_bullets: &'a Bullets,
    rules: &'a CompiledRules,
    boss: Option<&'a Boss>,
    tick: u32,
}

impl Search<'_> {
    /// Calls `met` with each living thing that the bullet at this index meets, until it breaks off or `looks` are used up.
    #[inline]
    fn contacts(&self, bullet: usize, looks: &mut u32, mut met: impl FnMut(Contact) -> ControlFlow<()>) {
        let Self { grid, creeps, player_bullets, rules, boss, tick } = *self;
        let (x, y, prev_x, prev_y) = (
            player_bullets.x[bullet],
            player_bullets.y[bullet],
            player_bullets.prev_x[bullet],
            player_bullets.prev_y[bullet],
        );
        let shape = rules.bullets[usize::from(player_bullets.kind[bullet])];
        let area = Area::swept((prev_x, prev_y), (x, y), (shape.extent_x(), shape.extent_y()));
        let near = grid.near(area, looks, |creep| {
            if creeps.layer[creep] & PLAYER_BULLET_MASK == 0 || creeps.health[creep] <= 0 {
                return ControlFlow::Continue(());
            }
            let start = (prev_x - creeps.prev_x[creep], prev_y - creeps.prev_y[creep]);
            let end = (x - creeps.x[creep], y - creeps.y[creep]);
            let sum = rules.creeps[usize::from(creeps.kind[creep])].shape.minkowski_sum(shape);
            match player_bullets.entry_time(bullet, sum, (start, end), tick) {
                Some(time) => {
                    met(Contact { time, creep: creep as u32, creep_slot: creeps.ids.id(creep).slot() })
                }
                None => ControlFlow::Continue(()),
            }
        });
        if let (Some(boss), ControlFlow::Continue(())) = (boss, near) {
            let start = (prev_x - boss.prev_x, prev_y - boss.prev_y);
            let end = (x - boss.x, y - boss.y);
            if let Some(time) =
                player_bullets.entry_time(bullet, boss.shape.minkowski_sum(shape), (start, end), tick)
            {
                // There is nothing after it to break off.
                let _ = met(Contact { time, creep: BOSS, creep_slot: BOSS });
            }
        }
    }
}

impl Bullets {
    /// When the bullet at `index` on this path enters `sum`, the shapes' sum.
    ///
    /// What pierces hits a creep where it enters it, so each once; only a new bullet may begin inside.
    fn entry_time(&self, index: usize, sum: RoundedBox, (start, end): Path, tick: u32) -> Option<f32> {
        let inside_does_not_count = self.enters[index] && self.born[index] != tick;
        if inside_does_not_count && sum.contains(start.0, start.1) {
            return None;
        }
        sum.time_of_impact(start, end)
    }
}
