//! The application around the modes: the root scene with the menu, which opens its pages and the scene of the chosen mode.

mod credits;
mod how_to_play;
mod main_menu;

use creeps_rules::arguments::Start;
use creeps_rules::menu::{MenuCause, Page};
use creeps_rules::mod_id::ModId;
use creeps_rules::ron_file::FileError;
use creeps_rules::trace::TraceEvent;
use creeps_rules::{GameMode, daily};
use creeps_sim::Difficulty;
use godot::classes::{
    AudioStreamPlayer, Control, INode, InputEvent, InputEventJoypadMotion, InputEventMouseMotion,
    PackedScene, Time, Timer,
};
use godot::obj::Bounds;
use godot::obj::bounds::DeclUser;
use godot::prelude::*;

use self::credits::Credits;
use self::how_to_play::HowToPlay;
use self::main_menu::MainMenu;
use crate::arcade::arcade_scene::ArcadeScene;
use crate::arcade::recording::Recording;
use crate::classic::main_scene::Main;
use crate::dev::{run_harness, trace};
use crate::system::{command_line, input, late_music, settings, vector_art};
use crate::ui::high_scores::HighScoresPage;
use crate::ui::mods_page::ModsPage;
use crate::ui::options_menu::OptionsMenu;
use crate::ui::placeholder;
use crate::ui::replays::ReplaysPage;

/// What the program shows while nobody plays, one after the other.
const ATTRACT: [Attraction; 4] = [
    Attraction::Demo(GameMode::Arcade),
    Attraction::HighScores,
    Attraction::Demo(GameMode::Horde),
    Attraction::HowToPlay,
];

#[derive(Clone, Copy)]
enum Attraction {
    /// The computer plays.
    Demo(GameMode),
    /// The tables of high scores.
    HighScores,
    /// The creeps and what they do.
    HowToPlay,
}

/// The root scene of the program.
///
/// It shows the menu and its pages, or the scene of the mode that the player chose: `main.tscn` for Classic, which does not know this
/// class, and `arcade_scene.tscn` for Arcade and Horde. Which page follows which is decided by [`creeps_rules::menu`].
#[derive(GodotClass)]
#[class(init, base = Node)]
pub struct App {
    /// Classic's scene.
    #[export(file = "*.tscn")]
    classic_scene: GString,
    /// The scene of Arcade and Horde.
    #[export(file = "*.tscn")]
    arcade_scene: GString,
    /// Time without input on the menu until something is shown, in s.
    #[export(range = (5.0, 600.0, 1.0, suffix = "s"))]
    #[init(val = 30.0)]
    demo_after: f64,
    /// Length of a demo, in s.
    #[export(range = (5.0, 600.0, 1.0, suffix = "s"))]
    #[init(val = 60.0)]
    demo_length: f64,
    /// How long a page is shown in place of a demo, in s.
    #[export(range = (5.0, 600.0, 1.0, suffix = "s"))]
    #[init(val = 15.0)]
    page_length: f64,
    /// The index of the next attraction.
    attraction: usize,
    page: Page,
    /// The replay that the player watches next.
    recording: Option<Recording>,
    /// The mod that the player plays next.
    chosen_mod: Option<ModId>,
    /// The scene of the current game.
    scene: Option<Gd<Node>>,
    /// The command line asks for one mode, so there is no menu to go back to.
    single_mode: bool,
    #[init(node = "MainMenu")]
    menu: OnReady<Gd<MainMenu>>,
    /// Visible while nobody plays, and only then.
    #[init(node = "Overlay/Demo")]
    demo_label: OnReady<Gd<Control>>,
    /// The music of the menu.
    #[init(node = "Music")]
    music: OnReady<Gd<AudioStreamPlayer>>,
    #[init(node = "DemoTimer")]
    demo_timer: OnReady<Gd<Timer>>,
    base: Base<Node>,
}

impl App {
    /// Shows the first screen, as the command line asks.
    fn show_first_screen(&mut self) {
        let arguments = command_line::arguments();
        if let Some(path) = &arguments.replay {
            match Recording::read(path) {
                Ok(recording) => return self.show_recording(recording),
                Err(error) => return self.show_menu(Some(&error)),
            }
        }
        match arguments.start() {
            Start::Menu if arguments.daily => {
                self.show_menu(None);
                self.advance(MenuCause::PlayDaily);
            }
            Start::Menu => self.show_menu(None),
            Start::Mode(mode) => {
                self.single_mode = true;
                self.page = Page::Game;
                self.open(mode, difficulty_of_arguments());
            }
        }
    }

    /// The state machine's transition for `cause`. Does nothing if the current page has none.
    fn advance(&mut self, cause: MenuCause) {
        let Some(next) = self.page.after(cause) else { return };
        self.close_page();
        self.page = next;
        trace::record(|| TraceEvent::PageShown(next));
        match next {
            Page::Main => self.show_menu(None),
            Page::HowToPlay => self.open_page(HowToPlay::open),
            Page::Credits => self.open_page(Credits::open),
            Page::Options => self.open_page(OptionsMenu::open),
            Page::HighScores => self.open_page(HighScoresPage::open),
            Page::Mods => self.open_page(ModsPage::open),
            Page::Replays => self.open_page(ReplaysPage::open),
            Page::Game => self.play(cause),
            Page::Attract => self.show_attraction(),
        }
    }

    /// Opens a page. That moves the focus, whose signals call this object back: the guard allows that.
    fn open_page<T: MenuPage>(&mut self, open: fn(&mut T)) {
        let this = self.to_gd();
        let _guard = self.base_mut();
        if let Some(mut page) = placeholder::open(&this.clone().upcast(), |page| T::connect(page, &this)) {
            open(&mut page.bind_mut());
        }
    }

    /// Hides a page, if it was ever opened.
    fn close_if_opened<T: MenuPage>(&mut self) {
        if let Some(mut page) = placeholder::opened::<T>(&self.to_gd().upcast()) {
            page.bind_mut().close();
        }
    }

    /// Hides the current page, or frees the scene of the current game.
    fn close_page(&mut self) {
        self.demo_timer.stop();
        self.demo_label.hide();
        self.menu.bind_mut().cover();
        self.close_if_opened::<HowToPlay>();
        self.close_if_opened::<Credits>();
        self.close_if_opened::<OptionsMenu>();
        self.close_if_opened::<HighScoresPage>();
        self.close_if_opened::<ReplaysPage>();
        self.close_if_opened::<ModsPage>();
        if let Some(scene) = self.scene.take() {
            run_harness::free_after_audio(&scene);
        }
    }

    fn show_menu(&mut self, error: Option<&FileError>) {
        self.page = Page::Main;
        // The key that led here must not press a button of the menu as well.
        if let Some(mut viewport) = self.base().get_viewport() {
            viewport.set_input_as_handled();
        }
        trace::record(|| TraceEvent::MenuShown);
        self.menu.bind_mut().open();
        // It plays on while the player looks at the menu's pages.
        if !self.music.is_playing() {
            late_music::play(&self.music);
        }
        self.restart_demo_timer();
        let error = error.map(ToString::to_string);
        if let Some(error) = &error {
            run_harness::report_error(error);
        }
        let argument_error = command_line::error().map(ToString::to_string);
        let damaged_settings = settings::node(&self.to_gd()).bind_mut().take_notice();
        if let Some(notice) = error.or(argument_error).or(damaged_settings) {
            self.menu.bind_mut().show_notice(&notice);
        }
    }

    fn restart_demo_timer(&mut self) {
        self.demo_timer.start_ex().time_sec(self.demo_after).done();
    }

    /// Shows something, or ends what is shown.
    fn on_demo_timeout(&mut self) {
        self.advance(if self.page == Page::Attract { MenuCause::Back } else { MenuCause::Idle });
    }

    fn show_attraction(&mut self) {
        let attraction = ATTRACT[self.attraction];
        self.attraction = (self.attraction + 1) % ATTRACT.len();
        self.demo_label.show();
        match attraction {
            Attraction::Demo(mode) => {
                self.demo_timer.start_ex().time_sec(self.demo_length).done();
                self.show_demo(mode);
            }
            Attraction::HighScores => {
                self.demo_timer.start_ex().time_sec(self.page_length).done();
                self.open_page(HighScoresPage::open);
            }
            Attraction::HowToPlay => {
                self.demo_timer.start_ex().time_sec(self.page_length).done();
                self.open_page(HowToPlay::open_creeps);
            }
        }
    }

    fn show_demo(&mut self, mode: GameMode) {
        let Some(mut arcade) = instantiate::<ArcadeScene>(&self.arcade_scene) else { return };
        trace::record(|| TraceEvent::DemoStarted);
        trace::record(|| TraceEvent::ModeOpened(mode));
        self.menu.bind_mut().close();
        arcade.bind_mut().choose_demo(mode);
        self.add_arcade_scene(arcade.clone());
        // Starting emits `at_title`, which calls this object back: the guard allows that.
        let _guard = self.base_mut();
        arcade.bind_mut().start();
    }

    fn on_chosen(&mut self) {
        let cause = self.menu.bind().cause();
        self.advance(cause);
    }

    /// Starts a game, without showing the mode's title first.
    fn play(&mut self, cause: MenuCause) {
        if let Some(recording) = self.recording.take() {
            return self.show_recording(recording);
        }
        if cause == MenuCause::PlayDaily {
            let seed = today();
            let Some(mut arcade) = instantiate::<ArcadeScene>(&self.arcade_scene) else { return };
            arcade.bind_mut().choose_daily(seed);
            trace::record(|| TraceEvent::ModeOpened(GameMode::Arcade));
            self.menu.bind_mut().close();
            self.add_arcade_scene(arcade);
        } else if let Some(id) = self.chosen_mod.take() {
            let difficulty = self.menu.bind().difficulty();
            self.open(GameMode::Mod(id), difficulty);
        } else {
            let (mode, difficulty) = self.menu.bind().choice();
            self.open(mode, difficulty);
        }
        let Some(scene) = self.scene.clone() else { return };
        // Starting emits `at_title`, which calls this object back: the guard allows that.
        let _guard = self.base_mut();
        match scene.try_cast::<Main>() {
            Ok(mut main) => main.bind_mut().start(),
            Err(scene) => scene.cast::<ArcadeScene>().bind_mut().start(),
        }
    }

    /// Opens the scene of a mode, which shows its title.
    fn open(&mut self, mode: GameMode, difficulty: Difficulty) {
        trace::record(|| TraceEvent::ModeOpened(mode));
        self.menu.bind_mut().close();
        let this = self.to_gd();
        if mode == GameMode::Classic {
            let Some(main) = instantiate::<Main>(&self.classic_scene) else { return };
            main.signals().at_title().connect_other(&this, Self::on_title);
            main.signals().left().connect_other(&this, Self::on_left);
            self.add(main.upcast());
        } else {
            let Some(mut arcade) = instantiate::<ArcadeScene>(&self.arcade_scene) else { return };
            arcade.bind_mut().choose(mode, difficulty);
            self.add_arcade_scene(arcade);
        }
    }

    fn show_recording(&mut self, recording: Recording) {
        self.page = Page::Game;
        trace::record(|| TraceEvent::ModeOpened(recording.mode()));
        self.menu.bind_mut().close();
        let Some(mut arcade) = instantiate::<ArcadeScene>(&self.arcade_scene) else { return };
        arcade.bind_mut().choose_recording(recording);
        self.add_arcade_scene(arcade);
    }

    fn add_arcade_scene(&mut self, arcade: Gd<ArcadeScene>) {
        let this = self.to_gd();
        arcade.signals().at_title().connect_other(&this, Self::on_title);
        arcade.signals().left().connect_other(&this, Self::on_left);
        self.add(arcade.upcast());
    }

    fn add(&mut self, scene: Gd<Node>) {
        late_music::stop(&self.music);
        if let Some(mut art) = vector_art::node(&self.base().get_tree()) {
            art.bind_mut().draw_for_game();
        }
        self.scene = Some(scene.clone());
        // Its `ready` emits signals that call this object back: `base_mut` allows that.
        self.base_mut().add_child(&scene);
    }

    // Only a scene that runs by itself shows its title.
    fn on_title(&mut self, is_shown: bool) {
        if is_shown && !self.single_mode {
            // The scene that emits the signal is borrowed, and ends its pause later in this tick.
            self.run_deferred(|app| app.advance(MenuCause::Back));
        }
    }

    fn on_left(&mut self) {
        if self.single_mode {
            run_harness::close(&self.base().get_tree());
        } else {
            self.advance(MenuCause::Back);
        }
    }

    fn on_watch(&mut self, path: GString) {
        match Recording::read(&path.to_string()) {
            Ok(recording) => {
                self.recording = Some(recording);
                self.advance(MenuCause::Watch);
            }
            Err(error) => {
                run_harness::report_error(&error.to_string());
                self.advance(MenuCause::Back);
                self.menu.bind_mut().show_notice(&error.to_string());
            }
        }
    }

    fn on_mod_chosen(&mut self, id: GString) {
        self.chosen_mod = ModId::new(&id.to_string()).ok();
        self.advance(MenuCause::Play);
    }

    /// A mod that is dropped on the menu is added on its page.
    fn on_files_dropped(&mut self, files: PackedStringArray) {
        if self.page == Page::Main {
            self.advance(MenuCause::OpenMods);
        }
        if self.page == Page::Mods
            && let Some(mut mods) = placeholder::opened::<ModsPage>(&self.to_gd().upcast())
        {
            let _guard = self.base_mut();
            for file in files.as_slice() {
                mods.bind_mut().add(&file.to_string());
            }
        }
    }

    fn on_page_closed(&mut self) {
        self.advance(MenuCause::Back);
    }

    fn quit(&mut self) {
        run_harness::close(&self.base().get_tree());
    }
}

#[godot_api]
impl INode for App {
    fn ready(&mut self) {
        let this = self.to_gd();
        self.menu.signals().chosen().connect_other(&this, Self::on_chosen);
        self.menu.signals().quit().connect_other(&this, Self::quit);
        if let Some(window) = self.base().get_window() {
            window.signals().files_dropped().connect_other(&this, Self::on_files_dropped);
        }
        self.demo_timer.signals().timeout().connect_other(&this, Self::on_demo_timeout);
        self.show_first_screen();
    }

    // `input`, because the demo's scene must not see the key that ends it.
    fn input(&mut self, event: Gd<InputEvent>) {
        if event.is_action(input::FULL_SCREEN) {
            // The player wants to see the demo larger, not to end it.
        } else if self.page == Page::Attract {
            if event.is_pressed() {
                self.advance(MenuCause::Back);
            }
        } else if self.page == Page::Main && is_deliberate(event) {
            self.restart_demo_timer();
        }
    }

    // Input that no page handled. One key alone does not end the program.
    fn unhandled_input(&mut self, event: Gd<InputEvent>) {
        if self.page == Page::Main && input::is_pressed(&event, input::QUIT) {
            self.menu.bind_mut().focus_quit();
        }
    }
}

/// A page that the menu opens and that covers it.
trait MenuPage: GodotClass + Inherits<Node> + Bounds<Declarer = DeclUser> {
    /// Hides the page.
    fn close(&mut self);

    /// Connects the signals of a page that was just made.
    fn connect(page: &Gd<Self>, app: &Gd<App>);
}

/// Implements [`MenuPage`] for classes whose signal goes to a method of [`App`].
macro_rules! menu_pages {
    ($($page:ty { $($signal:ident => $receiver:ident),+ })+) => {$(
        impl MenuPage for $page {
            fn close(&mut self) {
                <$page>::close(self);
            }

            fn connect(page: &Gd<Self>, app: &Gd<App>) {
                $(page.signals().$signal().connect_other(app, App::$receiver);)+
            }
        }
    )+};
}

menu_pages! {
    HowToPlay { closed => on_page_closed }
    Credits { closed => on_page_closed }
    OptionsMenu { closed => on_page_closed }
    HighScoresPage { closed => on_page_closed, watch => on_watch }
    ReplaysPage { closed => on_page_closed, watch => on_watch }
    ModsPage { closed => on_page_closed, play => on_mod_chosen }
}

/// The seed of the daily challenge.
fn today() -> u64 {
    let date = Time::singleton().get_date_dict_from_system_ex().utc(true).done();
    let part = |name: &str| date.get(name).and_then(|value| value.try_to::<i64>().ok()).unwrap_or_default();
    daily::seed(part("year") as u16, part("month") as u8, part("day") as u8)
}

/// Whether a person caused this event. A drifting stick or a mouse on a shaking table does not count.
fn is_deliberate(event: Gd<InputEvent>) -> bool {
    match event.try_cast::<InputEventMouseMotion>() {
        Ok(motion) => motion.get_relative().length() > 2.0,
        Err(event) => event.try_cast::<InputEventJoypadMotion>().is_err(),
    }
}

fn instantiate<T: GodotClass + Inherits<Node>>(file: &GString) -> Option<Gd<T>> {
    let scene = try_load::<PackedScene>(&file.to_string());
    match scene {
        Ok(scene) => scene.try_instantiate_as::<T>(),
        Err(error) => {
            run_harness::report_error(&error.to_string());
            None
        }
    }
}

fn difficulty_of_arguments() -> Difficulty {
    let wanted = command_line::arguments().difficulty.as_deref();
    Difficulty::ALL.into_iter().find(|difficulty| Some(difficulty.name()) == wanted).unwrap_or_default()
}
