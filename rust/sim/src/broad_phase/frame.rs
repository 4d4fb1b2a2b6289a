//! The playfield in cells: rectangles in rows. A thing is in the cell of its box's centre, and a search is widened by the farthest that any
//! box there reaches.

use crate::math::{clamp, round};
use crate::pieces::LANES;

use super::boxes::{Spans, whole};

/// How much wider a search is than it must be, in parts of the playfield: more than all that was rounded.
const SLACK: f32 = 1e-6;

/// How positions become cells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// The playfield's, and of what is above it, in px.
    size: (f32, f32),
    /// How far above the playfield the cells begin, in px. What is higher is in no cell.
    above: f32,
    /// Cells per px.
    scale: (f32, f32),
    /// The last column and the last row.
    last: (f32, f32),
}

/// The cells that eight searches look into.
pub(super) struct Ranges {
    /// The first cell of the first row.
    pub first: [u32; LANES],
    /// How many cells of a row.
    pub columns: [u32; LANES],
    /// How many rows.
    pub rows: [u32; LANES],
}

impl Frame {
    /// A playfield of `size` px, and what is `above` it, as one cell.
    pub fn new(size: (f32, f32), above: f32) -> Self {
        Self { size: (size.0, size.1 + above), above, scale: (0.0, 0.0), last: (0.0, 0.0) }
    }

    /// Of the playfield and what is above it, in px.
    pub fn size(&self) -> (f32, f32) {
        self.size
    }

    /// Makes cells of this size, in px.
    pub fn divide(&mut self, width: f32, height: f32) {
        self.scale = (1.0 / width, 1.0 / height);
        self.last = (round(self.size.0 * self.scale.0), round(self.size.1 * self.scale.1));
    }

    /// How many cells a row has.
    pub fn columns(&self) -> usize {
        self.last.0 as usize + 1
    }

    /// How many cells there are.
    pub fn cell_count(&self) -> usize {
        self.columns() * (self.last.1 as usize + 1)
    }

    /// Whether all of a span is above the cells.
    #[inline]
    pub fn is_above(&self, spans: &Spans, lane: usize) -> bool {
        spans.bottom[lane] + self.above < 0.0
    }

    /// The cells of the spans' centres.
    #[inline]
    pub fn cells(&self, spans: &Spans) -> [u32; LANES] {
        let Spans { left, right, top, bottom } = spans;
        let mut cells = [0; LANES];
        for lane in 0..LANES {
            let column = (left[lane] + right[lane]) * (0.5 * self.scale.0);
            let row = ((top[lane] + bottom[lane]) * 0.5 + self.above) * self.scale.1;
            let column = round(clamp(column, 0.0, self.last.0));
            let row = round(clamp(row, 0.0, self.last.1));
            cells[lane] = whole(row * (self.last.0 + 1.0) + column);
        }
        cells
    }

    /// The cells to look into for what may meet things in these spans that reach `extent` px at most, where boxes reach `far` px at most.
    #[inline]
    pub fn ranges(&self, spans: &Spans, far: (f32, f32), extent: (f32, f32)) -> Ranges {
        let reach_x = (far.0 + extent.0) * self.scale.0 + (self.last.0 + 1.0) * SLACK;
        let reach_y = (far.1 + extent.1) * self.scale.1 + (self.last.1 + 1.0) * SLACK;
        let Spans { left, right, top, bottom } = spans;
        let (mut first, mut columns, mut rows) = ([0; LANES], [0; LANES], [0; LANES]);
        for lane in 0..LANES {
            let left = round(clamp(left[lane] * self.scale.0 - reach_x, 0.0, self.last.0));
            let right = round(clamp(right[lane] * self.scale.0 + reach_x, 0.0, self.last.0));
            let top = (top[lane] + self.above) * self.scale.1 - reach_y;
            let bottom = (bottom[lane] + self.above) * self.scale.1 + reach_y;
            let top = round(clamp(top, 0.0, self.last.1));
            let bottom = round(clamp(bottom, 0.0, self.last.1));
            first[lane] = whole(top * (self.last.0 + 1.0) + left);
            columns[lane] = whole(right - left + 1.0);
            rows[lane] = whole(bottom - top + 1.0);
        }
        Ranges { first, columns, rows }
    }
}
