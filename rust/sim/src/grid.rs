//! The broad phase: a grid that finds, for a path, the creeps near it. A counting sort by cell, made anew each tick.
//!
//! Cells lie in rows, so what is near a path is one run of entries for each row of cells: no lists, no pointers. Cells are higher than
//! wide: most paths are upright, and each further row of cells costs more than some entries that turn out to be too far away.

use std::ops::ControlFlow;

use crate::budget::{Budget, ROW_LOOKS, TEST_LOOKS};
use crate::math::{max, min};
use crate::rules::CompiledRules;
use crate::world::Creeps;

/// The most cells: a playfield that needs more gets larger ones.
const MAX_CELLS: f32 = 262_144.0;
/// How many times as high as wide a cell is.
const ASPECT: f32 = 6.0;
/// Entries are looked at so many at a time, without a branch between them.
const SIMD_WIDTH: usize = 4;

/// The box that holds a thing and its path in a tick.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Area {
    pub x: f32,
    pub y: f32,
    /// In px.
    pub half_width: f32,
    /// In px.
    pub half_height: f32,
}

impl Area {
    /// The area of what reaches `extent` px to each side and flies from `from` to `to`.
    pub fn swept(from: (f32, f32), to: (f32, f32), extent: (f32, f32)) -> Self {
        Self {
            x: (from.0 + to.0) * 0.5,
            y: (from.1 + to.1) * 0.5,
            half_width: extent.0 + (to.0 - from.0).abs() * 0.5,
            half_height: extent.1 + (to.1 - from.1).abs() * 0.5,
        }
    }
}

/// The creeps' areas, cell by cell, in columns.
#[derive(Clone, Debug)]
struct Entries {
    x: Vec<f32>,
    y: Vec<f32>,
    half_width: Vec<f32>,
    half_height: Vec<f32>,
    /// The creeps' indexes in the pool.
    creep: Vec<u32>,
}

impl Entries {
    fn with_length(length: usize) -> Self {
        let column = vec![0.0; length];
        Self {
            x: column.clone(),
            y: column.clone(),
            half_width: column.clone(),
            half_height: column,
            creep: vec![0; length],
        }
    }

    fn set(&mut self, entry: usize, area: Area, creep: u32) {
        self.x[entry] = area.x;
        self.y[entry] = area.y;
        self.half_width[entry] = area.half_width;
        self.half_height[entry] = area.half_height;
        self.creep[entry] = creep;
    }

    /// How far apart an area and each of some entries are, in px; at most 0 where they meet. The compiler makes SIMD of it.
    #[inline]
    fn apart(&self, start: usize, area: Area) -> Option<[f32; SIMD_WIDTH]> {
        let x: &[f32; SIMD_WIDTH] = self.x[start..].first_chunk()?;
        let y: &[f32; SIMD_WIDTH] = self.y[start..].first_chunk()?;
        let half_width: &[f32; SIMD_WIDTH] = self.half_width[start..].first_chunk()?;
        let half_height: &[f32; SIMD_WIDTH] = self.half_height[start..].first_chunk()?;
        let mut apart = [0.0; SIMD_WIDTH];
        for (index, apart) in apart.iter_mut().enumerate() {
            let beside = (x[index] - area.x).abs() - (half_width[index] + area.half_width);
            let below = (y[index] - area.y).abs() - (half_height[index] + area.half_height);
            *apart = max(beside, below);
        }
        Some(apart)
    }
}

/// Creeps by cell.
#[derive(Clone, Debug)]
pub(crate) struct Grid {
    /// Cells per px.
    scale_x: f32,
    /// Cells per px.
    scale_y: f32,
    columns: usize,
    rows: usize,
    /// How far above the playfield the cells begin, in px. What is higher is not in the grid.
    above: f32,
    /// Where each cell's entries begin; one more for what is not in the grid, and one for the end.
    starts: Vec<u32>,
    /// Some more than there may be creeps, for those that are looked at in vain.
    entries: Entries,
    /// Each creep's cell.
    cells: Vec<u32>,
    /// The largest half of an entry's box, in px.
    half_width: f32,
    /// The largest half of an entry's box, in px.
    half_height: f32,
}

#[expect(clippy::cast_possible_wrap, reason = "there are at most `MAX_CELLS` columns and rows")]
impl Grid {
    /// A grid for a game's playfield and `capacity` creeps.
    pub fn new(rules: &CompiledRules, capacity: usize) -> Self {
        let largest = rules.creeps.iter().map(|kind| max(kind.shape.extent_x(), kind.shape.extent_y()));
        let largest = largest.fold(8.0, max);
        let above = 4.0 * largest + 64.0;
        let fewest = (rules.height + above) * rules.width / MAX_CELLS;
        let width = max(largest, (fewest / ASPECT).sqrt());
        let (scale_x, scale_y) = (1.0 / width, 1.0 / (width * ASPECT));
        let columns = (rules.width * scale_x) as usize + 1;
        let rows = ((rules.height + above) * scale_y) as usize + 1;
        Self {
            scale_x,
            scale_y,
            columns,
            rows,
            above,
            starts: vec![0; columns * rows + 2],
            entries: Entries::with_length(capacity + SIMD_WIDTH),
            cells: vec![0; capacity],
            half_width: 0.0,
            half_height: 0.0,
        }
    }

    /// The column that `x` is in, or the nearest.
    fn column(&self, x: f32) -> usize {
        ((x * self.scale_x) as i32).clamp(0, self.columns as i32 - 1) as usize
    }

    /// The row that `y` is in, or the nearest.
    fn row(&self, y: f32) -> usize {
        (((y + self.above) * self.scale_y) as i32).clamp(0, self.rows as i32 - 1) as usize
    }

    /// Sorts the creeps into their cells.
    #[inline(never)] // so that a profile tells it apart
    pub fn build(&mut self, creeps: &Creeps, rules: &CompiledRules) {
        let count = creeps.len();
        let (xs, ys) = (creeps.x.iter().zip(&creeps.prev_x), creeps.y.iter().zip(&creeps.prev_y));
        let (last_column, last_row) = (self.columns as i32 - 1, self.rows as i32 - 1);
        self.starts.fill(0);
        for ((cell, (x, prev_x)), (y, prev_y)) in self.cells[..count].iter_mut().zip(xs).zip(ys) {
            // In the cell of its path's middle, which its area is around.
            let (x, y) = ((prev_x + x) * 0.5, (prev_y + y) * 0.5 + self.above);
            let column = ((x * self.scale_x) as i32).clamp(0, last_column);
            let row = ((y * self.scale_y) as i32).clamp(0, last_row);
            let inside = row * (last_column + 1) + column;
            *cell = if y < 0.0 { (last_row + 1) * (last_column + 1) } else { inside } as u32;
        }
        for &cell in &self.cells[..count] {
            self.starts[cell as usize] += 1;
        }
        let mut end = 0;
        for start in &mut self.starts {
            end += *start;
            *start = end;
        }
        (self.half_width, self.half_height) = (0.0, 0.0);
        // From the last on, so that in a cell the creeps keep their order.
        for (index, &cell) in self.cells[..count].iter().enumerate().rev() {
            let extent = rules.creeps[usize::from(creeps.kind[index])].hit_extent;
            let area = Area::swept(
                (creeps.prev_x[index], creeps.prev_y[index]),
                (creeps.x[index], creeps.y[index]),
                extent,
            );
            self.half_width = max(self.half_width, area.half_width);
            self.half_height = max(self.half_height, area.half_height);
            let start = &mut self.starts[cell as usize];
            *start -= 1;
            self.entries.set(*start as usize, area, index as u32);
        }
    }

    /// Calls `found` with the index of every creep whose area meets `area`, until it breaks off or `looks` (see `Budget`) are used up.
    #[inline]
    pub fn near(
        &self,
        area: Area,
        looks: &mut u32,
        mut found: impl FnMut(usize) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let (across, along) = (area.half_width + self.half_width, area.half_height + self.half_height);
        if area.y + along < -self.above {
            return ControlFlow::Continue(());
        }
        let (first, last) = (self.column(area.x - across), self.column(area.x + across));
        for row in self.row(area.y - along)..=self.row(area.y + along) {
            let starts = &self.starts[row * self.columns..];
            let (start, end) = (starts[first] as usize, starts[last + 1] as usize);
            if !Budget::take(looks, ROW_LOOKS + ((end - start) / SIMD_WIDTH) as u32) {
                return ControlFlow::Break(());
            }
            let mut tests = 0;
            let flow = 'row: {
                for start in (start..end).step_by(SIMD_WIDTH) {
                    let Some(apart) = self.entries.apart(start, area) else { break };
                    if apart.into_iter().fold(1.0, min) > 0.0 {
                        continue;
                    }
                    // Those from the end on are another row's.
                    for (index, &apart) in (start..end).zip(&apart) {
                        if apart <= 0.0 {
                            tests += 1;
                            if found(self.entries.creep[index] as usize).is_break() {
                                break 'row ControlFlow::Break(());
                            }
                        }
                    }
                }
                ControlFlow::Continue(())
            };
            // Charged a row at a time: that is enough of a bound, and costs a usual tick nothing.
            Budget::take(looks, TEST_LOOKS * tests);
            flow?;
        }
        ControlFlow::Continue(())
    }
}
