//! The main menu: the title, the modes with their best scores, and the ways to every other page.

use creeps_rules::GameMode;
use creeps_rules::menu::MenuCause;
use creeps_rules::trace::TraceEvent;
use creeps_sim::Difficulty;
use godot::builtin::Side;
use godot::classes::{
    BoxContainer, Button, CanvasLayer, Control, GridContainer, ICanvasLayer, InputEvent, Label, Os, Timer,
};
use godot::prelude::*;

use crate::dev::trace;
use crate::flow::game_flow;
use crate::flow::high_score_file::HighScoreFile;
use crate::system::input;
use crate::ui::text::{number, tr_with};
use crate::ui::{fit, touch_buttons};

/// Each mode's button.
const MODES: [(&str, GameMode); 3] =
    [("Arcade", GameMode::Arcade), ("Horde", GameMode::Horde), ("Classic", GameMode::Classic)];
/// Each difficulty's button.
const DIFFICULTIES: [(&str, Difficulty); 3] =
    [("Easy", Difficulty::Easy), ("Normal", Difficulty::Normal), ("Hard", Difficulty::Hard)];
/// Each other button, and what it does. Quit has no cause: it ends the program.
const MORE: [(&str, Option<MenuCause>); 8] = [
    ("Daily", Some(MenuCause::PlayDaily)),
    ("HighScores", Some(MenuCause::OpenHighScores)),
    ("Replays", Some(MenuCause::OpenReplays)),
    ("HowToPlay", Some(MenuCause::OpenHowToPlay)),
    ("Options", Some(MenuCause::OpenOptions)),
    ("Credits", Some(MenuCause::OpenCredits)),
    ("Mods", Some(MenuCause::OpenMods)),
    ("Quit", None),
];
/// The sizes that the page is designed for, in px: one column, or two.
const DESIGNS: [(f32, f32); 2] = [(448.0, 692.0), (900.0, 424.0)];
/// The design with two columns.
const TWO_COLUMNS: usize = 1;

/// The main menu.
///
/// Keys, gamepad, mouse and fingers use the engine's own focus and buttons. The button of a mode starts its game at once.
#[derive(GodotClass)]
#[class(init, base = CanvasLayer)]
pub struct MainMenu {
    /// The mode chosen last.
    #[init(val = GameMode::Arcade)]
    mode: GameMode,
    difficulty: Difficulty,
    /// What the player chose last; see [`MainMenu::cause`].
    #[init(val = MenuCause::Play)]
    cause: MenuCause,
    /// The button that gets the focus when the menu opens.
    focus: Option<Gd<Button>>,
    #[init(node = "Page")]
    page: OnReady<Gd<BoxContainer>>,
    #[init(node = "Page/Head")]
    head: OnReady<Gd<Control>>,
    #[init(node = "Page/Modes")]
    modes: OnReady<Gd<Control>>,
    #[init(node = "Page/More")]
    more: OnReady<Gd<GridContainer>>,
    #[init(node = "Notice")]
    notice: OnReady<Gd<Control>>,
    #[init(node = "Notice/Text")]
    notice_text: OnReady<Gd<Label>>,
    #[init(node = "NoticeTimer")]
    notice_timer: OnReady<Gd<Timer>>,
    base: Base<CanvasLayer>,
}

#[godot_api]
impl MainMenu {
    /// The player chose something; see [`MainMenu::cause`].
    #[signal]
    pub fn chosen();

    /// The player ends the program.
    #[signal]
    pub fn quit();

    /// Shows the menu with the current best scores.
    pub fn open(&mut self) {
        self.base_mut().show();
        self.page.show();
        self.show_best_scores();
        let mut focus = self.focus.clone().unwrap_or_else(|| self.mode_button(0));
        // A hidden or new button gets its place in the tree first.
        focus.run_deferred_gd(|mut button| {
            if button.is_visible_in_tree() {
                button.grab_focus();
            }
        });
    }

    /// Hides the menu but not its background, behind another page.
    pub fn cover(&mut self) {
        self.page.hide();
        self.clear_notice();
    }

    /// Hides everything.
    pub fn close(&mut self) {
        self.cover();
        self.base_mut().hide();
    }

    /// Whether the menu is shown, and not only its background.
    pub fn is_open(&self) -> bool {
        self.page.is_visible_in_tree()
    }

    /// What the player chose last.
    pub fn cause(&self) -> MenuCause {
        self.cause
    }

    /// The difficulty chosen last.
    pub fn difficulty(&self) -> Difficulty {
        self.difficulty
    }

    /// The mode and the difficulty chosen last.
    pub fn choice(&self) -> (GameMode, Difficulty) {
        (self.mode, if self.mode == GameMode::Classic { Difficulty::Normal } else { self.difficulty })
    }

    /// Shows an error message for some seconds.
    pub fn show_notice(&mut self, message: &str) {
        trace::record(|| TraceEvent::NoticeShown { message: message.to_owned() });
        self.notice_text.set_text(message);
        self.notice.show();
        self.notice_timer.start();
    }

    /// Moves the focus to the button that ends the program, or to the first mode where there is none.
    pub fn focus_quit(&mut self) {
        let quit = self.more.get_node_as::<Button>("Quit");
        let mut button = if quit.is_visible() { quit } else { self.mode_button(0) };
        button.grab_focus();
    }

    fn clear_notice(&mut self) {
        self.notice.hide();
        self.notice_timer.stop();
    }

    fn mode_button(&self, index: usize) -> Gd<Button> {
        self.modes.get_node_as(MODES[index].0)
    }

    fn show_best_scores(&mut self) {
        for (index, (_, mode)) in MODES.into_iter().enumerate() {
            let mut file = HighScoreFile::new(game_flow::table(mode));
            file.load();
            let mut label = self.mode_button(index).get_node_as::<Label>("Row/Best");
            label.set_text(&tr_with("Best\n{score}", &[("score", &number(file.best()))]));
            label.set_visible(file.best() > 0);
            if let Some(notice) = file.take_notice() {
                self.show_notice(&notice);
            }
        }
    }

    fn choose(&mut self, button: &Gd<Button>, cause: MenuCause) {
        if self.is_open() {
            self.focus = Some(button.clone());
            self.cause = cause;
            self.signals().chosen().emit();
        }
    }

    fn connect_buttons(&mut self) {
        let this = self.to_gd();
        for (index, (_, mode)) in MODES.into_iter().enumerate() {
            let button = self.mode_button(index);
            touch_buttons::press_with_any_finger(&button);
            fit::grow_with(&button, &button.get_node_as("Row"));
            let pressed = button.clone();
            button.signals().pressed().connect_other(&this, move |menu: &mut Self| {
                menu.mode = mode;
                menu.choose(&pressed, MenuCause::Play);
            });
        }
        for (name, difficulty) in DIFFICULTIES {
            let button = self.modes.get_node_as::<Button>(&format!("Difficulties/{name}"));
            let mut touched = button.clone();
            touch_buttons::press_with_any_finger(&button);
            button.signals().pressed().connect_other(&this, move |menu: &mut Self| {
                touched.set_pressed(true);
                menu.difficulty = difficulty;
            });
        }
        for (name, cause) in MORE {
            let button = self.more.get_node_as::<Button>(name);
            touch_buttons::press_with_any_finger(&button);
            let pressed = button.clone();
            button.signals().pressed().connect_other(&this, move |menu: &mut Self| match cause {
                Some(cause) => menu.choose(&pressed, cause),
                None if menu.is_open() => menu.signals().quit().emit(),
                None => {}
            });
        }
        // A page can't close its tab.
        self.more.get_node_as::<Button>("Quit").set_visible(!Os::singleton().has_feature("web"));
    }

    /// Sets where the arrow keys lead. By itself, the engine would sometimes choose a button of another row that is a little closer.
    fn connect_focus(&self, two_columns: bool) {
        let button = |path: &str| self.base().get_node_as::<Button>(path);
        let modes = MODES.map(|(name, _)| vec![button(&format!("Page/Modes/{name}"))]);
        let difficulties = DIFFICULTIES.map(|(name, _)| button(&format!("Page/Modes/Difficulties/{name}")));
        let right: Vec<Row> = modes.into_iter().chain([difficulties.to_vec()]).collect();
        let left: Vec<Row> = MORE
            .chunks(2)
            .map(|row| row.iter().map(|&(name, _)| self.more.get_node_as(name)).collect())
            .collect();
        if two_columns {
            connect_rows(&right, left.first().and_then(|row| row.last()), None);
            connect_rows(&left, None, right.first().and_then(|row| row.first()));
        } else {
            connect_rows(&[right, left].concat(), None, None);
        }
    }

    /// Arranges the page for the window: one column, or two with the modes on the right.
    fn fit(&mut self) {
        let page: Gd<Control> = self.page.clone().upcast();
        let two_columns = fit::fit(&page, &DESIGNS) == TWO_COLUMNS;
        self.page.set_vertical(!two_columns);
        let parent: Gd<Control> = if two_columns { self.head.clone() } else { page };
        if self.more.get_parent().is_none_or(|current| current != parent.clone().upcast::<Node>()) {
            self.more.reparent_ex(&parent).keep_global_transform(false).done();
            // The new arrangement needs another height.
            fit::fit(&self.page.clone().upcast(), &DESIGNS);
        }
        self.connect_focus(two_columns);
    }
}

#[godot_api]
impl ICanvasLayer for MainMenu {
    fn ready(&mut self) {
        self.base_mut().hide();
        self.connect_buttons();
        let this = self.to_gd();
        self.notice_timer.signals().timeout().connect_other(&this, Self::clear_notice);
        if let Some(viewport) = self.base().get_viewport() {
            viewport.signals().size_changed().connect_other(&this, Self::fit);
        }
        // Another language or size of text may need more room.
        self.page.signals().minimum_size_changed().connect_other(&this, Self::fit);
        self.fit();
    }

    // Input that no button handled: a gamepad's start button, and any start key while no button has the focus.
    fn unhandled_input(&mut self, event: Gd<InputEvent>) {
        if !self.is_open() || !input::is_pressed(&event, input::START_GAME) {
            return;
        }
        let Some(mut viewport) = self.base().get_viewport() else { return };
        viewport.set_input_as_handled();
        let focused = viewport.gui_get_focus_owner().and_then(|owner| owner.try_cast::<Button>().ok());
        if let Some(button) = focused {
            // The signal calls this object back: the guard allows that.
            let _guard = self.base_mut();
            button.signals().pressed().emit();
        } else {
            let first = self.mode_button(0);
            self.mode = MODES[0].1;
            self.choose(&first, MenuCause::Play);
        }
    }
}

/// Buttons side by side.
type Row = Vec<Gd<Button>>;

/// Connects rows that stand one above the other. At the ends of a row, left and right lead to these buttons, or nowhere.
fn connect_rows(rows: &[Row], left_of_all: Option<&Gd<Button>>, right_of_all: Option<&Gd<Button>>) {
    for (row_index, row) in rows.iter().enumerate() {
        // The button of another row that is most nearly above or below.
        let near = |other: Option<usize>, index: usize| {
            let other = other.and_then(|other| rows.get(other))?;
            other.get((2 * index + 1) * other.len() / (2 * row.len()))
        };
        for (index, button) in row.iter().enumerate() {
            let neighbors = [
                (Side::TOP, near(row_index.checked_sub(1), index)),
                (Side::BOTTOM, near(Some(row_index + 1), index)),
                (Side::LEFT, index.checked_sub(1).map_or(left_of_all, |index| row.get(index))),
                (Side::RIGHT, row.get(index + 1).or(right_of_all)),
            ];
            let mut button = button.clone();
            for (side, neighbor) in neighbors {
                let path = button.get_path_to(neighbor.unwrap_or(&button.clone()));
                button.set_focus_neighbor(side, &path);
            }
        }
    }
}
