//! Hitboxes: shapes that collide, and whether two that move meet within a tick.
//!
//! Every shape is a box with round corners that stands upright: a circle is all corner, a capsule has straight sides, a
//! rectangle no corner. Two such shapes touch where the centre of one lies in their sum, which is such a shape again. So one
//! question answers all: does the path of a point enter a rounded box? Paths are tested, not positions: nothing tunnels.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::math::max;
use crate::ruleset::limits;

/// A shape as a ruleset says it; its centre is the thing's position.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub enum Shape {
    /// A circle.
    Circle {
        /// In px.
        #[serde(deserialize_with = "limits::side")]
        radius: f32,
    },
    /// A capsule, which is a rectangle whose shorter sides are half circles.
    Capsule {
        /// In px.
        #[serde(deserialize_with = "limits::side")]
        width: f32,
        /// In px.
        #[serde(deserialize_with = "limits::side")]
        height: f32,
    },
    /// A rectangle.
    Rect {
        /// In px.
        #[serde(deserialize_with = "limits::side")]
        width: f32,
        /// In px.
        #[serde(deserialize_with = "limits::side")]
        height: f32,
    },
}

/// A rounded box: all points that are at most `radius` away from a box of half sides `half_width` and `half_height`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RoundedBox {
    /// Half of the inner box's width, in px.
    pub half_width: f32,
    /// Half of the inner box's height, in px.
    pub half_height: f32,
    /// How far the outside is from the inner box, in px.
    pub radius: f32,
}

impl Shape {
    /// The shape as a rounded box.
    pub fn rounded_box(self) -> RoundedBox {
        match self {
            Self::Circle { radius } => RoundedBox { half_width: 0.0, half_height: 0.0, radius },
            Self::Rect { width, height } => {
                RoundedBox { half_width: width / 2.0, half_height: height / 2.0, radius: 0.0 }
            }
            Self::Capsule { width, height } => {
                let radius = if width < height { width / 2.0 } else { height / 2.0 };
                RoundedBox { half_width: width / 2.0 - radius, half_height: height / 2.0 - radius, radius }
            }
        }
    }
}

impl RoundedBox {
    /// Half of the outer width, in px.
    pub fn extent_x(self) -> f32 {
        self.half_width + self.radius
    }

    /// Half of the outer height, in px.
    pub fn extent_y(self) -> f32 {
        self.half_height + self.radius
    }

    /// Where the centre of `other` is when it touches `self`.
    #[must_use]
    pub fn minkowski_sum(self, other: Self) -> Self {
        Self {
            half_width: self.half_width + other.half_width,
            half_height: self.half_height + other.half_height,
            radius: self.radius + other.radius,
        }
    }

    /// Whether the point `(x, y)` from the centre lies inside.
    pub fn contains(self, x: f32, y: f32) -> bool {
        let beside = max(x.abs() - self.half_width, 0.0);
        let below = max(y.abs() - self.half_height, 0.0);
        // A box without round corners holds what is on its edge; with them, the circle's test says the same.
        beside * beside + below * below <= self.radius * self.radius
    }

    /// When a point that goes straight from `from` to `to` within a tick first is inside: 0 at the start to 1 at the end.
    ///
    /// Both are relative to the centre. What is inside at the start gives 0, at the end something; a path that misses, none.
    pub fn time_of_impact(self, from: (f32, f32), to: (f32, f32)) -> Option<f32> {
        if self.contains(from.0, from.1) {
            return Some(0.0);
        }
        let way = (to.0 - from.0, to.1 - from.1);
        let first = self.entry(from, way);
        // Rounding must not lose what plainly ends inside.
        if first.is_none() && self.contains(to.0, to.1) { Some(1.0) } else { first }
    }

    /// The first time on the way from outside, as three boxes' and four circles' minimum: the box made higher, made wider, and its corners.
    fn entry(self, from: (f32, f32), way: (f32, f32)) -> Option<f32> {
        let Self { half_width, half_height, radius } = self;
        let mut first = earlier(
            box_entry(from, way, half_width + radius, half_height),
            box_entry(from, way, half_width, half_height + radius),
        );
        if radius > 0.0 {
            for (x, y) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] {
                let corner = (from.0 - x * half_width, from.1 - y * half_height);
                first = earlier(first, circle_entry(corner, way, radius));
            }
        }
        first
    }
}

fn earlier(a: Option<f32>, b: Option<f32>) -> Option<f32> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b < a { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// When a path enters a box of these half sides: the slab test.
fn box_entry(from: (f32, f32), way: (f32, f32), half_width: f32, half_height: f32) -> Option<f32> {
    let (enters_x, leaves_x) = slab(from.0, way.0, half_width)?;
    let (enters_y, leaves_y) = slab(from.1, way.1, half_height)?;
    let enters = if enters_y > enters_x { enters_y } else { enters_x };
    let leaves = if leaves_y < leaves_x { leaves_y } else { leaves_x };
    (enters <= leaves && (0.0..=1.0).contains(&enters)).then_some(enters)
}

/// From when to when a path is between `-half` and `half` in one direction; none for never.
fn slab(from: f32, way: f32, half: f32) -> Option<(f32, f32)> {
    if way == 0.0 {
        return (from.abs() <= half).then_some((f32::MIN, f32::MAX));
    }
    let (a, b) = ((-half - from) / way, (half - from) / way);
    Some(if a < b { (a, b) } else { (b, a) })
}

/// When a path enters a circle around the origin.
fn circle_entry(from: (f32, f32), way: (f32, f32), radius: f32) -> Option<f32> {
    let square = way.0 * way.0 + way.1 * way.1;
    let nearing = -(from.0 * way.0 + from.1 * way.1);
    let apart = from.0 * from.0 + from.1 * from.1 - radius * radius;
    let root = nearing * nearing - square * apart;
    if square == 0.0 || root < 0.0 {
        return None;
    }
    let enters = (nearing - root.sqrt()) / square;
    (0.0..=1.0).contains(&enters).then_some(enters)
}
