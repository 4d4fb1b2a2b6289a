//! What is drawn of the sky: its stars, and what is around the playfield in a window of another shape. All of it is triangles that stay as
//! they are while the window does, so that even a renderer without a graphics card has little to do.
//!
//! Lengths are px of the playfield, whose upper left corner is (0, 0).

use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

use crate::FIELD;
use crate::layout::Rect;

/// The longest side of a cell: between its corners, colors and places of the picture are interpolated.
const CELL: f32 = 40.0;
/// Where cells end beside the playfield's edge, as distances from it: it gets dark there quickly.
const NEAR_EDGE: [f32; 6] = [4.0, 10.0, 18.0, 28.0, 40.0, 60.0];

/// How bright the sky around a playfield is, from 0 to 1.
pub const BRIGHTNESS: f32 = 0.7;
/// How much of that is lost at the playfield's edge, and how far from it most of it is back.
const LOST_AT_EDGE: f32 = 0.35;
const SHADE: f32 = 40.0;
/// How much of its own color the edge has from a distance on, as `(distance, alpha)`: a line and a glow.
const EDGE: [(f32, f32); 8] = [
    (0.0, 0.62),
    (1.0, 0.6),
    (2.0, 0.09),
    (5.0, 0.058),
    (9.0, 0.033),
    (15.0, 0.014),
    (24.0, 0.004),
    (40.0, 0.0),
];

/// The part of a picture that is shown at the sides: what is at its right, such as a planet, is there once.
const HALF: f32 = 0.48;
/// How far down pictures are shown around the playfield: below is the planet's glow.
const GLOW_TOP: f32 = 0.86;
/// The planet's center and radius, as its horizon on the playfield has them.
const PLANET: (f32, f32, f32) = (240.0, 1620.0, 950.0);
/// The planet by its height: colors, and how much of them.
const GROUND: [f32; 3] = [0.024, 0.046, 0.13];
const RIM: [f32; 3] = [0.094, 0.22, 0.431];
const GLOW: [f32; 3] = [0.184, 0.4, 0.769];
const GLOW_HEIGHTS: [f32; 8] = [80.0, 56.0, 40.0, 28.0, 18.0, 10.0, 4.0, 0.75];
const GROUND_HEIGHTS: [f32; 7] = [-0.75, -6.0, -12.0, -18.0, -25.0, -33.0, -80.0];

/// What is around a playfield.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Surroundings {
    /// A planet is below the sky.
    pub has_planet: bool,
    /// The playfield has an edge, and the sky is darker beyond it.
    pub has_edge: bool,
}

/// Triangles, as the engine takes them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mesh {
    /// The corners.
    pub positions: Vec<(f32, f32)>,
    /// Where each is in the picture, from 0 to 1.
    pub uvs: Vec<(f32, f32)>,
    /// The color of each: red, green, blue, alpha, from 0 to 1.
    pub colors: Vec<[f32; 4]>,
    /// Three corners a triangle.
    pub indices: Vec<u32>,
}

impl Mesh {
    fn push(&mut self, position: (f32, f32), uv: (f32, f32), color: [f32; 4]) {
        self.positions.push(position);
        self.uvs.push(uv);
        self.colors.push(color);
    }

    /// Adds a grid of `columns` × `rows` corners, whose `corner` says where each is and how it looks.
    fn push_grid(
        &mut self,
        (columns, rows): (usize, usize),
        mut corner: impl FnMut(usize, usize) -> ((f32, f32), (f32, f32), [f32; 4]),
    ) {
        let first = self.positions.len();
        for row in 0..rows {
            for column in 0..columns {
                let (position, uv, color) = corner(column, row);
                self.push(position, uv, color);
            }
        }
        for row in 1..rows {
            for column in 1..columns {
                let last = (first + row * columns + column) as u32;
                let above = last - columns as u32;
                self.indices.extend([above - 1, above, last, above - 1, last, last - 1]);
            }
        }
    }
}

impl Surroundings {
    /// The sky around the playfield, as far as `window` shows it: its picture, mirrored at the playfield's edges, so that it goes on there.
    pub fn sky(self, window: Rect) -> Mesh {
        let mut mesh = Mesh::default();
        let (right, bottom) = (window.x + window.width, window.y + window.height);
        let mut rows = lines(window.y, bottom, FIELD.1);
        if self.has_planet {
            insert(&mut rows, GLOW_TOP * FIELD.1);
        }
        let columns = lines(window.x, right, FIELD.0);
        let part = |lines: &[f32], from: f32, to: f32| -> Vec<f32> {
            lines.iter().copied().filter(|line| (from..=to).contains(line)).collect()
        };
        let is_above = part(&rows, f32::MIN, 0.0);
        let is_below = part(&rows, FIELD.1, f32::MAX);
        let is_left = part(&columns, f32::MIN, 0.0);
        let is_right = part(&columns, FIELD.0, f32::MAX);
        let between = part(&columns, 0.0, FIELD.0);
        for (columns, rows) in
            [(&is_left, &rows), (&is_right, &rows), (&between, &is_above), (&between, &is_below)]
        {
            // The middle of it says which side it is on: its outermost line may be the playfield's edge.
            let Some((first, last)) = columns.first().zip(columns.last()) else { continue };
            let middle = (first + last) / 2.0;
            mesh.push_grid((columns.len(), rows.len()), |column, row| {
                let at = (columns[column], rows[row]);
                let brightness = self.brightness(at);
                (at, self.uv(at, middle), [brightness, brightness, brightness, 1.0])
            });
        }
        mesh
    }

    /// The place of the picture that is shown at a place around the playfield. `middle` is on the same side of it.
    fn uv(self, at: (f32, f32), middle: f32) -> (f32, f32) {
        let turn = |way: f32| (std::f32::consts::PI * way / (HALF * FIELD.0)).cos();
        // At the sides it goes forth and back, and turns slowly.
        let u = if middle < 0.0 {
            HALF * (0.5 - 0.5 * turn(at.0))
        } else if middle > FIELD.0 {
            HALF * (0.5 + 0.5 * turn(at.0 - FIELD.0))
        } else {
            at.0 / FIELD.0
        };
        let v = ((at.1 / FIELD.1 + 1.0).rem_euclid(2.0) - 1.0).abs();
        (u, if self.has_planet { v.min(GLOW_TOP) } else { v })
    }

    /// How bright the sky is at a place around the playfield.
    fn brightness(self, at: (f32, f32)) -> f32 {
        if !self.has_edge {
            return 1.0;
        }
        let out = |at: f32, length: f32| (-at).max(at - length).max(0.0);
        let distance = out(at.0, FIELD.0).hypot(out(at.1, FIELD.1));
        BRIGHTNESS - LOST_AT_EDGE * (-distance / SHADE).exp()
    }

    /// The planet, as far as `window` shows it, also on the playfield. Nothing where there is none.
    pub fn planet(self, window: Rect) -> Mesh {
        let mut mesh = Mesh::default();
        if !self.has_planet {
            return mesh;
        }
        let (center_x, center_y, radius) = PLANET;
        // Wider, since they run together towards the planet's center.
        let columns: Vec<f32> = lines(window.x - CELL, window.x + window.width + CELL, FIELD.0)
            .into_iter()
            .filter(|x| (x - center_x).abs() < 0.999 * radius)
            .collect();
        let at = |x: f32, height: f32| {
            let sine = (x - center_x) / radius;
            let from_center = radius + height;
            (center_x + from_center * sine, center_y - from_center * (1.0 - sine * sine).sqrt())
        };
        let color = |at: (f32, f32), [red, green, blue]: [f32; 3], alpha: f32| {
            let brightness = self.brightness(at);
            [red * brightness, green * brightness, blue * brightness, alpha]
        };
        let heights: Vec<f32> = GLOW_HEIGHTS.into_iter().chain(GROUND_HEIGHTS).collect();
        mesh.push_grid((columns.len(), heights.len()), |column, row| {
            let height = heights[row];
            let mut at = at(columns[column], height);
            if row + 1 == heights.len() {
                at = (columns[column], at.1.max(window.y + window.height));
            }
            let (hue, alpha) = match height {
                _ if row == 0 => (GLOW, 0.0),
                height if height > 0.0 => (GLOW, 0.5 * (-height / 16.0).exp()),
                height => {
                    let part = smooth(height / -33.0);
                    (std::array::from_fn(|i| RIM[i] + (GROUND[i] - RIM[i]) * part), 1.0)
                }
            };
            (at, (0.0, 0.0), color(at, hue, alpha))
        });
        mesh
    }

    /// The playfield's edge, in white. Nothing where there is none.
    pub fn edge(self) -> Mesh {
        let mut mesh = Mesh::default();
        if self.has_edge {
            // Around the playfield, and back to where it began.
            mesh.push_grid((5, EDGE.len()), |column, row| {
                let (out, alpha) = EDGE[row];
                let (right, bottom) = (FIELD.0 + out, FIELD.1 + out);
                let corners = [(-out, -out), (right, -out), (right, bottom), (-out, bottom), (-out, -out)];
                (corners[column], (0.0, 0.0), [1.0, 1.0, 1.0, alpha])
            });
        }
        mesh
    }
}

fn smooth(part: f32) -> f32 {
    let part = part.clamp(0.0, 1.0);
    part * part * (3.0 - 2.0 * part)
}

/// Where cells end between `from` and `to`: at the edges of a playfield from 0 to `length`, more often beside them.
fn lines(from: f32, to: f32, length: f32) -> Vec<f32> {
    let mut lines = vec![from, to];
    let beside = NEAR_EDGE.into_iter().flat_map(|distance| [-distance, length + distance]);
    let far = (1..).map(|i| i as f32 * CELL).take_while(|far| *far < (-from).max(to).max(0.0));
    let far = far.flat_map(|far| [-NEAR_EDGE[5] - far, length + NEAR_EDGE[5] + far]);
    let inside = (0..=(length / CELL) as usize).map(|i| i as f32 * CELL);
    for line in beside.chain(far).chain(inside).chain([0.0, length]) {
        insert(&mut lines, line);
    }
    lines
}

/// Adds a line to sorted ones, if it is between their ends and not there yet.
fn insert(lines: &mut Vec<f32>, line: f32) {
    let index = lines.partition_point(|other| *other < line);
    if index > 0 && index < lines.len() && lines[index] > line {
        lines.insert(index, line);
    }
}

/// Stars of one kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stars {
    /// They are where this seed puts them.
    pub seed: u64,
    /// How many there are on a playfield.
    pub count: usize,
    /// The least distance between two.
    pub gap: f32,
    /// The width of the smallest and the largest one's picture.
    pub widths: (f32, f32),
    /// How opaque the smallest and the largest one is, from 0 to 1.
    pub alphas: (f32, f32),
}

/// Small and slow: they are far away.
pub const FAR_STARS: Stars =
    Stars { seed: 7, count: 260, gap: 11.0, widths: (2.0, 4.4), alphas: (0.22, 0.55) };
/// Larger and faster.
pub const NEAR_STARS: Stars =
    Stars { seed: 11, count: 34, gap: 45.0, widths: (3.4, 5.6), alphas: (0.4, 0.6) };
/// Those with rays.
pub const BRIGHT_STARS: Stars =
    Stars { seed: 23, count: 10, gap: 90.0, widths: (13.0, 21.0), alphas: (0.55, 0.8) };

/// The colors of stars, and how many of thirteen have them: most are white or blue.
const TINTS: [([f32; 3], f32); 5] = [
    ([1.0, 1.0, 1.0], 6.0),
    ([0.74, 0.83, 1.0], 4.0),
    ([1.0, 0.85, 0.69], 1.0),
    ([1.0, 0.75, 0.85], 1.0),
    ([0.78, 0.72, 1.0], 1.0),
];

impl Stars {
    /// The stars as far as `window` shows them, now and while they move down by a playfield's height. They repeat after that, and to both
    /// sides after its width.
    pub fn mesh(self, window: Rect) -> Mesh {
        let (right, bottom) = (window.x + window.width, window.y + window.height);
        let mut mesh = Mesh::default();
        for (at, width, color) in self.on_playfield() {
            let first = |at: f32, from: f32, length: f32| at + ((from - at) / length).floor() * length;
            let mut y = first(at.1, window.y - FIELD.1 - width, FIELD.1);
            while y < bottom + width {
                let mut x = first(at.0, window.x - width, FIELD.0);
                while x < right + width {
                    mesh.push_grid((2, 2), |column, row| {
                        let corner = (column as f32, row as f32);
                        ((x + (corner.0 - 0.5) * width, y + (corner.1 - 0.5) * width), corner, color)
                    });
                    x += FIELD.0;
                }
                y += FIELD.1;
            }
        }
        mesh
    }

    /// The place, width and color of each star on a playfield.
    fn on_playfield(self) -> Vec<((f32, f32), f32, [f32; 4])> {
        let mut rng = ChaCha8Rng::seed_from_u64(self.seed);
        let mut stars: Vec<((f32, f32), f32, [f32; 4])> = Vec::with_capacity(self.count);
        // Also from those across the seam.
        let apart = |a: f32, b: f32, length: f32| (a - b).abs().min(length - (a - b).abs());
        // There is room for all, but no seed may make this endless.
        for _ in 0..100 * self.count {
            if stars.len() == self.count {
                break;
            }
            let mut part = || rng.random::<f32>();
            let at = (part() * FIELD.0, part() * FIELD.1);
            let (size, tint) = (part(), part());
            let is_free = |((x, y), ..): &((f32, f32), f32, [f32; 4])| {
                apart(*x, at.0, FIELD.0).hypot(apart(*y, at.1, FIELD.1)) >= self.gap
            };
            if !stars.iter().all(is_free) {
                continue;
            }
            // Few are large.
            let size = size * size;
            let between = |(small, large): (f32, f32)| small + (large - small) * size;
            let mut left = tint * TINTS.iter().map(|(_, share)| share).sum::<f32>();
            let is_it = |(_, share): &&([f32; 3], f32)| {
                left -= share;
                left < 0.0
            };
            let [red, green, blue] = TINTS.iter().find(is_it).unwrap_or(&TINTS[0]).0;
            stars.push((at, between(self.widths), [red, green, blue, between(self.alphas)]));
        }
        stars
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GAME: Surroundings = Surroundings { has_planet: true, has_edge: true };
    const WIDE: Rect = Rect { x: -400.0, y: 0.0, width: 1280.0, height: 720.0 };
    const TALL: Rect = Rect { x: 0.0, y: -200.0, width: 480.0, height: 1040.0 };
    const BOTH: Rect = Rect { x: -80.0, y: -30.0, width: 700.0, height: 900.0 };

    /// The triangles of a mesh, as positions.
    fn triangles(mesh: &Mesh) -> Vec<[(f32, f32); 3]> {
        mesh.indices.chunks(3).map(|corners| [0, 1, 2].map(|i| mesh.positions[corners[i] as usize])).collect()
    }

    fn area(triangles: &[[(f32, f32); 3]]) -> f32 {
        let area =
            |[a, b, c]: &[(f32, f32); 3]| ((b.0 - a.0) * (c.1 - a.1) - (c.0 - a.0) * (b.1 - a.1)).abs() / 2.0;
        triangles.iter().map(area).sum()
    }

    #[test]
    fn the_sky_covers_the_window_but_not_the_playfield() {
        for window in [WIDE, TALL, BOTH] {
            let triangles = triangles(&GAME.sky(window));
            let covered = window.width * window.height - FIELD.0 * FIELD.1;
            assert!((area(&triangles) - covered).abs() < 2.0, "{window:?}");
            for corners in triangles {
                let middle = |part: fn(&(f32, f32)) -> f32| corners.iter().map(part).sum::<f32>() / 3.0;
                let (x, y) = (middle(|at| at.0), middle(|at| at.1));
                let is_on = x > 0.0 && x < FIELD.0 && y > 0.0 && y < FIELD.1;
                assert!(!is_on, "{window:?}: ({x}, {y})");
            }
        }
        let none = GAME.sky(Rect { x: 0.0, y: 0.0, width: FIELD.0, height: FIELD.1 });
        assert!(area(&triangles(&none)) < 1.0);
    }

    #[test]
    fn the_picture_goes_on_beyond_the_playfields_edges() {
        let menu = Surroundings { has_planet: false, has_edge: false };
        for window in [WIDE, TALL, BOTH] {
            let mesh = menu.sky(window);
            for (at, uv) in mesh.positions.iter().zip(&mesh.uvs) {
                assert!((0.0..=1.0).contains(&uv.0) && (0.0..=1.0).contains(&uv.1), "{at:?}: {uv:?}");
                if at.0.abs() < 1e-6 && (0.0..=FIELD.1).contains(&at.1) {
                    assert!(uv.0.abs() < 1e-5 && (uv.1 - at.1 / FIELD.1).abs() < 1e-5, "{at:?}: {uv:?}");
                }
            }
        }
        // A planet's glow is not repeated beside it.
        assert!(GAME.sky(WIDE).uvs.iter().all(|uv| uv.1 <= GLOW_TOP));
    }

    #[test]
    fn it_is_darkest_at_the_playfields_edge() {
        let at_edge = GAME.brightness((0.0, 300.0));
        assert!(at_edge < 0.36 && GAME.brightness((-200.0, 300.0)) > 0.69);
        assert!((GAME.brightness((480.0, 300.0)) - at_edge).abs() < 1e-6);
        let menu = Surroundings { has_planet: true, has_edge: false };
        assert!((menu.brightness((0.0, 300.0)) - 1.0).abs() < 1e-6);
        assert_eq!(menu.edge(), Mesh::default());
        assert!(
            GAME.edge()
                .positions
                .iter()
                .all(|at| { at.0 <= 0.0 || at.0 >= FIELD.0 || at.1 <= 0.0 || at.1 >= FIELD.1 })
        );
    }

    #[test]
    fn the_planet_rises_where_the_playfields_horizon_is() {
        let mesh = GAME.planet(TALL);
        let is_ground = |(_, color): &(&(f32, f32), &[f32; 4])| color[3] >= 1.0;
        let ground = mesh.positions.iter().zip(&mesh.colors).filter(is_ground);
        let top = ground.map(|(at, _)| at.1).fold(f32::MAX, f32::min);
        assert!((top - 670.75).abs() < 0.1, "{top}");
        // It reaches to the window's lower corners, and its glow ends in nothing.
        let is_at_corner =
            |x: f32| mesh.positions.iter().any(|at| (at.0 - x) * (x - 240.0) >= 0.0 && at.1 >= 840.0);
        assert!(is_at_corner(TALL.x) && is_at_corner(TALL.x + TALL.width));
        assert!(mesh.colors.iter().any(|color| color[3] <= 0.0));
        let none = Surroundings { has_planet: false, has_edge: true };
        assert_eq!(none.planet(TALL), Mesh::default());
    }

    #[test]
    fn stars_cover_the_window_wherever_they_have_moved_and_join() {
        for stars in [FAR_STARS, NEAR_STARS, BRIGHT_STARS] {
            assert_eq!(stars.on_playfield().len(), stars.count, "all find room");
            let mesh = stars.mesh(WIDE);
            let middles: Vec<(f32, f32)> = mesh
                .positions
                .chunks(4)
                .map(|corners| {
                    (f32::midpoint(corners[0].0, corners[3].0), f32::midpoint(corners[0].1, corners[3].1))
                })
                .collect();
            // What leaves at the end of a way is where something was at its beginning.
            let shown = |moved: f32| {
                let mut shown: Vec<(i32, i32)> = middles
                    .iter()
                    .map(|at| (at.0, at.1 + moved))
                    .filter(|at| (-400.0..880.0).contains(&at.0) && (0.0..720.0).contains(&at.1))
                    .map(|at| (at.0.round() as i32, at.1.round() as i32))
                    .collect();
                shown.sort_unstable();
                shown
            };
            assert_eq!(shown(0.0), shown(FIELD.1));
            assert!(shown(0.0).len() >= 2 * stars.count, "two playfields and more are beside each other");
            assert_eq!(shown(300.0).len(), shown(0.0).len());
        }
    }
}
