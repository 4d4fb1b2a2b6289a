//! The broad phase: a grid that finds, for a path, the creeps near it. A counting sort by cell, made anew each tick.
//!
//! Cells lie in rows, so what is near a path is one run of entries for each row of cells: no lists, no pointers. Cells are higher than
//! wide: most paths are upright, and each further row of cells costs more than some entries that turn out to be too far away.
//!
//! Boxes around paths are compared as whole numbers of 16 bits, four at a time. They wrap around far away and are rounded outwards, so this
//! finds some creeps too many and never one too few. What it finds is then compared in full precision.

use std::ops::Range;

use wide::bytemuck::cast;
use wide::{i16x8, u32x4};

use crate::budget::{Budget, ROW_LOOKS};
use crate::math::{ROUNDS, clamp, max, min, round};
use crate::rules::CompiledRules;
use crate::shape::RoundedBox;
use crate::world::Creeps;

/// The most cells: a playfield that needs more gets larger ones.
const MAX_CELLS: f32 = 262_144.0;
/// How wide a cell is at least, in px.
const CELL_WIDTH: f32 = 24.0;
/// How high a cell is, in px.
const CELL_HEIGHT: f32 = 384.0;
/// How much wider a search is than it must be, in parts of the playfield: more than all that was rounded.
const SLACK: f32 = 1e-6;
/// Boxes are made of so many paths at once: the compiler makes SIMD of it.
pub(crate) const LANES: usize = 8;
/// Entries are compared so many at a time, without a branch between them.
const SIMD_WIDTH: usize = 4;
/// The most units that a pixel has: boxes are rounded to them.
const MAX_UNITS: f32 = 4.0;
/// Where a position is cut off, in units. Beyond, whole numbers are no longer exact.
const FARTHEST: f32 = 2_097_152.0;
/// How far a box reaches beyond what it is around, in units: more than all that was rounded.
const MARGIN: f32 = 2.0;

/// The bits that hold a whole number that is not below 0.
const WHOLE: u32 = 0x3f_ffff;

/// `number` as a whole one, whose lowest 16 bits count.
fn rounded_bits(number: f32) -> u32 {
    (number + ROUNDS).to_bits()
}

/// Two numbers of units in 16 bits each: across in the lower half, down in the upper.
type Pair = u32;

/// Two numbers of units, rounded.
fn pair(x: f32, y: f32) -> Pair {
    rounded_bits(x) & 0xffff | rounded_bits(y) << 16
}

/// Pairs, as the processor works on them.
type Vectors = [i16x8; LANES / SIMD_WIDTH];

/// A column of a pool, in pieces of [`LANES`] members.
#[derive(Clone, Copy)]
pub(crate) struct Pieces<'a, T> {
    whole: &'a [[T; LANES]],
    /// What is left, filled up.
    rest: [T; LANES],
}

impl<'a, T: Copy + Default> Pieces<'a, T> {
    pub fn of(column: &'a [T]) -> Self {
        let (whole, left) = column.as_chunks();
        let mut rest = [T::default(); LANES];
        rest[..left.len()].copy_from_slice(left);
        Self { whole, rest }
    }

    /// The piece at `index`; the filled one after the last whole one.
    #[inline]
    pub fn at(&self, index: usize) -> &[T; LANES] {
        self.whole.get(index).unwrap_or(&self.rest)
    }
}

/// The paths of a pool's members in a tick.
#[derive(Clone, Copy)]
pub(crate) struct Paths<'a> {
    x: Pieces<'a, f32>,
    y: Pieces<'a, f32>,
    prev_x: Pieces<'a, f32>,
    prev_y: Pieces<'a, f32>,
}

impl<'a> Paths<'a> {
    pub fn of(x: &'a [f32], y: &'a [f32], prev_x: &'a [f32], prev_y: &'a [f32]) -> Self {
        let [x, y, prev_x, prev_y] = [x, y, prev_x, prev_y].map(Pieces::of);
        Self { x, y, prev_x, prev_y }
    }
}

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

    /// Whether it and another have a point in common.
    pub fn meets(self, other: Self) -> bool {
        let beside = (other.x - self.x).abs() - (other.half_width + self.half_width);
        let below = (other.y - self.y).abs() - (other.half_height + self.half_height);
        max(beside, below) <= 0.0
    }
}

/// The boxes around some paths: their centres, and how far they reach to each side.
struct Boxes {
    center: [Pair; LANES],
    reach: [Pair; LANES],
}

/// What searches of the grid look for.
pub(crate) struct Searches {
    boxes: Boxes,
    /// The first cell of the first row.
    cell: [u32; LANES],
    /// How many cells of a row.
    columns: [u32; LANES],
    /// How many rows.
    rows: [u32; LANES],
}

/// A creep that a search found near.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Near {
    /// Which search.
    pub lane: u32,
    /// The creep's index in the pool.
    pub creep: u32,
}

/// How far each kind of a thing reaches, in units and in px.
#[derive(Clone, Debug)]
pub(crate) struct Extents {
    /// By kind.
    units: [Pair; 256],
    /// The farthest.
    max: (f32, f32),
}

impl Extents {
    fn of(shapes: impl Iterator<Item = RoundedBox>, units: f32) -> Self {
        let mut extents = Self { units: [0; 256], max: (0.0, 0.0) };
        for (shape, extent) in shapes.zip(&mut extents.units) {
            let (x, y) = (shape.extent_x(), shape.extent_y());
            *extent = pair(x * units, y * units);
            extents.max = (max(extents.max.0, x), max(extents.max.1, y));
        }
        extents
    }

    #[inline]
    fn of_kinds(&self, kinds: &[u8; LANES]) -> [Pair; LANES] {
        kinds.map(|kind| self.units[usize::from(kind)])
    }
}

impl Creeps {
    /// The area of the creep at `index`.
    pub fn area(&self, index: usize, rules: &CompiledRules) -> Area {
        let extent = rules.creeps[usize::from(self.kind[index])].hit_extent;
        Area::swept((self.prev_x[index], self.prev_y[index]), (self.x[index], self.y[index]), extent)
    }
}

/// How positions become cells and units.
#[derive(Clone, Copy, Debug)]
struct Frame {
    /// Cells per px.
    scale_x: f32,
    /// Cells per px.
    scale_y: f32,
    /// Units per px.
    units: f32,
    /// How far above the playfield the cells begin, in px. What is higher is not in the grid.
    above: f32,
    last_column: f32,
    last_row: f32,
}

impl Frame {
    /// The boxes around paths, of things that reach this far.
    #[inline]
    fn boxes(self, paths: &Paths, piece: usize, extents: &[Pair; LANES]) -> Boxes {
        let (x, y) = (paths.x.at(piece), paths.y.at(piece));
        let (prev_x, prev_y) = (paths.prev_x.at(piece), paths.prev_y.at(piece));
        let half = self.units * 0.5;
        let (mut center, mut way) = ([0; LANES], [0; LANES]);
        for lane in 0..LANES {
            let x = clamp((prev_x[lane] + x[lane]) * half, -FARTHEST, FARTHEST);
            let y = clamp((prev_y[lane] + y[lane]) * half, -FARTHEST, FARTHEST);
            center[lane] = pair(x, y);
        }
        for lane in 0..LANES {
            let x = min((x[lane] - prev_x[lane]).abs() * half + MARGIN, 32_767.0);
            let y = min((y[lane] - prev_y[lane]).abs() * half + MARGIN, 32_767.0);
            way[lane] = pair(x, y);
        }
        let (way, extents): (Vectors, Vectors) = (cast(way), cast(*extents));
        let reach: Vectors = std::array::from_fn(|half| way[half].saturating_add(extents[half]));
        Boxes { center, reach: cast(reach) }
    }

    /// The cells of the middles of paths.
    #[inline]
    fn cells(self, paths: &Paths, piece: usize) -> [u32; LANES] {
        let (x, y) = (paths.x.at(piece), paths.y.at(piece));
        let (prev_x, prev_y) = (paths.prev_x.at(piece), paths.prev_y.at(piece));
        let outside = (self.last_row + 1.0) * (self.last_column + 1.0);
        let mut cells = [0; LANES];
        for lane in 0..LANES {
            let middle = (prev_x[lane] + x[lane]) * (0.5 * self.scale_x);
            let column = round(clamp(middle, 0.0, self.last_column));
            let middle = (prev_y[lane] + y[lane]) * 0.5 + self.above;
            let row = round(clamp(middle * self.scale_y, 0.0, self.last_row));
            let inside = row * (self.last_column + 1.0) + column;
            cells[lane] = rounded_bits(if middle < 0.0 { outside } else { inside }) & WHOLE;
        }
        cells
    }
}

/// Creeps by cell.
#[derive(Clone, Debug)]
pub(crate) struct Grid {
    frame: Frame,
    columns: usize,
    /// Where each cell's entries begin; one more for what is not in the grid, and one for the end.
    starts: Vec<u32>,
    /// The centres of the creeps' boxes, cell by cell. Some more than there may be creeps, for those that are compared in vain.
    centers: Vec<Pair>,
    /// How far they reach to each side.
    reaches: Vec<Pair>,
    /// The creeps' indexes in the pool.
    creeps: Vec<u32>,
    /// What a creep of each kind reaches.
    creep_extents: Extents,
    /// What a bullet of each kind reaches.
    bullet_extents: Extents,
    /// The farthest that any creep's box reaches to a side, in units.
    max_reach: [i16; 2],
    /// Each creep's cell, while the grid is made.
    cells: Vec<[u32; LANES]>,
    /// The creeps' boxes, while the grid is made.
    boxes: Vec<([Pair; LANES], [Pair; LANES])>,
}

impl Grid {
    /// A grid for a game's playfield and `capacity` creeps.
    pub fn new(rules: &CompiledRules, capacity: usize) -> Self {
        let largest = rules.creeps.iter().map(|kind| max(kind.shape.extent_x(), kind.shape.extent_y()));
        let largest = largest.fold(8.0, max);
        let above = 4.0 * largest + 64.0;
        let fewest = (rules.height + above) * rules.width / MAX_CELLS;
        let width = max(CELL_WIDTH, fewest / CELL_HEIGHT);
        let (scale_x, scale_y) = (1.0 / width, 1.0 / CELL_HEIGHT);
        let last_column = round(rules.width * scale_x);
        let last_row = round((rules.height + above) * scale_y);
        // A power of two, so that nothing is rounded before it must be.
        let mut units = MAX_UNITS;
        while units * max(rules.width, rules.height) > FARTHEST {
            units *= 0.5;
        }
        let columns = last_column as usize + 1;
        let pieces = capacity.div_ceil(LANES);
        Self {
            frame: Frame { scale_x, scale_y, units, above, last_column, last_row },
            columns,
            starts: vec![0; columns * (last_row as usize + 1) + 2],
            centers: vec![0; capacity + SIMD_WIDTH],
            reaches: vec![0; capacity + SIMD_WIDTH],
            creeps: vec![0; capacity + SIMD_WIDTH],
            creep_extents: Extents::of(rules.creeps.iter().map(|kind| kind.shape), units),
            bullet_extents: Extents::of(rules.bullets.iter().copied(), units),
            max_reach: [0; 2],
            cells: vec![[0; LANES]; pieces],
            boxes: vec![([0; LANES], [0; LANES]); pieces],
        }
    }

    /// Sorts the creeps into their cells.
    #[inline(never)] // so that a profile tells it apart
    pub fn build(&mut self, creeps: &Creeps) {
        let count = creeps.len();
        let paths = Paths::of(&creeps.x, &creeps.y, &creeps.prev_x, &creeps.prev_y);
        let kinds = Pieces::of(&creeps.kind);
        let frame = self.frame;
        let mut max_reach = i16x8::ZERO;
        for (piece, (cells, boxes)) in self.cells.iter_mut().zip(&mut self.boxes).enumerate() {
            if piece * LANES >= count {
                break;
            }
            *cells = frame.cells(&paths, piece);
            let Boxes { center, reach } =
                frame.boxes(&paths, piece, &self.creep_extents.of_kinds(kinds.at(piece)));
            max_reach = cast::<_, Vectors>(reach).into_iter().fold(max_reach, i16x8::max);
            *boxes = (center, reach);
        }
        let [a, b, c, d]: [[i16; 2]; SIMD_WIDTH] = cast(max_reach);
        self.max_reach = [0, 1].map(|axis| a[axis].max(b[axis]).max(c[axis]).max(d[axis]));
        self.starts.fill(0);
        let cells = &self.cells.as_flattened()[..count];
        for &cell in cells {
            self.starts[cell as usize] += 1;
        }
        let mut end = 0;
        for start in &mut self.starts {
            end += *start;
            *start = end;
        }
        let (starts, length) = (&mut self.starts[..], self.creeps.len());
        // Of equal lengths, as the compiler then knows.
        let (centers, reaches) = (&mut self.centers[..length], &mut self.reaches[..length]);
        let entries = &mut self.creeps[..length];
        for (piece, (cells, (center, reach))) in self.cells.iter().zip(&self.boxes).enumerate() {
            let first = piece * LANES;
            for lane in 0..LANES.min(count.saturating_sub(first)) {
                let start = &mut starts[cells[lane] as usize];
                *start -= 1;
                let entry = *start as usize;
                centers[entry] = center[lane];
                reaches[entry] = reach[lane];
                entries[entry] = (first + lane) as u32;
            }
        }
    }

    /// What the searches of these bullets look for.
    #[inline]
    pub fn searches_of_bullets(&self, paths: &Paths, kinds: &Pieces<u8>, piece: usize) -> Searches {
        let extents = &self.bullet_extents;
        self.searches(paths, piece, &extents.of_kinds(kinds.at(piece)), extents.max)
    }

    /// What a search for what is near an area looks for: the first lane.
    pub fn search_of(&self, area: Area) -> Searches {
        let (x, y) = ([area.x], [area.y]);
        let (width, height) = (area.half_width, area.half_height);
        let extent = pair(min(width * self.frame.units, 32_767.0), min(height * self.frame.units, 32_767.0));
        self.searches(&Paths::of(&x, &y, &x, &y), 0, &[extent; LANES], (width, height))
    }

    /// What the searches along these paths look for, of things that reach this far.
    #[inline]
    fn searches(
        &self,
        paths: &Paths,
        piece: usize,
        extents: &[Pair; LANES],
        max_extent: (f32, f32),
    ) -> Searches {
        let frame = self.frame;
        let boxes = frame.boxes(paths, piece, extents);
        // Farther than it can say is anywhere.
        let [far_x, far_y] = self
            .max_reach
            .map(|reach| if reach == i16::MAX { f32::MAX } else { f32::from(reach) / frame.units });
        let reach_x = (far_x + max_extent.0) * frame.scale_x + (frame.last_column + 1.0) * SLACK;
        let reach_y = (far_y + max_extent.1) * frame.scale_y + (frame.last_row + 1.0) * SLACK;
        let (x, y) = (paths.x.at(piece), paths.y.at(piece));
        let (prev_x, prev_y) = (paths.prev_x.at(piece), paths.prev_y.at(piece));
        let (mut cell, mut columns, mut rows) = ([0; LANES], [0; LANES], [0; LANES]);
        for lane in 0..LANES {
            let (middle, way) = (prev_x[lane] + x[lane], (x[lane] - prev_x[lane]).abs());
            let middle = middle * (0.5 * frame.scale_x);
            let reach = way * (0.5 * frame.scale_x) + reach_x;
            let first = round(clamp(middle - reach, 0.0, frame.last_column));
            let last = round(clamp(middle + reach, 0.0, frame.last_column));
            let (middle, way) =
                ((prev_y[lane] + y[lane]) * 0.5 + frame.above, (y[lane] - prev_y[lane]).abs());
            let middle = middle * frame.scale_y;
            let reach = way * (0.5 * frame.scale_y) + reach_y;
            let top = round(clamp(middle - reach, 0.0, frame.last_row));
            let bottom = round(clamp(middle + reach, 0.0, frame.last_row));
            cell[lane] = rounded_bits(top * (frame.last_column + 1.0) + first) & WHOLE;
            columns[lane] = rounded_bits(last - first + 1.0) & WHOLE;
            rows[lane] = rounded_bits(bottom - top + 1.0) & WHOLE;
        }
        Searches { boxes, cell, columns, rows }
    }

    /// Adds every creep whose box meets the box of a search in `lanes`, and some more, to `found`. What it does is taken off `looks`
    /// (see `Budget`).
    #[inline]
    pub fn find(&self, searches: &Searches, lanes: Range<usize>, found: &mut Vec<Near>, looks: &mut u32) {
        let mut cost = 0;
        let (starts, length) = (&self.starts[..], self.creeps.len());
        // Of equal lengths, as the compiler then knows.
        let (centers, reaches) = (&self.centers[..length], &self.reaches[..length]);
        for lane in lanes {
            let (center, reach) = (splat(searches.boxes.center[lane]), splat(searches.boxes.reach[lane]));
            let mut cell = searches.cell[lane] as usize;
            for _ in 0..searches.rows[lane] {
                let end = starts[cell + searches.columns[lane] as usize];
                let mut entry = starts[cell];
                cell += self.columns;
                cost += ROW_LOOKS + (end - entry) / SIMD_WIDTH as u32;
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
        Budget::take(looks, cost);
    }

    /// Notes the entries of a group that are near.
    #[inline(never)] // it is seldom needed, and would take the search's registers
    fn note(&self, mut near: u32, entries: Range<u32>, lane: usize, found: &mut Vec<Near>) {
        while near != 0 {
            let entry = entries.start + near.trailing_zeros();
            near &= near - 1;
            // Those from the end on are another row's.
            if entry < entries.end {
                found.push(Near { lane: lane as u32, creep: self.creeps[entry as usize] });
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
