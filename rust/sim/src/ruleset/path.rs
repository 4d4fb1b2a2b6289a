//! Makes a path's points into a curve: a Catmull-Rom spline, cut into pieces of equal length, so that what flies on it is always as fast.

use super::{Path, Ruleset};
use crate::math::max;
use crate::rules::CompiledPath;

/// Pieces of a curve between two points, before it is cut evenly.
const PIECES: u32 = 24;
/// The least length of an even piece, in px.
const STEP: f32 = 6.0;
/// The most even pieces of a curve.
const MAX_STEPS: f32 = 512.0;

type Point = (f32, f32);

/// The path of this name, on the ruleset's playfield; the first where there is no such name, in a ruleset that was changed in memory.
pub(super) fn find(ruleset: &Ruleset, name: &str, mirror: bool) -> CompiledPath {
    let path = ruleset.paths.iter().find(|path| path.name == name);
    path.or(ruleset.paths.first()).map_or_else(CompiledPath::default, |path| compile(ruleset, path, mirror))
}

/// A path as points that are equally far apart, in px.
pub(super) fn compile(ruleset: &Ruleset, path: &Path, mirror: bool) -> CompiledPath {
    let (width, height) = (ruleset.playfield.width, ruleset.playfield.height);
    let points: Vec<Point> = path
        .points
        .iter()
        .map(|point| (width * if mirror { 1.0 - point.0 } else { point.0 }, height * point.1))
        .collect();
    let curve = curve(&points);
    let length: f32 = curve.windows(2).map(|pair| distance(pair[0], pair[1])).sum();
    let step = max(STEP, length / MAX_STEPS);
    CompiledPath { points: even(&curve, step), step }
}

/// The spline through `points`, finely cut.
fn curve(points: &[Point]) -> Vec<Point> {
    // Beyond an end the curve goes on as it came.
    let at = |index: usize| points[index.saturating_sub(1).min(points.len() - 1)];
    let mut curve = vec![points[0]];
    for index in 1..points.len() {
        let [a, b, c, d] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
        for piece in 1..=PIECES {
            let t = piece as f32 / PIECES as f32;
            curve.push((spline(a.0, b.0, c.0, d.0, t), spline(a.1, b.1, c.1, d.1, t)));
        }
    }
    curve
}

/// A coordinate of the curve from `b` to `c`, which comes from `a` and goes on to `d`; `t` from 0 to 1.
fn spline(a: f32, b: f32, c: f32, d: f32, t: f32) -> f32 {
    let linear = c - a;
    let square = 2.0 * a - 5.0 * b + 4.0 * c - d;
    let cube = 3.0 * b - a - 3.0 * c + d;
    b + 0.5 * t * (linear + t * (square + t * cube))
}

/// Points on `curve` that are `step` px apart, and its end.
fn even(curve: &[Point], step: f32) -> Vec<Point> {
    let mut points = vec![curve[0]];
    // How far the last point is behind.
    let mut behind = 0.0;
    for pair in curve.windows(2) {
        let length = distance(pair[0], pair[1]);
        let mut next = step - behind;
        while next <= length {
            let part = next / length;
            points.push((
                pair[0].0 + (pair[1].0 - pair[0].0) * part,
                pair[0].1 + (pair[1].1 - pair[0].1) * part,
            ));
            next += step;
        }
        behind = length - (next - step);
    }
    points
}

fn distance(a: Point, b: Point) -> f32 {
    let (x, y) = (b.0 - a.0, b.1 - a.1);
    (x * x + y * y).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_passes_its_points_and_is_cut_evenly() {
        let points = [(0.0, 0.0), (100.0, 100.0), (200.0, 0.0), (100.0, -80.0)];
        let curve = curve(&points);
        for point in points {
            assert!(curve.iter().any(|other| distance(*other, point) < 0.01), "{point:?}");
        }
        let even = even(&curve, 5.0);
        for pair in even.windows(2) {
            let length = distance(pair[0], pair[1]);
            assert!((4.5..=5.01).contains(&length), "{length}");
        }
    }

    #[test]
    fn points_on_one_spot_are_no_curve_and_no_error() {
        let curve = curve(&[(50.0, -20.0); 3]);
        assert_eq!(even(&curve, 6.0), [(50.0, -20.0)]);
    }
}
