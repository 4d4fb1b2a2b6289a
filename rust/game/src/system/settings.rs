//! The player's settings: loaded at the start, applied to the engine, changed by the options menu, and saved.
//!
//! Any class reads them with [`get`]. They change only through [`Settings::change`], which applies and saves them.

use std::cell::RefCell;

use creeps_rules::settings;
use creeps_rules::settings::bindings::Bindings;
use creeps_rules::store::{self, Problem};
use creeps_rules::time::TICKS_PER_SECOND;
use creeps_rules::trace::TraceEvent;
use godot::classes::display_server::VSyncMode;
use godot::classes::{
    AudioServer, CanvasLayer, ColorRect, DisplayServer, Engine, ICanvasLayer, InputEvent, InputMap, Node, Os,
    RenderingServer, ShaderMaterial, TranslationServer,
};
use godot::global::linear_to_db;
use godot::prelude::*;

use crate::dev::{run_harness, trace};
use crate::system::files;
use crate::system::input_map::{self, DefaultEvents};
use crate::system::{device, input, languages, window};
use crate::ui::text::tr_with;
use crate::ui::text_size;

/// The width of the bullets' outline, in px of their sheet.
const OUTLINE: f32 = 3.0;

thread_local! {
    // All of Godot's nodes live on the main thread.
    static CURRENT: RefCell<settings::Settings> = RefCell::default();
}

/// Reads from the current settings.
pub fn get<T>(read: impl FnOnce(&settings::Settings) -> T) -> T {
    CURRENT.with_borrow(read)
}

/// The node of this class, which is an autoload.
pub fn node<T: Inherits<Node>>(of: &Gd<T>) -> Gd<Settings> {
    of.upcast_ref::<Node>().get_node_as("/root/Settings")
}

/// Loads, applies, changes and saves the settings.
///
/// It is an autoload, so it works with every scene. It also corrects the picture's colors, watches which device the player uses, and
/// switches between window and full screen.
#[derive(GodotClass)]
#[class(init, base = CanvasLayer)]
pub struct Settings {
    /// What is applied to the engine now.
    applied: settings::Settings,
    /// The volume of each audio bus at 100 %, in dB.
    #[init(val = [("Master", 0.0), ("Music", 0.0), ("Effects", 0.0)])]
    volumes: [(&'static str, f32); 3],
    /// The project's input map.
    default_events: DefaultEvents,
    /// What the input map had before the player changed it.
    default_bindings: Bindings,
    /// Whether the file must not be overwritten.
    is_read_only: bool,
    /// A warning that is not on the screen yet.
    notice: Option<String>,
    #[init(node = "ColorCorrection")]
    color_correction: OnReady<Gd<ColorRect>>,
    base: Base<CanvasLayer>,
}

#[godot_api]
impl Settings {
    /// The settings were changed and applied.
    #[signal]
    pub fn changed();

    /// The player uses another device, so prompts change.
    #[signal]
    pub fn device_changed();

    /// Changes settings. They are saved at once and applied later in this tick, because a change of the window or the language notifies
    /// every node, and the caller is one of them.
    pub fn change(&mut self, change: impl FnOnce(&mut settings::Settings)) {
        let mut new = get(Clone::clone);
        change(&mut new);
        if get(|old| *old == new) {
            return;
        }
        CURRENT.set(new);
        self.save();
        self.run_deferred_gd(apply);
    }

    /// The bindings of the project's input map.
    pub fn default_bindings(&self) -> &Bindings {
        &self.default_bindings
    }

    /// A warning that is not on the screen yet. Returned once.
    pub fn take_notice(&mut self) -> Option<String> {
        self.notice.take()
    }

    /// Loads the file. Settings have their defaults if there is none or a damaged one.
    fn load(&mut self) {
        let file = &files::store();
        match store::load(file, settings::FILE, settings::Settings::read, settings::Settings::is_newer) {
            Ok(None) => {}
            Ok(Some(settings)) => {
                trace::record(|| TraceEvent::SettingsLoaded);
                CURRENT.set(settings);
            }
            Err(Problem::Newer(error)) => {
                self.is_read_only = true;
                self.warn(tr_with(
                    "{error}; a newer version of the game wrote it, so it is not changed; settings are kept until you quit",
                    &[("error", &error)],
                ));
            }
            Err(Problem::Renamed(error, renamed)) => self.warn(tr_with(
                "{error}; the file was renamed to {name}, and all settings have their defaults",
                &[("error", &error), ("name", &renamed)],
            )),
            Err(Problem::Damaged(error)) => {
                self.is_read_only = true;
                self.warn(tr_with(
                    "{error}; it can't be renamed, so settings are kept until you quit",
                    &[("error", &error)],
                ));
            }
        }
    }

    fn save(&mut self) {
        if self.is_read_only {
            return;
        }
        match get(|settings| settings.save(&files::store())) {
            Ok(()) => trace::record(|| TraceEvent::SettingsSaved),
            Err(error) => {
                self.is_read_only = true;
                self.warn(tr_with("{error}; settings are kept until you quit", &[("error", &error)]));
            }
        }
    }

    fn warn(&mut self, message: String) {
        run_harness::report_error(&message);
        self.notice = Some(message);
    }

    fn apply_sound(&self, settings: &settings::Settings) {
        let mut audio = AudioServer::singleton();
        let percents = [settings.master_volume, settings.music_volume, settings.effects_volume];
        for ((name, full), percent) in self.volumes.into_iter().zip(percents) {
            let bus = audio.get_bus_index(name);
            audio.set_bus_volume_db(bus, full + linear_to_db(f64::from(percent.factor())).max(-80.0) as f32);
        }
        audio.set_bus_mute(0, settings.mute);
    }

    fn apply_display(&self, settings: &settings::Settings) {
        let mut engine = Engine::singleton();
        engine.set_max_fps(settings.frame_cap.frames_per_second().into());
        if settings.v_sync != self.applied.v_sync {
            let mode = if settings.v_sync { VSyncMode::ENABLED } else { VSyncMode::DISABLED };
            DisplayServer::singleton().window_set_vsync_mode(mode);
        }
        let ticks = settings.ticks_per_second();
        engine.set_physics_ticks_per_second(ticks.cast_signed());
        // Every tick still lasts 1/60 s for whatever moves by the engine's delta; there are fewer of them per second.
        engine.set_time_scale(f64::from(ticks) / f64::from(TICKS_PER_SECOND));
    }

    fn apply_picture(&mut self, settings: &settings::Settings) {
        let mut server = RenderingServer::singleton();
        let outline = if settings.has_outlines() { OUTLINE } else { 0.0 };
        server.global_shader_parameter_set("outline_width", &outline.to_variant());
        server.global_shader_parameter_set("flash_strength", &settings.flashes.strength().to_variant());
        let correction = settings.color_vision.correction();
        self.color_correction.set_visible(correction.is_some());
        if let (Some([r, g, b]), Some(Ok(mut material))) =
            (correction, self.color_correction.get_material().map(Gd::try_cast::<ShaderMaterial>))
        {
            for (name, [x, y, z]) in [("red", r), ("green", g), ("blue", b)] {
                material.set_shader_parameter(name, &Vector3::new(x, y, z).to_variant());
            }
        }
    }

    fn on_window_input(&mut self, event: Gd<InputEvent>) {
        if device::note(&event) {
            self.signals().device_changed().emit();
        }
    }
}

/// Applies the current settings. Takes no borrow while the engine notifies nodes.
fn apply(mut this: Gd<Settings>) {
    let settings = get(Clone::clone);
    this.bind().apply_sound(&settings);
    this.bind().apply_display(&settings);
    this.bind_mut().apply_picture(&settings);
    let before = std::mem::replace(&mut this.bind_mut().applied, settings.clone());
    input_map::apply(&this.bind().default_events, &settings);
    let tree = this.get_tree();
    if let Some(mut root) = tree.get_root() {
        if settings.window_scale != before.window_scale && !settings.full_screen {
            window::fit_to_screen(&mut root, settings.window_scale);
        }
        if settings.full_screen != before.full_screen {
            window::set_full_screen(&mut root, settings.full_screen);
        }
        if settings.text_size != before.text_size {
            text_size::apply(&root.upcast(), settings.text_size);
        }
    }
    if settings.language != before.language
        && let Some(mut languages) = languages::node(&tree)
    {
        languages.bind_mut().set_language(settings.language.locale().unwrap_or_default());
    }
    record_engine();
    this.signals().changed().emit();
}

/// Records what the engine has now, not what the settings say.
fn record_engine() {
    trace::record(|| {
        let audio = AudioServer::singleton();
        let volume = |name: &str| audio.get_bus_volume_db(audio.get_bus_index(name));
        let engine = Engine::singleton();
        TraceEvent::SettingsApplied {
            volumes: (volume("Master"), volume("Music"), volume("Effects")),
            is_muted: audio.is_bus_mute(0),
            max_fps: engine.get_max_fps().cast_unsigned(),
            ticks_per_second: engine.get_physics_ticks_per_second().cast_unsigned(),
            dead_zone: InputMap::singleton().action_get_deadzone(input::MOVE_LEFT),
            locale: TranslationServer::singleton().get_locale().to_string(),
        }
    });
}

#[godot_api]
impl ICanvasLayer for Settings {
    fn ready(&mut self) {
        let audio = AudioServer::singleton();
        for (name, volume) in &mut self.volumes {
            *volume = audio.get_bus_volume_db(audio.get_bus_index(*name));
        }
        self.default_events = DefaultEvents::of_project();
        self.default_bindings = self.default_events.bindings();
        self.load();
        let this = self.to_gd();
        if let Some(mut root) = self.base().get_tree().get_root() {
            root.signals().window_input().connect_other(&this, Self::on_window_input);
            // A change of the window notifies all nodes, this one too: the guard allows that.
            let _guard = self.base_mut();
            window::fit_to_screen(&mut root, get(|settings| settings.window_scale));
        }
        self.applied.window_scale = get(|settings| settings.window_scale);
        self.run_deferred_gd(apply);
    }

    // The full-screen key works on every screen.
    fn input(&mut self, event: Gd<InputEvent>) {
        if !Os::singleton().has_feature("web") && event.is_action_pressed(input::FULL_SCREEN) {
            if let Some(mut viewport) = self.base().get_viewport() {
                viewport.set_input_as_handled();
            }
            self.change(|settings| settings.full_screen = !settings.full_screen);
        }
    }
}
