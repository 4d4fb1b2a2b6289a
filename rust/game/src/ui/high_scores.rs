//! The page with the tables of high scores.

use creeps_rules::GameMode;
use creeps_rules::high_scores::{Difficulty, HighScores, Row, TableKey};
use creeps_rules::score_file;
use godot::classes::{
    Button, CanvasLayer, CheckBox, Control, ICanvasLayer, InputEvent, Label, TabBar, Time, VBoxContainer,
};
use godot::prelude::*;

use crate::arcade::{mod_library, replay_library};
use crate::system::{files, input};
use crate::ui::text::number;
use crate::ui::{fit, rows, touch_buttons};

/// The game's own modes, in the order of the tabs. Those of mods follow.
const MODES: [GameMode; 3] = [GameMode::Arcade, GameMode::Horde, GameMode::Classic];

/// The sizes that the page is designed for, in px.
const DESIGNS: [(f32, f32); 2] = [(456.0, 696.0), (720.0, 430.0)];

/// The page with the tables of high scores, one for each mode and difficulty. A row with a replay shows it.
#[derive(GodotClass)]
#[class(init, base = CanvasLayer)]
pub struct HighScoresPage {
    scores: HighScores,
    /// The modes, in the order of the tabs.
    tabs: Vec<GameMode>,
    #[init(node = "Lines/Modes")]
    modes: OnReady<Gd<TabBar>>,
    #[init(node = "Lines/Difficulties")]
    difficulties: OnReady<Gd<TabBar>>,
    #[init(node = "Lines/Assisted")]
    assisted: OnReady<Gd<CheckBox>>,
    #[init(node = "Lines")]
    lines: OnReady<Gd<Control>>,
    #[init(node = "Lines/Empty")]
    empty: OnReady<Gd<Label>>,
    #[init(node = "Lines/Scroll/Rows")]
    rows: OnReady<Gd<VBoxContainer>>,
    #[init(node = "Lines/Scroll/Rows/Row")]
    row: OnReady<Gd<Button>>,
    #[init(node = "Lines/Back")]
    back_button: OnReady<Gd<Button>>,
    base: Base<CanvasLayer>,
}

#[godot_api]
impl HighScoresPage {
    /// The player leaves the page.
    #[signal]
    pub fn closed();

    /// The player watches this replay.
    #[signal]
    pub fn watch(path: GString);

    /// Shows the page with the tables as they are now.
    pub fn open(&mut self) {
        self.scores = score_file::read_tables(&files::store());
        self.assisted.set_visible(self.scores.has_assisted());
        self.add_tabs();
        self.base_mut().show();
        self.show_table();
        self.modes.grab_focus();
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

    /// Adds a tab for each mod that has games in a table.
    fn add_tabs(&mut self) {
        self.tabs = MODES.into_iter().chain(self.scores.mods()).collect();
        let count = i32::try_from(self.tabs.len()).unwrap_or(i32::MAX);
        self.modes.set_tab_count(count);
        for (index, mode) in (0..).zip(&self.tabs) {
            if let GameMode::Mod(id) = mode {
                self.modes.set_tab_title(index, &mod_library::title(*id));
            }
        }
    }

    fn key(&self) -> TableKey {
        let index = |tabs: &Gd<TabBar>| usize::try_from(tabs.get_current_tab()).unwrap_or(0);
        let mode = self.tabs.get(index(&self.modes)).copied().unwrap_or(GameMode::Arcade);
        let difficulty = Difficulty::ALL.get(index(&self.difficulties)).copied().unwrap_or_default();
        TableKey {
            mode,
            difficulty: if mode == GameMode::Classic { Difficulty::Normal } else { difficulty },
            assisted: self.assisted.is_visible() && self.assisted.is_pressed(),
        }
    }

    fn show_table(&mut self) {
        let key = self.key();
        self.difficulties.set_visible(key.mode != GameMode::Classic);
        rows::clear(&*self.rows, 1);
        let rows = self.scores.rows(key).to_vec();
        self.empty.set_visible(rows.is_empty());
        for (place, row) in (1..).zip(&rows) {
            self.add_row(key.mode, place, row);
        }
    }

    fn add_row(&mut self, mode: GameMode, place: u32, row: &Row) {
        let mut button = self.row.duplicate_node();
        let path = row.replay.and_then(|number| replay_library::path_of(mode, number));
        let set = |name: &str, text: &str| {
            button.get_node_as::<Label>(&format!("Columns/{name}")).set_text(text);
        };
        set("Place", &place.to_string());
        set("Name", if row.name.is_empty() { "–" } else { &row.name });
        set("Score", &number(row.score).to_string());
        set("Wave", &if row.wave == 0 { String::new() } else { row.wave.to_string() });
        set("Date", &date(row.time));
        button.get_node_as::<Control>("Columns/Replay").set_modulate(Color::from_rgba(
            1.0,
            1.0,
            1.0,
            if path.is_some() { 1.0 } else { 0.0 },
        ));
        button.show();
        self.rows.add_child(&button);
        touch_buttons::press_with_any_finger(&button);
        if let Some(path) = path {
            let this = self.to_gd();
            button.signals().pressed().connect_other(&this, move |page: &mut Self| {
                page.signals().watch().emit(&path);
            });
        }
    }
}

/// A day as people write it everywhere, such as `2026-11-27`; nothing if it is not known.
pub fn date(time: u64) -> String {
    if time == 0 {
        return String::new();
    }
    Time::singleton().get_date_string_from_unix_time(time.cast_signed()).to_string()
}

#[godot_api]
impl ICanvasLayer for HighScoresPage {
    fn ready(&mut self) {
        self.base_mut().hide();
        self.row.hide();
        touch_buttons::press_with_any_finger(&self.back_button);
        let this = self.to_gd();
        fit::keep_fitted(&self.lines, &DESIGNS);
        for tabs in [&self.modes, &self.difficulties] {
            tabs.signals().tab_changed().connect_other(&this, |page: &mut Self, _| page.show_table());
        }
        self.assisted.signals().toggled().connect_other(&this, |page: &mut Self, _| page.show_table());
        self.back_button.signals().pressed().connect_other(&this, Self::leave);
    }

    // `input`, because nothing behind the page may see the key.
    fn input(&mut self, event: Gd<InputEvent>) {
        if !self.is_open() {
            return;
        }
        if let Some(button) = touch_buttons::take_start_key(&self.to_gd(), &event) {
            // The button calls this object back: the guard allows that.
            let _guard = self.base_mut();
            button.signals().pressed().emit();
            return;
        }
        if input::take_back(&self.to_gd(), &event) {
            self.leave();
        }
    }
}
