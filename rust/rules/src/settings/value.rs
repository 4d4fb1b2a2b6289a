//! The types of the settings' values: each lists or bounds what is allowed, and can be stepped through.

use std::borrow::Cow;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use super::bindings::PadKind;

/// The font size that larger text does not exceed, in px.
const LARGE_ENOUGH: i32 = 36;

/// A value that a player steps through.
pub trait Value: Copy + PartialEq {
    /// The next value (`forward`) or the one before. None at the end of the list or range.
    fn stepped(self, forward: bool) -> Option<Self>;

    /// The value after the last one is the first one. Ranges don't wrap around: nobody wants silence after 100 %.
    #[must_use]
    fn wrapped(self) -> Self {
        self.stepped(true).unwrap_or_else(|| {
            let mut first = self;
            while let Some(before) = first.stepped(false) {
                first = before;
            }
            first
        })
    }

    /// The value as the menu shows it: English text to translate, or a number.
    fn text(self) -> Cow<'static, str>;

    /// How far along its range a number is, from 0 to 1. None for values without a range.
    fn share(self) -> Option<f32> {
        None
    }
}

/// A percentage from `MIN` to `MAX`, which the menu changes by `STEP`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Percent<const MIN: u16, const MAX: u16, const STEP: u16>(u16);

impl<const MIN: u16, const MAX: u16, const STEP: u16> Percent<MIN, MAX, STEP> {
    /// A percentage; numbers out of range become the nearest allowed one.
    pub const fn new(percent: u16) -> Self {
        Self(if percent < MIN {
            MIN
        } else if percent > MAX {
            MAX
        } else {
            percent
        })
    }

    /// 0 for 0 %, 1 for 100 %.
    pub fn factor(self) -> f32 {
        f32::from(self.0) / 100.0
    }

    /// The number of percents.
    pub const fn percent(self) -> u16 {
        self.0
    }
}

impl<'de, const MIN: u16, const MAX: u16, const STEP: u16> Deserialize<'de> for Percent<MIN, MAX, STEP> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let allowed = format_args!("a whole number from {MIN} to {MAX} is allowed").to_string();
        let number = u32::deserialize(deserializer)
            .map_err(|error| D::Error::custom(format_args!("{error}; {allowed}")))?;
        match u16::try_from(number) {
            Ok(percent) if (MIN..=MAX).contains(&percent) => Ok(Self(percent)),
            _ => Err(D::Error::custom(format_args!("{number} is out of range; {allowed}"))),
        }
    }
}

impl<const MIN: u16, const MAX: u16, const STEP: u16> Value for Percent<MIN, MAX, STEP> {
    // A file may hold a number between two steps: go to the next step from there.
    fn stepped(self, forward: bool) -> Option<Self> {
        let next =
            if forward { (self.0 / STEP + 1) * STEP } else { self.0.div_ceil(STEP).checked_sub(1)? * STEP };
        (MIN..=MAX).contains(&next).then_some(Self(next))
    }

    fn wrapped(self) -> Self {
        self.stepped(true).unwrap_or(self)
    }

    fn text(self) -> Cow<'static, str> {
        format!("{} %", self.0).into()
    }

    fn share(self) -> Option<f32> {
        Some(f32::from(self.0 - MIN) / f32::from(MAX - MIN))
    }
}

impl Value for bool {
    fn stepped(self, forward: bool) -> Option<Self> {
        (self != forward).then_some(forward)
    }

    fn text(self) -> Cow<'static, str> {
        if self { "On" } else { "Off" }.into()
    }
}

/// Declares a choice: an enum with each variant's text in the menu. The first one is the default.
macro_rules! choices {
    ($($(#[$attribute:meta])* $name:ident { $($(#[$about:meta])* $variant:ident: $text:literal,)* })*) => {$(
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum $name { $($(#[$about])* $variant,)* }

        impl $name {
            /// Every choice, in the order of the menu.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
        }

        impl Default for $name {
            fn default() -> Self {
                Self::ALL[0]
            }
        }

        impl Value for $name {
            fn stepped(self, forward: bool) -> Option<Self> {
                let index = Self::ALL.iter().position(|&other| other == self)?;
                let next = if forward { index.checked_add(1)? } else { index.checked_sub(1)? };
                Self::ALL.get(next).copied()
            }

            fn text(self) -> Cow<'static, str> {
                match self { $(Self::$variant => $text,)* }.into()
            }
        }
    )*};
}

choices! {
    /// The window's size, as a multiple of the playfield's 480 x 720 px.
    WindowScale {
        /// As large as the screen allows.
        Fit: "Fit the screen",
        /// 240 x 360 px.
        Half: "50 %",
        /// 480 x 720 px.
        Single: "100 %",
        /// 720 x 1080 px.
        OneAndHalf: "150 %",
        /// 960 x 1440 px.
        Double: "200 %",
        /// 1440 x 2160 px.
        Triple: "300 %",
    }
    /// The most frames per second.
    FrameCap {
        /// As many as the display and the computer manage.
        Unlimited: "Unlimited",
        /// 30.
        Fps30: "30",
        /// 60.
        Fps60: "60",
        /// 120.
        Fps120: "120",
        /// 144.
        Fps144: "144",
        /// 240.
        Fps240: "240",
    }
    /// How bright sudden lights are: muzzle flashes, explosions, and things that turn white when they are hit.
    Flashes {
        /// As drawn.
        Full: "Full",
        /// A third as bright.
        Reduced: "Reduced",
        /// None.
        Off: "Off",
    }
    /// Correction of the picture's colors for people who see some of them alike.
    ColorVision {
        /// No correction.
        Standard: "Standard colors",
        /// For protanopia: red looks dark.
        Protan: "Protan (red-weak)",
        /// For deuteranopia: green and red look alike.
        Deutan: "Deutan (green-weak)",
        /// For tritanopia: blue and green look alike.
        Tritan: "Tritan (blue-weak)",
    }
    /// Whose names the buttons of a gamepad have. Some gamepads, and programs between them and the game, report another name.
    PadLabels {
        /// Those of the gamepad that the player uses.
        Automatic: "Automatic",
        /// Xbox.
        Xbox: "Xbox",
        /// `PlayStation`.
        PlayStation: "PlayStation",
        /// Switch.
        Switch: "Switch",
        /// Steam Deck.
        SteamDeck: "Steam Deck",
    }
    /// The size of all text.
    TextSize {
        /// As drawn.
        Normal: "Normal",
        /// A quarter larger.
        Large: "Large",
        /// Half as large again.
        Huge: "Huge",
    }
    /// What the fire button does.
    FireMode {
        /// It fires while it is held.
        Hold: "Hold",
        /// One press starts to fire, the next one stops.
        Toggle: "Toggle",
        /// The ship fires by itself.
        Auto: "Automatic",
    }
    /// The language of all text.
    Language {
        /// The operating system's or browser's.
        System: "System",
        /// English.
        English: "English",
        /// German.
        German: "Deutsch",
        /// Spanish.
        Spanish: "Español",
        /// French.
        French: "Français",
        /// Brazilian Portuguese.
        Portuguese: "Português (Brasil)",
        /// Japanese.
        Japanese: "日本語",
        /// Simplified Chinese.
        Chinese: "简体中文",
    }
}

impl WindowScale {
    /// The factor. None for a size that suits the screen.
    pub const fn factor(self) -> Option<f32> {
        match self {
            Self::Fit => None,
            Self::Half => Some(0.5),
            Self::Single => Some(1.0),
            Self::OneAndHalf => Some(1.5),
            Self::Double => Some(2.0),
            Self::Triple => Some(3.0),
        }
    }
}

impl FrameCap {
    /// Frames per second; 0 is no limit.
    pub const fn frames_per_second(self) -> u16 {
        match self {
            Self::Unlimited => 0,
            Self::Fps30 => 30,
            Self::Fps60 => 60,
            Self::Fps120 => 120,
            Self::Fps144 => 144,
            Self::Fps240 => 240,
        }
    }
}

impl PadLabels {
    /// The chosen kind of gamepad. None for the one that the player uses.
    pub const fn kind(self) -> Option<PadKind> {
        match self {
            Self::Automatic => None,
            Self::Xbox => Some(PadKind::Xbox),
            Self::PlayStation => Some(PadKind::PlayStation),
            Self::Switch => Some(PadKind::Switch),
            Self::SteamDeck => Some(PadKind::SteamDeck),
        }
    }
}

impl Flashes {
    /// How bright flashes are, from 0 to 1.
    pub const fn strength(self) -> f32 {
        match self {
            Self::Full => 1.0,
            Self::Reduced => 0.33,
            Self::Off => 0.0,
        }
    }
}

impl TextSize {
    /// The font size of a text that was drawn with `drawn` px. Titles stay as they are: they are large enough, and would not fit.
    pub fn scaled(self, drawn: i32) -> i32 {
        let scaled = (drawn as f32 * self.factor()).round() as i32;
        scaled.min(LARGE_ENOUGH).max(drawn)
    }

    /// How many times as large small texts are.
    pub fn factor(self) -> f32 {
        match self {
            Self::Normal => 1.0,
            Self::Large => 1.25,
            Self::Huge => 1.5,
        }
    }
}

impl Language {
    /// The locale's code. None for the system's.
    pub const fn locale(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::English => Some("en"),
            Self::German => Some("de"),
            Self::Spanish => Some("es"),
            Self::French => Some("fr"),
            Self::Portuguese => Some("pt_BR"),
            Self::Japanese => Some("ja"),
            Self::Chinese => Some("zh_CN"),
        }
    }
}

impl ColorVision {
    /// The correction: each row says how much red, green and blue of the original a channel of the result has. None for no correction.
    ///
    /// The rows keep gray gray. They were searched for the largest distances between the creeps' bullets, power-ups and creeps as such
    /// people see them, as long as all of it stands out from the sky; the test below and `docs/contrast.md` have the numbers.
    pub const fn correction(self) -> Option<[[f32; 3]; 3]> {
        match self {
            Self::Standard => None,
            Self::Protan => Some([[0.5, 0.4, 0.1], [0.1, 1.0, -0.1], [0.3, -0.6, 1.3]]),
            Self::Deutan => Some([[-0.2, 1.4, -0.2], [0.1, 1.1, -0.2], [0.5, -1.1, 1.6]]),
            Self::Tritan => Some([[0.3, 1.5, -0.8], [0.1, 0.8, 0.1], [0.6, 0.4, 0.0]]),
        }
    }

    /// How people without one kind of cone see linear colors: each row says how much linear red, green and blue a channel of the result
    /// has. G. M. Machado and others, "A Physiologically-based Model for Simulation of Color Vision Deficiency", 2009. The game does not
    /// use it; tests and pictures in the docs do.
    pub const fn simulation(self) -> [[f32; 3]; 3] {
        match self {
            Self::Standard => [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            Self::Protan => [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
            Self::Deutan => [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_82, 0.042_94, 0.968_881],
            ],
            Self::Tritan => [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_9],
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Matrix = [[f32; 3]; 3];

    const IDENTITY: Matrix = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
    /// The main colors of `assets/art/arcade`: the creeps' bullets, power-ups, creeps.
    const BULLETS: [u32; 2] = [0xff_7a1a, 0xff_2d9a];
    const POWER_UPS: [u32; 7] = [0xff_e04a, 0xff_9ae0, 0xff_9a7a, 0xd8_b0ff, 0xa8_ff9a, 0x9a_b4ff, 0x7a_f0ff];
    const CREEPS: [u32; 5] = [0xff_9a1e, 0xff_3a2a, 0x7c_4dff, 0x5a_78ff, 0xff_2da0];

    fn times(matrix: Matrix, color: [f32; 3]) -> [f32; 3] {
        matrix.map(|row| {
            row.iter().zip(color).map(|(share, channel)| share * channel).sum::<f32>().clamp(0.0, 1.0)
        })
    }

    /// A color as a person sees it, in CIE Lab.
    #[allow(clippy::many_single_char_names)] // the names of colorimetry
    fn seen(color: u32, correction: Matrix, vision: ColorVision) -> [f32; 3] {
        let channels = [16, 8, 0].map(|shift| (color >> shift & 0xff) as f32 / 255.0);
        let linear =
            |value: f32| if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) };
        let [r, g, b] = times(vision.simulation(), times(correction, channels).map(linear));
        let curve = |value: f32| if value > 0.008_856 { value.cbrt() } else { 7.787 * value + 16.0 / 116.0 };
        let x = curve((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
        let y = curve(0.2126 * r + 0.7152 * g + 0.0722 * b);
        let z = curve((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    /// The smallest distance between two colors of two groups.
    fn distance(group: &[u32], others: &[u32], correction: Matrix, vision: ColorVision) -> f32 {
        let between = |one: [f32; 3], other: [f32; 3]| {
            one.iter().zip(other).map(|(a, b)| (a - b) * (a - b)).sum::<f32>().sqrt()
        };
        let pairs = group.iter().flat_map(|&one| others.iter().map(move |&other| (one, other)));
        let distances =
            pairs.map(|(one, other)| between(seen(one, correction, vision), seen(other, correction, vision)));
        distances.fold(f32::INFINITY, f32::min)
    }

    #[test]
    fn small_text_grows_and_titles_do_not() {
        let sizes = [16, 20, 30, 44, 76];
        assert_eq!(sizes.map(|size| TextSize::Normal.scaled(size)), sizes);
        assert_eq!(sizes.map(|size| TextSize::Large.scaled(size)), [20, 25, 36, 44, 76]);
        assert_eq!(sizes.map(|size| TextSize::Huge.scaled(size)), [24, 30, 36, 44, 76]);
    }

    #[test]
    fn corrected_colors_keep_bullets_power_ups_and_creeps_apart() {
        for &vision in ColorVision::ALL {
            let Some(correction) = vision.correction() else { continue };
            for (groups, least) in
                [((&BULLETS[..], &POWER_UPS[..]), 30.0), ((&CREEPS[..], &POWER_UPS[..]), 20.0)]
            {
                let before = distance(groups.0, groups.1, IDENTITY, vision);
                let after = distance(groups.0, groups.1, correction, vision);
                assert!(after > before && after > least, "{vision:?}: {before} and, corrected, {after}");
            }
        }
    }
}
