//! The application around the modes: the root scene with the menu, which opens the scene of the chosen mode.

pub mod mode_menu;

use creeps_rules::GameMode;
use creeps_rules::arguments::Start;
use creeps_rules::ron_file::FileError;
use creeps_rules::trace::TraceEvent;
use creeps_sim::Difficulty;
use godot::classes::{
    AudioStreamPlayer, Button, Control, INode, InputEvent, InputEventJoypadMotion, InputEventMouseMotion,
    PackedScene, Timer,
};
use godot::prelude::*;

use self::mode_menu::ModeMenu;
use crate::arcade::arcade_scene::ArcadeScene;
use crate::arcade::recording::Recording;
use crate::classic::main_scene::Main;
use crate::dev::{run_harness, trace};
use crate::system::{command_line, input};
use crate::ui::touch_buttons;

/// The root scene of the program.
///
/// It shows the menu, or the scene of the mode that the player chose: `main.tscn` for Classic, which does not know this class, and
/// `arcade_scene.tscn` for Arcade and Horde.
#[derive(GodotClass)]
#[class(init, base = Node)]
pub struct App {
    /// Classic's scene.
    #[export(file = "*.tscn")]
    classic_scene: GString,
    /// The scene of Arcade and Horde.
    #[export(file = "*.tscn")]
    arcade_scene: GString,
    /// Time without input on the menu until the demo starts, in s.
    #[export(range = (5.0, 600.0, 1.0, suffix = "s"))]
    #[init(val = 30.0)]
    demo_after: f64,
    /// Length of the demo, in s.
    #[export(range = (5.0, 600.0, 1.0, suffix = "s"))]
    #[init(val = 60.0)]
    demo_length: f64,
    /// The mode of the current or the last demo.
    #[init(val = GameMode::Horde)]
    demo: GameMode,
    /// The scene of the current mode. None on the menu.
    scene: Option<Gd<Node>>,
    /// The command line asks for one mode, so there is no menu to go back to.
    single_mode: bool,
    #[init(node = "ModeMenu")]
    menu: OnReady<Gd<ModeMenu>>,
    #[init(node = "Overlay/ModesButton")]
    modes_button: OnReady<Gd<Button>>,
    /// Visible during a demo, and only then.
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
            Start::Menu => self.show_menu(None),
            Start::Mode(mode) => {
                self.single_mode = true;
                self.open(mode, difficulty_of_arguments());
            }
        }
    }

    fn show_menu(&mut self, error: Option<&FileError>) {
        if let Some(scene) = self.scene.take() {
            run_harness::free_after_audio(&scene);
        }
        // The key that led here must not press a button of the menu as well.
        if let Some(mut viewport) = self.base().get_viewport() {
            viewport.set_input_as_handled();
        }
        self.modes_button.hide();
        self.demo_label.hide();
        trace::record(|| TraceEvent::MenuShown);
        self.menu.bind_mut().open();
        self.music.play();
        self.restart_demo_timer();
        let error = error.map(ToString::to_string);
        if let Some(error) = &error {
            run_harness::report_error(error);
        }
        let argument_error = command_line::error().map(ToString::to_string);
        if let Some(notice) = error.or(argument_error) {
            self.menu.bind_mut().show_notice(&notice);
        }
    }

    fn close_menu(&mut self) {
        self.menu.bind_mut().close();
        self.music.stop();
    }

    fn restart_demo_timer(&mut self) {
        self.demo_timer.start_ex().time_sec(self.demo_after).done();
    }

    /// Starts a demo, or ends the one that runs.
    fn on_demo_timeout(&mut self) {
        if self.scene.is_some() {
            return self.show_menu(None);
        }
        // The demos alternate between Arcade and Horde.
        self.demo = if self.demo == GameMode::Arcade { GameMode::Horde } else { GameMode::Arcade };
        let Some(mut arcade) = instantiate::<ArcadeScene>(&self.arcade_scene) else { return };
        trace::record(|| TraceEvent::DemoStarted);
        trace::record(|| TraceEvent::ModeOpened(self.demo));
        self.close_menu();
        self.demo_label.show();
        arcade.bind_mut().choose_demo(self.demo);
        self.add_arcade_scene(arcade.clone());
        self.demo_timer.start_ex().time_sec(self.demo_length).done();
        // Starting emits `at_title`, which calls this object back: the guard allows that.
        let _guard = self.base_mut();
        arcade.bind_mut().start();
    }

    /// Starts a game of the chosen mode, without showing the mode's title first.
    fn on_mode_chosen(&mut self) {
        let (mode, difficulty) = self.menu.bind().choice();
        self.open(mode, difficulty);
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
        self.demo_timer.stop();
        self.close_menu();
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
        trace::record(|| TraceEvent::ModeOpened(recording.mode()));
        self.close_menu();
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
        self.modes_button.set_visible(!self.single_mode && !self.demo_label.is_visible());
        self.scene = Some(scene.clone());
        // Its `ready` emits signals that call this object back: `base_mut` allows that.
        self.base_mut().add_child(&scene);
    }

    fn on_title(&mut self, is_shown: bool) {
        if self.demo_label.is_visible() {
            if is_shown {
                self.show_menu(None);
            }
            return;
        }
        let visible = is_shown && !self.single_mode && self.scene.is_some();
        self.modes_button.set_visible(visible);
    }

    fn on_left(&mut self) {
        if self.single_mode {
            run_harness::close(&self.base().get_tree());
        } else {
            self.show_menu(None);
        }
    }
}

#[godot_api]
impl INode for App {
    fn ready(&mut self) {
        touch_buttons::press_with_any_finger(&self.modes_button);
        let this = self.to_gd();
        self.modes_button.signals().pressed().connect_other(&this, Self::on_left);
        self.menu.signals().chosen().connect_other(&this, Self::on_mode_chosen);
        self.demo_timer.signals().timeout().connect_other(&this, Self::on_demo_timeout);
        self.show_first_screen();
    }

    // `input`, because the demo's scene must not see the key that ends it.
    fn input(&mut self, event: Gd<InputEvent>) {
        if event.is_action(input::FULL_SCREEN) {
            // The player wants to see the demo larger, not to end it.
        } else if self.demo_label.is_visible() {
            if event.is_pressed() {
                self.show_menu(None);
            }
        } else if self.scene.is_none() && is_deliberate(event) {
            self.restart_demo_timer();
        }
    }

    // Input that the scene of the mode did not handle.
    fn unhandled_input(&mut self, event: Gd<InputEvent>) {
        if self.scene.is_none() && input::is_pressed(&event, input::QUIT) {
            run_harness::close(&self.base().get_tree());
        }
    }
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
