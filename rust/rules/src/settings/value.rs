//! The types of the settings' values: each lists or bounds what is allowed, and can be stepped through.

use std::borrow::Cow;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

/// A value that a player steps through.
pub trait Value: Copy + PartialEq {
    /// The next value (`forward`) or the one before. None at the end of the list or range.
    fn stepped(self, forward: bool) -> Option<Self>;

    /// The value after the last one is the first one. Ranges don't wrap around: nobody wants silence after 100 %.
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
    /// The factor for all font sizes.
    pub const fn factor(self) -> f32 {
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
    /// The rows move the difference between the colors that look alike into channels that look different, and leave gray gray.
    pub const fn correction(self) -> Option<[[f32; 3]; 3]> {
        match self {
            Self::Standard => None,
            // Red minus green, which both kinds of red-green blindness hide, also changes blue (and red's brightness for protan).
            Self::Protan => Some([[0.7, 0.3, 0.0], [-0.2, 1.2, 0.0], [-0.7, 0.7, 1.0]]),
            Self::Deutan => Some([[1.2, -0.2, 0.0], [0.3, 0.7, 0.0], [-0.7, 0.7, 1.0]]),
            // Blue minus green also changes red.
            Self::Tritan => Some([[1.0, -0.6, 0.6], [0.0, 1.2, -0.2], [0.0, 0.3, 0.7]]),
        }
    }
}
