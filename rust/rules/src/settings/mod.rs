//! The player's settings: what there is to choose, the defaults, and the file that keeps them.
//!
//! Every setting is a field of [`Settings`] and a variant of [`Setting`], by which the options menu names it. The file holds all of
//! them; a field that a file leaves out has its default.

pub mod bindings;
pub mod value;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use self::bindings::Bindings;
use self::value::{
    ColorVision, FireMode, Flashes, FrameCap, Language, PadLabels, Percent, TextSize, Value as _, WindowScale,
};
use crate::ron_file::{self, FileError};
use crate::store::{Store, Survives};
use crate::time::TICKS_PER_SECOND;

/// The file's name in the store.
pub const FILE: &str = "settings.ron";
/// The version of the file format.
const VERSION: u16 = 1;

/// Declares the settings: a name for the menu, a field with its type, and a default.
macro_rules! settings {
    ($($(#[$about:meta])* $variant:ident $field:ident: $type:ty = $default:expr;)*) => {
        /// The name of a setting.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Setting { $($(#[$about])* $variant,)* }

        impl Setting {
            /// Every setting.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The setting's name in the file.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => stringify!($field),)* }
            }
        }

        /// The value of every setting.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct Settings {
            /// The version of the file format. Others are rejected.
            version: Percent<VERSION, VERSION, 1>,
            $($(#[$about])* pub $field: $type,)*
            /// Keys and gamepad buttons, where they differ from the defaults.
            pub bindings: Bindings,
        }

        impl Default for Settings {
            fn default() -> Self {
                Self { version: Percent::new(VERSION), $($field: $default,)* bindings: Bindings::default() }
            }
        }

        impl Settings {
            /// Changes a setting to its next value (`forward`) or the one before, if there is one.
            pub fn step(&mut self, setting: Setting, forward: bool) {
                match setting {
                    $(Setting::$variant => self.$field = self.$field.stepped(forward).unwrap_or(self.$field),)*
                }
            }

            /// Changes a setting to its next value; after the last choice comes the first one.
            pub fn wrap(&mut self, setting: Setting) {
                match setting { $(Setting::$variant => self.$field = self.$field.wrapped(),)* }
            }

            /// Whether a setting has a next value (`forward`) or one before.
            pub fn can_step(&self, setting: Setting, forward: bool) -> bool {
                match setting { $(Setting::$variant => self.$field.stepped(forward).is_some(),)* }
            }

            /// A setting's value as the menu shows it: English text to translate, or a number.
            pub fn text(&self, setting: Setting) -> Cow<'static, str> {
                match setting { $(Setting::$variant => self.$field.text(),)* }
            }

            /// How far along its range a setting is, from 0 to 1. None for a setting without a range.
            pub fn share(&self, setting: Setting) -> Option<f32> {
                match setting { $(Setting::$variant => self.$field.share(),)* }
            }

            /// Gives a setting its default.
            pub fn reset(&mut self, setting: Setting) {
                match setting { $(Setting::$variant => self.$field = $default,)* }
            }
        }
    };
}

settings! {
    /// The volume of everything.
    MasterVolume master_volume: Percent<0, 100, 10> = Percent::new(100);
    /// The volume of the music.
    MusicVolume music_volume: Percent<0, 100, 10> = Percent::new(100);
    /// The volume of the sound effects.
    EffectsVolume effects_volume: Percent<0, 100, 10> = Percent::new(100);
    /// Whether there is no sound at all.
    Mute mute: bool = false;

    /// Whether the window fills the screen.
    FullScreen full_screen: bool = false;
    /// The window's size.
    WindowScale window_scale: WindowScale = WindowScale::Fit;
    /// Whether frames wait for the display.
    VSync v_sync: bool = true;
    /// The most frames per second.
    FrameCap frame_cap: FrameCap = FrameCap::Unlimited;
    /// How dark the background is made.
    BackgroundDim background_dim: Percent<0, 90, 10> = Percent::new(0);

    /// How much hits shake the picture.
    ScreenShake screen_shake: Percent<0, 100, 10> = Percent::new(100);
    /// How bright sudden lights are.
    Flashes flashes: Flashes = Flashes::Full;
    /// Whether the picture neither shakes nor freezes, and the stars stand still.
    ReducedMotion reduced_motion: bool = false;
    /// Whether the background is black and bullets have a bright outline.
    HighContrast high_contrast: bool = false;
    /// Correction of colors.
    ColorVision color_vision: ColorVision = ColorVision::Standard;
    /// The size of all text.
    TextSize text_size: TextSize = TextSize::Normal;
    /// Whether bullets have a bright outline.
    BulletOutline bullet_outline: bool = false;

    /// What the fire button does.
    FireMode fire_mode: FireMode = FireMode::Hold;
    /// How fast the game runs. Below 100 % it is an assist.
    GameSpeed game_speed: Percent<50, 100, 10> = Percent::new(100);
    /// Whether nothing harms the ship, from the next game on. An assist.
    Invincible invincible: bool = false;
    /// Whether the game pauses when its window loses the focus.
    PauseOnFocusLoss pause_on_focus_loss: bool = true;
    /// Whether the next game explains the controls. The game turns it off when it has.
    ShowHints show_hints: bool = true;
    /// The language of all text.
    Language language: Language = Language::System;

    /// How strongly gamepads and phones vibrate.
    Vibration vibration: Percent<0, 100, 10> = Percent::new(100);
    /// How far a stick must move to count.
    StickDeadZone stick_dead_zone: Percent<10, 90, 10> = Percent::new(20);
    /// Whose names the buttons of a gamepad have.
    PadLabels pad_labels: PadLabels = PadLabels::Automatic;
}

impl Setting {
    /// The setting with this name in the file.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|setting| setting.name() == name)
    }
}

impl Settings {
    /// Parses the file. `file` is its name in errors.
    ///
    /// # Errors
    /// The first thing in the file that is not allowed, with its location.
    pub fn read(file: &str, bytes: &[u8]) -> Result<Self, FileError> {
        ron_file::read(file, bytes)
    }

    /// Whether a newer version of the game wrote this file, which [`Settings::read`] rejects.
    pub fn is_newer(bytes: &[u8]) -> bool {
        /// Other fields are ignored: a newer version may have any.
        #[derive(Deserialize)]
        #[serde(rename = "Settings")]
        struct AnyVersion {
            version: u32,
        }
        ron_file::read("", bytes).is_ok_and(|file: AnyVersion| file.version > u32::from(VERSION))
    }

    /// Serializes the settings for [`Settings::read`], one to a line.
    ///
    /// # Errors
    /// Never in practice: these types always serialize.
    pub fn to_text(&self) -> Result<String, ron::Error> {
        ron::ser::to_string_pretty(self, ron::ser::PrettyConfig::default().new_line("\n"))
            .map(|text| text + "\n")
    }

    /// Saves the file.
    ///
    /// # Errors
    /// The file can't be written. The old one stays.
    pub fn save(&self, store: &impl Store) -> Result<(), FileError> {
        let text = self.to_text().map_err(|error| FileError::whole(FILE, error.to_string()))?;
        let _lock = store.lock()?;
        store.write(FILE, text.as_bytes(), Survives::Kill)
    }

    /// Whether an assist is on. Such games are not comparable with others, so they have high scores of their own.
    pub fn is_assisted(&self) -> bool {
        self.invincible || self.game_speed.percent() < 100
    }

    /// Physics ticks per second of real time. The rules always count 60 ticks as a second: at half speed it takes two.
    pub fn ticks_per_second(&self) -> u32 {
        TICKS_PER_SECOND * u32::from(self.game_speed.percent()) / 100
    }

    /// How much of the camera shake is left, from 0 to 1.
    pub fn shake_factor(&self) -> f32 {
        if self.reduced_motion { 0.0 } else { self.screen_shake.factor() }
    }

    /// How bright the background is, from 0 to 1.
    pub fn background_brightness(&self) -> f32 {
        if self.high_contrast { 0.0 } else { 1.0 - self.background_dim.factor() }
    }

    /// Whether bullets have an outline.
    pub fn has_outlines(&self) -> bool {
        self.bullet_outline || self.high_contrast
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<Settings, FileError> {
        Settings::read("settings.ron", text.as_bytes())
    }

    #[test]
    fn an_empty_file_has_the_defaults() {
        assert_eq!(read("()"), Ok(Settings::default()));
    }

    #[test]
    fn every_setting_is_found_by_its_name_in_the_file() {
        let text = Settings::default().to_text().unwrap();
        for &setting in Setting::ALL {
            assert_eq!(Setting::find(setting.name()), Some(setting));
            assert!(text.contains(&format!("\n    {}: ", setting.name())), "{text}");
        }
        assert_eq!(Setting::find("volume"), None);
    }

    #[test]
    fn every_setting_can_be_changed_in_steps_and_be_reset() {
        for &setting in Setting::ALL {
            let mut settings = Settings::default();
            settings.step(setting, true);
            settings.step(setting, false);
            settings.step(setting, false);
            let lowest = settings.text(setting);
            let mut texts = vec![];
            while settings.can_step(setting, true) && texts.len() < 100 {
                texts.push(settings.text(setting));
                settings.step(setting, true);
            }
            assert!(!texts.is_empty() && texts.len() < 100, "{setting:?}: {lowest}, {texts:?}");
            settings.reset(setting);
            assert_eq!(settings, Settings::default());
        }
    }

    #[test]
    fn choices_wrap_around_and_ranges_do_not() {
        let mut settings = Settings::default();
        for expected in [Flashes::Reduced, Flashes::Off, Flashes::Full] {
            settings.wrap(Setting::Flashes);
            assert_eq!(settings.flashes, expected);
        }
        settings.wrap(Setting::MasterVolume);
        assert_eq!(settings.master_volume, Percent::new(100));
    }

    #[test]
    fn a_number_between_two_steps_goes_to_the_next_one() {
        let mut settings = read("(music_volume: 33)").unwrap();
        settings.step(Setting::MusicVolume, true);
        assert_eq!(settings.music_volume.percent(), 40);
        settings = read("(music_volume: 33)").unwrap();
        settings.step(Setting::MusicVolume, false);
        assert_eq!(settings.music_volume.percent(), 30);
    }

    #[test]
    fn the_error_of_a_damaged_file_says_where_and_what_is_allowed() {
        for (text, said) in [
            (
                "(master_volume: 101)",
                "1:17: master_volume: 101 is out of range; a whole number from 0 to 100",
            ),
            ("(master_volume: -1)", "from 0 to 100"),
            ("(game_speed: 40)", "from 50 to 100"),
            ("(flashes: Some)", "Reduced"),
            ("(mute: maybe)", "mute"),
            ("(version: 2)", "from 1 to 1"),
            ("(volume: 3)", "volume"),
            ("", "settings.ron"),
            ("(mute: true", "settings.ron"),
        ] {
            let error = read(text).expect_err(text).to_string();
            assert!(error.contains(said), "{text}: {error}");
        }
    }

    #[test]
    fn a_newer_file_is_told_from_a_damaged_one() {
        assert!(Settings::is_newer(b"(version: 2, more: {\"a\": 1})"));
        for text in ["(version: 1)", "(version: 0)", "(version: 2", "()", ""] {
            assert!(!Settings::is_newer(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn slow_and_invincible_games_are_assisted() {
        assert!(!Settings::default().is_assisted());
        for setting in [Setting::GameSpeed, Setting::Invincible] {
            let mut settings = Settings::default();
            settings.step(setting, setting == Setting::Invincible);
            assert!(settings.is_assisted(), "{setting:?}");
        }
    }

    #[test]
    fn a_tick_lasts_a_whole_number_of_them_per_second_at_every_speed() {
        let mut settings = Settings::default();
        let mut all = vec![settings.ticks_per_second()];
        while settings.can_step(Setting::GameSpeed, false) {
            settings.step(Setting::GameSpeed, false);
            all.push(settings.ticks_per_second());
        }
        assert_eq!(all, [60, 54, 48, 42, 36, 30]);
    }

    #[test]
    fn corrections_leave_gray_gray() {
        for rows in ColorVision::ALL.iter().filter_map(|vision| vision.correction()) {
            for row in rows {
                assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-6, "{rows:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn written_settings_read_back(steps in prop::collection::vec((0..Setting::ALL.len(), any::<bool>()), 0..60)) {
            let mut settings = Settings::default();
            for (index, forward) in steps {
                settings.step(Setting::ALL[index], forward);
            }
            prop_assert_eq!(read(&settings.to_text().unwrap()), Ok(settings));
        }

        #[test]
        fn no_bytes_panic(bytes: Vec<u8>) {
            let _ = Settings::read("settings.ron", &bytes);
            let _ = Settings::is_newer(&bytes);
        }
    }
}
