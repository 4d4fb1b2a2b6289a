//! Runs a run: plays its tape or the autopilot, writes its trace, and ends it cleanly.

use creeps_rules::arguments::HELP;
use creeps_rules::ron_file::{FileError, MAX_BYTES};
use creeps_rules::tape::Tape;
use creeps_rules::trace::Event;
use godot::classes::notify::NodeNotification;
use godot::classes::{AudioStream, AudioStreamPlayer, InputEvent, Os, Time};
use godot::prelude::*;

use crate::dev::autopilot::Autopilot;
use crate::dev::tape_deck::{TapeDeck, perform};
use crate::dev::trace;
use crate::system::{command_line, files, input, signals, window};

/// How long the sound may take to fall silent before the game ends all the same, in ms of real time.
const MAX_FADE_OUT_MS: u64 = 2000;

/// Directs a run by its command line: `--tape`, `--autopilot`, `--trace`, `--ticks`.
///
/// An autoload, so it works with whatever scene is run, and before any other node in a tick. It also ends the game: whoever wants
/// that sends the root `NOTIFICATION_WM_CLOSE_REQUEST`, as the window's close button does.
#[derive(GodotClass)]
#[class(init, base = Node)]
pub struct Director {
    tick: u64,
    tape: TapeDeck,
    autopilot: Option<Autopilot>,
    /// When the game was asked to end, in ms of real time.
    closing_since: Option<u64>,
    /// What was playing then, and in scenes that were left before.
    sounds: Vec<Gd<AudioStream>>,
    base: Base<Node>,
}

impl Director {
    fn begin(&mut self) {
        let arguments = command_line::arguments();
        if let Some(target) = &arguments.trace
            && let Err(error) = trace::open(target)
        {
            refuse(&error);
        }
        if let Some(error) = command_line::error() {
            refuse(&error.to_string());
        }
        if let Some(path) = &arguments.tape {
            match read_tape(path) {
                Ok(tape) => self.tape.load(tape),
                Err(error) => refuse(&error.to_string()),
            }
        }
        self.autopilot = arguments.autopilot.then(Autopilot::default);
    }

    fn close(&mut self) {
        if self.closing_since.is_some() {
            return;
        }
        self.closing_since = Some(Time::singleton().get_ticks_msec());
        if let Some(scene) = self.base().get_tree().get_current_scene() {
            self.retire(scene);
        }
        self.base_mut().set_physics_process(false);
    }

    /// Frees a scene, whose sounds may go on for a moment.
    fn retire(&mut self, mut scene: Gd<Node>) {
        self.sounds.retain(|sound| sound.get_reference_count() > 1);
        // Also those of scenes that were added by code, which nobody owns.
        let players = scene.find_children_ex("*").type_("AudioStreamPlayer").owned(false).done();
        let players = players.iter_shared().filter_map(|node| node.try_cast::<AudioStreamPlayer>().ok());
        self.sounds.extend(players.filter_map(|player| player.get_stream()));
        scene.queue_free();
    }

    /// Whether the audio thread let go of every sound, some mixes after its player went. A game that ends sooner leaks them.
    fn is_silent(&self) -> bool {
        self.sounds.iter().all(|sound| sound.get_reference_count() <= 1)
    }
}

#[godot_api]
impl INode for Director {
    fn ready(&mut self) {
        self.base().get_tree().set_auto_accept_quit(false);
        signals::listen();
        if command_line::arguments().help {
            godot_print!("{HELP}");
            self.base().get_tree().quit();
            return;
        }
        if let Some(mut root) = self.base().get_tree().get_root() {
            // What happens to the window is told to every node, this one among them.
            let _guard = self.base_mut();
            window::fit_to_screen(&mut root);
        }
        self.begin();
    }

    fn process(&mut self, _delta: f64) {
        let signalled = signals::exit_code();
        if signalled.is_some() {
            self.close();
        }
        let Some(since) = self.closing_since else { return };
        let waited = Time::singleton().get_ticks_msec() - since;
        if self.is_silent() || waited > MAX_FADE_OUT_MS {
            self.base().get_tree().quit_ex().exit_code(signalled.unwrap_or(0)).done();
        }
    }

    // The key is every screen's.
    fn input(&mut self, event: Gd<InputEvent>) {
        if !Os::singleton().has_feature("web") && event.is_action_pressed(input::FULL_SCREEN) {
            let Some(mut root) = self.base().get_tree().get_root() else { return };
            root.set_input_as_handled();
            // What happens to the window is told to every node, this one among them.
            let _guard = self.base_mut();
            window::toggle_full_screen(&mut root);
        }
    }

    fn physics_process(&mut self, _delta: f64) {
        let tree = self.base().get_tree();
        let due = self.tape.due(self.tick);
        if let Some(mut root) = tree.get_root() {
            // What happens to the window is told to every node, this one among them.
            let _guard = self.base_mut();
            for act in due {
                perform(act, &mut root);
            }
        }
        if let Some(autopilot) = &mut self.autopilot {
            autopilot.play(self.tick, &tree);
        }
        self.tick += 1;
        if command_line::arguments().ticks.is_some_and(|ticks| self.tick >= u64::from(ticks)) {
            self.close();
        }
    }

    fn on_notification(&mut self, what: NodeNotification) {
        if what == NodeNotification::WM_CLOSE_REQUEST {
            self.close();
        }
    }

    fn exit_tree(&mut self) {
        trace::close();
    }
}

/// Frees a scene; the end of the game will wait for its sounds.
pub fn retire(scene: &Gd<Node>) {
    let root = scene.get_tree().get_root();
    match root.and_then(|root| root.try_get_node_as::<Director>("Director")) {
        Some(mut director) => director.bind_mut().retire(scene.clone()),
        None => scene.clone().queue_free(),
    }
}

/// Tells the console and the trace what was refused; the run goes on without it.
pub fn refuse(message: &str) {
    godot::global::printerr(&[message.to_variant()]);
    trace::record(|| Event::Refused { message: message.to_owned() });
}

fn read_tape(path: &str) -> Result<Tape, FileError> {
    Tape::read(path, &files::read(path, MAX_BYTES)?)
}

/// Ends the game if `scene` is what runs, as by F6 in the editor, and no part of another scene.
pub fn close_alone<T: Inherits<Node>>(scene: &Gd<T>) {
    let tree = scene.upcast_ref().get_tree();
    if tree.get_current_scene().is_some_and(|current| current.instance_id() == scene.instance_id()) {
        close(&tree);
    }
}

/// Ends the game as the window's close button does, but on the web, where a tab is not the game's to close.
pub fn close(tree: &Gd<SceneTree>) {
    if Os::singleton().has_feature("web") {
        return;
    }
    if let Some(mut root) = tree.get_root() {
        root.propagate_notification(NodeNotification::WM_CLOSE_REQUEST.into());
    }
}
