//! Counts flashes in a film of the game, as WCAG 2.2 defines them (success criterion 2.3.1, "Three Flashes or Below Threshold").
//!
//! A *flash* is a pair of opposing changes in relative luminance of at least a tenth of its maximum, where the darker of the two is below
//! 0.8. Flashes are dangerous if there are more than three in a second, and if they cover at once more than a quarter of any 10° of the
//! view. For a screen that is looked at from the usual distance, WCAG takes 341 × 256 of 1024 × 768 px for 10°.
//!
//! Two things are measured, because a film can be dangerous in either way:
//! - how many *large* flashes there are in a second: those that cover a quarter of 10° at once, each maybe elsewhere;
//! - how much of any 10° flashes at once, of those pixels alone that flash more than three times in the same second.

use std::collections::VecDeque;

use image::RgbImage;

/// The least change of the relative luminance that is half a flash.
const CHANGE: f32 = 0.1;
/// Above this luminance of the darker image a change is no flash.
const BRIGHT: f32 = 0.8;
/// Width and height of 10° of the view, as a share of the height of a screen.
const VIEW: (f32, f32) = (341.0 / 768.0, 256.0 / 768.0);
/// The share of it that flashes may cover.
pub const MAX_SHARE: f32 = 0.25;
/// The most flashes in a second.
pub const MAX_FLASHES: usize = 3;
/// What counts as at once, in frames: a twentieth of a second.
const AT_ONCE: usize = 3;

/// What was found in a film.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Flashes {
    /// How many frames were looked at.
    pub frames: usize,
    /// The largest share of any 10° that became brighter at once, or darker.
    pub largest_share: f32,
    /// The most large flashes in any second.
    pub most_large: usize,
    /// The largest share of any 10° that flashed at once, of the pixels that flashed more than three times in the same second.
    pub repeated_share: f32,
}

impl Flashes {
    /// Whether the film harms nobody.
    pub fn are_harmless(&self) -> bool {
        self.most_large <= MAX_FLASHES && self.repeated_share <= MAX_SHARE
    }
}

/// A pixel's luminance at the last turn, and where it goes.
#[derive(Clone, Copy)]
struct Pixel {
    /// The lowest luminance since it last became brighter, and the highest since it last became darker.
    low: f32,
    high: f32,
    /// Whether the last change was to a brighter one.
    rose: bool,
}

/// Looks at a film frame by frame.
pub struct FlashCounter {
    size: (usize, usize),
    frames_per_second: usize,
    /// The linear value of each value of a color.
    linear: [f32; 256],
    pixels: Vec<Pixel>,
    /// For the last second, which pixels became brighter in each frame.
    rises: VecDeque<Vec<u32>>,
    /// The same for those that became darker, but only for what counts as at once.
    falls: VecDeque<Vec<u32>>,
    /// How often each pixel became brighter in the last second.
    counts: Vec<u8>,
    /// The frames in which a large flash began, by becoming brighter or darker.
    large: [Vec<usize>; 2],
    /// Whether a large change was going on in the last frame, up and down.
    was_large: [bool; 2],
    found: Flashes,
}

impl FlashCounter {
    /// For a film of this size in px, whose height is that of the screen.
    pub fn new(width: u32, height: u32, frames_per_second: usize) -> Self {
        let size = (width as usize, height as usize);
        Self {
            size,
            frames_per_second,
            linear: std::array::from_fn(|value| linear(value as f32 / 255.0)),
            pixels: Vec::new(),
            rises: VecDeque::new(),
            falls: VecDeque::new(),
            counts: vec![0; size.0 * size.1],
            large: [Vec::new(), Vec::new()],
            was_large: [false; 2],
            found: Flashes::default(),
        }
    }

    /// Looks at the next frame.
    ///
    /// # Panics
    /// It has another size.
    pub fn add(&mut self, frame: &RgbImage) {
        let (width, height) = self.size;
        assert_eq!((frame.width() as usize, frame.height() as usize), self.size, "all frames are alike");
        let linear = &self.linear;
        let luminances = frame.pixels().map(|pixel| {
            let [red, green, blue] = pixel.0.map(|value| linear[usize::from(value)]);
            0.2126 * red + 0.7152 * green + 0.0722 * blue
        });
        if self.pixels.is_empty() {
            self.pixels = luminances.map(|value| Pixel { low: value, high: value, rose: false }).collect();
            self.found.frames = 1;
            return;
        }
        let (mut rises, mut falls) = (Vec::new(), Vec::new());
        for (index, (pixel, value)) in self.pixels.iter_mut().zip(luminances).enumerate() {
            match pixel.follow(value) {
                Some(true) => rises.push(index as u32),
                Some(false) => falls.push(index as u32),
                None => {}
            }
        }
        for &index in &rises {
            self.counts[index as usize] += 1;
        }
        self.rises.push_back(rises);
        self.falls.push_back(falls);
        if self.rises.len() > self.frames_per_second {
            for index in self.rises.pop_front().unwrap_or_default() {
                self.counts[index as usize] -= 1;
            }
        }
        if self.falls.len() > AT_ONCE {
            self.falls.pop_front();
        }

        let frame = self.found.frames;
        self.found.frames += 1;
        for (direction, changes) in [&self.rises, &self.falls].into_iter().enumerate() {
            let changes = changes.iter().rev().take(AT_ONCE).flatten();
            // Most frames change so little that it need not be known where.
            let share = if changes.clone().count() as f32 <= 0.002 * (width * height) as f32 {
                0.0
            } else {
                let mut is_set = vec![false; width * height];
                changes.for_each(|index| is_set[*index as usize] = true);
                largest_share(&is_set, self.size)
            };
            self.found.largest_share = self.found.largest_share.max(share);
            let is_large = share > MAX_SHARE;
            if is_large && !self.was_large[direction] {
                self.large[direction].push(frame);
            }
            self.was_large[direction] = is_large;
            let second = self.large[direction].iter().rev();
            let count = second.take_while(|start| **start + self.frames_per_second > frame).count();
            self.found.most_large = self.found.most_large.max(count);
        }
        let rises = self.rises.iter().rev().take(AT_ONCE).flatten();
        let often = rises.filter(|index| usize::from(self.counts[**index as usize]) > MAX_FLASHES);
        if often.clone().next().is_some() {
            let mut repeated = vec![false; width * height];
            often.for_each(|index| repeated[*index as usize] = true);
            self.found.repeated_share = self.found.repeated_share.max(largest_share(&repeated, self.size));
        }
    }

    /// What was found.
    pub fn found(&self) -> Flashes {
        self.found
    }
}

impl Pixel {
    /// Takes the next luminance. Returns whether this is a change by a tenth, and whether to a brighter one.
    fn follow(&mut self, value: f32) -> Option<bool> {
        if self.rose {
            self.high = self.high.max(value);
            if self.high - value >= CHANGE && value < BRIGHT {
                (self.rose, self.low) = (false, value);
                return Some(false);
            }
        } else {
            self.low = self.low.min(value);
            if value - self.low >= CHANGE && self.low < BRIGHT {
                (self.rose, self.high) = (true, value);
                return Some(true);
            }
        }
        None
    }
}

/// The largest share of any 10° that is set.
fn largest_share(is_set: &[bool], (width, height): (usize, usize)) -> f32 {
    let view = (
        ((VIEW.0 * height as f32) as usize).clamp(1, width),
        ((VIEW.1 * height as f32) as usize).clamp(1, height),
    );
    // The number of set pixels above and to the left of each corner of a pixel.
    let stride = width + 1;
    let mut sums = vec![0_u32; stride * (height + 1)];
    for y in 0..height {
        let mut row = 0;
        for x in 0..width {
            row += u32::from(is_set[y * width + x]);
            sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + row;
        }
    }
    let mut most = 0;
    for y in 0..=height - view.1 {
        for x in 0..=width - view.0 {
            let (top, bottom) = (y * stride + x, (y + view.1) * stride + x);
            most = most.max(sums[bottom + view.0] + sums[top] - sums[top + view.0] - sums[bottom]);
        }
    }
    // A quarter of 10° on a screen, whether or not the film is as wide.
    most as f32 / (VIEW.0 * VIEW.1 * (height * height) as f32)
}

/// The linear value of a value of a color, both from 0 to 1 (sRGB).
fn linear(value: f32) -> f32 {
    if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

#[cfg(test)]
mod tests {
    use image::Rgb;

    use super::*;

    const SIZE: (u32, u32) = (60, 90);

    /// A film of three seconds whose pixels are as bright as `value` says of position and frame.
    fn film(value: impl Fn(u32, u32, usize) -> u8) -> Flashes {
        let mut counter = FlashCounter::new(SIZE.0, SIZE.1, 60);
        for frame in 0..180 {
            counter.add(&RgbImage::from_fn(SIZE.0, SIZE.1, |x, y| Rgb([value(x, y, frame); 3])));
        }
        counter.found()
    }

    /// Bright in every nth of a second.
    fn blink(frame: usize, times: usize) -> u8 {
        if frame % (60 / times) < 60 / times / 2 { 40 } else { 220 }
    }

    #[test]
    fn what_does_not_change_does_not_flash() {
        let found = film(|x, y, _| (x * y % 256) as u8);
        assert_eq!(found, Flashes { frames: 180, ..Flashes::default() });
    }

    #[test]
    fn three_flashes_a_second_are_harmless_and_four_are_not() {
        let three = film(|_, _, frame| blink(frame, 3));
        assert_eq!((three.most_large, three.repeated_share), (3, 0.0));
        assert!(three.are_harmless() && three.largest_share > 0.9);
        let four = film(|_, _, frame| blink(frame, 4));
        assert!(four.most_large == 4 && four.repeated_share > 0.9 && !four.are_harmless(), "{four:?}");
    }

    #[test]
    fn a_fast_flicker_is_found_although_it_never_stops() {
        for times in [10, 15, 30] {
            let found = film(|_, _, frame| blink(frame, times));
            assert!(found.repeated_share > 0.9 && !found.are_harmless(), "{times}: {found:?}");
        }
    }

    #[test]
    fn a_small_flicker_is_harmless() {
        // 15 × 15 of 40 × 30 px.
        let found = film(|x, y, frame| if x < 15 && y < 15 { blink(frame, 10) } else { 0 });
        assert!(found.are_harmless() && found.repeated_share > 0.15, "{found:?}");
    }

    #[test]
    fn large_flashes_in_several_places_are_counted_together() {
        // The upper and the lower half take turns.
        let found = film(|_, y, frame| blink(frame + if y < 45 { 0 } else { 15 }, 2));
        assert_eq!((found.most_large, found.repeated_share), (4, 0.0));
    }

    #[test]
    fn a_change_of_less_than_a_tenth_is_no_flash() {
        let found = film(|_, _, frame| if frame % 2 == 0 { 100 } else { 124 });
        assert!(found.largest_share < 1e-6, "{found:?}");
    }

    #[test]
    fn a_slow_change_is_half_a_flash_however_slow_it_is() {
        let found = film(|_, _, frame| (frame as u8).min(200));
        assert!(found.largest_share > 0.9 && found.most_large == 1, "{found:?}");
    }
}
