//! Finds which of the ship's bullets meet which creeps in a tick, and when: paths against paths, so nothing tunnels.
//!
//! First every bullet that meets anything is found, with the first thing that it was found to meet. Most meet nothing else; only for those
//! that do, all that they meet is found in their turn. So a tick never holds more than one bullet's contacts, and needs no memory that
//! grows with bullets times creeps.

use std::cmp::Ordering;

use crate::budget::{Budget, TEST_LOOKS};
use crate::grid::{Area, LANES, Near, Paths, Pieces};
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
        let Scratch { grid, near, hitters, budget, .. } = scratch;
        let looks = &mut budget.looks_to_find;
        hitters.clear();
        grid.build(creeps);
        let search = Search { creeps, player_bullets, rules, tick: *tick };
        let (paths, kinds) = player_bullets.pieces();
        let count = player_bullets.len();
        for first in (0..count).step_by(LANES) {
            let lanes = 0..LANES.min(count - first);
            near.clear();
            if grid.is_near(&paths, first / LANES) {
                grid.find(
                    &grid.searches_of_bullets(&paths, &kinds, first / LANES),
                    lanes.clone(),
                    near,
                    looks,
                );
            }
            let known = hitters.len();
            for &Near { lane, creep } in &*near {
                let bullet = first + lane as usize;
                if let Some(contact) = search.contact(bullet, creep as usize, looks) {
                    search.note(bullet, contact, hitters, known);
                }
            }
            if let Some(boss) = boss {
                for bullet in lanes.map(|lane| first + lane) {
                    if let Some(contact) = search.contact_with_boss(bullet, boss) {
                        search.note(bullet, contact, hitters, known);
                    }
                }
            }
            if *looks == 0 {
                break;
            }
        }
        hitters.sort_unstable_by_key(|hitter| hitter.slot);
    }

    /// Finds what a bullet hits, as it comes to it, into the scratch contacts: the first one, and as many more as it pierces.
    pub(crate) fn find_contacts_of(&mut self, hitter: Hitter) {
        let Self { creeps, player_bullets, rules, tick, boss, scratch, .. } = self;
        let Scratch { grid, near, contacts, budget, .. } = scratch;
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
        let search = Search { creeps, player_bullets, rules, tick: *tick };
        let (paths, kinds) = player_bullets.pieces();
        let looks = &mut budget.looks_to_resolve;
        near.clear();
        let lane = bullet % LANES;
        grid.find(&grid.searches_of_bullets(&paths, &kinds, bullet / LANES), lane..lane + 1, near, looks);
        contacts.extend(near.iter().filter_map(|near| search.contact(bullet, near.creep as usize, looks)));
        contacts.extend(boss.as_ref().and_then(|boss| search.contact_with_boss(bullet, boss)));
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
    creeps: &'a Creeps,
    player_bullets: &'a Bullets,
    rules: &'a CompiledRules,
    tick: u32,
}

impl Search<'_> {
    /// Notes what a bullet meets, whose hitter, if it has one, is not before `known`.
    fn note(&self, bullet: usize, contact: Contact, hitters: &mut Vec<Hitter>, known: usize) {
        let known = &mut hitters[known..];
        if let Some(hitter) = known.iter_mut().find(|hitter| hitter.bullet as usize == bullet) {
            hitter.meets_more = true;
        } else {
            let slot = self.player_bullets.ids.id(bullet).slot();
            hitters.push(Hitter { slot, bullet: bullet as u32, contact, meets_more: false });
        }
    }

    /// How the bullet at this index meets the creep at that one, if it does and the creep lives.
    fn contact(&self, bullet: usize, creep: usize, looks: &mut u32) -> Option<Contact> {
        let Self { creeps, player_bullets: bullets, rules, tick } = *self;
        let shape = rules.bullets[usize::from(bullets.kind[bullet])];
        let (x, y) = (bullets.x[bullet], bullets.y[bullet]);
        let (prev_x, prev_y) = (bullets.prev_x[bullet], bullets.prev_y[bullet]);
        Budget::take(looks, 1);
        let area = Area::swept((prev_x, prev_y), (x, y), (shape.extent_x(), shape.extent_y()));
        if !area.meets(creeps.area(creep, rules)) {
            return None;
        }
        if !Budget::take(looks, TEST_LOOKS) {
            return None;
        }
        if creeps.layer[creep] & PLAYER_BULLET_MASK == 0 || creeps.health[creep] <= 0 {
            return None;
        }
        let start = (prev_x - creeps.prev_x[creep], prev_y - creeps.prev_y[creep]);
        let end = (x - creeps.x[creep], y - creeps.y[creep]);
        let sum = rules.creeps[usize::from(creeps.kind[creep])].shape.minkowski_sum(shape);
        let time = bullets.entry_time(bullet, sum, (start, end), tick)?;
        Some(Contact { time, creep: creep as u32, creep_slot: creeps.ids.id(creep).slot() })
    }

    /// How the bullet at this index meets the boss, if it does.
    fn contact_with_boss(&self, bullet: usize, boss: &Boss) -> Option<Contact> {
        let Self { creeps: _, player_bullets: bullets, rules, tick } = *self;
        let shape = rules.bullets[usize::from(bullets.kind[bullet])];
        let start = (bullets.prev_x[bullet] - boss.prev_x, bullets.prev_y[bullet] - boss.prev_y);
        let end = (bullets.x[bullet] - boss.x, bullets.y[bullet] - boss.y);
        let time = bullets.entry_time(bullet, boss.shape.minkowski_sum(shape), (start, end), tick)?;
        Some(Contact { time, creep: BOSS, creep_slot: BOSS })
    }
}

impl Bullets {
    /// The paths and the kinds, in pieces.
    fn pieces(&self) -> (Paths<'_>, Pieces<'_, u8>) {
        (Paths::of(&self.x, &self.y, &self.prev_x, &self.prev_y), Pieces::of(&self.kind))
    }

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
