//! How to play: the controls, and what the power-ups and creeps of Arcade do, according to its ruleset.

use creeps_rules::GameMode;
use creeps_rules::settings::bindings::Action;
use creeps_rules::sprite_atlas::Sprite;
use creeps_sim::ruleset::{Attack, CreepKind, Death, Motion};
use godot::classes::{
    AtlasTexture, Button, CanvasLayer, Control, GridContainer, ICanvasLayer, InputEvent, Label,
    ScrollContainer, TextureRect,
};
use godot::prelude::*;

use crate::arcade::ruleset_file::RulesetFile;
use crate::arcade::{power_up_text, sprites};
use crate::system::device::{self, Device};
use crate::ui::scroll::scroll_or_go_back;
use crate::ui::text::{number, tr, tr_name, tr_with};
use crate::ui::{fit, prompts, rows, touch_buttons};

/// The sizes that the page is designed for, in px: one column of entries, or two.
const DESIGNS: [(f32, f32); 2] = [(448.0, 692.0), (960.0, 470.0)];

/// The most keys or buttons that are listed for an action.
const LISTED: usize = 3;

/// The sections, by the names of their buttons.
const SECTIONS: [(&str, Section); 3] =
    [("Controls", Section::Controls), ("PowerUps", Section::PowerUps), ("Creeps", Section::Creeps)];

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Section {
    #[default]
    Controls,
    PowerUps,
    Creeps,
}

/// The page that explains the game.
#[derive(GodotClass)]
#[class(init, base = CanvasLayer)]
pub struct HowToPlay {
    section: Section,
    #[init(node = "Page")]
    page: OnReady<Gd<Control>>,
    #[init(node = "Page/Sections")]
    sections: OnReady<Gd<Control>>,
    #[init(node = "Page/Scroll")]
    scroll: OnReady<Gd<ScrollContainer>>,
    #[init(node = "Page/Scroll/Entries")]
    entries: OnReady<Gd<GridContainer>>,
    /// Copied for each entry.
    #[init(node = "Page/Scroll/Entries/Entry")]
    template: OnReady<Gd<Control>>,
    #[init(node = "Page/Back")]
    back: OnReady<Gd<Button>>,
    base: Base<CanvasLayer>,
}

#[godot_api]
impl HowToPlay {
    /// The player goes back.
    #[signal]
    pub fn closed();

    /// Shows the page.
    pub fn open(&mut self) {
        self.base_mut().show();
        self.fit();
        let mut first = self.section_button(SECTIONS[0].0);
        first.set_pressed(true);
        self.show_section(Section::Controls);
        // Its focus shows its section, which needs this object.
        let _guard = self.base_mut();
        first.grab_focus();
    }

    /// Shows the creeps: without a player, nobody turns the pages.
    pub fn open_creeps(&mut self) {
        self.open();
        self.section_button("Creeps").set_pressed(true);
        self.show_section(Section::Creeps);
    }

    /// Hides the page.
    pub fn close(&mut self) {
        self.base_mut().hide();
    }

    fn section_button(&self, name: &str) -> Gd<Button> {
        self.sections.get_node_as(name)
    }

    fn show_section(&mut self, section: Section) {
        self.section = section;
        self.scroll.set_v_scroll(0);
        rows::clear(&*self.entries, 1);
        match section {
            Section::Controls => self.show_controls(),
            Section::PowerUps | Section::Creeps => self.show_ruleset(section),
        }
    }

    fn show_controls(&mut self) {
        let steering = [Action::MoveLeft, Action::MoveRight].map(inputs).join(" · ");
        for (name, about) in [
            (steering, tr("Fly left and right")),
            (inputs(Action::Fire), tr("Shoot: hold it down")),
            (inputs(Action::Bomb), tr("Use a bomb: it hits everything and clears the bullets")),
            ([Action::Pause, Action::Back].map(inputs).join(", "), tr("Pause")),
            (tr("Finger or mouse button"), tr("Hold it: the ship flies there and shoots")),
        ] {
            self.add_entry(None, &name, &about);
        }
    }

    fn show_ruleset(&mut self, section: Section) {
        let Some(mut file) = RulesetFile::built_in(GameMode::Arcade) else { return };
        // A player's own file may be damaged; a game reports that, this page shows the built-in one.
        let _ = file.read();
        let icon = |sprite: &Sprite| Some(sprites::icon(&file.sprites, sprite));
        if section == Section::PowerUps {
            for (kind, sprite) in file.ruleset.power_ups.kinds.iter().zip(&file.sprites.power_ups) {
                let (name, about) = (tr(&power_up_text::name(kind)), power_up_text::effect(&kind.power));
                self.add_entry(icon(&sprite.sprite), &name, &about);
            }
        } else {
            for (kind, sprite) in file.ruleset.creeps.iter().zip(&file.sprites.creeps) {
                self.add_entry(icon(&sprite.sprite), &tr_name(&kind.name), &describe(kind));
            }
        }
    }

    fn add_entry(&mut self, icon: Option<Gd<AtlasTexture>>, name: &str, about: &str) {
        let mut entry = self.template.duplicate_node();
        let mut rect = entry.get_node_as::<TextureRect>("Icon");
        rect.set_visible(icon.is_some());
        rect.set_texture(icon.as_ref());
        entry.get_node_as::<Label>("Text/Name").set_text(name);
        entry.get_node_as::<Label>("Text/About").set_text(about);
        entry.show();
        self.entries.add_child(&entry);
    }

    fn leave(&mut self) {
        if self.base().is_visible() {
            self.signals().closed().emit();
        }
    }

    fn fit(&mut self) {
        let design = fit::fit(&self.page, &DESIGNS);
        self.entries.set_columns(if design == 0 { 1 } else { 2 });
    }
}

#[godot_api]
impl ICanvasLayer for HowToPlay {
    fn ready(&mut self) {
        let this = self.to_gd();
        for (name, section) in SECTIONS {
            let button = self.section_button(name);
            touch_buttons::press_with_any_finger(&button);
            let mut pressed = button.clone();
            button
                .signals()
                .pressed()
                .connect_other(&this, move |page: &mut Self| page.show_section(section));
            // Left and right turn the pages at once.
            button.signals().focus_entered().connect_other(&this, move |page: &mut Self| {
                pressed.set_pressed(true);
                page.show_section(section);
            });
        }
        touch_buttons::press_with_any_finger(&self.back);
        self.back.signals().pressed().connect_other(&this, Self::leave);
        if let Some(viewport) = self.base().get_viewport() {
            viewport.signals().size_changed().connect_other(&this, Self::fit);
        }
    }

    // `input`: up and down scroll, whichever button has the focus.
    fn input(&mut self, event: Gd<InputEvent>) {
        if self.base().is_visible() && scroll_or_go_back(&self.scroll, &event) {
            self.leave();
        }
    }
}

/// What the player presses for an action: on the gamepad if it was used last, and on the keyboard otherwise.
fn inputs(action: Action) -> String {
    match device::last() {
        Device::Gamepad(_) => prompts::pad_inputs(action, LISTED),
        Device::Keyboard | Device::Touch => prompts::keys(action, LISTED),
    }
}

/// What a creep does, in a few words.
fn describe(kind: &CreepKind) -> String {
    let mut words = vec![match kind.motion {
        Motion::Fall => tr("flies straight down"),
        Motion::Weave { .. } => tr("sways from side to side"),
        Motion::Dive { .. } => tr("waits, then dives at you"),
        Motion::Hover { .. } => tr("stays and hovers"),
        Motion::Home { .. } => tr("steers at you"),
        Motion::March { .. } | Motion::MarchTogether { .. } => tr("marches down row by row"),
        Motion::Parts { .. } => tr("flies a course of its own"),
    }];
    match &kind.attack {
        Attack::Nothing => {}
        Attack::Shoot { aimed: true, .. } => words.push(tr("shoots at you")),
        Attack::Shoot { .. } => words.push(tr("shoots")),
        Attack::Release { creep, .. } => {
            words.push(tr_with("releases: {creep}", &[("creep", &tr_name(creep))]));
        }
    }
    match &kind.death {
        Death::Nothing => {}
        Death::Split { creep, .. } => {
            words.push(tr_with("breaks into: {creep}", &[("creep", &tr_name(creep))]));
        }
    }
    if kind.shield.hits > 0 {
        words.push(tr_with("shield: {hits}", &[("hits", &kind.shield.hits)]));
    }
    if kind.health > 1 {
        words.push(tr_with("health: {health}", &[("health", &kind.health)]));
    }
    words.push(tr_with("points: {points}", &[("points", &number(kind.points.into()))]));
    // A number stays with its word at the end of a line.
    words.join("  ·  ").replace(": ", ":\u{a0}")
}
