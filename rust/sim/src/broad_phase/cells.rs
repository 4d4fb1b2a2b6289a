//! Cells with lists: boxes may be put in at any time.

use wide::f32x8;

use crate::math::{max, min};
use crate::pieces::{LANES, Lanes};

use super::Near;
use super::boxes::{Boxes, MaxReach, PackedBox, Pair, Spans, Units};
use super::frame::Frame;

/// How wide a cell is at least, in px.
const CELL_WIDTH: f32 = 64.0;
/// How high a cell is at least, in px.
const CELL_HEIGHT: f32 = 128.0;
/// How many cells there are for each box, if none of them becomes smaller for it.
const CELLS_PER_BOX: f32 = 1.0;
/// The most cells: a playfield that needs more gets larger ones.
const MAX_CELLS: f32 = 262_144.0;

/// How much farther something is looked for than it must be, in px: more than all that was rounded.
const NEAR: f32 = 2.0;

/// The end of a list.
const END: u32 = u32::MAX;

/// A box in a cell.
#[derive(Clone, Copy, Debug)]
struct Entry {
    center: Pair,
    reach: Pair,
    /// What is in it.
    node: u32,
    /// The next one in its cell.
    next: u32,
}

/// Boxes by where they are.
#[derive(Clone, Debug)]
pub(super) struct Cells {
    frame: Frame,
    units: Units,
    /// The farthest that any box reaches.
    max_reach: MaxReach,
    /// From where to where there are any, up and down, without how far they reach: in px.
    height: (f32, f32),
    /// The first of each cell.
    heads: Vec<u32>,
    /// The boxes, as they were put in.
    entries: Vec<Entry>,
}

impl Cells {
    /// Cells of a playfield of `size` px, and of what is `above` it, for `capacity` boxes.
    pub fn new(size: (f32, f32), above: f32, units: Units, capacity: usize) -> Self {
        let mut cells = Self {
            frame: Frame::new(size, above),
            units,
            max_reach: MaxReach::NONE,
            height: (f32::MAX, f32::MIN),
            heads: vec![],
            entries: Vec::with_capacity(capacity),
        };
        cells.clear(capacity);
        cells
    }

    /// Takes everything out, and makes cells for so many.
    pub fn clear(&mut self, boxes: usize) {
        let most = min(max(CELLS_PER_BOX * boxes as f32, 4.0), MAX_CELLS);
        let (width, height) = self.frame.size();
        // Rounding adds a column and a row.
        let cells = (width / CELL_WIDTH + 1.0) * (height / CELL_HEIGHT + 1.0);
        let larger = max(cells / most, 1.0).sqrt();
        self.frame.divide(CELL_WIDTH * larger, CELL_HEIGHT * larger);
        self.max_reach = MaxReach::NONE;
        self.height = (f32::MAX, f32::MIN);
        self.heads.clear();
        self.heads.resize(self.frame.cell_count(), END);
        self.entries.clear();
    }

    /// How many boxes were put in.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Puts in the first `count` boxes, with these nodes in them.
    #[inline]
    pub fn put(&mut self, spans: &Spans, boxes: &Boxes, count: usize, nodes: &[u32; LANES]) {
        let cells = self.frame.cells(spans);
        self.max_reach.take_in(boxes);
        for lane in 0..count {
            let entry = self.entries.len() as u32;
            let (center, reach) = (boxes.center[lane], boxes.reach[lane]);
            self.height = (min(self.height.0, spans.top[lane]), max(self.height.1, spans.bottom[lane]));
            // What stays above the cells meets nothing there.
            let next = if self.frame.is_above(spans, lane) {
                END
            } else {
                std::mem::replace(&mut self.heads[cells[lane] as usize], entry)
            };
            self.entries.push(Entry { center, reach, node: nodes[lane], next });
        }
    }

    /// Adds every box that meets one of the first `count` of these to `found`, and some more; gives how much it looked at.
    #[inline]
    pub fn find(
        &self,
        spans: &Spans,
        boxes: &Boxes,
        extent: (f32, f32),
        count: usize,
        found: &mut Vec<Near>,
    ) -> u32 {
        let far = self.max_reach.px(self.units);
        // Most are far below all that is late, which a few instructions tell of eight at once.
        let reach = f32x8::splat(far.1 + extent.1 + NEAR);
        let (top, bottom) = (f32x8::splat(self.height.0) - reach, f32x8::splat(self.height.1) + reach);
        let near = f32x8::new(spans.bottom).simd_ge(top) & f32x8::new(spans.top).simd_le(bottom);
        let lanes = Lanes(near.to_bitmask() & ((1 << count) - 1));
        if lanes.0 == 0 {
            return 1;
        }
        let range = self.frame.ranges(spans, far, extent);
        let stride = self.frame.columns();
        let mut looks = 1;
        for lane in lanes {
            let own = PackedBox { center: boxes.center[lane], reach: boxes.reach[lane] };
            let (mut row, columns) = (range.first[lane] as usize, range.columns[lane]);
            looks += columns * range.rows[lane];
            for _ in 0..range.rows[lane] {
                for &head in &self.heads[row..row + columns as usize] {
                    let mut entry = head;
                    while let Some(&Entry { center, reach, node, next }) = self.entries.get(entry as usize) {
                        looks += 1;
                        if own.meets(PackedBox { center, reach }) {
                            found.push(Near { lane: lane as u32, node });
                        }
                        entry = next;
                    }
                }
                row += stride;
            }
        }
        looks
    }
}
