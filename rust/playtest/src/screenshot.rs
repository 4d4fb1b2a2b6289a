//! Screenshots, and questions about them that stay valid when the art changes.

use std::collections::HashSet;
use std::fs;
use std::ops::Range;
use std::time::Instant;

use image::RgbImage;

use crate::project;

/// What the window shows.
pub struct Screenshot {
    image: RgbImage,
    /// When it showed this.
    pub taken: Instant,
}

/// Colors that a person can distinguish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hue {
    /// White or light grey: text, the ship's hull.
    White,
    /// Pink: the fly.
    Pink,
    /// Lime: the swimmer.
    Lime,
    /// Red to orange: the walker.
    Red,
    /// Cyan: bullets, the start button.
    Cyan,
    /// Violet: drifters.
    Violet,
    /// Gold: the best score.
    Gold,
    /// Dark red: the panel of an error message.
    DarkRed,
}

impl Hue {
    fn is(self, [r, g, b]: [u8; 3]) -> bool {
        let [r, g, b] = [i32::from(r), i32::from(g), i32::from(b)];
        match self {
            Self::White => r.min(g).min(b) > 190,
            Self::Pink => r > 150 && r - g > 70 && b - g > 30,
            Self::Lime => g > 140 && g - b > 70 && g - r > 15,
            Self::Red => r > 100 && r - b > 60 && r - g > 50 && g >= b,
            Self::Violet => b > 150 && b - r > 50 && r - g > 15,
            Self::Gold => r > 200 && g > 150 && r - b > 90,
            Self::DarkRed => (35..90).contains(&r) && g < 30 && b < 40,
            Self::Cyan => g > 150 && b > 150 && r < 110,
        }
    }
}

impl Screenshot {
    /// A picture that was taken then.
    pub fn new(image: RgbImage, taken: Instant) -> Self {
        Self { image, taken }
    }

    /// Width and height, px.
    pub fn size(&self) -> (u32, u32) {
        self.image.dimensions()
    }

    /// The share of an area's pixels that have the hue, 0 to 1.
    pub fn share(&self, x: Range<u32>, y: Range<u32>, hue: Hue) -> f32 {
        let area = (x.len() * y.len()) as f32;
        let pixels = y.flat_map(|y| x.clone().map(move |x| (x, y)));
        let count = pixels.filter(|&(x, y)| hue.is(self.image.get_pixel(x, y).0)).count();
        count as f32 / area
    }

    /// Whether an area shows enough of the hue for a person to see it: one pixel in fifty.
    pub fn shows(&self, x: Range<u32>, y: Range<u32>, hue: Hue) -> bool {
        self.share(x, y, hue) > 0.02
    }

    /// Whether an area is black all over.
    pub fn is_black(&self, x: Range<u32>, y: Range<u32>) -> bool {
        y.flat_map(|y| x.clone().map(move |x| (x, y))).all(|(x, y)| self.image.get_pixel(x, y).0 == [0; 3])
    }

    /// How many different colors it has: an empty window or a plain notice has few, a game's picture thousands.
    pub fn colors(&self) -> usize {
        self.image.pixels().map(|pixel| pixel.0).collect::<HashSet<_>>().len()
    }

    /// Keeps the picture for people, in `target/screenshots`.
    ///
    /// # Panics
    /// It can't be written.
    pub fn save(&self, name: &str) {
        let folder = project::root().join("target/screenshots");
        fs::create_dir_all(&folder).expect("the target folder is writable");
        self.image.save(folder.join(name).with_extension("png")).expect("the target folder is writable");
    }
}
