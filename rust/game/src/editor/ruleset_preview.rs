//! The editor's preview of rulesets: plays a ruleset from any wave on, at any speed, and loads it again when its file is saved.

use std::time::{Duration, Instant};

use creeps_rules::FIELD;
use creeps_rules::ron_file::{FileError, MAX_BYTES};
use creeps_rules::sprite_atlas::{DeathEffect, Tint};
use creeps_rules::time::TICKS_PER_SECOND;
use creeps_rules::touch::Fingers;
use creeps_sim::preview::{Preview, Way};
use creeps_sim::{Difficulty, Input, Sim, SimEvent};
use godot::classes::control::SizeFlags;
use godot::classes::{
    self, AnimatedSprite2D, AspectRatioContainer, BoxContainer, Button, Control, DirAccess, EditorInterface,
    Engine, FileAccess, IBoxContainer, Label, Node2D, OptionButton, SpinBox, Sprite2D, SubViewportContainer,
};
use godot::global::MouseButton;
use godot::prelude::*;

use crate::arcade::arcade_scene::frame::SHIP_TEXTURE_SIZE;
use crate::arcade::effects::Effects;
use crate::arcade::playfield_view::PlayfieldView;
use crate::arcade::{feel_file, mod_library, ruleset_file};
use crate::system::files;

/// The rulesets of the game.
const SHIPPED: [&str; 2] = ["res://config/arcade.ron", "res://config/horde.ron"];
/// Folders with a folder or a zip file for each further ruleset.
const FOLDERS: [&str; 3] = ["res://mods", "user://mods", "user://rulesets"];
/// The speeds to choose from, and the index of the first choice.
const SPEEDS: [f64; 6] = [0.25, 0.5, 1.0, 2.0, 4.0, 8.0];
const NORMAL_SPEED: i32 = 2;
/// The least height of the dock, and the least width of the controls beside the playfield and below it, in px at the editor's normal
/// scale.
const MIN_HEIGHT: f32 = 330.0;
const CONTROLS_WIDTHS: (f32, f32) = (360.0, 240.0);
/// How often files are looked at, in s.
const POLL_TIME: f64 = 0.5;
/// The most ticks that a frame plays: an editor in the background draws ten frames a second.
const MAX_TICKS: f64 = 64.0;
/// How long a frame plays on the way to a wave, and how many ticks at a time.
const SEEK_TIME: Duration = Duration::from_millis(12);
const SEEK_TICKS: u32 = 20;

/// Plays a ruleset in the editor, with its pace in numbers.
///
/// The add-on `ruleset_editor` shows it in a dock. It plays only while it is seen. When the file of the ruleset or of its atlas changes
/// it begins again with the chosen wave; what is wrong with a file is shown above the last good ruleset, which goes on.
#[derive(GodotClass)]
#[class(tool, init, base = BoxContainer)]
pub struct RulesetPreview {
    /// None until `ready`, and after the editor has loaded another build of this library.
    parts: Option<Parts>,
    /// The paths of the rulesets to choose from.
    rulesets: Vec<String>,
    game: Option<Game>,
    /// The files of the chosen ruleset when they were last read.
    contents: Vec<Result<Vec<u8>, FileError>>,
    /// What is wrong with them.
    error: Option<FileError>,
    /// Time since the files were looked at, in s.
    since_poll: f64,
    is_paused: bool,
    /// Ticks that are due, a part of one in most frames.
    due: f64,
    fingers: Fingers,
    base: Base<BoxContainer>,
}

/// The nodes of the scene.
struct Parts {
    error: Gd<Label>,
    ruleset: Gd<OptionButton>,
    difficulty: Gd<OptionButton>,
    wave: Gd<SpinBox>,
    status: Gd<Label>,
    aspect: Gd<AspectRatioContainer>,
    controls: Gd<Control>,
    container: Gd<SubViewportContainer>,
    sky: Gd<Sprite2D>,
    field: Gd<Node2D>,
    ship: Gd<AnimatedSprite2D>,
    play: Gd<Button>,
    speed: Gd<OptionButton>,
    player: Gd<OptionButton>,
    span: Gd<Label>,
    numbers: [Gd<Label>; 5],
}

/// A ruleset that is played.
struct Game {
    preview: Preview,
    way: Way,
    view: PlayfieldView,
    effects: Effects,
}

#[godot_api]
impl RulesetPreview {
    /// Begins with another wave of the ruleset, from 1.
    #[func]
    fn choose_wave(&mut self, wave: f64) {
        if let Some(game) = &mut self.game {
            game.choose(wave as u32);
        }
    }

    /// What the dock shows, for tests: the wave that is played, the ticks of the game, whether the wave is reached, the error.
    #[func]
    fn state(&self) -> VarDictionary {
        let (wave, tick, is_there) = self.game.as_ref().map_or((0, 0, false), |game| {
            let sim = game.preview.sim();
            (sim.wave().number, sim.tick(), game.way == Way::There)
        });
        let error = self.error.as_ref().map(ToString::to_string).unwrap_or_default();
        vdict! { "wave" => i64::from(wave), "tick" => i64::from(tick), "is_there" => is_there, "error" => error }
    }

    /// Fills in the choices.
    fn fill_choices(&mut self) {
        let Some(parts) = &mut self.parts else { return };
        for difficulty in Difficulty::ALL {
            parts.difficulty.add_item(difficulty.name());
        }
        parts.difficulty.select(1);
        for speed in SPEEDS {
            parts.speed.add_item(&format!("{speed}×"));
        }
        parts.speed.select(NORMAL_SPEED);
    }

    /// Another ruleset was chosen.
    #[func]
    fn on_ruleset_selected(&mut self, _index: i32) {
        self.clear();
        self.poll();
    }

    /// Another difficulty was chosen.
    #[func]
    fn on_difficulty_selected(&mut self, _index: i32) {
        self.load();
    }

    /// The play button was pressed or released.
    #[func]
    fn on_play_toggled(&mut self, is_pressed: bool) {
        self.pause(!is_pressed);
    }

    /// The playfield above the controls, or beside them where the dock is wide.
    #[func]
    fn arrange(&mut self) {
        let size = self.base().get_size();
        let is_wide = size.x > size.y;
        let Some(Parts { aspect, controls, .. }) = &mut self.parts else { return };
        let (playfield_width, controls_width) =
            if is_wide { (size.y * aspect.get_ratio(), CONTROLS_WIDTHS.0) } else { (0.0, CONTROLS_WIDTHS.1) };
        aspect.set_custom_minimum_size(Vector2::new(playfield_width, 0.0));
        controls.set_custom_minimum_size(Vector2::new(controls_width * editor_scale(), 0.0));
        aspect.set_h_size_flags(if is_wide { SizeFlags::FILL } else { SizeFlags::EXPAND_FILL });
        controls.set_h_size_flags(if is_wide { SizeFlags::SHRINK_BEGIN } else { SizeFlags::FILL });
        self.base_mut().set_vertical(!is_wide);
    }

    fn pause(&mut self, is_paused: bool) {
        self.is_paused = is_paused;
        let Some(Parts { play, .. }) = &mut self.parts else { return };
        play.set_pressed_no_signal(!is_paused);
        let icon =
            play.get_theme_icon_ex(if is_paused { "Play" } else { "Pause" }).theme_type("EditorIcons").done();
        play.set_button_icon(icon.as_ref());
    }

    /// Begins with the chosen wave again.
    #[func]
    fn restart(&mut self) {
        if let Some(game) = &mut self.game {
            game.restart();
        }
    }

    /// Plays a single tick, and pauses.
    #[func]
    fn step_once(&mut self) {
        self.pause(true);
        self.play_ticks(1);
        self.draw(1.0);
    }

    /// Looks at the files that the chosen ruleset is made of, and loads it again if they changed.
    fn poll(&mut self) {
        let rulesets = rulesets();
        if rulesets != self.rulesets {
            let Some(Parts { ruleset: choice, .. }) = &mut self.parts else { return };
            let chosen =
                usize::try_from(choice.get_selected()).ok().and_then(|i| self.rulesets.get(i)).cloned();
            choice.clear();
            for path in &rulesets {
                choice.add_item(ruleset_name(path));
            }
            let index = rulesets.iter().position(|path| Some(path) == chosen.as_ref()).unwrap_or_default();
            choice.select(i32::try_from(index).unwrap_or_default());
            self.rulesets = rulesets;
        }
        let Some(path) = self.path() else { return };
        let contents = if mod_library::is_zip(path) {
            // It may be large: its time says whether it changed.
            vec![Ok(FileAccess::get_modified_time(path).to_le_bytes().to_vec())]
        } else {
            [path.to_owned(), ruleset_file::atlas_path(path)].map(|path| files::read(&path, MAX_BYTES)).into()
        };
        if contents != self.contents {
            self.contents = contents;
            self.load();
        }
    }

    /// The path of the chosen ruleset.
    fn path(&self) -> Option<&str> {
        let index = self.parts.as_ref()?.ruleset.get_selected();
        self.rulesets.get(usize::try_from(index).ok()?).map(String::as_str)
    }

    /// Shows no ruleset any longer.
    fn clear(&mut self) {
        self.contents.clear();
        if let Some(mut game) = self.game.take() {
            game.view.clear();
            game.effects.clear();
        }
        if let Some(Parts { ship, sky, .. }) = &mut self.parts {
            ship.hide();
            sky.set_texture(Gd::null_arg());
        }
    }

    /// Loads the chosen ruleset, and plays it from the chosen wave on. Keeps the one that is shown if it is invalid.
    fn load(&mut self) {
        let Some(path) = self.path().map(str::to_owned) else { return };
        let loaded = ruleset_file::load(&path);
        let Some(parts) = &mut self.parts else { return };
        match loaded {
            Ok((ruleset, sprites)) => {
                let count = ruleset.wave_count();
                let range: f64 = count.into();
                parts.wave.set_block_signals(true);
                parts.wave.set_max(range);
                parts.wave.set_block_signals(false);
                parts.wave.set_suffix(&format!("of {count}"));
                let index = usize::try_from(parts.difficulty.get_selected()).unwrap_or_default();
                let difficulty = Difficulty::ALL.get(index).copied().unwrap_or_default();
                let preview = Preview::new(&ruleset, difficulty, parts.wave.get_value() as u32);
                let sim = preview.sim();
                parts.aspect.set_ratio(ruleset.playfield.width / ruleset.playfield.height);
                let feel = feel_file::read().unwrap_or_default();
                let effects = Effects::new(&parts.field, sim, &feel, &sprites.own_tints);
                let mut view = PlayfieldView::new(&parts.field, sim, sprites);
                view.set_hit(&feel.hit, 1.0);
                self.game = Some(Game { preview, way: Way::In(0), view, effects });
                self.error = None;
            }
            Err(error) => self.error = Some(error),
        }
        let text = self.error.as_ref().map(ToString::to_string).unwrap_or_default();
        parts.error.set_visible(!text.is_empty());
        parts.error.set_text(&text);
        parts.error.set_tooltip_text(&text);
        self.arrange();
    }

    /// The mouse as a player: the ship follows it, its left button fires, and its right button uses a bomb. None if the autopilot plays.
    fn mouse_input(&mut self) -> Option<Input> {
        let (parts, sim) = (self.parts.as_ref()?, self.game.as_ref()?.preview.sim());
        if parts.player.get_selected() != 1 {
            return None;
        }
        let (mouse, size) = (parts.container.get_local_mouse_position(), parts.container.get_size());
        let is_inside = Rect2::new(Vector2::ZERO, size).contains_point(mouse);
        let held = |button| is_inside && classes::Input::singleton().is_mouse_button_pressed(button);
        if is_inside {
            self.fingers.press(0, mouse.x / size.x.max(1.0) * FIELD.0, 0.0);
        } else {
            self.fingers.lift(0);
        }
        let scale = FIELD.0 / sim.ruleset().playfield.width;
        let max_step = scale * sim.ruleset().ship.speed / TICKS_PER_SECOND as f32;
        let steer = self.fingers.steer(scale * sim.ship().x, max_step);
        Some(Input::new(steer, held(MouseButton::LEFT), held(MouseButton::RIGHT)))
    }

    /// Plays the game that is shown.
    fn play_ticks(&mut self, ticks: u32) {
        for _ in 0..ticks {
            let input = self.mouse_input();
            let Some(game) = &mut self.game else { return };
            game.step(input);
        }
    }

    /// Goes on for a frame of so many seconds.
    fn advance(&mut self, delta: f64) {
        let Some(game) = &mut self.game else { return };
        if game.way != Way::There {
            game.seek();
            self.due = 0.0;
            return self.draw(1.0);
        }
        if self.is_paused {
            return;
        }
        let speed = self.parts.as_ref().map_or(NORMAL_SPEED, |parts| parts.speed.get_selected());
        let speed = usize::try_from(speed).ok().and_then(|index| SPEEDS.get(index)).copied().unwrap_or(1.0);
        self.due = (self.due + delta * speed * f64::from(TICKS_PER_SECOND)).min(MAX_TICKS);
        let ticks = self.due.floor();
        self.due -= ticks;
        self.play_ticks(ticks as u32);
        self.draw(self.due as f32);
    }

    /// Draws the game: `alpha` is the frame's position in the tick, 0 to 1.
    fn draw(&mut self, alpha: f32) {
        let (Some(parts), Some(game)) = (&mut self.parts, &mut self.game) else { return };
        let Game { preview, view, effects, .. } = game;
        let sim = preview.sim();
        let ruleset = sim.ruleset();
        let scale = parts.container.get_size().x / ruleset.playfield.width;
        parts.field.set_scale(Vector2::splat(scale));
        view.draw(sim);
        view.set_alpha(alpha);
        effects.set_alpha(alpha);

        let sky = ruleset.sky_of(sim.wave().number).and_then(|index| view.sprites().skies.get(index));
        let texture = sky.and_then(|sky| sky.texture.as_ref());
        parts.sky.set_texture(texture);
        if let Some(texture) = texture {
            parts.sky.set_scale(parts.container.get_size() / texture.get_size());
        }
        let ship = sim.ship();
        parts.ship.set_visible(!sim.is_over());
        parts.ship.set_position(Vector2::new(ship.prev_x + (ship.x - ship.prev_x) * alpha, ship.y));
        parts.ship.set_scale(Vector2::splat(ruleset.ship.size / SHIP_TEXTURE_SIZE));
        parts.ship.set_modulate(Color::WHITE.with_alpha(if ship.invulnerable > 0 { 0.5 } else { 1.0 }));
    }

    /// Writes what is played, and its pace.
    fn show_numbers(&mut self) {
        let (Some(parts), Some(game)) = (&mut self.parts, &self.game) else { return };
        let sim = game.preview.sim();
        let wave = sim.wave();
        let status = match game.way {
            Way::Unreachable => "The autopilot does not reach this wave within an hour.".to_owned(),
            Way::In(number) => format!("On the way: the autopilot plays wave {number}."),
            Way::There if sim.is_over() => format!("Wave {}: game over", wave.number),
            Way::There => format!("Wave {}: {}", wave.number, wave.name),
        };
        parts.status.set_text(&status);
        let pace = game.preview.pace();
        parts.span.set_text(&format!("{:.0} s", f64::from(pace.ticks) / f64::from(TICKS_PER_SECOND)));
        let [creeps, empty, kills, bullets, lives] = &mut parts.numbers;
        creeps.set_text(&format!("{:.1}", pace.per_tick(pace.creeps)));
        empty.set_text(&format!("{:.0} %", 100.0 * pace.per_tick(pace.empty.into())));
        kills.set_text(&format!("{:.1}", pace.per_second(pace.kills)));
        bullets.set_text(&format!("{:.1}", pace.per_second(pace.fired)));
        lives.set_text(&pace.lives_lost.to_string());
    }
}

impl Game {
    fn choose(&mut self, wave: u32) {
        self.preview.choose(wave);
        self.way = self.preview.seek(0);
        self.effects.clear();
    }

    fn restart(&mut self) {
        self.preview.restart();
        self.effects.clear();
    }

    /// Plays on the way to the chosen wave for a part of a frame.
    fn seek(&mut self) {
        let began = Instant::now();
        while matches!(self.way, Way::In(_)) && began.elapsed() < SEEK_TIME {
            self.way = self.preview.seek(SEEK_TICKS);
        }
    }

    /// Plays a tick, and shows what blows up in it.
    fn step(&mut self, input: Option<Input>) {
        let Self { preview, view, effects, .. } = self;
        preview.step(input);
        let sim = preview.sim();
        for event in sim.events() {
            show_event(effects, view, sim, event);
        }
        effects.step();
    }
}

/// Shows the effects of an event that explain what happens; the game has more.
fn show_event(effects: &mut Effects, view: &PlayfieldView, sim: &Sim, event: &SimEvent) {
    let ruleset = sim.ruleset();
    let sprite = |kind: u8| view.sprites().creeps[usize::from(kind)].sprite;
    match *event {
        SimEvent::CreepHit { x, y, kind, .. } => effects.spark(x, y, 30.0, sprite(kind).tint),
        SimEvent::CreepKilled { kind, x, y, .. } => {
            let size = ruleset.creeps[usize::from(kind)].size;
            match sprite(kind).death {
                DeathEffect::Burst => effects.burst(x, y, size, sprite(kind).tint),
                DeathEffect::Shock => effects.shock_wave(x, y, size, sprite(kind).tint),
            }
        }
        SimEvent::BossHit { x, y, .. } => effects.spark(x, y, 30.0, Tint::White),
        SimEvent::BossKilled { boss, x, y, .. } => {
            effects.wreck(x, y, ruleset.bosses[usize::from(boss)].size);
        }
        SimEvent::BulletCancelled { x, y, .. } => effects.cancel_bullet(x, y),
        SimEvent::BombExploded { x, y } => effects.bomb(x, y),
        SimEvent::ShipHit { .. } => {
            let ship = sim.ship();
            effects.shock_wave(ship.x, ship.y, 2.0 * ruleset.ship.size, Tint::Cyan);
        }
        _ => {}
    }
}

/// How large the editor draws everything.
fn editor_scale() -> f32 {
    EditorInterface::singleton().get_editor_scale()
}

/// The paths of all rulesets that there are.
fn rulesets() -> Vec<String> {
    let mut paths: Vec<String> = SHIPPED.map(str::to_owned).into();
    for folder in FOLDERS.into_iter().filter(|folder| DirAccess::dir_exists_absolute(*folder)) {
        for name in DirAccess::get_directories_at(folder).as_slice() {
            let path = format!("{folder}/{name}/ruleset.ron");
            if FileAccess::file_exists(&path) {
                paths.push(path);
            }
        }
        let files = DirAccess::get_files_at(folder);
        let zips = files.as_slice().iter().map(ToString::to_string).filter(|name| mod_library::is_zip(name));
        paths.extend(zips.map(|name| format!("{folder}/{name}")));
    }
    paths
}

/// What a ruleset is called in the list: `arcade.ron`, `mod.zip`, or the name of its folder.
fn ruleset_name(path: &str) -> &str {
    let path = path.strip_suffix("/ruleset.ron").unwrap_or(path);
    path.rsplit('/').next().unwrap_or(path)
}

#[godot_api]
impl IBoxContainer for RulesetPreview {
    fn ready(&mut self) {
        // Nothing is played where the scene itself is edited, or run.
        if self.base().is_part_of_edited_scene() || !Engine::singleton().is_editor_hint() {
            return;
        }
        let base = self.to_gd().upcast::<BoxContainer>();
        let label = |name: &str| base.get_node_as::<Label>(name);
        let mut error = label("%Error");
        let color = error.get_theme_color_ex("error_color").theme_type("Editor").done();
        error.add_theme_color_override("font_color", color);
        let field = base.get_node_as::<Node2D>("%Field");
        self.parts = Some(Parts {
            error,
            ruleset: base.get_node_as("%Ruleset"),
            difficulty: base.get_node_as("%Difficulty"),
            wave: base.get_node_as("%Wave"),
            status: label("%Status"),
            aspect: base.get_node_as("%Aspect"),
            controls: base.get_node_as("Controls"),
            container: base.get_node_as("%Container"),
            sky: base.get_node_as("%Sky"),
            ship: field.get_node_as("Ship"),
            field,
            play: base.get_node_as("%Play"),
            speed: base.get_node_as("%Speed"),
            player: base.get_node_as("%Player"),
            span: label("%Span"),
            numbers: ["%Creeps", "%Empty", "%Kills", "%Bullets", "%Lives"].map(label),
        });
        for (name, icon) in [("%Restart", "Reload"), ("%Step", "NextFrame")] {
            let mut button = base.get_node_as::<Button>(name);
            let icon = button.get_theme_icon_ex(icon).theme_type("EditorIcons").done();
            button.set_button_icon(icon.as_ref());
        }
        self.base_mut().set_custom_minimum_size(Vector2::new(0.0, MIN_HEIGHT * editor_scale()));
        self.fill_choices();
        self.pause(false);
        self.arrange();
    }

    fn process(&mut self, delta: f64) {
        if self.parts.is_none() || !self.base().is_visible_in_tree() {
            return;
        }
        self.since_poll += delta;
        if self.since_poll >= POLL_TIME || self.rulesets.is_empty() {
            self.since_poll = 0.0;
            self.poll();
        }
        self.advance(delta);
        self.show_numbers();
    }
}
