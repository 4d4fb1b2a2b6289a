//! Finds which of the ship's bullets meet which creeps in a tick, and when: paths against paths, so nothing tunnels.
//!
//! The broad phase says what may meet. Where it can't, because too much is on one spot, each bullet is held against the crowd, in the order
//! of their pool, until the tick's budget is used up. So a tick's contacts grow with bullets and creeps, not with bullets times creeps.

use crate::area::Area;
use crate::broad_phase::Crowded;
use crate::broad_phase::crowd::Crowd;
use crate::budget::{Budget, TEST_LOOKS};
use crate::rules::CompiledRules;
use crate::scratch::Scratch;
use crate::shape::RoundedBox;
use crate::sim::Sim;
use crate::world::layers::PLAYER_BULLET_MASK;
use crate::world::{Boss, Bullets, Creeps};

/// A bullet's path enters a creep's or the boss's shape.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Contact {
    /// The bullet's slot, and its index.
    pub bullet_slot: u32,
    pub bullet: u32,
    /// When: 0 at the start of the tick, 1 at its end.
    pub time: f32,
    /// The creep's slot, and its index; [`BOSS`] for the boss.
    pub creep_slot: u32,
    pub creep: u32,
}

impl Contact {
    /// The order in which contacts are settled: bullets by slot; what one meets as it comes to it, and by slot at the same time.
    fn order(&self) -> (u64, u32) {
        // A time is not below 0, but may be -0, which comes before 0.
        let time = self.time.to_bits() ^ 1 << 31;
        (u64::from(self.bullet_slot) << 32 | u64::from(time), self.creep_slot)
    }
}

/// Stands for the boss where a creep's index is asked for.
pub(crate) const BOSS: u32 = u32::MAX;

/// A path, from and to, as a bullet sees it from what it may hit.
type Path = ((f32, f32), (f32, f32));

impl Sim {
    /// Notes what each of the ship's bullets meets.
    #[inline(never)] // so that a profile tells it apart
    pub(crate) fn find_contacts(&mut self) {
        let Self { creeps, player_bullets, rules, tick, boss, scratch, .. } = self;
        let Scratch { broad_phase, crowd, contacts, budget, .. } = scratch;
        let looks = &mut budget.looks_to_find;
        contacts.clear();
        let found = broad_phase.update(creeps, player_bullets, rules);
        let search = Search { creeps, player_bullets, rules, tick: *tick };
        match found {
            Ok(()) => {
                broad_phase.for_each(creeps, player_bullets, |bullet, creep| {
                    if search.areas_meet(bullet, creep) {
                        Budget::take(looks, TEST_LOOKS);
                        contacts.extend(search.contact(bullet, creep));
                    }
                });
            }
            Err(Crowded) => search.hold_against(crowd, contacts, looks),
        }
        if let Some(boss) = boss {
            let bullets = 0..player_bullets.len();
            contacts.extend(bullets.filter_map(|bullet| search.contact_with_boss(bullet, boss)));
        }
        contacts.sort_unstable_by_key(Contact::order);
    }

    /// Finds what the bullet of some contacts hits, as it comes to it, into the scratch hits: the first, and as many more as it pierces.
    pub(crate) fn find_hits(&mut self, contacts: &[Contact]) {
        let Self { creeps, player_bullets, boss, scratch, .. } = self;
        let hits = &mut scratch.hits;
        hits.clear();
        let Some(first) = contacts.first() else { return };
        // Unless another bullet was faster.
        let lives = |contact: &&Contact| match contact.creep {
            BOSS => boss.is_some(),
            creep => creeps.health[creep as usize] > 0,
        };
        let pierces = usize::from(player_bullets.pierce[first.bullet as usize]);
        hits.extend(contacts.iter().filter(lives).take(pierces + 1));
    }
}

/// What a search for contacts looks at.
#[derive(Clone, Copy)]
struct Search<'a> {
    creeps: &'a Creeps,
    player_bullets: &'a Bullets,
    rules: &'a CompiledRules,
    tick: u32,
}

impl Search<'_> {
    /// Whether the boxes around the paths of the bullet at this index and the creep at that one meet: only then is it worth an exact test.
    #[inline]
    fn areas_meet(&self, bullet: usize, creep: usize) -> bool {
        let area = self.creeps.area(creep, self.rules);
        self.area(bullet).meets(area) && !self.creeps.is_out_of_reach(creep, self.rules)
    }

    /// The area of the bullet at this index.
    #[inline]
    fn area(&self, bullet: usize) -> Area {
        let bullets = self.player_bullets;
        let shape = self.rules.bullets[usize::from(bullets.kind[bullet])];
        let from = (bullets.prev_x[bullet], bullets.prev_y[bullet]);
        Area::swept(from, (bullets.x[bullet], bullets.y[bullet]), (shape.extent_x(), shape.extent_y()))
    }

    /// Finds what meets where the broad phase found too much: bullet by bullet, until all looks are used up.
    #[inline(never)] // it is seldom needed
    fn hold_against(&self, crowd: &mut Crowd, contacts: &mut Vec<Contact>, looks: &mut u32) {
        crowd.build((0..self.creeps.len()).map(|creep| self.creeps.area(creep, self.rules)));
        for bullet in 0..self.player_bullets.len() {
            for creep in crowd.find(self.area(bullet)) {
                if !self.areas_meet(bullet, creep) {
                    continue;
                }
                if !Budget::take(looks, TEST_LOOKS) {
                    return;
                }
                contacts.extend(self.contact(bullet, creep));
            }
        }
    }

    /// How the bullet at this index meets the creep at that one, if it does and the creep lives.
    fn contact(&self, bullet: usize, creep: usize) -> Option<Contact> {
        let Self { creeps, player_bullets: bullets, rules, tick } = *self;
        if creeps.layer[creep] & PLAYER_BULLET_MASK == 0 || creeps.health[creep] <= 0 {
            return None;
        }
        let shape = rules.bullets[usize::from(bullets.kind[bullet])];
        let start =
            (bullets.prev_x[bullet] - creeps.prev_x[creep], bullets.prev_y[bullet] - creeps.prev_y[creep]);
        let end = (bullets.x[bullet] - creeps.x[creep], bullets.y[bullet] - creeps.y[creep]);
        let sum = rules.creeps[usize::from(creeps.kind[creep])].shape.minkowski_sum(shape);
        let time = bullets.entry_time(bullet, sum, (start, end), tick)?;
        Some(self.at(bullet, time, creep as u32, creeps.ids.id(creep).slot()))
    }

    /// How the bullet at this index meets the boss, if it does.
    fn contact_with_boss(&self, bullet: usize, boss: &Boss) -> Option<Contact> {
        let Self { creeps: _, player_bullets: bullets, rules, tick } = *self;
        let shape = rules.bullets[usize::from(bullets.kind[bullet])];
        let start = (bullets.prev_x[bullet] - boss.prev_x, bullets.prev_y[bullet] - boss.prev_y);
        let end = (bullets.x[bullet] - boss.x, bullets.y[bullet] - boss.y);
        let time = bullets.entry_time(bullet, boss.shape.minkowski_sum(shape), (start, end), tick)?;
        Some(self.at(bullet, time, BOSS, BOSS))
    }

    fn at(&self, bullet: usize, time: f32, creep: u32, creep_slot: u32) -> Contact {
        let bullet_slot = self.player_bullets.ids.id(bullet).slot();
        Contact { bullet_slot, bullet: bullet as u32, time, creep_slot, creep }
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
