//! Colors as people see them on the screen, and the contrast between two of them.

use creeps_rules::settings::value::ColorVision;

/// A color as files and screens have it: red, green and blue.
pub type Rgb = [u8; 3];

/// The settings that change the game's colors, and whose eyes see them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    /// The game as drawn.
    Normal,
    /// The setting "High contrast": the sky is black.
    HighContrast,
    /// A correction, seen by those whom it is for.
    Corrected(ColorVision),
}

impl Palette {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Normal,
        Self::HighContrast,
        Self::Corrected(ColorVision::Protan),
        Self::Corrected(ColorVision::Deutan),
        Self::Corrected(ColorVision::Tritan),
    ];

    /// Its name in documents.
    pub fn name(self) -> String {
        match self {
            Self::Normal => "normal".into(),
            Self::HighContrast => "high contrast".into(),
            Self::Corrected(vision) => format!("{vision:?}").to_lowercase(),
        }
    }

    /// A color of the game as a person sees it with this palette.
    pub fn seen(self, color: Rgb) -> Rgb {
        let Self::Corrected(vision) = self else { return color };
        simulated(corrected(color, vision), vision)
    }

    /// The luminance of a color of the game with this palette, from 0 (black) to 1 (white); see [`luminance`].
    pub fn luminance(self, color: Rgb) -> f32 {
        luminance(self.seen(color))
    }
}

/// What the setting makes of a color, as `color_correction.gdshader` does.
pub fn corrected(color: Rgb, vision: ColorVision) -> Rgb {
    let Some(correction) = vision.correction() else { return color };
    times(correction, color.map(|channel| f32::from(channel) / 255.0)).map(to_byte)
}

/// How people with this vision see a color.
pub fn simulated(color: Rgb, vision: ColorVision) -> Rgb {
    times(vision.simulation(), color.map(linear)).map(|channel| {
        let encoded =
            if channel <= 0.003_130_8 { 12.92 * channel } else { 1.055 * channel.powf(1.0 / 2.4) - 0.055 };
        to_byte(encoded)
    })
}

/// The relative luminance of WCAG 2.2, from 0 to 1.
pub fn luminance(color: Rgb) -> f32 {
    let [r, g, b] = color.map(linear);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// The contrast ratio of WCAG 2.2 between two luminances, from 1 to 21.
pub fn contrast(one: f32, other: f32) -> f32 {
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// A color with a share `alpha`, from 0 to 1, of another one over it.
pub fn over(below: Rgb, above: Rgb, alpha: f32) -> Rgb {
    std::array::from_fn(|index| {
        let [below, above] = [below, above].map(|color| f32::from(color[index]));
        to_byte((below + (above - below) * alpha) / 255.0)
    })
}

fn linear(channel: u8) -> f32 {
    let value = f32::from(channel) / 255.0;
    if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

fn to_byte(channel: f32) -> u8 {
    (channel.clamp(0.0, 1.0) * 255.0).round() as u8
}

fn times(matrix: [[f32; 3]; 3], color: [f32; 3]) -> [f32; 3] {
    matrix
        .map(|row| row.iter().zip(color).map(|(share, channel)| share * channel).sum::<f32>().clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_standard() {
        let ratio = |one, other| contrast(luminance(one), luminance(other));
        assert!((ratio([255; 3], [0; 3]) - 21.0).abs() < 1e-3);
        // The lightest gray that is readable on white.
        assert!(ratio([0x76; 3], [255; 3]) > 4.5 && ratio([0x77; 3], [255; 3]) < 4.5);
    }

    #[test]
    fn grays_stay_gray_for_everybody() {
        for palette in Palette::ALL {
            for gray in [0, 90, 255] {
                let [r, g, b] = palette.seen([gray; 3]);
                assert!(
                    r.abs_diff(gray) <= 1 && g.abs_diff(gray) <= 1 && b.abs_diff(gray) <= 1,
                    "{palette:?}"
                );
            }
        }
    }

    #[test]
    fn red_is_darker_for_those_who_see_no_red() {
        let red = [220, 30, 20];
        let share = luminance(simulated(red, ColorVision::Protan)) / luminance(red);
        assert!((0.55..0.6).contains(&share), "{share}");
        // The correction moves what is lost into the other channels.
        assert_ne!(Palette::Corrected(ColorVision::Protan).seen(red), simulated(red, ColorVision::Protan));
    }
}
