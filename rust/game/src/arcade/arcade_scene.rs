//! The scene of Arcade and Horde: starts a game, steps its simulation, draws its frames, and ends it.

use creeps_rules::GameMode;
use creeps_rules::feel::{Feel, Impact};
use creeps_rules::high_scores::{self, Eligibility, TableKey};
use creeps_rules::screen::Cause;
use creeps_rules::ship_prediction::ShipPrediction;
use creeps_rules::store::Survives;
use creeps_rules::trace::TraceEvent;
use creeps_sim::{self as sim, Difficulty, Input};
use godot::classes::{AnimatedSprite2D, Engine, INode2D, InputEvent, Label, Node2D, Texture2D};
use godot::prelude::*;

use super::arcade_hud::ArcadeHud;
use super::camera_shake::CameraShake;
use super::effects::{Explosion, Heard};
use super::game::{ArcadeGame, GameSource};
use super::input_source::InputSource;
use super::mod_library;
use super::music::Tune;
use super::pop_ups::PopUps;
use super::recoil::Recoil;
use super::recording::{Recording, plays_like};
use super::ruleset_file::RulesetFile;
use super::sounds::{self, Sound, Sounds};
use super::stopwatch::Part;
use crate::dev::allocations::{self, During};
use crate::dev::trace;
use crate::flow::game_flow::{self, GameFlow, GameScene};
use crate::system::{command_line, device, settings};
use crate::ui::background::Background;
use crate::ui::layout;
use crate::ui::replay_bar::ReplayBar;
use crate::ui::results_card::ResultsShown;
use crate::ui::text::{msgid, tr, tr_n, tr_name};

pub mod frame;
mod present;
mod start_and_end;
mod watching;

use self::frame::ShownShip;
use self::start_and_end::Challenge;

/// The keys on the title.
const KEYS: &str = msgid("{bomb}: bomb   ·   {back}: pause");

/// How many events there is room for at first: more than a tick of a game has.
const USUAL_EVENTS: usize = 4096;
/// Arcade and Horde.
///
/// It passes the player's input to the simulation (`creeps-sim`), steps it once per physics tick, draws its state, and presents its
/// events as sounds and effects. It decides no rule of the game.
#[derive(GodotClass)]
#[class(init, base = Node2D)]
pub struct ArcadeScene {
    /// The picture on Arcade's title.
    #[export]
    arcade_badge: OnEditor<Gd<Texture2D>>,
    /// The picture on Horde's title.
    #[export]
    horde_badge: OnEditor<Gd<Texture2D>>,

    /// The background and the picture on the title that a mod brings along.
    mod_sky: Option<Gd<Texture2D>>,
    mod_badge: Option<Gd<Texture2D>>,
    #[init(val = GameMode::Arcade)]
    mode: GameMode,
    difficulty: Difficulty,
    /// The seed of every game in this scene, for the daily challenge.
    daily_seed: Option<u64>,
    /// The game whose score the player wants to beat: the replay that this scene was opened with.
    challenge: Option<Challenge>,
    /// Whether this is a demo: the computer plays without sound, and nothing is saved.
    demo: bool,
    #[init(val = OnReady::from_base_fn(GameFlow::new))]
    flow: OnReady<GameFlow>,
    /// The replay to show in place of a game to play.
    recording: Option<Recording>,
    /// The saved replay of the game that ended.
    replay_path: Option<String>,
    ruleset_file: Option<RulesetFile>,
    /// Whether the ruleset file was invalid when it was last read, so that the screen shows an error message.
    ruleset_is_invalid: bool,
    game: Option<ArcadeGame>,
    input_source: InputSource,
    /// How it feels to shoot and to be hit.
    feel: Feel,
    camera_shake: CameraShake,
    /// The index of the sky behind the game, in its ruleset.
    sky: Option<usize>,
    /// The largest multiplier that was announced since the combo was last half as large.
    loudest_multiplier: u32,
    recoil: Recoil,
    /// Draws the ship of a player.
    ship_prediction: ShipPrediction,
    /// The ship and the field's position as they are shown, so that only changes go to the engine. None before a game's first frame.
    shown_ship: Option<ShownShip>,
    field_position: Option<Vector2>,
    /// The points for the bullets that were cancelled in this tick.
    cancelled_points: u32,
    events: Vec<sim::SimEvent>,

    #[init(node = "Background")]
    background: OnReady<Gd<Background>>,
    #[init(node = "Field")]
    field: OnReady<Gd<Node2D>>,
    #[init(node = "Field/Ship")]
    ship: OnReady<Gd<AnimatedSprite2D>>,
    #[init(node = "ReplayBar")]
    replay_bar: OnReady<Gd<ReplayBar>>,
    #[init(node = "ArcadeHud")]
    arcade_hud: OnReady<Gd<ArcadeHud>>,
    #[init(val = OnReady::from_base_fn(|base| PopUps::new(&base.get_node_as::<Label>("PopUps/PopUp"))))]
    pop_ups: OnReady<PopUps>,
    #[init(val = OnReady::from_base_fn(|base| Sounds::new(&base.clone().upcast())))]
    sounds: OnReady<Sounds>,
    base: Base<Node2D>,
}

#[godot_api]
impl ArcadeScene {
    /// The title is shown (true) or no longer (false).
    #[signal]
    pub fn at_title(is_shown: bool);

    /// The player leaves the title. A scene that runs by itself then ends the program.
    #[signal]
    pub fn left();

    /// Sets mode and difficulty. Call it before the scene is in the tree.
    pub fn choose(&mut self, mode: GameMode, difficulty: Difficulty) {
        self.mode = mode;
        self.difficulty = difficulty;
    }

    /// Makes this a demo of a mode. Call it before the scene is in the tree.
    pub fn choose_demo(&mut self, mode: GameMode) {
        self.choose(mode, Difficulty::Normal);
        self.demo = true;
    }

    /// Makes this the daily challenge: each of its games has this seed. Call it before the scene is in the tree.
    pub fn choose_daily(&mut self, seed: u64) {
        self.choose(GameMode::Arcade, Difficulty::Normal);
        self.daily_seed = Some(seed);
    }

    /// Sets the replay to show. Call it before the scene is in the tree.
    pub fn choose_recording(&mut self, recording: Recording) {
        self.choose(recording.mode(), recording.difficulty());
        self.challenge = Some(Challenge {
            seed: recording.replay.seed,
            score: recording.replay.score,
            ruleset_hash: recording.ruleset.hash(),
        });
        self.recording = Some(recording);
    }

    /// Starts a game, as the title's start button does.
    pub fn start(&mut self) {
        game_flow::start(self);
    }
}

impl GameScene for ArcadeScene {
    fn flow(&mut self) -> &mut GameFlow {
        &mut self.flow
    }

    fn new_game(&mut self) {
        self.clear_playfield();
        let Some((sim, source, sprites)) = self.prepare() else { return };
        let seed = sim.seed();
        godot_print!("seed: {seed}");
        trace::record(|| TraceEvent::DifficultyChosen { name: sim.difficulty().to_string() });
        trace::record(|| TraceEvent::GameStarted { seed });
        let by_computer = self.demo || command_line::arguments().autopilot;
        self.replay_path = None;
        let eligibility = Eligibility {
            played_by_person: matches!(source, GameSource::Live(_)) && !by_computer,
            with_shipped_rules: !self.ruleset_file.as_ref().is_some_and(|file| file.is_own),
            assisted: settings::get(creeps_rules::Settings::is_assisted),
        };
        self.flow.begin_game(seed, eligibility);

        let plays_like = plays_like(sim.ruleset());
        self.arcade_hud.bind_mut().begin(plays_like, &sim, &sprites);
        let points = |score| tr_n("{count} point", "{count} points", score);
        if let GameSource::Recorded(player) = &source {
            self.arcade_hud.bind_mut().show_banner(&tr("Replay"), &points(player.replay.score), None);
        } else if let Some(Challenge { score, .. }) = self.challenge() {
            trace::record(|| TraceEvent::ChallengeStarted { score });
            self.arcade_hud.bind_mut().show_banner(&tr("Beat this score"), &points(score), None);
        }
        self.load_feel();
        let game = ArcadeGame::new(sim, source, sprites, &self.feel, &mut self.field);
        self.events.reserve(USUAL_EVENTS);
        self.show_first_sky();
        self.follow_sky(&game, false);
        self.loudest_multiplier = 1;
        self.game = Some(game);
        self.input_source = InputSource::new(by_computer);
        self.camera_shake = CameraShake::default();
        self.recoil = Recoil::default();
        (self.shown_ship, self.field_position) = (None, None);
        self.replay_bar.set_visible(self.recording.is_some());
        self.ship.show();
        self.sounds.play(Sound::Start);
        self.play_tune(false);
    }

    fn game_over(&mut self) {
        let is_replay = self.is_replay();
        let message = if is_replay { tr("Replay over") } else { tr("Game Over") };
        self.flow.hud().bind_mut().set_end_message(&message);
        let is_true = self.leave_game_verified();
        self.sounds.play(Sound::Results);
        let Some(game) = &self.game else { return };
        let challenge = self.challenge();
        let note = match challenge {
            _ if is_replay => is_true.then(|| tr("Verified: these points were made")),
            Some(challenge) => Some(challenge.result(game.sim.score())),
            None => None,
        };
        let wave = if self.plays_like() == GameMode::Horde { msgid("Level") } else { msgid("Wave") };
        self.flow.set_results(ResultsShown {
            title: message,
            results: game.results(),
            killer: game.killer(),
            wave: Some(wave),
            has_replay: self.recording.is_some() || self.replay_path.is_some(),
            can_beat: is_replay && challenge.is_some(),
            note,
            ..ResultsShown::default()
        });
    }

    fn leave_game(&mut self) {
        self.leave_game_verified();
    }

    fn show_title(&mut self) {
        self.arcade_hud.bind_mut().end();
        self.clear_playfield();
    }

    fn is_demo(&self) -> bool {
        self.demo
    }

    fn can_pause(&self) -> bool {
        !self.demo && self.recording.is_none()
    }

    fn save_progress(&mut self, survives: Survives) {
        let Some(ArcadeGame { sim, source: GameSource::Live(live), .. }) = &mut self.game else { return };
        // The replay first: the table has its number.
        let saved = live.save(sim, survives);
        self.flow.keep_score(sim.score(), sim.wave().number, live.number(), survives);
        if let Some(Err(error)) = saved
            && !std::mem::replace(&mut live.warned, true)
        {
            self.flow.report(&error.to_string());
        }
        self.flow.show_best();
    }

    fn stop_watching(&mut self) {
        self.recording = None;
    }

    fn watch_replay(&mut self) {
        if let Some(path) = &self.replay_path {
            match Recording::read(path) {
                Ok(recording) => self.recording = Some(recording),
                Err(error) => return self.flow.report(&error.to_string()),
            }
        }
        game_flow::start(self);
    }

    fn share_replay(&mut self) {
        let shown = self.recording.as_ref().map(|recording| recording.source.clone());
        if let Some(path) = shown.or_else(|| self.replay_path.clone()) {
            self.flow.results_card().bind_mut().share(&path);
        }
    }

    fn emit_at_title(&mut self, is_shown: bool) {
        self.signals().at_title().emit(is_shown);
    }

    fn emit_left(&mut self) {
        self.signals().left().emit();
    }
}

impl ArcadeScene {
    fn is_replay(&self) -> bool {
        self.game.as_ref().is_some_and(|game| matches!(game.source, GameSource::Recorded(_)))
    }

    fn play_tune(&mut self, boss: bool) {
        let tune = match self.plays_like() {
            _ if boss => Tune::Boss,
            GameMode::Horde => Tune::Horde,
            _ => Tune::Arcade,
        };
        if !self.sounds.muted {
            self.sounds.music.set_tune(Some(tune));
        }
    }

    fn on_bomb_pressed(&mut self) {
        self.input_source.use_bomb();
    }

    fn on_settings_changed(&mut self) {
        self.flow.check_assists();
    }

    /// Lets the player feel something, as much as the settings allow. Nobody plays a demo or a replay, so no gamepad vibrates.
    fn feel_impact(&mut self, game: &ArcadeGame, impact: Impact) {
        let Impact { shake, hit_stop, rumble } = impact;
        let (factor, is_still) = settings::get(|settings| (settings.shake_factor(), settings.reduced_motion));
        if shake > 0.0 {
            self.camera_shake.add(shake);
            trace::record(|| TraceEvent::CameraShaken { pixels: factor * shake });
        }
        if hit_stop > 0 && !is_still {
            self.camera_shake.freeze(hit_stop);
            trace::record(|| TraceEvent::PictureFrozen { ticks: hit_stop });
        }
        if matches!(game.source, GameSource::Live(_)) && !self.demo {
            device::vibrate(rumble);
        }
    }

    /// Shows the mod's own sky, or the first one of the ruleset.
    fn show_first_sky(&mut self) {
        self.sky = None;
        if let Some(texture) = &self.mod_sky {
            self.background.bind_mut().set_sky(texture, None);
        } else if let Some(sky) = self.ruleset_file.as_ref().and_then(|file| file.sprites.skies.first())
            && let Some(texture) = &sky.texture
        {
            self.background.bind_mut().set_sky(texture, Some(sky.accent));
        }
    }

    /// Shows the sky of the game's wave, if it is not there yet.
    fn follow_sky(&mut self, game: &ArcadeGame, fades: bool) {
        let index = game.ruleset.sky_of(game.sim.wave().number);
        if index == self.sky {
            return;
        }
        self.sky = index;
        let Some(index) = index else { return };
        let sky = &game.view.sprites().skies[index];
        let Some(texture) = &sky.texture else { return };
        trace::record(|| TraceEvent::SkyShown { name: game.ruleset.skies[index].name.clone() });
        if fades {
            self.background.bind_mut().fade_to(texture, sky.accent);
        } else {
            self.background.bind_mut().set_sky(texture, Some(sky.accent));
        }
    }

    /// Sets the title for the mode and the difficulty.
    fn set_title(&mut self) {
        let (name, badge) = match self.plays_like() {
            GameMode::Horde => (tr("Horde"), &*self.horde_badge),
            _ => (tr("Arcade"), &*self.arcade_badge),
        };
        let name = if let GameMode::Mod(id) = self.mode { mod_library::title(id) } else { name };
        let badge = self.mod_badge.as_ref().unwrap_or(badge);
        let title = match self.difficulty {
            Difficulty::Normal => name,
            other => format!("{name}\n{}", tr_name(other.name())),
        };
        self.flow.hud().bind_mut().set_title_screen(&title, badge, KEYS);
    }
}

/// The ticks of a game.
impl ArcadeScene {
    fn tick(&mut self) {
        let is_frozen = self.camera_shake.step();
        let Some(mut game) = self.game.take() else { return };
        if let GameSource::Stress(stopwatch) = &mut game.source {
            stopwatch.begin();
        }
        let mut end = None;
        // A jump in a replay is a cut.
        let is_cut = matches!(&game.source, GameSource::Recorded(player) if player.playback.is_seeking());
        self.events.clear();
        if self.flow.screen().in_game() {
            end = if matches!(game.source, GameSource::Recorded(_)) {
                self.step_replay(&mut game)
            } else {
                self.step(&mut game)
            };
        }
        self.follow_sky(&game, !is_cut);
        if !is_frozen && !game.is_paused() {
            let Heard { explosion, sweeps } = game.effects.step();
            match explosion {
                Some(Explosion::Next) => self.sounds.play(Sound::BossExplosion),
                Some(Explosion::Last) => {
                    self.sounds.play(Sound::BossBlast);
                    self.feel_impact(&game, self.feel.impacts.boss_blast);
                }
                None => {}
            }
            if sweeps {
                self.sounds.play(Sound::BulletCancel);
            }
            self.recoil.step();
            game.finish(Part::Effects);
            if self.flow.screen().in_game() {
                let motion = settings::get(creeps_rules::Settings::shake_factor);
                game.view.set_hit(&self.feel.hit, motion);
                game.view.set_min_size(layout::current().min_creep_size() / game.scale);
                let next_x = self.next_ship_x(&game);
                game.view.set_ship_way(next_x.map(|next_x| (game.sim.ship().x, next_x)));
                game.view.draw(&game.sim);
                game.finish(Part::Sprites);
                self.arcade_hud.bind_mut().show_sim(&game.sim);
                game.finish(Part::Hud);
            }
        }
        let save = is_save_due(&mut game, &self.events, &self.flow);
        self.game = Some(game);
        match end {
            Some(cause) => game_flow::advance(self, cause),
            None if save => allocations::allow(|| self.save_progress(Survives::Kill)),
            None => {}
        }
    }

    /// Steps the simulation; returns the cause if the game ends in this tick.
    fn step(&mut self, game: &mut ArcadeGame) -> Option<Cause> {
        let input = match &mut game.source {
            GameSource::Live(_) => Some(self.input_source.input(&game.sim, game.left, game.scale)),
            GameSource::Recorded(player) => player.next_input(),
            GameSource::Stress(_) => Some(Input::default()),
            GameSource::Over => None,
        };
        let Some(input) = input else { return Some(Cause::ReplayEnded) };
        let score_before = game.sim.score();
        let mut events = std::mem::take(&mut self.events);
        events.clear();
        events.extend_from_slice(game.sim.step(input));
        if let GameSource::Live(live) = &mut game.source {
            live.recorder.note(input, &game.sim);
            live.fired |= events.iter().any(|event| matches!(event, sim::SimEvent::Fired { .. }));
        }
        game.finish(Part::Simulation);
        game.count(&events);
        for event in &events {
            self.present_event(game, event);
        }
        self.present_cancelled_points(game);
        self.sounds.music.set_tension(sounds::tension(&game.sim));
        self.sounds.music.set_muffled(sounds::is_near_death(&game.sim));
        // A ruleset may end the game before the first wave starts. The state machine knows no way from "Get Ready" to "Game Over" by a
        // hit, so it goes through `Playing`.
        if game.sim.is_over() || events.iter().any(|event| matches!(event, sim::SimEvent::WaveStarted { .. }))
        {
            game_flow::advance(self, Cause::Ready);
        }
        self.events = events;
        if game.sim.score() != score_before {
            self.flow.hud().bind_mut().show_score(shown_score(game.sim.score()));
        }
        game.finish(Part::Events);
        game.sim.is_over().then_some(Cause::Hit)
    }
}

/// Whether to save the game now, after a tick with these events.
fn is_save_due(game: &mut ArcadeGame, events: &[sim::SimEvent], flow: &GameFlow) -> bool {
    let GameSource::Live(live) = &mut game.source else { return false };
    let wave = events.iter().any(|event| matches!(event, sim::SimEvent::WaveStarted { .. }));
    let first_best = flow.is_first_best(game.sim.score());
    live.file.is_some() && live.autosave.is_due(game.sim.tick(), wave || first_best)
}

/// The score as the HUD has it: in 32 bits.
fn shown_score(score: u64) -> u32 {
    u32::try_from(score).unwrap_or(u32::MAX)
}

#[godot_api]
impl INode2D for ArcadeScene {
    fn ready(&mut self) {
        self.arcade_hud.signals().bomb_pressed().connect_other(&self.to_gd(), Self::on_bomb_pressed);
        self.replay_bar.signals().commanded().connect_other(&self.to_gd(), Self::on_replay_command);
        self.replay_bar
            .signals()
            .left()
            .connect_other(&self.to_gd(), |scene| game_flow::advance(scene, Cause::Quit));
        self.ruleset_file = RulesetFile::built_in(self.mode);
        self.sounds.muted = self.demo;
        self.ship.hide();
        self.load_ruleset();
        self.show_first_sky();
        self.set_title();
        let difficulty = high_scores::Difficulty::from_name(self.difficulty.name()).unwrap_or_default();
        let key = TableKey::new(self.mode, difficulty);
        game_flow::begin(self, key);
        settings::node(&self.to_gd())
            .signals()
            .changed()
            .connect_other(&self.to_gd(), Self::on_settings_changed);
        if self.recording.is_some() || Self::stress().is_some() {
            self.start();
        }
    }

    fn physics_process(&mut self, _delta: f64) {
        allocations::count(During::Tick, || {
            self.sounds.step();
            self.pop_ups.step();
            self.tick();
        });
    }

    fn process(&mut self, delta: f64) {
        let is_paused = self.game.as_ref().is_some_and(ArcadeGame::is_paused);
        let moves = self.flow.screen().in_game() && !self.camera_shake.is_frozen() && !is_paused;
        let alpha = moves.then(|| Engine::singleton().get_physics_interpolation_fraction() as f32);
        allocations::count(During::Frame, || self.show_frame(alpha, delta as f32));
    }

    fn unhandled_input(&mut self, event: Gd<InputEvent>) {
        if !game_flow::take_quit(self, &event) && self.flow.screen().in_game() {
            let from_window = self.base().get_canvas_transform().affine_inverse();
            self.input_source.touch(event, from_window);
        }
    }

    fn exit_tree(&mut self) {
        if self.flow.screen().in_game() {
            // The HUD leaves the tree as well, so errors are reported only on the console.
            self.end_game();
        }
    }
}
