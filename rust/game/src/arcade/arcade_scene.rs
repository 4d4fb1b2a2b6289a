//! The scene of Arcade and Horde: starts a game, steps its simulation, draws its frames, and ends it.

use creeps_rules::GameMode;
use creeps_rules::feel::{Feel, Impact};
use creeps_rules::high_scores::{self, Eligibility, TableKey};
use creeps_rules::replay_file::ReplayFile;
use creeps_rules::ron_file::FileError;
use creeps_rules::screen::Cause;
use creeps_rules::ship_prediction::ShipPrediction;
use creeps_rules::store::Survives;
use creeps_rules::trace::TraceEvent;
use creeps_sim::{self as sim, Difficulty, Input, Sim, Stress};
use godot::classes::{AnimatedSprite2D, Engine, INode2D, InputEvent, Label, Node2D, Texture2D};
use godot::prelude::*;

use super::arcade_hud::ArcadeHud;
use super::camera_shake::CameraShake;
use super::effects::{Explosion, Heard};
use super::feel_file;
use super::game::{ArcadeGame, GameSource, LiveRecording};
use super::input_source::InputSource;
use super::mod_library;
use super::music::Tune;
use super::pop_ups::PopUps;
use super::recoil::Recoil;
use super::recording::{Recording, plays_like};
use super::replay_player::ReplayPlayer;
use super::ruleset_file::{self, RulesetFile};
use super::sounds::{self, Sound, Sounds};
use super::sprites::{RulesetSprites, icon};
use super::stopwatch::{Part, Stopwatch};
use crate::dev::allocations::{self, During};
use crate::dev::{run_harness, trace};
use crate::flow::game_flow::{self, GameFlow, GameScene};
use crate::system::{command_line, device, files, settings};
use crate::ui::background::Background;
use crate::ui::layout;
use crate::ui::replay_bar::ReplayBar;
use crate::ui::results_card::ResultsShown;
use crate::ui::text::{msgid, number, tr, tr_n, tr_name, tr_with};

mod present;
mod watching;

/// The keys on the title.
const KEYS: &str = msgid("{bomb}: bomb   ·   {back}: pause");

/// Width and height of the ship's texture, in px.
pub const SHIP_TEXTURE_SIZE: f32 = 256.0;
/// How many events there is room for at first: more than a tick of a game has.
const USUAL_EVENTS: usize = 4096;
/// The blinking period of the ship while it is invulnerable, in ticks.
const BLINK_PERIOD: u32 = 8;

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
    /// Ends the game that is shown. Returns whether it was a replay that came to its end as it claims.
    fn leave_game_verified(&mut self) -> bool {
        self.sounds.music.set_tune(None);
        self.replay_bar.hide();
        let is_at_end = self.game.as_ref().is_some_and(|game| match &game.source {
            GameSource::Recorded(player) => player.is_at_end() || game.sim.is_over(),
            _ => false,
        });
        let error_message = self.end_game();
        self.ship.hide();
        self.flow.show_best();
        let is_true = is_at_end && error_message.is_none();
        if let Some(error_message) = error_message {
            self.flow.hud().bind_mut().show_notice(&error_message);
        }
        is_true
    }

    /// The game to beat. None if the rules are others now than it was played by.
    fn challenge(&self) -> Option<Challenge> {
        let rules = self.ruleset_file.as_ref()?.ruleset.hash();
        self.challenge.filter(|challenge| challenge.ruleset_hash == rules)
    }

    fn is_replay(&self) -> bool {
        self.game.as_ref().is_some_and(|game| matches!(game.source, GameSource::Recorded(_)))
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

/// The start and the end of a game.
impl ArcadeScene {
    /// The stress test that the command line asks for.
    fn stress() -> Option<Stress> {
        let arguments = command_line::arguments();
        let asked = arguments.creeps.is_some() || arguments.bullets.is_some();
        asked.then(|| Stress::new(arguments.creeps.unwrap_or(0), arguments.bullets.unwrap_or(0)))
    }

    /// The game's own mode that this one plays like: a mod has waves or levels, too.
    fn plays_like(&self) -> GameMode {
        match (self.mode, &self.ruleset_file) {
            (GameMode::Mod(_), Some(file)) => plays_like(&file.ruleset),
            (mode, _) => mode,
        }
    }

    /// Takes over the sounds, the music and the pictures of the mod that was just read. Returns what is wrong with them.
    fn use_media(&mut self) -> Result<(), FileError> {
        let Some(read) = self.ruleset_file.as_mut().and_then(|file| file.media.take()) else { return Ok(()) };
        if !read.info.sky.is_empty() {
            self.mod_sky = Some(ruleset_file::mod_texture(&read, &read.info.sky)?);
        }
        if let Some(file) = &self.ruleset_file
            && let Some(sprite) = read.atlas.find(&read.info.icon)
        {
            self.mod_badge = Some(icon(&file.sprites, sprite).upcast());
        }
        self.sounds.use_mod(&read, plays_like(&read.ruleset))
    }

    /// Loads the ruleset again. Keeps the last valid one if the file is invalid.
    fn load_ruleset(&mut self) {
        let Some(file) = &mut self.ruleset_file else { return };
        let read = file.read().and_then(|()| self.use_media());
        match read {
            // The error message is about an error that is now fixed.
            Ok(()) if std::mem::take(&mut self.ruleset_is_invalid) => {
                self.flow.hud().bind_mut().clear_notice();
            }
            Ok(()) => {}
            Err(error) => {
                self.ruleset_is_invalid = true;
                self.flow.report(&error.to_string());
            }
        }
        let Some(file) = &self.ruleset_file else { return };
        trace::record(|| TraceEvent::RulesetLoaded {
            file: file.display_path.clone(),
            hash: file.ruleset.hash(),
        });
    }

    /// Loads how it feels. Keeps what was loaded last if the file is invalid.
    fn load_feel(&mut self) {
        match feel_file::read() {
            Ok(feel) => self.feel = feel,
            Err(error) => self.flow.report(&error.to_string()),
        }
    }

    /// Prepares the next game: a replay, a stress test, or a game to play.
    fn prepare(&mut self) -> Option<(Sim, GameSource, RulesetSprites)> {
        if let Some(recording) = self.recording.clone() {
            let Recording { replay, ruleset, sprites, display_path, .. } = recording;
            let sim = replay.start(&ruleset);
            trace::record(|| TraceEvent::ReplayStarted { file: display_path });
            return Some((sim, GameSource::Recorded(Box::new(ReplayPlayer::new(replay))), sprites));
        }
        self.load_ruleset();
        let challenged = self.challenge().map(|challenge| challenge.seed);
        let file = self.ruleset_file.as_ref()?;
        let seed = self.daily_seed.or(challenged).unwrap_or_else(|| self.flow.take_seed());
        if let Some(stress) = Self::stress() {
            let sim = Sim::stress(&file.ruleset, stress, seed);
            return Some((sim, GameSource::Stress(Stopwatch::default()), file.sprites.clone()));
        }
        let invincible = !self.demo && settings::get(|settings| settings.invincible);
        let sim = Sim::new(&file.ruleset, self.difficulty, seed).with_invincibility(invincible);
        let live = LiveRecording::new(&sim, (!self.demo).then(|| ReplayFile::new(self.mode)));
        Some((sim, GameSource::Live(Box::new(live)), file.sprites.clone()))
    }

    /// Prints and saves the result of the game, once. Returns an error message for the screen, which is on the console already. Changes
    /// no node, so that it may be called while the scene leaves the tree.
    fn end_game(&mut self) -> Option<String> {
        let game = self.game.as_mut()?;
        let (score, ticks, hash) = (game.sim.score(), game.sim.tick(), game.sim.hash());
        let (creeps, bullets) = (game.peak_counts.0 as u32, game.peak_counts.1 as u32);
        let (mut error_message, mut replay_number) = (None, None);
        match std::mem::replace(&mut game.source, GameSource::Over) {
            // A demo is not saved.
            GameSource::Live(_) if self.demo => {}
            GameSource::Live(mut live) => {
                godot_print!("score: {score}");
                match live.save(&game.sim, Survives::PowerCut) {
                    Some(Ok(file)) => {
                        godot_print!("replay: {file}");
                        trace::record(|| TraceEvent::ReplaySaved { file });
                    }
                    Some(Err(error)) => error_message = Some(error.to_string()),
                    None => {}
                }
                replay_number = live.number();
                self.replay_path =
                    live.file.as_ref().and_then(ReplayFile::path).map(|name| files::user_path(&name));
            }
            GameSource::Recorded(player) => {
                godot_print!("score: {score}");
                // A replay that was left early has not reached its score yet.
                let is_whole = player.is_at_end() || game.sim.is_over();
                error_message = player
                    .replay
                    .check(&game.sim)
                    .err()
                    .filter(|_| is_whole)
                    .map(|mismatch| mismatch.to_string());
            }
            GameSource::Stress(mut stopwatch) => {
                stopwatch.report(&game.sim);
                return None;
            }
            GameSource::Over => return None,
        }
        if let Some(error_message) = &error_message {
            run_harness::report_error(error_message);
        }
        trace::record(|| TraceEvent::PeakCounts { creeps, bullets });
        trace::record(|| TraceEvent::GameEnded { score, ticks, hash });
        self.flow.keep_score(score, game.sim.wave().number, replay_number, Survives::PowerCut);
        error_message
    }

    /// Removes the last game from the screen.
    fn clear_playfield(&mut self) {
        self.pop_ups.clear();
        if let Some(mut game) = self.game.take() {
            game.view.clear();
            game.effects.clear();
        }
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
}

/// The ticks and frames of a game.
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

    /// Where the ship will be after the next tick if the player's keys and fingers stay as they are, in px. None if nobody plays.
    fn next_ship_x(&self, game: &ArcadeGame) -> Option<f32> {
        let is_live = game.is_live();
        is_live.then(|| self.input_source.next_ship_x(&game.sim, game.left, game.scale)).flatten()
    }

    /// Shows the game between two ticks; `moving` is the frame's position between them (0 to 1), none when nothing moves. `seconds` is
    /// the time since the last frame.
    fn show_frame(&mut self, moving: Option<f32>, seconds: f32) {
        // Taken out, as in a tick.
        let Some(mut game) = self.game.take() else { return };
        // When nothing moves, everything is drawn at its current position.
        let alpha = moving.unwrap_or(1.0);
        game.view.set_alpha(alpha);
        game.effects.set_alpha(alpha);
        let motion = settings::get(creeps_rules::Settings::shake_factor);
        let position = Vector2::new(game.left, 0.0) + self.camera_shake.offset(motion, alpha);
        // The engine tells every child that it was moved, even to where it was.
        if self.field_position.replace(position) != Some(position) {
            self.field.set_position(position);
        }
        if !self.camera_shake.is_frozen() {
            self.show_ship(&game, moving, seconds, motion);
        }
        self.game = Some(game);
    }

    /// Shows the ship between two ticks; `motion` is how much of its recoil the player wants.
    fn show_ship(&mut self, game: &ArcadeGame, moving: Option<f32>, seconds: f32, motion: f32) {
        let alpha = moving.unwrap_or(1.0);
        let next_x = self.next_ship_x(game);
        let ship = game.sim.ship();
        let size = game.ruleset.ship.size;
        let (back, length) = self.recoil.of(&self.feel.shot, size, motion, alpha);
        let x = match (next_x, moving) {
            (Some(next_x), Some(alpha)) => self.ship_prediction.draw(ship.x, next_x, alpha, seconds),
            (Some(_), None) => self.ship_prediction.stop(ship.x),
            (None, _) => ship.prev_x + (ship.x - ship.prev_x) * alpha,
        };
        let shown = ShownShip {
            position: Vector2::new(x, ship.y + back),
            scale: Vector2::new(1.0, length) * (size / SHIP_TEXTURE_SIZE),
            is_faded: ship.invulnerable % BLINK_PERIOD >= BLINK_PERIOD / 2,
            steer: ship.steer.signum(),
        };
        shown.apply(self.shown_ship.replace(shown), &mut self.ship);
    }
}

/// How the ship is shown.
#[derive(Clone, Copy, PartialEq)]
struct ShownShip {
    position: Vector2,
    scale: Vector2,
    is_faded: bool,
    /// -1 to the left, 1 to the right.
    steer: i8,
}

impl ShownShip {
    /// Shows what is not as it was `before`: most calls change its position, or nothing.
    fn apply(self, before: Option<Self>, ship: &mut Gd<AnimatedSprite2D>) {
        if before.map(|before| before.position) != Some(self.position) {
            ship.set_position(self.position);
        }
        if before.map(|before| before.scale) != Some(self.scale) {
            ship.set_scale(self.scale);
        }
        if before.map(|before| before.is_faded) != Some(self.is_faded) {
            ship.set_modulate(Color::from_rgba(1.0, 1.0, 1.0, if self.is_faded { 0.35 } else { 1.0 }));
        }
        if before.map(|before| before.steer) != Some(self.steer) {
            if self.steer == 0 {
                ship.play_ex().name("up").done();
            } else {
                ship.set_flip_h(self.steer < 0);
                ship.play_ex().name("right").done();
            }
        }
    }
}

/// A game whose score the player wants to beat.
#[derive(Clone, Copy)]
struct Challenge {
    seed: u64,
    score: u64,
    /// The hash of its ruleset.
    ruleset_hash: u64,
}

impl Challenge {
    /// What to say of a game that ended with `score`.
    fn result(&self, score: u64) -> String {
        match score.checked_sub(self.score) {
            Some(0) | None => tr_with("{points} points to beat", &[("points", &number(self.score))]),
            Some(more) => tr_with("Beaten by {points} points!", &[("points", &number(more))]),
        }
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
