//! Boxes as whole numbers of 16 bits, which a few instructions compare. They wrap around far away and are rounded outwards, so comparing them
//! finds some things too many and never one too few.

use wide::bytemuck::cast;
use wide::{f32x8, i16x8, u32x4};

use crate::math::{ROUNDS, clamp, max, min};
use crate::pieces::LANES;
use crate::shape::RoundedBox;

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

/// The whole number that is nearest to one from 0 to 4,194,303.
#[inline]
pub(super) fn whole(number: f32) -> u32 {
    rounded_bits(number) & WHOLE
}

/// Two numbers of units in 16 bits each: across in the lower half, down in the upper.
pub(super) type Pair = u32;

/// Two numbers of units, rounded.
fn pair(x: f32, y: f32) -> Pair {
    rounded_bits(x) & 0xffff | rounded_bits(y) << 16
}

/// Pairs, as the processor works on them.
type Vectors = [i16x8; LANES / 4];

/// From where to where the centres of eight things are, in px.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spans {
    pub left: [f32; LANES],
    pub right: [f32; LANES],
    pub top: [f32; LANES],
    pub bottom: [f32; LANES],
}

impl Spans {
    /// What holds three positions of each thing, and `margin` px more to each side.
    #[inline]
    pub fn around(x: [f32x8; 3], y: [f32x8; 3], margin: f32) -> Self {
        let margin = f32x8::splat(margin);
        let min = |of: [f32x8; 3]| of[0].fast_min(of[1]).fast_min(of[2]);
        let max = |of: [f32x8; 3]| of[0].fast_max(of[1]).fast_max(of[2]);
        Self {
            left: (min(x) - margin).to_array(),
            right: (max(x) + margin).to_array(),
            top: (min(y) - margin).to_array(),
            bottom: (max(y) + margin).to_array(),
        }
    }
}

/// The boxes around eight things: their centres, and how far they reach to each side.
#[derive(Clone, Copy, Debug)]
pub(super) struct Boxes {
    pub center: [Pair; LANES],
    pub reach: [Pair; LANES],
}

/// A box.
#[derive(Clone, Copy, Debug)]
pub(super) struct PackedBox {
    pub center: Pair,
    pub reach: Pair,
}

impl PackedBox {
    /// Whether it and another may have a point in common.
    #[inline]
    pub fn meets(self, other: Self) -> bool {
        let one = |pair: Pair| -> i16x8 { cast([pair, 0, 0, 0]) };
        let apart = one(self.center) - one(other.center);
        let apart = apart.max(-apart);
        let outside = apart.simd_gt(one(self.reach).saturating_add(one(other.reach)));
        cast::<_, u32x4>(outside).to_array()[0] == 0
    }
}

/// How far boxes reach at most.
#[derive(Clone, Copy, Debug)]
pub(super) struct MaxReach(i16x8);

impl MaxReach {
    pub const NONE: Self = Self(i16x8::ZERO);

    /// Takes in how far some boxes reach.
    #[inline]
    pub fn take_in(&mut self, boxes: &Boxes) {
        self.0 = cast::<_, Vectors>(boxes.reach).into_iter().fold(self.0, i16x8::max);
    }

    /// To the side, and up and down, in px.
    #[inline]
    pub fn px(self, units: Units) -> (f32, f32) {
        let [a, b, c, d]: [[i16; 2]; 4] = cast(self.0);
        let px = |axis: usize| {
            let reach = a[axis].max(b[axis]).max(c[axis]).max(d[axis]);
            // Farther than it can say is anywhere.
            if reach == i16::MAX { 1e30 } else { f32::from(reach) / units.0 }
        };
        (px(0), px(1))
    }
}

/// How far each kind of a thing extends, in units and in px.
#[derive(Clone, Debug)]
pub(super) struct Extents {
    /// By kind.
    units: [Pair; 256],
    /// The farthest, in px.
    pub max: (f32, f32),
}

impl Extents {
    pub fn of(shapes: impl Iterator<Item = RoundedBox>, units: Units) -> Self {
        let mut extents = Self { units: [0; 256], max: (0.0, 0.0) };
        for (shape, extent) in shapes.zip(&mut extents.units) {
            let (x, y) = (shape.extent_x(), shape.extent_y());
            *extent = pair(x * units.0, y * units.0);
            extents.max = (max(extents.max.0, x), max(extents.max.1, y));
        }
        extents
    }
}

/// How many units a pixel has: a power of two, so that nothing is rounded before it must be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Units(f32);

impl Units {
    /// Those of a playfield whose longer side is so many px.
    pub fn of(side: f32) -> Self {
        let mut units = MAX_UNITS;
        while units * side > FARTHEST {
            units *= 0.5;
        }
        Self(units)
    }

    /// The boxes around things of these kinds whose centres are in `spans`.
    #[inline]
    pub fn boxes(self, spans: &Spans, kinds: [u8; LANES], extents: &Extents) -> Boxes {
        let half = self.0 * 0.5;
        let Spans { left, right, top, bottom } = spans;
        let (mut center, mut way) = ([0; LANES], [0; LANES]);
        for lane in 0..LANES {
            let x = clamp((left[lane] + right[lane]) * half, -FARTHEST, FARTHEST);
            let y = clamp((top[lane] + bottom[lane]) * half, -FARTHEST, FARTHEST);
            center[lane] = pair(x, y);
        }
        for lane in 0..LANES {
            let x = min((right[lane] - left[lane]) * half + MARGIN, 32_767.0);
            let y = min((bottom[lane] - top[lane]) * half + MARGIN, 32_767.0);
            way[lane] = pair(x, y);
        }
        let extents = kinds.map(|kind| extents.units[usize::from(kind)]);
        let (way, extents): (Vectors, Vectors) = (cast(way), cast(extents));
        let reach: Vectors = std::array::from_fn(|half| way[half].saturating_add(extents[half]));
        Boxes { center, reach: cast(reach) }
    }
}
