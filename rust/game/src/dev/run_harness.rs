//! Controls a run from the command line: plays an input script or the autopilot, writes the trace, and ends the run cleanly.

use creeps_rules::arguments::HELP;
use creeps_rules::input_script::InputScript;
use creeps_rules::ron_file::{FileError, MAX_BYTES};
use creeps_rules::trace::TraceEvent;
use godot::classes::notify::NodeNotification;
use godot::classes::{AudioStream, AudioStreamPlayer, DisplayServer, Os, Time};
use godot::prelude::*;

use crate::dev::autopilot::Autopilot;
use crate::dev::input_player::{InputPlayer, perform};
use crate::dev::{frame_times, trace};
use crate::system::{command_line, files, signals};

/// The maximum time to wait for the audio thread at the end, in ms of real time.
const MAX_FADE_OUT_MS: u64 = 2000;

/// Executes `--input-script`, `--autopilot`, `--trace` and `--ticks`, and ends every run.
///
/// It is an autoload, so it works with every scene and runs before all other nodes in a tick. To end the program, any code sends
/// `NOTIFICATION_WM_CLOSE_REQUEST` to the root, as the window's close button does.
#[derive(GodotClass)]
#[class(init, base = Node)]
pub struct RunHarness {
    tick: u64,
    frame: u64,
    input_player: InputPlayer,
    autopilot: Option<Autopilot>,
    /// When the program was asked to end, in ms of real time.
    closing_since: Option<u64>,
    /// Sounds of freed scenes that the audio thread may still use.
    sounds: Vec<Gd<AudioStream>>,
    base: Base<Node>,
}

impl RunHarness {
    fn begin(&mut self) {
        let arguments = command_line::arguments();
        if let Some(target) = &arguments.trace
            && let Err(error) = trace::open(target)
        {
            report_error(&error);
        }
        if let Some(error) = command_line::error() {
            report_error(&error.to_string());
        }
        if let Some(path) = &arguments.input_script {
            match read_input_script(path) {
                Ok(script) => self.input_player.load(script),
                Err(error) => report_error(&error.to_string()),
            }
        }
        self.autopilot = arguments.autopilot.then(Autopilot::default);
        if arguments.frame_times {
            frame_times::begin();
        }
    }

    fn close(&mut self) {
        if self.closing_since.is_some() {
            return;
        }
        self.closing_since = Some(Time::singleton().get_ticks_msec());
        frame_times::report();
        if let Some(scene) = self.base().get_tree().get_current_scene() {
            self.free_after_audio(scene);
        }
        self.base_mut().set_physics_process(false);
    }

    /// Frees a scene and remembers its sounds, which the audio thread releases some mixes later.
    fn free_after_audio(&mut self, mut scene: Gd<Node>) {
        self.sounds.retain(|sound| sound.get_reference_count() > 1);
        // `owned(false)`: nodes that code added have no owner.
        let players = scene.find_children_ex("*").type_("AudioStreamPlayer").owned(false).done();
        let players = players.iter_shared().filter_map(|node| node.try_cast::<AudioStreamPlayer>().ok());
        self.sounds.extend(players.filter_map(|player| player.get_stream()));
        scene.queue_free();
    }

    /// Whether the audio thread released every sound. A program that ends sooner leaks them.
    fn is_silent(&self) -> bool {
        self.sounds.iter().all(|sound| sound.get_reference_count() <= 1)
    }
}

#[godot_api]
impl INode for RunHarness {
    fn ready(&mut self) {
        self.base().get_tree().set_auto_accept_quit(false);
        signals::listen();
        if command_line::arguments().help {
            godot_print!("{HELP}");
            return;
        }
        self.begin();
    }

    fn process(&mut self, _delta: f64) {
        self.frame += 1;
        // Without a display nothing is drawn, and a trace is the same every time.
        if self.frame == 2 && DisplayServer::singleton().get_name() != "headless" {
            let engine_ms = Time::singleton().get_ticks_msec();
            trace::record(|| TraceEvent::FirstFrameDrawn { engine_ms });
        }
        frame_times::finish(self.tick);
        let signalled = signals::exit_code();
        // The menu's music may play already, so a program that only helps is closed like any other.
        if signalled.is_some() || command_line::arguments().help {
            self.close();
        }
        let Some(since) = self.closing_since else { return };
        let waited = Time::singleton().get_ticks_msec() - since;
        if self.is_silent() || waited > MAX_FADE_OUT_MS {
            self.base().get_tree().quit_ex().exit_code(signalled.unwrap_or(0)).done();
        }
    }

    fn physics_process(&mut self, _delta: f64) {
        let due = self.input_player.due(self.tick);
        if !due.is_empty()
            && let Some(mut root) = self.base().get_tree().get_root()
        {
            // A change of the window notifies all nodes, this one too: the guard allows that.
            let _guard = self.base_mut();
            for event in due {
                perform(event, &mut root);
            }
        }
        if self.autopilot.is_some() {
            let tree = self.base().get_tree();
            if let Some(autopilot) = &mut self.autopilot {
                autopilot.play(self.tick, &tree);
            }
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

/// Frees a scene. The end of the program waits until the audio thread has released its sounds.
pub fn free_after_audio(scene: &Gd<Node>) {
    let root = scene.get_tree().get_root();
    match root.and_then(|root| root.try_get_node_as::<RunHarness>("RunHarness")) {
        Some(mut run_harness) => run_harness.bind_mut().free_after_audio(scene.clone()),
        None => scene.clone().queue_free(),
    }
}

/// Reports an error on the console and in the trace.
pub fn report_error(message: &str) {
    godot::global::printerr(&[message.to_variant()]);
    trace::record(|| TraceEvent::ErrorReported { message: message.to_owned() });
}

fn read_input_script(path: &str) -> Result<InputScript, FileError> {
    InputScript::read(path, &files::read(path, MAX_BYTES)?)
}

/// Ends the program if `scene` is its current scene (as with F6 in the editor) and not part of another scene.
pub fn close_if_current<T: Inherits<Node>>(scene: &Gd<T>) {
    let tree = scene.upcast_ref().get_tree();
    if tree.get_current_scene().is_some_and(|current| current.instance_id() == scene.instance_id()) {
        close(&tree);
    }
}

/// Ends the program as the window's close button does. Does nothing on the web, where a page can't close its tab.
pub fn close(tree: &Gd<SceneTree>) {
    if Os::singleton().has_feature("web") {
        return;
    }
    if let Some(mut root) = tree.get_root() {
        root.propagate_notification(NodeNotification::WM_CLOSE_REQUEST.into());
    }
}
