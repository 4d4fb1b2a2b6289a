//! Where the playfield and the heads-up display (HUD) are in a window of any size.
//!
//! Lengths are *units*: the px that Godot's controls count in. How many px of the window a unit has ([`Layout::unit`]) depends on the
//! window, so that text stays readable where the playfield gets small.

use crate::FIELD;

/// The smallest text on a screen, in the px that people's devices report (CSS px, not the px of a dense display).
pub const MIN_TEXT: f32 = 12.0;
/// The least size of a creep on a screen, in the same px.
const MIN_CREEP: f32 = 7.0;
/// The smallest font size in any scene, in units.
pub const MIN_FONT_SIZE: f32 = 16.0;
/// The least width and height that a screen has, in units. Every page of a menu fits into it, or scrolls.
pub const MIN_SCREEN: (f32, f32) = (480.0, 480.0);
/// The height of the HUD's strip at the top, in units.
pub const STRIP_HEIGHT: f32 = 100.0;
/// The width of a panel beside the playfield, in units: the least, and the most.
pub const PANEL_WIDTH: (f32, f32) = (200.0, 240.0);
/// The size of the pause button, in units: a finger's.
pub const PAUSE_BUTTON: f32 = 66.0;
/// The distance of a button for the thumb from the edges, in units.
const THUMB_MARGIN: f32 = 8.0;
/// Where the pads begin, as a part of the window's height: below the HUD.
const PAD_TOP: f32 = 0.57;
/// The distance of a panel from the playfield and from the window's edge, in units.
const PANEL_MARGIN: f32 = 16.0;

/// A rectangle. `x` and `y` are its upper left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// The left edge.
    pub x: f32,
    /// The upper edge.
    pub y: f32,
    /// The width.
    pub width: f32,
    /// The height.
    pub height: f32,
}

/// What a layout is made for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Display {
    /// The window's width and height, in px. Sizes below 1 px count as 1 px.
    pub window: (f32, f32),
    /// The px of the display per px that its device reports: 3 on many phones. At least 0.5.
    pub pixel_ratio: f32,
    /// What the display's notch and corners take from the window's left, top, right and bottom edge, in px.
    pub insets: [f32; 4],
}

/// Where the HUD is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrangement {
    /// On the playfield: the window has about its shape.
    OnField,
    /// In a bar above the playfield: the window is tall.
    Bar,
    /// In panels beside the playfield: the window is wide.
    Sides,
}

/// A layout. All rectangles are in units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Layout {
    /// Px of the window per unit.
    pub unit: f32,
    /// Px of the window per px that a person sees: see [`Display::pixel_ratio`].
    pub pixel_ratio: f32,
    /// The whole window.
    pub screen: Rect,
    /// The part of the window that no notch and no rounded corner covers.
    pub safe: Rect,
    /// The playfield.
    pub field: Rect,
    /// Where the HUD is.
    pub arrangement: Arrangement,
    /// The HUD's strip: score and status. Above the playfield, or on it.
    pub strip: Rect,
    /// The panel to the left of the playfield. Empty if there is none.
    pub left: Rect,
    /// The panel to the right of the playfield. Empty if there is none.
    pub right: Rect,
    /// The place of titles and messages: as wide as the window, at most as high as the playfield of the tutorial.
    pub center: Rect,
}

impl Display {
    /// A window without notches on an ordinary display.
    pub fn plain(width: f32, height: f32) -> Self {
        Self { window: (width, height), pixel_ratio: 1.0, insets: [0.0; 4] }
    }
}

impl Layout {
    /// The layout for a window.
    ///
    /// The playfield is as large as the window allows. The HUD is in the space that is left, if that is large enough.
    pub fn new(display: &Display) -> Self {
        let window = (display.window.0.max(1.0), display.window.1.max(1.0));
        let field_scale = (window.0 / FIELD.0).min(window.1 / FIELD.1);
        let pixel_ratio = display.pixel_ratio.max(0.5);
        let readable = MIN_TEXT / MIN_FONT_SIZE * pixel_ratio;
        let roomy = (window.0 / MIN_SCREEN.0).min(window.1 / MIN_SCREEN.1);
        let unit = field_scale.max(readable.min(roomy));
        let screen = Rect { x: 0.0, y: 0.0, width: window.0 / unit, height: window.1 / unit };
        let [left, top, right, bottom] = display.insets.map(|inset| inset.max(0.0) / unit);
        let safe = screen.shrunk(left, top, right, bottom);

        let field_size = (field_scale * FIELD.0 / unit, field_scale * FIELD.1 / unit);
        let side = (screen.width - field_size.0) / 2.0;
        let spare = screen.height - field_size.1;
        let has_bar = spare >= STRIP_HEIGHT + safe.y;
        let above = if has_bar { (spare / 2.0).max(STRIP_HEIGHT + safe.y) } else { spare / 2.0 };
        // Whole px, so that the playfield's edge is sharp.
        let whole = |length: f32| (length * unit).round() / unit;
        let field = Rect { x: whole(side), y: whole(above), width: field_size.0, height: field_size.1 };

        let panels = [
            (safe.x + PANEL_MARGIN, field.x - PANEL_MARGIN),
            (field.right() + PANEL_MARGIN, safe.right() - PANEL_MARGIN),
        ];
        let has_panels = panels.iter().all(|(from, to)| to - from >= PANEL_WIDTH.0);
        let arrangement = match (has_panels, has_bar) {
            (true, _) => Arrangement::Sides,
            (false, true) => Arrangement::Bar,
            (false, false) => Arrangement::OnField,
        };
        let panel = |x: f32, width: f32| Rect {
            x,
            y: safe.y + PANEL_MARGIN,
            width,
            height: (safe.height - 2.0 * PANEL_MARGIN).max(0.0),
        };
        let [left, right] = if has_panels {
            let widths = panels.map(|(from, to)| (to - from).min(PANEL_WIDTH.1));
            // Beside the playfield, where the player's eyes are.
            [panel(panels[0].1 - widths[0], widths[0]), panel(panels[1].0, widths[1])]
        } else {
            [Rect::default(); 2]
        };
        let strip = Rect {
            x: (screen.width - MIN_SCREEN.0) / 2.0,
            y: if has_bar { field.y - STRIP_HEIGHT } else { field.y.max(safe.y) },
            width: MIN_SCREEN.0,
            height: STRIP_HEIGHT,
        };
        let height = screen.height.min(FIELD.1);
        let y = (field.y + field.height / 2.0 - height / 2.0).clamp(0.0, screen.height - height);
        let center = Rect { x: 0.0, y, width: screen.width, height };
        Self { unit, pixel_ratio, screen, safe, field, arrangement, strip, left, right, center }
    }

    /// Units per px of the playfield. 1 where the window has its shape.
    pub fn field_scale(&self) -> f32 {
        self.field.width / FIELD.0
    }

    /// The width of the window beside the playfield, on each side, in px of the playfield.
    pub fn side_width(&self) -> f32 {
        self.field.x / self.field_scale()
    }

    /// The place of the pause button: an upper corner.
    pub fn pause_button(&self) -> Rect {
        let corner = if self.arrangement == Arrangement::Sides { &self.safe } else { &self.strip };
        Rect { x: corner.right() - PAUSE_BUTTON, y: corner.y, width: PAUSE_BUTTON, height: PAUSE_BUTTON }
    }

    /// How much of the right panel's top the pause button takes.
    pub fn below_pause_button(&self) -> f32 {
        let button = self.pause_button();
        if self.right.right() > button.x { (button.bottom() - self.right.y).max(0.0) } else { 0.0 }
    }

    /// The place of a button of this size for the right thumb: above a pad, below the playfield, or at its edge.
    pub fn thumb_button(&self, size: f32) -> Rect {
        let below = self.safe.bottom() - self.field.bottom();
        let (x, y) = if self.arrangement == Arrangement::Sides {
            (
                self.safe.right() - 2.0 * THUMB_MARGIN - size,
                self.safe.bottom() - 0.2 * self.safe.height - size,
            )
        } else if below >= size + 2.0 * THUMB_MARGIN {
            (self.strip.right() - THUMB_MARGIN - size, self.field.bottom() + THUMB_MARGIN)
        } else {
            // Above the ship's way.
            (self.strip.right() - THUMB_MARGIN - size, self.center.bottom() - 138.0 - size)
        };
        Rect { x, y, width: size, height: size }
    }

    /// Where the pads for thumbs are drawn, to the left and right of the playfield. None without panels; see
    /// [`crate::touch::TouchArea`].
    pub fn pads(&self) -> Option<[Rect; 2]> {
        let y = self.screen.height * PAD_TOP;
        let height = self.safe.bottom() - PANEL_MARGIN - y;
        let pad = |from: f32, to: f32| Rect { x: from, y, width: to - from, height };
        let left = pad(self.safe.x + PANEL_MARGIN, self.field.x - PANEL_MARGIN);
        let right = pad(self.field.right() + PANEL_MARGIN, self.safe.right() - PANEL_MARGIN);
        (self.arrangement == Arrangement::Sides).then_some([left, right])
    }

    /// The least size of a creep on the screen, in px of the tutorial's playfield. Horde's smallest would be dots on a phone.
    pub fn min_creep_size(&self) -> f32 {
        MIN_CREEP * self.pixel_ratio / (self.field_scale() * self.unit)
    }
}

impl Rect {
    /// The right edge.
    pub fn right(&self) -> f32 {
        self.x + self.width
    }

    /// The lower edge.
    pub fn bottom(&self) -> f32 {
        self.y + self.height
    }

    fn shrunk(&self, left: f32, top: f32, right: f32, bottom: f32) -> Self {
        Self {
            x: self.x + left,
            y: self.y + top,
            width: (self.width - left - right).max(0.0),
            height: (self.height - top - bottom).max(0.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::touch::MIN_PAD_WIDTH;

    /// Every window that somebody is known to have: its size in px, and the pixel ratio.
    const WINDOWS: [((f32, f32), f32); 13] = [
        ((480.0, 720.0), 1.0),
        ((844.0, 390.0), 1.0),
        ((390.0, 844.0), 1.0),
        ((360.0, 640.0), 1.0),
        ((640.0, 360.0), 1.0),
        ((2532.0, 1170.0), 3.0),
        ((1080.0, 1920.0), 3.0),
        ((1280.0, 720.0), 1.0),
        ((1280.0, 800.0), 1.0),
        ((1920.0, 1080.0), 1.0),
        ((3440.0, 1440.0), 1.0),
        ((3840.0, 2160.0), 1.0),
        ((3840.0, 2160.0), 2.0),
    ];

    fn layout(width: f32, height: f32) -> Layout {
        Layout::new(&Display::plain(width, height))
    }

    fn is_inside(inner: &Rect, outer: &Rect) -> bool {
        let slack = 0.01 + outer.width.max(outer.height) * 1e-5;
        inner.x >= outer.x - slack
            && inner.y >= outer.y - slack
            && inner.right() <= outer.right() + slack
            && inner.bottom() <= outer.bottom() + slack
    }

    #[test]
    fn a_window_of_the_fields_shape_shows_the_tutorials_screen() {
        for scale in [0.75, 1.0, 1.5, 3.0] {
            let layout = layout(480.0 * scale, 720.0 * scale);
            let whole = Rect { x: 0.0, y: 0.0, width: 480.0, height: 720.0 };
            assert_eq!((layout.screen, layout.field, layout.center), (whole, whole, whole));
            assert_eq!((layout.arrangement, layout.unit), (Arrangement::OnField, scale));
        }
    }

    #[test]
    fn text_is_readable_on_every_known_window() {
        for (window, pixel_ratio) in WINDOWS {
            let layout = Layout::new(&Display { window, pixel_ratio, insets: [0.0; 4] });
            let text = MIN_FONT_SIZE * layout.unit / pixel_ratio;
            assert!(text >= MIN_TEXT - 0.001, "{text} px at {window:?}");
        }
    }

    #[test]
    fn wide_windows_have_panels_and_tall_ones_a_bar() {
        for ((window, pixel_ratio), expected) in WINDOWS.into_iter().zip([
            Arrangement::OnField,
            Arrangement::Sides,
            Arrangement::Bar,
            Arrangement::Bar,
            Arrangement::Sides,
            Arrangement::Sides,
            Arrangement::Bar,
            Arrangement::Sides,
            Arrangement::Sides,
            Arrangement::Sides,
            Arrangement::Sides,
            Arrangement::Sides,
            Arrangement::Sides,
        ]) {
            let layout = Layout::new(&Display { window, pixel_ratio, insets: [0.0; 4] });
            assert_eq!(layout.arrangement, expected, "{window:?}");
        }
    }

    #[test]
    fn the_field_is_as_large_as_a_landscape_phone_allows() {
        let layout = layout(844.0, 390.0);
        assert_eq!((layout.field.height * layout.unit, layout.field.y), (390.0, 0.0));
        assert!((layout.field.x * layout.unit - 292.0).abs() < 1e-3);
        assert!((layout.min_creep_size() * 390.0 / 720.0 - 7.0).abs() < 0.001);
    }

    #[test]
    fn the_thumbs_button_is_beside_or_below_the_field_where_there_is_room() {
        let sideways = layout(844.0, 390.0);
        assert!(sideways.thumb_button(72.0).x > sideways.right.right());
        let upright = layout(390.0, 844.0);
        assert!(upright.thumb_button(72.0).y > upright.field.bottom());
        let tutorial = layout(480.0, 720.0).thumb_button(72.0);
        assert_eq!((tutorial.x, tutorial.y), (400.0, 510.0));
        // The pause button takes room only from a panel below it.
        assert!(sideways.below_pause_button().abs() < 1e-3);
        assert!(layout(1024.0, 768.0).below_pause_button() > 40.0);
    }

    #[test]
    fn a_notch_covers_neither_the_strip_nor_a_panel() {
        let upright = Layout::new(&Display {
            window: (1170.0, 2532.0),
            pixel_ratio: 3.0,
            insets: [0.0, 141.0, 0.0, 102.0],
        });
        assert_eq!(upright.arrangement, Arrangement::Bar);
        assert!(upright.strip.y >= upright.safe.y && upright.strip.bottom() <= upright.field.y + 0.01);
        let lying = Layout::new(&Display {
            window: (2532.0, 1170.0),
            pixel_ratio: 3.0,
            insets: [141.0, 0.0, 141.0, 63.0],
        });
        assert!(is_inside(&lying.left, &lying.safe) && is_inside(&lying.right, &lying.safe));
    }

    proptest! {
        #[test]
        fn every_window_shows_the_whole_field_and_the_whole_hud(
            width in 1.0f32..8000.0, height in 1.0f32..8000.0, pixel_ratio in 0.5f32..4.0, inset in 0.0f32..0.05
        ) {
            let insets = [inset * width, inset * height, inset * width, inset * height];
            let layout = Layout::new(&Display { window: (width, height), pixel_ratio, insets });
            prop_assert!(is_inside(&layout.field, &layout.screen));
            prop_assert!(is_inside(&layout.center, &layout.screen));
            prop_assert!((layout.field.height / layout.field.width - FIELD.1 / FIELD.0).abs() < 0.001);
            prop_assert!(layout.screen.width >= MIN_SCREEN.0 - 0.01 && layout.screen.height >= MIN_SCREEN.1 - 0.01);
            prop_assert!(layout.strip.x >= -0.01);
            if layout.arrangement == Arrangement::Sides {
                prop_assert!(layout.side_width() >= MIN_PAD_WIDTH, "a panel is a pad, too");
                prop_assert!(layout.pads().iter().flatten().all(|pad| is_inside(pad, &layout.safe)));
                for panel in [&layout.left, &layout.right] {
                    prop_assert!(is_inside(panel, &layout.safe));
                    prop_assert!(panel.right() <= layout.field.x || panel.x >= layout.field.right());
                    prop_assert!(panel.width >= PANEL_WIDTH.0);
                }
            }
            for button in [layout.pause_button(), layout.thumb_button(72.0)] {
                prop_assert!(is_inside(&button, &layout.screen), "{button:?} of {layout:?}");
            }
        }
    }
}
