//! The grid: boxes by cell, sorted by counting when all are in.
//!
//! Cells lie in rows, so what is near something is one run of entries for each row of cells: no lists, no pointers. Cells are higher than
//! wide: most paths are upright, and each further row of cells costs more than some entries that turn out to be too far away. Entries are
//! compared four at a time.

use std::ops::Range;

use wide::bytemuck::cast;
use wide::{i16x8, u32x4};

use crate::math::{max, min};
use crate::pieces::LANES;

use super::Near;
use super::boxes::{Boxes, MaxReach, Pair, Spans, Units};
use super::frame::Frame;

/// How wide a cell is at least, in px.
const CELL_WIDTH: f32 = 24.0;
/// How high a cell is, in px.
const CELL_HEIGHT: f32 = 384.0;
/// How many cells there are for each box, if none of them becomes narrower for it.
const CELLS_PER_BOX: f32 = 2.0;
/// The most cells: a playfield that needs more gets larger ones.
const MAX_CELLS: f32 = 262_144.0;
/// Entries are compared so many at a time, without a branch between them.
const SIMD_WIDTH: usize = 4;
/// What it costs to go on to another row of cells, in looks.
const ROW_LOOKS: u32 = 4;

/// Boxes by cell.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    frame: Frame,
    units: Units,
    /// Where each cell's entries begin; one more for what is in no cell, and one for the end.
    starts: Vec<u32>,
    /// The boxes' centres, cell by cell. Some more than there may be boxes, for those that are compared in vain.
    centers: Vec<Pair>,
    /// How far they reach to each side.
    reaches: Vec<Pair>,
    /// What is in the boxes.
    entries: Vec<u32>,
    /// The farthest that any box reaches.
    max_reach: MaxReach,
    /// Each box's cell, until they are sorted.
    cells: Vec<[u32; LANES]>,
    /// The boxes, until they are sorted.
    boxes: Vec<Boxes>,
    /// What is in them, until they are sorted.
    nodes: Vec<u32>,
}

impl Grid {
    /// A grid of a playfield of `size` px, and of what is `above` it, for `capacity` boxes.
    pub fn new(size: (f32, f32), above: f32, units: Units, capacity: usize) -> Self {
        let pieces = capacity.div_ceil(LANES);
        let mut grid = Self {
            frame: Frame::new(size, above),
            units,
            starts: vec![],
            centers: vec![0; capacity + SIMD_WIDTH],
            reaches: vec![0; capacity + SIMD_WIDTH],
            entries: vec![0; capacity + SIMD_WIDTH],
            max_reach: MaxReach::NONE,
            cells: Vec::with_capacity(pieces),
            boxes: Vec::with_capacity(pieces),
            nodes: Vec::with_capacity(capacity),
        };
        grid.clear(capacity);
        grid.starts.reserve_exact(grid.frame.cell_count() + 2);
        grid
    }

    /// Takes everything out, and makes cells for so many.
    pub fn clear(&mut self, boxes: usize) {
        let most = min(max(CELLS_PER_BOX * boxes as f32, 1.0), MAX_CELLS);
        let (width, height) = self.frame.size();
        self.frame.divide(max(CELL_WIDTH, width * height / (CELL_HEIGHT * most)), CELL_HEIGHT);
        self.max_reach = MaxReach::NONE;
        self.cells.clear();
        self.boxes.clear();
        self.nodes.clear();
    }

    /// Puts in a piece of boxes with these nodes in them; only the last piece may have fewer than eight.
    #[inline]
    pub fn put(&mut self, spans: &Spans, boxes: &Boxes, nodes: &[u32]) {
        let mut cells = self.frame.cells(spans);
        for (lane, cell) in cells.iter_mut().enumerate() {
            // What stays above the cells meets nothing there.
            if self.frame.is_above(spans, lane) {
                *cell = self.frame.cell_count() as u32;
            }
        }
        self.max_reach.take_in(boxes);
        self.cells.push(cells);
        self.boxes.push(*boxes);
        self.nodes.extend_from_slice(nodes);
    }

    /// Sorts what was put in.
    pub fn sort(&mut self) {
        self.starts.clear();
        self.starts.resize(self.frame.cell_count() + 2, 0);
        let starts = &mut self.starts[..];
        for &cell in &self.cells.as_flattened()[..self.nodes.len()] {
            starts[cell as usize] += 1;
        }
        let mut end = 0;
        for start in &mut *starts {
            end += *start;
            *start = end;
        }
        let length = self.entries.len();
        // Of equal lengths, as the compiler then knows.
        let (centers, reaches) = (&mut self.centers[..length], &mut self.reaches[..length]);
        let entries = &mut self.entries[..length];
        for (piece, (cells, boxes)) in self.cells.iter().zip(&self.boxes).enumerate() {
            let first = piece * LANES;
            for lane in 0..LANES.min(self.nodes.len().saturating_sub(first)) {
                let start = &mut starts[cells[lane] as usize];
                *start -= 1;
                let entry = *start as usize;
                centers[entry] = boxes.center[lane];
                reaches[entry] = boxes.reach[lane];
                entries[entry] = self.nodes[first + lane];
            }
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
        let range = self.frame.ranges(spans, self.max_reach.px(self.units), extent);
        let stride = self.frame.columns();
        let mut looks = 0;
        let (starts, length) = (&self.starts[..], self.entries.len());
        // Of equal lengths, as the compiler then knows.
        let (centers, reaches) = (&self.centers[..length], &self.reaches[..length]);
        for lane in 0..count {
            let (center, reach) = (splat(boxes.center[lane]), splat(boxes.reach[lane]));
            let mut cell = range.first[lane] as usize;
            for _ in 0..range.rows[lane] {
                let end = starts[cell + range.columns[lane] as usize];
                let mut entry = starts[cell];
                cell += stride;
                looks += ROW_LOOKS + (end - entry) / SIMD_WIDTH as u32;
                while entry < end {
                    let group = entry as usize..entry as usize + SIMD_WIDTH;
                    let near = near(&centers[group.clone()], &reaches[group], center, reach);
                    if near != 0 {
                        self.note(near, entry..end, lane, found);
                    }
                    entry += SIMD_WIDTH as u32;
                }
            }
        }
        looks
    }

    /// Notes the entries of a group that are near.
    #[inline(never)] // it is seldom needed, and would take the search's registers
    fn note(&self, mut near: u32, entries: Range<u32>, lane: usize, found: &mut Vec<Near>) {
        while near != 0 {
            let entry = entries.start + near.trailing_zeros();
            near &= near - 1;
            // Those from the end on are another row's.
            if entry < entries.end {
                found.push(Near { lane: lane as u32, node: self.entries[entry as usize] });
            }
        }
    }
}

/// A pair in each place.
#[inline]
fn splat(pair: Pair) -> i16x8 {
    cast(u32x4::splat(pair))
}

/// Which of the first of some boxes meet another: a bit each.
#[inline]
fn near(centers: &[Pair], reaches: &[Pair], center: i16x8, reach: i16x8) -> u32 {
    let (Some(centers), Some(reaches)) = (centers.first_chunk::<SIMD_WIDTH>(), reaches.first_chunk()) else {
        return 0;
    };
    let apart = cast::<_, i16x8>(*centers) - center;
    let apart = apart.max(-apart);
    let outside = apart.simd_gt(cast::<[Pair; SIMD_WIDTH], i16x8>(*reaches).saturating_add(reach));
    cast::<_, u32x4>(outside).simd_eq(u32x4::ZERO).to_bitmask()
}
