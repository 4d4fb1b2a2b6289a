//! The page with the saved replays: watch, share by a link, copy to a file, add from a link or a file, delete.

use creeps_rules::high_scores::{self, TableKey};
use creeps_rules::results::minutes;
use creeps_rules::ron_file::FileError;
use creeps_rules::trace::TraceEvent;
use creeps_sim::replay::{self, LINK_START, MAX_BYTES};
use godot::builtin::Side;
use godot::classes::{
    Button, CanvasLayer, Control, FileDialog, GridContainer, ICanvasLayer, InputEvent, Label, VBoxContainer,
};
use godot::prelude::*;

use crate::arcade::recording::Recording;
use crate::arcade::replay_library::{self, SavedReplay};
use crate::dev::{run_harness, trace};
use crate::flow::game_flow;
use crate::system::{file_exchange, input, page};
use crate::ui::high_scores::date;
use crate::ui::text::{number, tr};
use crate::ui::{fit, rows, touch_buttons};

/// The sizes that the page is designed for, in px.
const DESIGNS: [(f32, f32); 2] = [(456.0, 696.0), (720.0, 430.0)];

/// The page with the saved replays.
///
/// Confirming a row shows its replay; the buttons below act on the row that had the focus last. Files can also be dropped on the window.
#[derive(GodotClass)]
#[class(init, base = CanvasLayer)]
pub struct ReplaysPage {
    replays: Vec<SavedReplay>,
    /// The row that had the focus last.
    selected: usize,
    #[init(node = "Lines")]
    lines: OnReady<Gd<Control>>,
    #[init(node = "Lines/Empty")]
    empty: OnReady<Gd<Label>>,
    #[init(node = "Lines/Scroll/Rows")]
    rows: OnReady<Gd<VBoxContainer>>,
    #[init(node = "Lines/Scroll/Rows/Row")]
    row: OnReady<Gd<Button>>,
    #[init(node = "Lines/Notice")]
    notice: OnReady<Gd<Label>>,
    #[init(node = "Lines/Keys")]
    keys: OnReady<Gd<GridContainer>>,
    #[init(node = "Lines/Keys/Watch")]
    watch_button: OnReady<Gd<Button>>,
    #[init(node = "Lines/Keys/Share")]
    share_button: OnReady<Gd<Button>>,
    #[init(node = "Lines/Keys/Export")]
    export_button: OnReady<Gd<Button>>,
    #[init(node = "Lines/Keys/Import")]
    import_button: OnReady<Gd<Button>>,
    #[init(node = "Lines/Keys/Paste")]
    paste_button: OnReady<Gd<Button>>,
    #[init(node = "Lines/Keys/Delete")]
    delete_button: OnReady<Gd<Button>>,
    #[init(node = "Lines/Back")]
    back_button: OnReady<Gd<Button>>,
    #[init(node = "Question")]
    question: OnReady<Gd<Control>>,
    #[init(node = "Question/Card/Lines/Delete")]
    really_delete_button: OnReady<Gd<Button>>,
    #[init(node = "Question/Card/Lines/Keep")]
    keep_button: OnReady<Gd<Button>>,
    #[init(node = "SaveDialog")]
    save_dialog: OnReady<Gd<FileDialog>>,
    #[init(node = "OpenDialog")]
    open_dialog: OnReady<Gd<FileDialog>>,
    base: Base<CanvasLayer>,
}

#[godot_api]
impl ReplaysPage {
    /// The player leaves the page.
    #[signal]
    pub fn closed();

    /// The player watches this replay.
    #[signal]
    pub fn watch(path: GString);

    /// Shows the page with the replays as they are now.
    pub fn open(&mut self) {
        self.question.hide();
        self.notice.hide();
        self.base_mut().show();
        self.selected = 0;
        self.show_replays();
        self.arrange_keys();
    }

    /// The buttons in three rows in tall windows, in two in wide ones.
    fn arrange_keys(&mut self) {
        let window = self.lines.get_viewport_rect().size;
        self.keys.set_columns(if window.x < window.y * 1.2 { 2 } else { 3 });
    }

    /// Whether the page is shown.
    pub fn is_open(&self) -> bool {
        self.base().is_visible()
    }

    /// Hides the page.
    pub fn close(&mut self) {
        self.base_mut().hide();
    }

    fn leave(&mut self) {
        self.signals().closed().emit();
    }

    fn show_replays(&mut self) {
        self.replays = replay_library::list();
        rows::clear(&*self.rows, 1);
        for index in 0..self.replays.len() {
            self.add_row(index);
        }
        let is_empty = self.replays.is_empty();
        self.empty.set_visible(is_empty);
        for mut button in [&self.watch_button, &self.share_button, &self.export_button, &self.delete_button]
            .map(|button| (*button).clone())
        {
            button.set_disabled(is_empty);
        }
        self.selected = self.selected.min(self.replays.len().saturating_sub(1));
        self.focus_row(self.selected);
    }

    fn focus_row(&mut self, index: usize) {
        let mut button = self.row_button(index).unwrap_or_else(|| self.import_button.clone());
        // A row with the focus calls this object back: the guard allows that.
        let _guard = self.base_mut();
        button.grab_focus();
    }

    fn row_button(&self, index: usize) -> Option<Gd<Button>> {
        // The first child is the template.
        let index = i32::try_from(index).map_or(i32::MAX, |index| index + 1);
        let exists = index < self.rows.get_child_count();
        exists.then(|| self.rows.get_child(index)).flatten()?.try_cast().ok()
    }

    fn add_row(&mut self, index: usize) {
        let SavedReplay { mode, difficulty, score, wave, ticks, time, .. } = &self.replays[index];
        let mut button = self.row.duplicate_node();
        let set = |name: &str, text: &str| {
            button.get_node_as::<Label>(&format!("Columns/{name}")).set_text(text);
        };
        let difficulty = high_scores::Difficulty::from_name(difficulty.name()).unwrap_or_default();
        set("Mode", &game_flow::table_name(TableKey::new(*mode, difficulty)));
        set("Score", &number(*score).to_string());
        set("Wave", &wave.map_or_else(String::new, |wave| wave.to_string()));
        set("Length", &minutes(*ticks));
        set("Date", &date(*time));
        button.show();
        self.rows.add_child(&button);
        let this = self.to_gd();
        touch_buttons::press_with_any_finger(&button);
        button.signals().focus_entered().connect_other(&this, move |page: &mut Self| page.selected = index);
        button.signals().pressed().connect_other(&this, move |page: &mut Self| page.watch_replay(index));
        // To the buttons below without going through all rows.
        let watch = button.get_path_to(&*self.watch_button);
        button.set_focus_neighbor(Side::RIGHT, &watch);
    }

    fn watch_replay(&mut self, index: usize) {
        let Some(path) = self.replays.get(index).map(|replay| replay.path.clone()) else { return };
        self.signals().watch().emit(&path);
    }

    fn on_watch_pressed(&mut self) {
        self.watch_replay(self.selected);
    }

    fn on_share_pressed(&mut self) {
        let Some(path) = self.selected_path() else { return };
        let said =
            share(&path).map(|said| said.unwrap_or_else(|| tr("Too long for a link: save it as a file")));
        self.say(Some(said));
    }

    // In a browser the text comes later, by `take_pasted`.
    fn on_paste_pressed(&mut self) {
        match page::clipboard() {
            Some(text) => self.import_link(&text),
            None => page::ask_for_pasted(),
        }
    }

    fn import_link(&mut self, text: &str) {
        // A text without the link's start is no file's name, but may be a link's end.
        let link = if replay::is_link(text) { text.to_owned() } else { format!("{LINK_START}{text}") };
        self.import(Recording::read(&link));
    }

    fn on_export_pressed(&mut self) {
        if let Some(path) = self.selected_path() {
            let saved = file_exchange::save_as(&mut self.save_dialog, &path);
            self.say(saved.map(|saved| saved.map(|()| tr("Saved"))));
        }
    }

    fn on_save_path_chosen(&mut self, target: GString) {
        let Some(path) = self.selected_path() else { return };
        let result = replay_library::copy_to(&path, &target.to_string());
        self.say(Some(result.map(|()| tr("Saved")).map_err(|error| error.to_string())));
    }

    fn on_import_pressed(&mut self) {
        file_exchange::open(&mut self.open_dialog, MAX_BYTES);
    }

    fn on_files_dropped(&mut self, files: PackedStringArray) {
        if self.is_open() {
            for file in files.as_slice() {
                self.import(Recording::read(&file.to_string()));
            }
        }
    }

    fn on_open_path_chosen(&mut self, file: GString) {
        self.import(Recording::read(&file.to_string()));
    }

    fn import(&mut self, recording: Result<Recording, FileError>) {
        let result = recording.and_then(|recording| replay_library::add(&recording));
        if let Ok(path) = &result {
            trace::record(|| TraceEvent::ReplayImported { file: path.clone() });
            self.show_replays();
            if let Some(index) = self.replays.iter().position(|replay| replay.path == *path) {
                self.focus_row(index);
            }
        }
        self.say(Some(result.map(|_| tr("Added")).map_err(|error| error.to_string())));
    }

    /// Shows what came of an action.
    fn say(&mut self, result: Option<Result<String, String>>) {
        let Some(result) = result else { return };
        if let Err(error) = &result {
            run_harness::report_error(error);
        }
        self.notice.set_text(&result.unwrap_or_else(|error| error));
        self.notice.show();
    }

    fn selected_path(&self) -> Option<String> {
        self.replays.get(self.selected).map(|replay| replay.path.clone())
    }

    fn ask_delete(&mut self) {
        if !self.replays.is_empty() {
            self.question.show();
            self.keep_button.grab_focus();
        }
    }

    fn delete(&mut self) {
        if let Some(path) = self.selected_path() {
            replay_library::delete(&path);
        }
        self.question.hide();
        self.show_replays();
    }

    fn keep(&mut self) {
        self.question.hide();
        self.delete_button.grab_focus();
    }
}

/// Shares the replay at `path` by a link, and returns what to tell the player. None if it is too long for a link.
///
/// # Errors
/// The replay can't be read.
pub fn share(path: &str) -> Result<Option<String>, String> {
    let link = replay_library::link_to(path).map_err(|error| error.to_string())?;
    Ok(link.map(|link| {
        page::share(&link);
        trace::record(|| TraceEvent::LinkShared { link });
        tr("Link copied")
    }))
}

#[godot_api]
impl ICanvasLayer for ReplaysPage {
    fn ready(&mut self) {
        self.base_mut().hide();
        self.row.hide();
        let this = self.to_gd();
        fit::keep_fitted(&self.lines, &DESIGNS);
        if let Some(viewport) = self.base().get_viewport() {
            viewport.signals().size_changed().connect_other(&this, Self::arrange_keys);
        }
        let connect = |button: &Gd<Button>, action: fn(&mut Self)| {
            touch_buttons::press_with_any_finger(button);
            button.signals().pressed().connect_other(&this, action);
        };
        connect(&self.watch_button, Self::on_watch_pressed);
        connect(&self.share_button, Self::on_share_pressed);
        connect(&self.paste_button, Self::on_paste_pressed);
        connect(&self.export_button, Self::on_export_pressed);
        connect(&self.import_button, Self::on_import_pressed);
        connect(&self.delete_button, Self::ask_delete);
        connect(&self.back_button, Self::leave);
        connect(&self.really_delete_button, Self::delete);
        connect(&self.keep_button, Self::keep);
        self.save_dialog.signals().file_selected().connect_other(&this, Self::on_save_path_chosen);
        self.open_dialog.signals().file_selected().connect_other(&this, Self::on_open_path_chosen);
        if let Some(window) = self.base().get_window() {
            window.signals().files_dropped().connect_other(&this, Self::on_files_dropped);
        }
    }

    fn process(&mut self, _delta: f64) {
        if !self.is_open() {
            return;
        }
        if let Some(file) = file_exchange::take_picked_file(MAX_BYTES) {
            self.import(file.and_then(|(name, bytes)| Recording::from_bytes(&name, &bytes)));
        }
        if let Some(text) = page::take_pasted() {
            self.import_link(&text);
        }
    }

    // `input`, because nothing behind the page may see the key.
    fn input(&mut self, event: Gd<InputEvent>) {
        if !self.is_open() || self.save_dialog.is_visible() || self.open_dialog.is_visible() {
            return;
        }
        if let Some(button) = touch_buttons::take_start_key(&self.to_gd(), &event) {
            // The button calls this object back: the guard allows that.
            let _guard = self.base_mut();
            button.signals().pressed().emit();
            return;
        }
        if event.is_action_pressed("ui_paste") {
            self.on_paste_pressed();
        } else if input::take_back(&self.to_gd(), &event) {
            if self.question.is_visible() {
                self.keep();
            } else {
                self.leave();
            }
        }
    }
}
