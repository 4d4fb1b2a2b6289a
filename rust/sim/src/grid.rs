//! The grid that finds, for a place, the creeps near it: a counting sort by cell, made anew each tick.
//!
//! Cells lie in rows, so what is near a place is one run of entries for each row of cells: no lists, no pointers.

use crate::math::{greatest, least};
use crate::tables::Tables;
use crate::world::Creeps;

/// The most cells: a field that needs more gets larger ones.
const MOST_CELLS: f32 = 262_144.0;

/// A creep in the grid.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Entry {
    pub x: f32,
    pub y: f32,
    /// The creep's place in the pool.
    pub place: u32,
}

/// Creeps by cell.
#[derive(Clone, Debug)]
pub(crate) struct Grid {
    /// Cells per px.
    scale: f32,
    columns: usize,
    rows: usize,
    /// How far above the field the cells begin, in px. What is higher is not in the grid.
    above: f32,
    /// Where each cell's entries begin; one more for the end, and one for what is not in the grid.
    starts: Vec<u32>,
    entries: Vec<Entry>,
    /// Each creep's cell.
    cells: Vec<u32>,
    /// How far from its centre a creep is met in this tick, in px: the largest, with how far it flew.
    reach_x: f32,
    reach_y: f32,
}

impl Grid {
    /// A grid for a game's field and `capacity` creeps.
    pub fn new(tables: &Tables, capacity: usize) -> Self {
        let largest = tables.creeps.iter().map(|kind| greatest(kind.shape.reach_x(), kind.shape.reach_y()));
        let largest = largest.fold(0.0, greatest);
        let above = 4.0 * largest + 64.0;
        let fewest = ((tables.height + above) * tables.width / MOST_CELLS).sqrt();
        let side = greatest(greatest(2.0 * largest, 24.0), fewest);
        let columns = (tables.width / side) as usize + 1;
        let rows = ((tables.height + above) / side) as usize + 1;
        Self {
            scale: 1.0 / side,
            columns,
            rows,
            above,
            starts: vec![0; columns * rows + 2],
            entries: vec![Entry::default(); capacity],
            cells: vec![0; capacity],
            reach_x: 0.0,
            reach_y: 0.0,
        }
    }

    fn column(&self, x: f32) -> usize {
        // A cast takes what is left of the field to column 0.
        ((x * self.scale) as usize).min(self.columns - 1)
    }

    fn row(&self, y: f32) -> usize {
        (((y + self.above) * self.scale) as usize).min(self.rows - 1)
    }

    /// Sorts the creeps into their cells.
    pub fn build(&mut self, creeps: &Creeps, tables: &Tables) {
        self.starts.fill(0);
        let outside = self.columns * self.rows;
        let (mut reach_x, mut reach_y) = (0.0, 0.0);
        for place in 0..creeps.len() {
            let (x, y) = (creeps.x[place], creeps.y[place]);
            let shape = tables.creeps[usize::from(creeps.kind[place])].shape;
            reach_x = greatest(reach_x, shape.reach_x() + (x - creeps.from_x[place]).abs());
            reach_y = greatest(reach_y, shape.reach_y() + (y - creeps.from_y[place]).abs());
            let cell = if y < -self.above { outside } else { self.row(y) * self.columns + self.column(x) };
            self.cells[place] = cell as u32;
            self.starts[cell] += 1;
        }
        (self.reach_x, self.reach_y) = (reach_x, reach_y);
        let mut end = 0;
        for start in &mut self.starts {
            end += *start;
            *start = end;
        }
        // From the last on, so that in a cell the creeps keep their order.
        for place in (0..creeps.len()).rev() {
            let start = &mut self.starts[self.cells[place] as usize];
            *start -= 1;
            self.entries[*start as usize] =
                Entry { x: creeps.x[place], y: creeps.y[place], place: place as u32 };
        }
    }

    /// Calls `found` with every creep that what flies within a box may meet in this tick, and with some that it may not.
    pub fn near(&self, left: f32, top: f32, right: f32, bottom: f32, mut found: impl FnMut(&Entry)) {
        let (left, right) = (left - self.reach_x, right + self.reach_x);
        let (top, bottom) = (top - self.reach_y, bottom + self.reach_y);
        if bottom < -self.above {
            return;
        }
        let (first, last) = (self.column(left), self.column(right));
        for row in self.row(top)..=self.row(bottom) {
            let start = self.starts[row * self.columns + first] as usize;
            let end = self.starts[row * self.columns + last + 1] as usize;
            for entry in &self.entries[start..end] {
                let apart = least(entry.x - left, right - entry.x);
                let above = least(entry.y - top, bottom - entry.y);
                if least(apart, above) >= 0.0 {
                    found(entry);
                }
            }
        }
    }
}
