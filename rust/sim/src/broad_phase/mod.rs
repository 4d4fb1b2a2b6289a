//! The broad phase: which of the ship's bullets may meet which creeps, known for some ticks ahead.
//!
//! A creep is *expected* to fly on straight, and a bullet does. For each bullet it is found out every few ticks (a *round*), which creeps it
//! may meet until then, and when: these pairs are the candidates, and in each tick only those that are due are tested. It is another tick for
//! each bullet, so that no tick has all the work. In every tick it is checked whether creeps are near where they are expected: for one that
//! is not, and for whatever is new, it is found out then what it may meet.
//!
//! A *node* names a thing as it is expected: who is gone, or is expected elsewhere by now, has not the node that a candidate names.
//!
//! So there are always all candidates that there must be, and some more. It is no part of the state: rounds of any length give the same
//! states.

mod boxes;
mod candidates;
mod cells;
pub(crate) mod crowd;
mod frame;
mod grid;

use wide::{f32x8, i32x8};

use crate::budget::{Budget, TEST_LOOKS};
use crate::ids::Ids;
use crate::math::{ceil, max, min};
use crate::pieces::{ALL_LANES, Eight, LANES, Lanes, Pieces, whole_pieces};
use crate::rules::CompiledRules;
use crate::world::{Bullets, Creeps};

use boxes::{Extents, Spans, Units};
use candidates::{Candidate, Candidates, when};
use cells::Cells;
use grid::Grid;

/// How many ticks a round has.
const ROUND: u32 = 12;
/// How far a creep may be from where it would be in straight flight, to each side, in px.
const MARGIN: f32 = 2.0;
/// How many ticks after one that was crowded are taken for crowded, too.
const CROWDED_TICKS: u32 = 7;
/// The tick up to which is known what a bullet may meet, where it was forgotten: one that is over.
const FORGOTTEN: i32 = 1;
/// How many bits of a node are a slot; the others tell the ticks apart in which a slot's member was seen.
const SLOT_BITS: u32 = 17;

/// The node of what has a slot and was seen in a tick.
#[inline]
fn node_of(slot: u32, tick: u32) -> u32 {
    tick << SLOT_BITS | slot
}

/// What a search found near.
#[derive(Clone, Copy, Debug)]
struct Near {
    /// Which of the eight that were searched for.
    lane: u32,
    /// What is near it.
    node: u32,
}

/// There is more that may meet than is kept, or looking for it takes too long.
pub(crate) struct Crowded;

/// What is known of what may meet.
#[derive(Clone, Debug)]
pub(crate) struct BroadPhase {
    /// How many ticks a round has.
    round: u32,
    /// Which tick of it this is, from 0; where there are no more, the next round begins.
    now: u32,
    /// The tick, counted from the first.
    tick: u32,
    /// Nothing is known.
    knows_nothing: bool,
    /// So many ticks are taken for crowded without a look.
    crowded: u32,
    units: Units,
    /// What a creep of each kind extends.
    creep_extents: Extents,
    /// What a bullet of each kind extends.
    bullet_extents: Extents,
    /// The creeps when the round began, and where they are expected in this and the next.
    creeps: Grid,
    /// Those that came later, or are expected elsewhere by now.
    late_creeps: Cells,
    /// The bullets that were searched for in this round, with their paths until they will be searched for again.
    bullets: Cells,
    /// Those of the last round.
    last_bullets: Cells,
    candidates: Candidates,
    /// So much may be found, and be a candidate, at most.
    max_candidates: usize,
    /// So much is looked at in a tick at most.
    max_looks: u32,
    /// Those of a pool that are searched for.
    changed: Vec<u32>,
    /// What a search found.
    near: Vec<Near>,
    /// What was found in this tick: nodes of bullets and creeps.
    found: Vec<(u32, u32)>,
}

impl BroadPhase {
    /// For a game.
    pub fn new(rules: &CompiledRules) -> Self {
        let capacity = &rules.capacity;
        let (creeps, bullets) = (capacity.creeps as usize, capacity.player_bullets as usize);
        let units = Units::of(max(rules.width, rules.height));
        let looks = Budget::of_tick(capacity).looks_to_find;
        let (size, above) = ((rules.width, rules.height), rules.reach_above);
        Self {
            round: ROUND,
            now: 0,
            tick: 0,
            knows_nothing: true,
            crowded: 0,
            units,
            creep_extents: Extents::of(rules.creeps.iter().map(|kind| kind.shape), units),
            bullet_extents: Extents::of(rules.bullets.iter().copied(), units),
            creeps: Grid::new(size, above, units, creeps),
            late_creeps: Cells::new(size, above, units, max_late(creeps)),
            bullets: Cells::new(size, above, units, max_late(bullets)),
            last_bullets: Cells::new(size, above, units, max_late(bullets)),
            candidates: Candidates::new(ROUND, creeps.max(bullets)),
            // The budget is enough for them all.
            max_candidates: (looks / TEST_LOOKS) as usize,
            max_looks: looks,
            changed: Vec::with_capacity(creeps.max(bullets)),
            near: Vec::with_capacity(64 + creeps.min(512)),
            found: Vec::with_capacity(creeps + bullets),
        }
    }

    /// Rounds of so many ticks, of one at least.
    pub fn set_round(&mut self, ticks: u32) {
        self.round = ticks.clamp(1, 64);
        self.knows_nothing = true;
        self.candidates = Candidates::new(self.round, 0);
    }

    /// Brings the candidates up to date with this tick's paths.
    #[inline(never)] // so that a profile tells it apart
    pub fn update(
        &mut self,
        creeps: &mut Creeps,
        bullets: &mut Bullets,
        rules: &CompiledRules,
    ) -> Result<(), Crowded> {
        if self.crowded > 0 {
            self.crowded -= 1;
            return Err(Crowded);
        }
        self.tick += 1;
        self.found.clear();
        if self.late_creeps.len() + creeps.len() > max_late(creeps.len())
            || self.bullets.len() + bullets.len() > max_late(bullets.len())
        {
            self.knows_nothing = true;
        }
        if self.knows_nothing {
            self.forget(creeps, bullets);
        }
        let begins_round = self.now >= self.round;
        self.note_changed_creeps(creeps);
        if begins_round {
            std::mem::swap(&mut self.bullets, &mut self.last_bullets);
            self.bullets.clear(bullets.len());
            self.late_creeps.clear(creeps.len() / 4);
        }
        let mut looks = self.take_in_creeps(creeps);
        if begins_round {
            self.begin_round(creeps);
        }
        self.note_due_bullets(bullets);
        looks += self.take_in_bullets(bullets);
        if looks <= self.max_looks && self.found.len() <= self.max_candidates {
            self.schedule(creeps, bullets, rules);
            if self.candidates.len() <= self.max_candidates {
                return Ok(());
            }
        }
        (self.knows_nothing, self.crowded) = (true, CROWDED_TICKS);
        Err(Crowded)
    }

    /// Forgets all that is known: what there is is new.
    fn forget(&mut self, creeps: &mut Creeps, bullets: &mut Bullets) {
        self.knows_nothing = false;
        self.now = self.round;
        self.candidates.clear();
        self.bullets.clear(0);
        creeps.expected_x.fill(f32::MAX);
        bullets.known_until.fill(FORGOTTEN);
    }

    /// Sorts the creeps into the grid, with where they are expected in this round and the next.
    #[inline(never)] // so that a profile tells it apart
    fn begin_round(&mut self, creeps: &mut Creeps) {
        let turned = std::mem::take(&mut self.now) as f32;
        self.creeps.clear(creeps.len());
        let ahead = f32x8::splat((2 * self.round) as f32);
        let Creeps { kind, expected_x, expected_y, expected_vx, expected_vy, node, .. } = creeps;
        // From now on, this is the first tick.
        let rebase = |at: &mut [f32], way: &[f32]| {
            at.iter_mut().zip(way).for_each(|(at, way)| *at += way * turned);
        };
        rebase(expected_x, expected_vx);
        rebase(expected_y, expected_vy);
        let (x, y, kind) = (Pieces::of(expected_x), Pieces::of(expected_y), Pieces::of(kind));
        let (vx, vy) = (Pieces::of(expected_vx), Pieces::of(expected_vy));
        for (piece, nodes) in node.chunks(LANES).enumerate() {
            let at = |column: &Pieces<f32>| f32x8::new(*column.at(piece));
            let (x, y, vx, vy) = (at(&x), at(&y), at(&vx), at(&vy));
            let (from_x, from_y) = (x - vx, y - vy);
            let spans =
                Spans::around([from_x, x, from_x + vx * ahead], [from_y, y, from_y + vy * ahead], MARGIN);
            let boxes = self.units.boxes(&spans, *kind.at(piece), &self.creep_extents);
            self.creeps.put(&spans, &boxes, nodes);
        }
        self.creeps.sort();
    }

    /// Notes the creeps that are not where they are expected: they have left their boxes, or have none yet.
    #[inline(never)] // so that a profile tells it apart
    fn note_changed_creeps(&mut self, creeps: &Creeps) {
        let (now, margin) = (f32x8::splat(self.now as f32), f32x8::splat(MARGIN));
        let off = |at: &[f32; LANES], from: &[f32; LANES], way: &[f32; LANES]| {
            (f32x8::new(*at) - (f32x8::new(*from) + f32x8::new(*way) * now)).abs()
        };
        let Creeps { x, y, expected_x, expected_y, expected_vx, expected_vy, .. } = creeps;
        let changed = &mut self.changed;
        changed.clear();
        let count = x.len() / LANES;
        let whole = |column| whole_pieces::<f32>(column, count);
        let (whole_x, from_x, vx) = (whole(x), whole(expected_x), whole(expected_vx));
        let (whole_y, from_y, vy) = (whole(y), whole(expected_y), whole(expected_vy));
        for piece in 0..count {
            let off_x = off(&whole_x[piece], &from_x[piece], &vx[piece]);
            let off_y = off(&whole_y[piece], &from_y[piece], &vy[piece]);
            let inside = off_x.fast_max(off_y).simd_le(margin);
            if !inside.all() {
                Lanes(ALL_LANES).add_to(!inside.to_bitmask(), piece, changed);
            }
        }
        let first = count * LANES;
        let is_off = |index: usize| {
            let now = self.now as f32;
            let off_x = (x[index] - (expected_x[index] + expected_vx[index] * now)).abs();
            let off_y = (y[index] - (expected_y[index] + expected_vy[index] * now)).abs();
            max(off_x, off_y) > MARGIN
        };
        changed.extend((first..x.len()).filter(|&index| is_off(index)).map(|index| index as u32));
    }

    /// Expects the creeps that were noted anew, and looks for bullets that they may meet; gives how much it looked at.
    fn take_in_creeps(&mut self, creeps: &mut Creeps) -> u32 {
        let Creeps {
            ids,
            x,
            y,
            prev_x,
            prev_y,
            kind,
            expected_x,
            expected_y,
            expected_vx,
            expected_vy,
            node,
            ..
        } = creeps;
        // Bullets are searched for until the end of the next round.
        let ahead = f32x8::splat((2 * self.round).saturating_sub(1 + self.now) as f32);
        let now = f32x8::splat(self.now as f32);
        let extent = self.creep_extents.max;
        let mut looks = 0;
        for changed in self.changed.chunks(LANES) {
            let creep = Eight::of(changed);
            let at = |column: &[f32]| f32x8::new(creep.of_column(column));
            let (x, y, prev_x, prev_y) = (at(x), at(y), at(prev_x), at(prev_y));
            let (vx, vy) = (x - prev_x, y - prev_y);
            let spans = Spans::around([prev_x, x, x + vx * ahead], [prev_y, y, y + vy * ahead], MARGIN);
            let boxes = self.units.boxes(&spans, creep.of_column(kind), &self.creep_extents);
            let nodes = creep.indexes.map(|index| node_of(ids.id(index).slot(), self.tick));
            if self.now < self.round {
                self.late_creeps.put(&spans, &boxes, creep.count, &nodes);
            }
            for cells in [&self.bullets, &self.last_bullets] {
                if cells.len() > 0 {
                    self.near.clear();
                    looks += cells.find(&spans, &boxes, extent, creep.count, &mut self.near);
                    let found = self.near.iter().map(|near| (near.node, nodes[near.lane as usize]));
                    self.found.extend(found);
                }
            }
            let columns = [&mut *expected_x, expected_y, expected_vx, expected_vy];
            for (column, values) in columns.into_iter().zip([x - vx * now, y - vy * now, vx, vy]) {
                creep.put_into(column, &values.to_array());
            }
            creep.put_into(node, &nodes);
            if looks > self.max_looks || self.found.len() > self.max_candidates {
                break;
            }
        }
        looks
    }

    /// Notes the bullets that are to be searched for.
    fn note_due_bullets(&mut self, bullets: &Bullets) {
        let until = Pieces::of(&bullets.known_until);
        let tick = i32x8::splat(self.tick.cast_signed());
        self.changed.clear();
        for piece in 0..bullets.len().div_ceil(LANES) {
            let knows = i32x8::new(*until.at(piece)).simd_gt(tick);
            if !knows.all() {
                let lanes = Lanes::of_piece(piece, bullets.len());
                lanes.add_to(!knows.to_bitmask(), piece, &mut self.changed);
            }
        }
    }

    /// Looks for creeps that the bullets that were noted may meet until they are due again; gives how much it looked at.
    #[inline(never)] // so that a profile tells it apart
    fn take_in_bullets(&mut self, bullets: &mut Bullets) -> u32 {
        let Bullets { ids, x, y, prev_x, prev_y, vx, vy, kind, known_until, node, .. } = bullets;
        let extent = self.bullet_extents.max;
        let mut looks = 0;
        for changed in self.changed.chunks(LANES) {
            let bullet = Eight::of(changed);
            let at = |column: &[f32]| f32x8::new(bullet.of_column(column));
            let (x, y, vx, vy) = (at(x), at(y), at(vx), at(vy));
            let (mut last_x, mut last_y) = (x, y);
            // As they will fly, so that nothing is rounded in another way.
            for _ in 1..self.round {
                (last_x, last_y) = (last_x + vx, last_y + vy);
            }
            let spans = Spans::around([at(prev_x), x, last_x], [at(prev_y), y, last_y], 0.0);
            let boxes = self.units.boxes(&spans, bullet.of_column(kind), &self.bullet_extents);
            let mut nodes = [0; LANES];
            for (own, &index) in nodes.iter_mut().zip(&bullet.indexes).take(bullet.count) {
                let slot = ids.id(index).slot();
                // Each slot's in another tick, once all are due at the same time.
                let all_are_due = known_until[index] == FORGOTTEN;
                let ticks = if all_are_due { 1 + slot % self.round } else { self.round };
                *own = node_of(slot, self.tick);
                (known_until[index], node[index]) = ((self.tick + ticks).cast_signed(), *own);
            }
            self.bullets.put(&spans, &boxes, bullet.count, &nodes);
            self.near.clear();
            looks += self.creeps.find(&spans, &boxes, extent, bullet.count, &mut self.near);
            if self.late_creeps.len() > 0 {
                looks += self.late_creeps.find(&spans, &boxes, extent, bullet.count, &mut self.near);
            }
            self.found.extend(self.near.iter().map(|near| (nodes[near.lane as usize], near.node)));
            if looks > self.max_looks || self.found.len() > self.max_candidates {
                break;
            }
        }
        looks
    }

    /// Makes candidates of what was found, each for the ticks in which the bullet may be where the creep is expected.
    #[inline(never)] // so that a profile tells it apart
    fn schedule(&mut self, creeps: &Creeps, bullets: &Bullets, rules: &CompiledRules) {
        let (now, tick) = (self.now as f32, self.tick.cast_signed());
        // Of equal lengths, as the compiler then knows.
        let count = bullets.len();
        let (x, y) = (&bullets.prev_x[..count], &bullets.prev_y[..count]);
        let bullet_ways = (&bullets.vx[..count], &bullets.vy[..count]);
        let (bullet_kind, known_until) = (&bullets.kind[..count], &bullets.known_until[..count]);
        let bullet_nodes = &bullets.node[..count];
        let count = creeps.len();
        let expected = (&creeps.expected_x[..count], &creeps.expected_y[..count]);
        let creep_ways = (&creeps.expected_vx[..count], &creeps.expected_vy[..count]);
        let (creep_kind, creep_nodes) = (&creeps.kind[..count], &creeps.node[..count]);
        for &(bullet, creep) in &self.found {
            let Some(b) = index_of(bullet, &bullets.ids, bullet_nodes) else { continue };
            let Some(c) = index_of(creep, &creeps.ids, creep_nodes) else { continue };
            let ticks_left = (known_until[b] - tick - 1).max(0);
            let shape = rules.bullets[usize::from(bullet_kind[b])];
            let (width, height) = rules.creeps[usize::from(creep_kind[c])].hit_extent;
            let (vx, vy) = (creep_ways.0[c], creep_ways.1[c]);
            let (x, y) = (x[b], y[b]);
            let from_x = x - (expected.0[c] + vx * (now - 1.0));
            let from_y = y - (expected.1[c] + vy * (now - 1.0));
            // What the creep flies in a tick comes on top, since areas are around all of a tick's paths.
            let reach_x = width + shape.extent_x() + MARGIN + vx.abs();
            let reach_y = height + shape.extent_y() + MARGIN + vy.abs();
            let in_x = when(from_x, bullet_ways.0[b] - vx, reach_x, x);
            let in_y = when(from_y, bullet_ways.1[b] - vy, reach_y, y);
            let (first, last) = (max(max(in_x.0, in_y.0), 0.0), min(min(in_x.1, in_y.1), ticks_left as f32));
            if first <= last {
                // Ticks are whole: it may come to none between the two.
                let (first, last) = (self.tick + ceil(first) as u32, self.tick + last as u32);
                if first <= last {
                    self.candidates.add(Candidate { bullet, creep, last }, first);
                }
            }
        }
    }

    /// Calls `test` with the indexes of each bullet and creep that may meet in this tick, which is over then.
    #[inline]
    pub fn for_each(&mut self, creeps: &Creeps, bullets: &Bullets, mut test: impl FnMut(usize, usize)) {
        let due = self.candidates.take(self.tick);
        for candidate in &due {
            let bullet = index_of(candidate.bullet, &bullets.ids, &bullets.node);
            let creep = index_of(candidate.creep, &creeps.ids, &creeps.node);
            // Else one of the two has left, or is expected elsewhere.
            if let (Some(bullet), Some(creep)) = (bullet, creep) {
                test(bullet, creep);
                if candidate.last > self.tick {
                    self.candidates.add(*candidate, self.tick + 1);
                }
            }
        }
        self.candidates.give_back(self.tick, due);
        self.now += 1;
    }

    /// How much memory the lists hold that grow where much is on one spot, in bytes.
    pub fn memory(&self) -> usize {
        let found =
            self.near.capacity() * size_of::<Near>() + self.found.capacity() * size_of::<(u32, u32)>();
        self.candidates.memory() + found
    }
}

/// The index of what has a node, if it has not left and is not expected elsewhere by now.
#[inline]
fn index_of(node: u32, ids: &Ids, nodes: &[u32]) -> Option<usize> {
    let index = ids.index_of_slot(node & ((1 << SLOT_BITS) - 1))?;
    (nodes.get(index) == Some(&node)).then_some(index)
}

/// How many boxes are given within a round at most, where there are so many members, before all is found out anew.
fn max_late(count: usize) -> usize {
    128 + 4 * count
}

#[cfg(test)]
mod tests;
