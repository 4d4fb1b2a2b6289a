//! The credits and the licenses.

use std::fmt::Write as _;

use godot::classes::{
    Button, CanvasLayer, Control, Engine, ICanvasLayer, InputEvent, Label, ProjectSettings, ScrollContainer,
};
use godot::prelude::*;

use crate::ui::scroll::scroll_or_go_back;
use crate::ui::text::{tr, tr_with};
use crate::ui::{fit, touch_buttons};

/// The sizes that the page is designed for, in px.
const DESIGNS: [(f32, f32); 2] = [(448.0, 692.0), (960.0, 470.0)];

/// Who made the game, what it is made of, and the texts of the licenses.
#[derive(GodotClass)]
#[class(init, base = CanvasLayer)]
pub struct Credits {
    #[init(node = "Page")]
    page: OnReady<Gd<Control>>,
    #[init(node = "Page/Scroll")]
    scroll: OnReady<Gd<ScrollContainer>>,
    #[init(node = "Page/Scroll/Text")]
    text: OnReady<Gd<Label>>,
    #[init(node = "Page/Buttons/Back")]
    back: OnReady<Gd<Button>>,
    #[init(node = "Page/Buttons/Licenses")]
    licenses: OnReady<Gd<Button>>,
    base: Base<CanvasLayer>,
}

#[godot_api]
impl Credits {
    /// The player goes back.
    #[signal]
    pub fn closed();

    /// Shows the page.
    pub fn open(&mut self) {
        self.text.set_text(&credits());
        self.licenses.show();
        self.scroll.set_v_scroll(0);
        self.base_mut().show();
        self.back.grab_focus();
    }

    /// Hides the page.
    pub fn close(&mut self) {
        // The licenses are long.
        self.text.set_text("");
        self.base_mut().hide();
    }

    fn show_licenses(&mut self) {
        self.text.set_text(&licenses());
        self.scroll.set_v_scroll(0);
        self.back.grab_focus();
        self.licenses.hide();
    }

    fn leave(&mut self) {
        if self.base().is_visible() {
            self.signals().closed().emit();
        }
    }
}

#[godot_api]
impl ICanvasLayer for Credits {
    fn ready(&mut self) {
        touch_buttons::press_with_any_finger(&self.back);
        touch_buttons::press_with_any_finger(&self.licenses);
        let this = self.to_gd();
        self.back.signals().pressed().connect_other(&this, Self::leave);
        self.licenses.signals().pressed().connect_other(&this, Self::show_licenses);
        fit::keep_fitted(&self.page, &DESIGNS);
    }

    // `input`: up and down scroll, whichever button has the focus.
    fn input(&mut self, event: Gd<InputEvent>) {
        if self.base().is_visible() && scroll_or_go_back(&self.scroll, &event) {
            self.leave();
        }
    }
}

fn credits() -> String {
    let version = ProjectSettings::singleton().get_setting("application/config/version");
    let engine = Engine::singleton().get_version_info().get("string").unwrap_or_default();
    let sections = [
        (
            format!("Shoot the Creeps {version}"),
            tr(
                "A free game: the code under the MIT or the Apache 2.0 license, art, sounds, music and font under CC0.",
            ),
        ),
        (
            tr("Idea"),
            tr(
                "The tutorial “From Dodging to Shooting in Godot”, which turns Godot's “Dodge the Creeps” into a shooter.",
            ),
        ),
        (tr("Engine"), tr_with("Godot Engine {version}, MIT license", &[("version", &engine)])),
        (
            "Rust".to_owned(),
            tr(
                "godot-rust (MPL 2.0), rand, serde, ron, postcard, miniz_oxide and others (MIT or Apache 2.0). LICENCES.txt beside the game lists all of them.",
            ),
        ),
        (tr("Fonts"), tr("Japanese and Chinese letters: Noto Sans CJK, SIL Open Font License 1.1.")),
        (
            tr("Translations"),
            tr("Made by machine. Corrections are welcome: the files are in godot-project/locale."),
        ),
    ];
    sections.map(|(heading, text)| format!("{heading}\n{text}")).join("\n\n")
}

fn licenses() -> String {
    let engine = Engine::singleton();
    let mut text = format!("Godot Engine\n\n{}\n", engine.get_license_text());
    for component in engine.get_copyright_info().iter_shared() {
        let name = component.get("name").unwrap_or_default();
        let _ = writeln!(text, "\n{name}");
        let parts = component.get("parts").unwrap_or_default().try_to::<VarArray>().unwrap_or_default();
        for part in parts.iter_shared() {
            let Ok(part) = part.try_to::<VarDictionary>() else { continue };
            for holder in part
                .get("copyright")
                .unwrap_or_default()
                .try_to::<VarArray>()
                .unwrap_or_default()
                .iter_shared()
            {
                let _ = writeln!(text, "    © {holder}");
            }
            let _ = writeln!(text, "    {}", part.get("license").unwrap_or_default());
        }
    }
    for (name, license) in engine.get_license_info().iter_shared() {
        let _ = writeln!(text, "\n\n{name}\n\n{license}");
    }
    text
}
