//! The page with the mods: play one, add one from a file, delete one, and read what is wrong with those that can't be played.

use creeps_rules::GameMode;
use creeps_rules::mod_files::MAX_ZIP_BYTES;
use creeps_rules::mod_id::ModId;
use creeps_rules::ron_file::FileError;
use creeps_rules::trace::TraceEvent;
use creeps_sim::Mod;
use godot::classes::{
    Button, CanvasLayer, Control, FileDialog, ICanvasLayer, InputEvent, Label, TextureRect, VBoxContainer,
};
use godot::prelude::*;

use crate::arcade::mod_library::{Deleted, OwnMod};
use crate::arcade::{mod_library, ruleset_file, sprites};
use crate::dev::{run_harness, trace};
use crate::flow::game_flow;
use crate::flow::high_score_file::HighScoreFile;
use crate::system::{file_exchange, input};
use crate::ui::text::{number, tr, tr_name, tr_with};
use crate::ui::{fit, rows, touch_buttons};

/// The sizes that the page is designed for, in px.
const DESIGNS: [(f32, f32); 2] = [(456.0, 696.0), (720.0, 430.0)];

/// The page with the mods. Confirming a row plays the mod at the difficulty that the menu has. Files can also be dropped on the window.
///
/// To delete a mod, the player first presses the button for it: the rows are then the mods that the player added, those that can't be
/// played as well, and confirming one asks whether it is to go.
#[derive(GodotClass)]
#[class(init, base = CanvasLayer)]
pub struct ModsPage {
    /// The ids of the mods that can be played, in the order of their rows.
    playable: Vec<String>,
    /// The mod that was played or added last.
    selected: Option<String>,
    /// What the rows are while the player chooses one to delete; none while the player chooses one to play.
    deletable: Option<Vec<OwnMod>>,
    /// The row of the mod that the question is about.
    asked: usize,
    #[init(node = "Lines/About")]
    about: OnReady<Gd<Label>>,
    #[init(node = "Lines/Files/Delete")]
    delete_button: OnReady<Gd<Button>>,
    #[init(node = "Question")]
    question: OnReady<Gd<Control>>,
    #[init(node = "Question/Card/Lines/Text")]
    question_text: OnReady<Gd<Label>>,
    #[init(node = "Question/Card/Lines/Keep")]
    keep_button: OnReady<Gd<Button>>,
    #[init(node = "Question/Card/Lines/Delete")]
    really_delete_button: OnReady<Gd<Button>>,
    #[init(node = "Lines")]
    lines: OnReady<Gd<Control>>,
    #[init(node = "Lines/Scroll/Rows")]
    rows: OnReady<Gd<VBoxContainer>>,
    #[init(node = "Lines/Scroll/Rows/Row")]
    row: OnReady<Gd<Button>>,
    #[init(node = "Lines/Scroll/Rows/Refused")]
    refused: OnReady<Gd<Label>>,
    #[init(node = "Lines/Notice")]
    notice: OnReady<Gd<Label>>,
    #[init(node = "Lines/Files/Import")]
    import_button: OnReady<Gd<Button>>,
    #[init(node = "Lines/Back")]
    back_button: OnReady<Gd<Button>>,
    #[init(node = "OpenDialog")]
    open_dialog: OnReady<Gd<FileDialog>>,
    base: Base<CanvasLayer>,
}

#[godot_api]
impl ModsPage {
    /// The player leaves the page.
    #[signal]
    pub fn closed();

    /// The player plays the mod with this id.
    #[signal]
    pub fn play(id: GString);

    /// Shows the page with the mods as they are now.
    pub fn open(&mut self) {
        self.notice.hide();
        self.question.hide();
        self.base_mut().show();
        self.show_mods();
    }

    /// Whether the page is shown.
    pub fn is_open(&self) -> bool {
        self.base().is_visible()
    }

    /// Hides the page.
    pub fn close(&mut self) {
        self.base_mut().hide();
    }

    /// Adds a mod from a folder or a zip file, and says what came of it.
    pub fn add(&mut self, file: &str) {
        self.show_added(mod_library::add(file));
    }

    /// Says what came of adding a mod.
    fn show_added(&mut self, result: Result<ModId, FileError>) {
        if let Ok(id) = &result {
            self.selected = Some(id.to_string());
            self.show_mods();
        }
        let result = result.map_err(|error| error.to_string());
        if let Err(error) = &result {
            run_harness::report_error(error);
        }
        let text = match result {
            Ok(id) => tr_with("Added: {name}", &[("name", &mod_library::title(id))]),
            Err(error) => error,
        };
        self.notice.set_text(&text);
        self.notice.show();
    }

    /// Back to the mods to play, or out of the page.
    fn leave(&mut self) {
        if self.deletable.is_some() {
            self.show_mods();
        } else {
            self.signals().closed().emit();
        }
    }

    /// Shows the mods that can be deleted.
    fn choose_to_delete(&mut self) {
        let mods = mod_library::own();
        rows::clear(&*self.rows, 2);
        self.notice.hide();
        self.about.set_text(&tr("Which mod do you want to delete?"));
        self.import_button.hide();
        self.delete_button.hide();
        let this = self.to_gd();
        let mut focus = (*self.back_button).clone();
        for (index, own) in mods.iter().enumerate() {
            let mut button = self.row.duplicate_node();
            button.get_node_as::<Label>("Columns/Text/Name").set_text(&own.title);
            for part in ["Icon", "Text/About", "Text/Author", "Best"] {
                button.get_node_as::<Control>(&format!("Columns/{part}")).hide();
            }
            button.set_custom_minimum_size(Vector2::new(0.0, 52.0));
            button.show();
            self.rows.add_child(&button);
            touch_buttons::press_with_any_finger(&button);
            button.signals().pressed().connect_other(&this, move |page: &mut Self| page.ask_delete(index));
            if index == 0 {
                focus = button;
            }
        }
        self.deletable = Some(mods);
        let _guard = self.base_mut();
        focus.grab_focus();
    }

    fn ask_delete(&mut self, index: usize) {
        let Some(own) = self.deletable.as_ref().and_then(|mods| mods.get(index)) else { return };
        self.question_text.set_text(&tr_with("Delete the mod “{name}”?", &[("name", &own.title)]));
        self.asked = index;
        self.question.show();
        self.keep_button.grab_focus();
    }

    fn delete(&mut self) {
        let Some(own) = self.deletable.as_ref().and_then(|mods| mods.get(self.asked)) else { return };
        let name = own.title.clone();
        let deleted = mod_library::delete(own);
        self.question.hide();
        self.show_mods();
        let text = match deleted {
            Ok(Deleted::ToTrash) => tr_with("{name} is in the trash", &[("name", &name)]),
            Ok(Deleted::ForGood) => tr_with("Deleted: {name}", &[("name", &name)]),
            Err(error) => {
                run_harness::report_error(&error.to_string());
                error.to_string()
            }
        };
        self.notice.set_text(&text);
        self.notice.show();
    }

    fn keep(&mut self) {
        self.question.hide();
        self.choose_to_delete();
    }

    fn show_mods(&mut self) {
        self.deletable = None;
        self.about.set_text(&tr("Games made of data alone. Make your own: docs/mods.md"));
        self.import_button.show();
        self.delete_button.set_visible(!mod_library::own().is_empty());
        rows::clear(&*self.rows, 2);
        self.playable.clear();
        let mut focus = None;
        let mut errors = Vec::new();
        for listed in mod_library::list() {
            let added =
                listed.and_then(|(id, read)| Ok((id.to_string(), self.add_row(GameMode::Mod(id), &read)?)));
            match added {
                Ok((id, button)) => {
                    if focus.is_none() || self.selected.as_ref() == Some(&id) {
                        focus = Some(button);
                    }
                    self.playable.push(id);
                }
                Err(error) => errors.push(error.to_string()),
            }
        }
        for error in &errors {
            let mut label = self.refused.duplicate_node();
            label.set_text(error);
            label.show();
            self.rows.add_child(&label);
        }
        trace::record(|| TraceEvent::ModsListed { playable: self.playable.clone(), refused: errors });
        let mut focus = focus.unwrap_or_else(|| self.import_button.clone());
        // The button with the focus may call this object back: the guard allows that.
        let _guard = self.base_mut();
        focus.grab_focus();
    }

    fn add_row(&mut self, mode: GameMode, read: &Mod) -> Result<Gd<Button>, FileError> {
        let mut button = self.row.duplicate_node();
        let text = |name: &str, text: &str| {
            let mut label = button.get_node_as::<Label>(&format!("Columns/{name}"));
            label.set_text(text);
            label.set_visible(!text.is_empty());
        };
        text("Text/Name", &tr_name(read.title()));
        // Those that ship with the game are translated.
        text("Text/About", &tr(&read.info.about));
        let author = &read.info.author;
        text(
            "Text/Author",
            &if author.is_empty() { String::new() } else { tr_with("by {name}", &[("name", author)]) },
        );
        let mut file = HighScoreFile::new(game_flow::table(mode));
        file.load();
        let best = file.best();
        let best =
            if best > 0 { tr_with("Best\n{score}", &[("score", &number(best))]) } else { String::new() };
        text("Best", &best);
        if let Some(sprite) = read.atlas.find(&read.info.icon) {
            let icon = sprites::icon(&ruleset_file::mod_sprites(read)?, sprite);
            button.get_node_as::<TextureRect>("Columns/Icon").set_texture(&icon);
        }
        button.show();
        self.rows.add_child(&button);
        touch_buttons::press_with_any_finger(&button);
        let this = self.to_gd();
        let GameMode::Mod(id) = mode else { return Ok(button) };
        button.signals().pressed().connect_other(&this, move |page: &mut Self| {
            page.selected = Some(id.to_string());
            page.signals().play().emit(id.as_str());
        });
        Ok(button)
    }

    fn on_import_pressed(&mut self) {
        file_exchange::open(&mut self.open_dialog, MAX_ZIP_BYTES);
    }

    fn on_open_path_chosen(&mut self, file: GString) {
        self.add(&file.to_string());
    }
}

#[godot_api]
impl ICanvasLayer for ModsPage {
    fn ready(&mut self) {
        self.base_mut().hide();
        self.row.hide();
        self.refused.hide();
        let this = self.to_gd();
        fit::keep_fitted(&self.lines, &DESIGNS);
        touch_buttons::press_with_any_finger(&self.import_button);
        touch_buttons::press_with_any_finger(&self.back_button);
        for button in [&self.delete_button, &self.keep_button, &self.really_delete_button] {
            touch_buttons::press_with_any_finger(button);
        }
        self.import_button.signals().pressed().connect_other(&this, Self::on_import_pressed);
        self.delete_button.signals().pressed().connect_other(&this, Self::choose_to_delete);
        self.keep_button.signals().pressed().connect_other(&this, Self::keep);
        self.really_delete_button.signals().pressed().connect_other(&this, Self::delete);
        self.back_button.signals().pressed().connect_other(&this, Self::leave);
        self.open_dialog.signals().file_selected().connect_other(&this, Self::on_open_path_chosen);
    }

    fn process(&mut self, _delta: f64) {
        if !self.is_open() {
            return;
        }
        if let Some(file) = file_exchange::take_picked_file(MAX_ZIP_BYTES) {
            self.show_added(file.and_then(|(name, bytes)| mod_library::add_zip(&name, &bytes)));
        }
    }

    // `input`, because nothing behind the page may see the key.
    fn input(&mut self, event: Gd<InputEvent>) {
        if !self.is_open() || self.open_dialog.is_visible() {
            return;
        }
        if let Some(button) = touch_buttons::take_start_key(&self.to_gd(), &event) {
            // The button calls this object back: the guard allows that.
            let _guard = self.base_mut();
            button.signals().pressed().emit();
            return;
        }
        if input::take_back(&self.to_gd(), &event) {
            if self.question.is_visible() {
                self.keep();
            } else {
                self.leave();
            }
        }
    }
}
