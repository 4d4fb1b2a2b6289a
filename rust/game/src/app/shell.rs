//! The shell around the modes: the menu, and the scene of the mode that was chosen.

use creeps_rules::arguments::Start;
use creeps_rules::best::Mode;
use creeps_rules::ron_file::FileError;
use creeps_rules::trace::Event;
use creeps_sim::Difficulty;
use godot::classes::{
    Button, Control, INode, InputEvent, InputEventJoypadMotion, InputEventMouseMotion, PackedScene, Timer,
};
use godot::prelude::*;

use crate::app::shell_menu::ShellMenu;
use crate::arcade::arcade_scene::Stage;
use crate::arcade::recording::Recording;
use crate::classic::main_scene::Main;
use crate::dev::{director, trace};
use crate::system::{command_line, input};
use crate::ui::taps;

/// The scene that the game starts with.
///
/// It shows the menu, and instead of it the scene of the mode that the player chose: `main.tscn` for Classic, which knows nothing
/// of all this, `stage.tscn` for Arcade and Horde.
#[derive(GodotClass)]
#[class(init, base = Node)]
pub struct Shell {
    /// Classic's scene.
    #[export(file = "*.tscn")]
    classic_scene: GString,
    /// The scene of Arcade and Horde.
    #[export(file = "*.tscn")]
    stage_scene: GString,
    /// How long nobody does anything at the menu before the computer shows a game, in s.
    #[export(range = (5.0, 600.0, 1.0, suffix = "s"))]
    #[init(val = 30.0)]
    demo_after: f64,
    /// How long it shows one, in s.
    #[export(range = (5.0, 600.0, 1.0, suffix = "s"))]
    #[init(val = 60.0)]
    demo_length: f64,
    /// The mode that the computer shows now, or showed last.
    #[init(val = Mode::Horde)]
    demo: Mode,
    /// The scene of the mode that is on.
    scene: Option<Gd<Node>>,
    /// Whether the run is of one mode only, by its arguments.
    alone: bool,
    #[init(node = "ShellMenu")]
    menu: OnReady<Gd<ShellMenu>>,
    #[init(node = "Over/ModesButton")]
    modes_button: OnReady<Gd<Button>>,
    /// Shown during a demo, and only then.
    #[init(node = "Over/Demo")]
    demo_sign: OnReady<Gd<Control>>,
    #[init(node = "DemoTimer")]
    demo_timer: OnReady<Gd<Timer>>,
    base: Base<Node>,
}

impl Shell {
    /// Begins with what the arguments ask for.
    fn begin(&mut self) {
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
                self.alone = true;
                self.open(mode, arguments_difficulty());
            }
        }
    }

    fn show_menu(&mut self, refused: Option<&FileError>) {
        if let Some(scene) = self.scene.take() {
            director::retire(&scene);
        }
        // The key that led here is not also the menu's.
        if let Some(mut viewport) = self.base().get_viewport() {
            viewport.set_input_as_handled();
        }
        self.modes_button.hide();
        self.demo_sign.hide();
        trace::record(|| Event::Menu);
        self.menu.bind_mut().open();
        self.wait_for_choice();
        let refused = refused.map(ToString::to_string);
        if let Some(refused) = &refused {
            director::refuse(refused);
        }
        let argument = command_line::error().map(ToString::to_string);
        if let Some(notice) = refused.or(argument) {
            self.menu.bind_mut().show_notice(&notice);
        }
    }

    fn wait_for_choice(&mut self) {
        self.demo_timer.start_ex().time_sec(self.demo_after).done();
    }

    /// Nobody chose for long, or the demo was long enough.
    fn on_demo_timeout(&mut self) {
        if self.scene.is_some() {
            return self.show_menu(None);
        }
        // Arcade and Horde in turns.
        self.demo = if self.demo == Mode::Arcade { Mode::Horde } else { Mode::Arcade };
        let Some(mut stage) = instantiate::<Stage>(&self.stage_scene) else { return };
        trace::record(|| Event::Demo);
        trace::record(|| Event::Mode(self.demo));
        self.menu.bind_mut().close();
        self.demo_sign.show();
        stage.bind_mut().choose_demo(self.demo);
        self.add_stage(stage.clone());
        self.demo_timer.start_ex().time_sec(self.demo_length).done();
        // The scene tells this very object that its title is gone.
        let _guard = self.base_mut();
        stage.bind_mut().start();
    }

    /// Starts a game of the chosen mode at once.
    fn on_chosen(&mut self) {
        let (mode, difficulty) = self.menu.bind().choice();
        self.open(mode, difficulty);
        let Some(scene) = self.scene.clone() else { return };
        // The scene tells this very object that its title is gone.
        let _guard = self.base_mut();
        match scene.try_cast::<Main>() {
            Ok(mut main) => main.bind_mut().start(),
            Err(scene) => scene.cast::<Stage>().bind_mut().start(),
        }
    }

    /// Shows the title of a mode.
    fn open(&mut self, mode: Mode, difficulty: Difficulty) {
        trace::record(|| Event::Mode(mode));
        self.demo_timer.stop();
        self.menu.bind_mut().close();
        let this = self.to_gd();
        if mode == Mode::Classic {
            let Some(main) = instantiate::<Main>(&self.classic_scene) else { return };
            main.signals().at_title().connect_other(&this, Self::on_title);
            main.signals().left().connect_other(&this, Self::on_left);
            self.add(main.upcast());
        } else {
            let Some(mut stage) = instantiate::<Stage>(&self.stage_scene) else { return };
            stage.bind_mut().choose(mode, difficulty);
            self.add_stage(stage);
        }
    }

    fn show_recording(&mut self, recording: Recording) {
        trace::record(|| Event::Mode(recording.mode()));
        self.menu.bind_mut().close();
        let Some(mut stage) = instantiate::<Stage>(&self.stage_scene) else { return };
        stage.bind_mut().choose_recording(recording);
        self.add_stage(stage);
    }

    fn add_stage(&mut self, stage: Gd<Stage>) {
        let this = self.to_gd();
        stage.signals().at_title().connect_other(&this, Self::on_title);
        stage.signals().left().connect_other(&this, Self::on_left);
        self.add(stage.upcast());
    }

    fn add(&mut self, scene: Gd<Node>) {
        self.modes_button.set_visible(!self.alone && !self.demo_sign.is_visible());
        self.scene = Some(scene.clone());
        // What it tells when it is ready comes back to this very object.
        self.base_mut().add_child(&scene);
    }

    fn on_title(&mut self, is: bool) {
        if self.demo_sign.is_visible() {
            if is {
                self.show_menu(None);
            }
            return;
        }
        let visible = is && !self.alone && self.scene.is_some();
        self.modes_button.set_visible(visible);
    }

    fn on_left(&mut self) {
        if self.alone {
            director::close(&self.base().get_tree());
        } else {
            self.show_menu(None);
        }
    }
}

#[godot_api]
impl INode for Shell {
    fn ready(&mut self) {
        taps::let_any_finger_press(&self.modes_button);
        let this = self.to_gd();
        self.modes_button.signals().pressed().connect_other(&this, Self::on_left);
        self.menu.signals().chosen().connect_other(&this, Self::on_chosen);
        self.demo_timer.signals().timeout().connect_other(&this, Self::on_demo_timeout);
        self.begin();
    }

    // Before the demo's own scene sees it.
    fn input(&mut self, event: Gd<InputEvent>) {
        if event.is_action(input::FULL_SCREEN) {
            // Seen better, the demo goes on.
        } else if self.demo_sign.is_visible() {
            if event.is_pressed() {
                self.show_menu(None);
            }
        } else if self.scene.is_none() && is_deed(event) {
            self.wait_for_choice();
        }
    }

    // Only what the mode's scene did not take.
    fn unhandled_input(&mut self, event: Gd<InputEvent>) {
        if self.scene.is_none() && input::is_pressed(&event, input::QUIT) {
            director::close(&self.base().get_tree());
        }
    }
}

/// Whether a person did something: not a pad's stick that trembles, nor a mouse on a table that does.
fn is_deed(event: Gd<InputEvent>) -> bool {
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
            director::refuse(&error.to_string());
            None
        }
    }
}

fn arguments_difficulty() -> Difficulty {
    let wanted = command_line::arguments().difficulty.as_deref();
    Difficulty::ALL.into_iter().find(|difficulty| Some(difficulty.name()) == wanted).unwrap_or_default()
}
