//! The broad phase: a grid that finds, for a path, the creeps near it. A counting sort by cell, made anew each tick.
//!
//! Cells lie in rows, so what is near a path is one run of entries for each row of cells: no lists, no pointers. Cells are higher than
//! wide: most paths are upright, and each further row of cells costs more than some entries that turn out to be too far away.
//!
//! Boxes around paths are compared as whole numbers of 16 bits, four at a time. They wrap around far away and are rounded outwards, so this
//! finds some creeps too many and never one too few. What it finds is then compared in full precision.

use std::ops::Range;

use wide::bytemuck::cast;
use wide::{f32x8, i16x8, u32x4};

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
/// How many cells there are for each creep, if none of them becomes narrower for it.
const CELLS_PER_CREEP: f32 = 2.0;
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
    /// What is left, filled up with its last member.
    rest: [T; LANES],
}

impl<'a, T: Copy + Default> Pieces<'a, T> {
    pub fn of(column: &'a [T]) -> Self {
        let (whole, left) = column.as_chunks();
        let mut rest = [left.last().copied().unwrap_or_default(); LANES];
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
    fn of_kinds(&self, kinds: [u8; LANES]) -> [Pair; LANES] {
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

/// Where some things are: from where to where, in each of eight lanes.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    left: f32x8,
    right: f32x8,
    top: f32x8,
    bottom: f32x8,
}

impl Bounds {
    const NOTHING: Self = {
        let (low, high) = (f32x8::new([f32::MIN; LANES]), f32x8::new([f32::MAX; LANES]));
        Self { left: high, right: low, top: high, bottom: low }
    };

    /// Those of paths.
    #[inline]
    fn of(paths: &Paths, piece: usize) -> Self {
        let [x, y, prev_x, prev_y] =
            [&paths.x, &paths.y, &paths.prev_x, &paths.prev_y].map(|column| f32x8::new(*column.at(piece)));
        Self {
            left: x.fast_min(prev_x),
            right: x.fast_max(prev_x),
            top: y.fast_min(prev_y),
            bottom: y.fast_max(prev_y),
        }
    }

    /// What holds these and others, lane by lane.
    #[inline]
    fn and(self, other: Self) -> Self {
        Self {
            left: self.left.fast_min(other.left),
            right: self.right.fast_max(other.right),
            top: self.top.fast_min(other.top),
            bottom: self.bottom.fast_max(other.bottom),
        }
    }

    /// What holds all lanes, and so many px more to each side.
    fn around(self, x: f32, y: f32) -> Self {
        let low = |lanes: f32x8, by: f32| f32x8::splat(lanes.to_array().into_iter().fold(f32::MAX, min) - by);
        let high =
            |lanes: f32x8, by: f32| f32x8::splat(lanes.to_array().into_iter().fold(f32::MIN, max) + by);
        Self {
            left: low(self.left, x),
            right: high(self.right, x),
            top: low(self.top, y),
            bottom: high(self.bottom, y),
        }
    }

    /// Whether any lane's have a point in common with the other's.
    #[inline]
    fn meet(self, other: Self) -> bool {
        let beside = self.right.simd_ge(other.left) & self.left.simd_le(other.right);
        let below = self.bottom.simd_ge(other.top) & self.top.simd_le(other.bottom);
        (beside & below).any()
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
    /// The playfield's, and of what is above it, in px.
    size: (f32, f32),
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
    /// Around all creeps' boxes.
    bounds: Bounds,
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
        // A power of two, so that nothing is rounded before it must be.
        let mut units = MAX_UNITS;
        while units * max(rules.width, rules.height) > FARTHEST {
            units *= 0.5;
        }
        let pieces = capacity.div_ceil(LANES);
        let last_row = round((rules.height + above) / CELL_HEIGHT);
        let frame =
            Frame { scale_x: 0.0, scale_y: 1.0 / CELL_HEIGHT, units, above, last_column: 0.0, last_row };
        let mut grid = Self {
            frame,
            size: (rules.width, rules.height + above),
            columns: 0,
            starts: vec![],
            centers: vec![0; capacity + SIMD_WIDTH],
            reaches: vec![0; capacity + SIMD_WIDTH],
            creeps: vec![0; capacity + SIMD_WIDTH],
            creep_extents: Extents::of(rules.creeps.iter().map(|kind| kind.shape), units),
            bullet_extents: Extents::of(rules.bullets.iter().copied(), units),
            max_reach: [0; 2],
            bounds: Bounds::NOTHING,
            cells: vec![[0; LANES]; pieces],
            boxes: vec![([0; LANES], [0; LANES]); pieces],
        };
        grid.divide(capacity);
        grid.starts = vec![0; grid.columns * (last_row as usize + 1) + 2];
        grid
    }

    /// Divides the playfield into cells: not many more than there are creeps.
    fn divide(&mut self, creeps: usize) {
        let cells = min(CELLS_PER_CREEP * creeps.max(1) as f32, MAX_CELLS);
        let width = max(CELL_WIDTH, self.size.0 * self.size.1 / (CELL_HEIGHT * cells));
        self.frame.scale_x = 1.0 / width;
        self.frame.last_column = round(self.size.0 * self.frame.scale_x);
        self.columns = self.frame.last_column as usize + 1;
    }

    /// Sorts the creeps into their cells.
    #[inline(never)] // so that a profile tells it apart
    pub fn build(&mut self, creeps: &Creeps) {
        let count = creeps.len();
        let paths = Paths::of(&creeps.x, &creeps.y, &creeps.prev_x, &creeps.prev_y);
        let kinds = Pieces::of(&creeps.kind);
        self.divide(count);
        let frame = self.frame;
        let mut max_reach = i16x8::ZERO;
        let mut bounds = Bounds::NOTHING;
        for (piece, (cells, boxes)) in self.cells.iter_mut().zip(&mut self.boxes).enumerate() {
            if piece * LANES >= count {
                break;
            }
            *cells = frame.cells(&paths, piece);
            bounds = bounds.and(Bounds::of(&paths, piece));
            let Boxes { center, reach } =
                frame.boxes(&paths, piece, &self.creep_extents.of_kinds(*kinds.at(piece)));
            max_reach = cast::<_, Vectors>(reach).into_iter().fold(max_reach, i16x8::max);
            *boxes = (center, reach);
        }
        let [a, b, c, d]: [[i16; 2]; SIMD_WIDTH] = cast(max_reach);
        self.max_reach = [0, 1].map(|axis| a[axis].max(b[axis]).max(c[axis]).max(d[axis]));
        let (extent_x, extent_y) = self.bullet_extents.max;
        self.bounds = bounds.around(self.far(0) + extent_x, self.far(1) + extent_y);
        let starts = &mut self.starts[..self.columns * (frame.last_row as usize + 1) + 2];
        starts.fill(0);
        let cells = &self.cells.as_flattened()[..count];
        for &cell in cells {
            starts[cell as usize] += 1;
        }
        let mut end = 0;
        for start in &mut *starts {
            end += *start;
            *start = end;
        }
        let length = self.creeps.len();
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

    /// The farthest that any creep's box reaches to the side, or up and down, in px.
    fn far(&self, axis: usize) -> f32 {
        let reach = self.max_reach[axis];
        // Farther than it can say is anywhere.
        if reach == i16::MAX { 1e30 } else { f32::from(reach) / self.frame.units }
    }

    /// Whether any of these bullets is where creeps are at all.
    #[inline]
    pub fn is_near(&self, paths: &Paths, piece: usize) -> bool {
        self.bounds.meet(Bounds::of(paths, piece))
    }

    /// What the searches of these bullets look for.
    #[inline]
    pub fn searches_of_bullets(&self, paths: &Paths, kinds: &Pieces<u8>, piece: usize) -> Searches {
        let extents = &self.bullet_extents;
        self.searches(paths, piece, &extents.of_kinds(*kinds.at(piece)), extents.max)
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
        let (far_x, far_y) = (self.far(0), self.far(1));
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::ruleset::{Difficulty, Ruleset};
    use crate::stress::Stress;
    use crate::world::{Bullet, Bullets, Creep};

    use super::*;

    /// Where a thing is, as parts of the playfield, and how far it flew in the tick, in px.
    type Thing = (f32, f32, f32, f32);

    fn things() -> impl Strategy<Value = Vec<Thing>> {
        // Some are beside the playfield, and some fly across all of it.
        let way = || prop_oneof![9 => -12.0_f32..12.0, 1 => -9000.0_f32..9000.0];
        prop::collection::vec((-0.1_f32..1.1, -0.3_f32..1.1, way(), way()), 1..40)
    }

    proptest! {
        #[test]
        fn what_meets_a_bullet_is_found(
            creeps in things(), bullets in things(), near in any::<bool>(), count in 40_u32..100_000,
        ) {
            let ruleset = Ruleset::read("arcade.ron", include_bytes!("../../../godot-project/config/arcade.ron")).unwrap();
            let ruleset = Stress { wide: true, ..Stress::new(count, count) }.enlarge(&ruleset);
            let mut rules = ruleset.compile(Difficulty::Normal);
            rules.capacity.creeps = 40;
            // All in one corner, or all over the playfield, which may be a thousand times as wide as high.
            let size = if near { (300.0, 300.0) } else { (rules.width, rules.height) };
            let corner = if near { rules.width - 300.0 } else { 0.0 };
            let (mut pool, mut shots) = (Creeps::with_capacity(40), Bullets::with_capacity(40));
            for (index, &(x, y, way_x, way_y)) in creeps.iter().enumerate() {
                let (x, y) = (corner + x * size.0, y * size.1);
                let kind = (index % rules.creeps.len()) as u8;
                pool.push(Creep { x, y, prev_x: x + way_x, prev_y: y + way_y, kind, ..Creep::default() });
            }
            for (index, &(x, y, way_x, way_y)) in bullets.iter().enumerate() {
                let (x, y) = (corner + x * size.0, y * size.1);
                let kind = (index % rules.bullets.len()) as u8;
                shots.push(Bullet { x, y, prev_x: x + way_x, prev_y: y + way_y, kind, ..Bullet::default() });
            }
            let mut grid = Grid::new(&rules, 40);
            grid.build(&pool);
            let paths = Paths::of(&shots.x, &shots.y, &shots.prev_x, &shots.prev_y);
            let kinds = Pieces::of(&shots.kind);
            for bullet in 0..shots.len() {
                let shape = rules.bullets[usize::from(shots.kind[bullet])];
                let from = (shots.prev_x[bullet], shots.prev_y[bullet]);
                let area = Area::swept(from, (shots.x[bullet], shots.y[bullet]), (shape.extent_x(), shape.extent_y()));
                let mut found = vec![];
                let (piece, lane) = (bullet / LANES, bullet % LANES);
                if grid.is_near(&paths, piece) {
                    let searches = grid.searches_of_bullets(&paths, &kinds, piece);
                    grid.find(&searches, lane..lane + 1, &mut found, &mut u32::MAX.clone());
                }
                let mut of_area = vec![];
                grid.find(&grid.search_of(area), 0..1, &mut of_area, &mut u32::MAX.clone());
                for creep in 0..pool.len() {
                    let other = pool.area(creep, &rules);
                    let is_in_grid = other.y + grid.frame.above >= 0.0;
                    let times = found.iter().filter(|near| near.creep as usize == creep).count();
                    prop_assert!(times < 2, "creep {creep} was found {times} times");
                    if is_in_grid && area.meets(other) {
                        prop_assert_eq!(times, 1, "{:?} misses {:?}", area, other);
                        let is_found = of_area.iter().any(|near| near.creep as usize == creep);
                        prop_assert!(is_found, "{:?} misses {:?} as an area", area, other);
                    }
                }
            }
        }
    }
}
