//! Arcade's and Horde's scene: a game's start, its ticks, its frames and its end.

use std::time::Instant;

use creeps_rules::best::{Mode, Player};
use creeps_rules::screen::Cause;
use creeps_rules::trace::Event;
use creeps_sim::{self as sim, Difficulty, Input, Sim, Stress};
use godot::classes::{AnimatedSprite2D, Engine, INode2D, InputEvent, Label, Node2D, Sprite2D, Texture2D};
use godot::prelude::*;

use super::game::{Game, LiveRecording, Source};
use super::hands::Hands;
use super::looks::Looks;
use super::mode_file::ModeFile;
use super::pop_ups::PopUps;
use super::recording::{Recording, ReplayFile};
use super::shake::Shake;
use super::sounds::{Sound, Sounds, Tune};
use super::stage_hud::StageHud;
use super::stopwatch::Stopwatch;
use crate::dev::{director, trace};
use crate::flow::game_flow::{self, GameFlow, GameScene};
use crate::system::command_line;
use crate::system::files::Survives;

mod present;

/// What the title says of the keys.
const KEYS: &str = "Down drops a bomb   ·   P pauses   ·   Esc leaves";

/// The side of the ship's picture, in px of its file.
const SHIP_PICTURE: f32 = 256.0;
/// How long the shaded ship blinks, in ticks there and back.
const BLINK: u32 = 8;

/// Arcade and Horde.
///
/// It feeds the player's input to the simulation (`creeps-sim`), steps it once per physics tick, draws what it holds, and makes
/// sounds and effects of what it tells. It decides nothing of the game.
#[derive(GodotClass)]
#[class(init, base = Node2D)]
pub struct Stage {
    /// How far the field shakes at most, in px; 0 for not at all.
    #[export(range = (0.0, 40.0, 1.0, suffix = "px"))]
    #[init(val = 14.0)]
    shake: f32,
    /// Arcade's picture on its title.
    #[export]
    arcade_badge: OnEditor<Gd<Texture2D>>,
    /// Horde's.
    #[export]
    horde_badge: OnEditor<Gd<Texture2D>>,
    /// Arcade's sky.
    #[export]
    arcade_sky: OnEditor<Gd<Texture2D>>,
    /// Horde's.
    #[export]
    horde_sky: OnEditor<Gd<Texture2D>>,

    #[init(val = Mode::Arcade)]
    mode: Mode,
    difficulty: Difficulty,
    /// Whether the computer shows what the mode is like: silently, and nothing of it is kept.
    demo: bool,
    #[init(val = OnReady::from_base_fn(GameFlow::new))]
    flow: OnReady<GameFlow>,
    /// The recorded game that the next game shows.
    recording: Option<Recording>,
    file: Option<ModeFile>,
    /// Whether the mode's file was wrong when it was last read, and a notice says so.
    file_refused: bool,
    game: Option<Game>,
    hands: Hands,
    trauma: Shake,
    events: Vec<sim::SimEvent>,

    #[init(node = "Sky")]
    sky: OnReady<Gd<Sprite2D>>,
    #[init(node = "Field")]
    field: OnReady<Gd<Node2D>>,
    #[init(node = "Field/Ship")]
    ship: OnReady<Gd<AnimatedSprite2D>>,
    #[init(node = "StageHud")]
    gauges: OnReady<Gd<StageHud>>,
    #[init(val = OnReady::from_base_fn(|base| PopUps::new(&base.get_node_as::<Label>("PopUps/PopUp"))))]
    pop_ups: OnReady<PopUps>,
    #[init(val = OnReady::from_base_fn(|base| Sounds::new(&base.clone().upcast())))]
    sounds: OnReady<Sounds>,
    base: Base<Node2D>,
}

#[godot_api]
impl Stage {
    /// The title is shown, or no longer.
    #[signal]
    pub fn at_title(is: bool);

    /// The player leaves the game from its title. A scene that runs by itself closes the game then.
    #[signal]
    pub fn left();

    /// Chooses what is played; call it before the scene is in the tree.
    pub fn choose(&mut self, mode: Mode, difficulty: Difficulty) {
        self.mode = mode;
        self.difficulty = difficulty;
    }

    /// Chooses what the computer shows; call it before the scene is in the tree.
    pub fn choose_demo(&mut self, mode: Mode) {
        self.choose(mode, Difficulty::Normal);
        self.demo = true;
    }

    /// Chooses a recorded game to show; call it before the scene is in the tree.
    pub fn choose_recording(&mut self, recording: Recording) {
        self.choose(recording.mode(), recording.difficulty());
        self.recording = Some(recording);
    }

    /// Starts a game from the title, as its button does.
    pub fn start(&mut self) {
        game_flow::start(self);
    }
}

impl GameScene for Stage {
    fn flow(&mut self) -> &mut GameFlow {
        &mut self.flow
    }

    fn new_game(&mut self) {
        let Some((sim, source, looks)) = self.prepare() else { return };
        let seed = sim.seed();
        godot_print!("seed: {seed}");
        trace::record(|| Event::Difficulty { name: sim.difficulty().to_string() });
        trace::record(|| Event::Started { seed });
        let by_computer = self.demo || command_line::arguments().autopilot;
        self.flow.begin_game(Player {
            is_person: matches!(source, Source::Live(_)) && !by_computer,
            by_given_numbers: !self.file.as_ref().is_some_and(|file| file.is_own),
        });

        self.gauges.bind_mut().begin(self.mode, &sim, &looks.power_ups);
        if let Source::Recorded(_, replay) = &source {
            self.gauges.bind_mut().show_banner("Replay", &points(replay.score));
        }
        self.game = Some(Game::new(sim, source, looks, &mut self.field));
        self.hands = Hands::new(by_computer);
        self.trauma = Shake::default();
        self.ship.show();
        self.sounds.play(Sound::Start);
        self.play_tune(false);
    }

    fn game_over(&mut self) {
        let is_replay = matches!(&self.game, Some(Game { source: Source::Recorded(..), .. }));
        let message = if is_replay { "Replay over" } else { "Game Over" };
        self.flow.hud().bind_mut().set_end_message(message);
        self.leave_game();
    }

    fn leave_game(&mut self) {
        self.sounds.set_tune(None);
        let problem = self.end_game();
        self.ship.hide();
        self.flow.show_best();
        if let Some(problem) = problem {
            self.flow.hud().bind_mut().show_notice(&problem);
        }
    }

    fn show_title(&mut self) {
        self.gauges.bind_mut().end();
        self.pop_ups.clear();
        if let Some(mut game) = self.game.take() {
            game.picture.clear();
            game.effects.clear();
        }
    }

    fn can_pause(&self) -> bool {
        !self.demo
    }

    fn save_progress(&mut self, survives: Survives) {
        let Some(Game { sim, source: Source::Live(live), .. }) = &mut self.game else { return };
        self.flow.keep_score(shown_score(sim.score()), survives);
        if let Some(Err(error)) = live.save(sim, survives)
            && !std::mem::replace(&mut live.warned, true)
        {
            self.flow.report(&error.to_string());
        }
        self.flow.show_best();
    }

    fn emit_at_title(&mut self, is: bool) {
        self.signals().at_title().emit(is);
    }

    fn emit_left(&mut self) {
        self.signals().left().emit();
    }
}

impl Stage {
    fn on_bomb(&mut self) {
        self.hands.press_bomb();
    }

    fn dress(&mut self) {
        let (name, badge, sky) = match self.mode {
            Mode::Horde => ("Horde", &self.horde_badge, &self.horde_sky),
            Mode::Arcade | Mode::Classic => ("Arcade", &self.arcade_badge, &self.arcade_sky),
        };
        self.sky.set_texture(&**sky);
        let title = match self.difficulty {
            Difficulty::Normal => name.to_owned(),
            other => format!("{name}\n{other}"),
        };
        self.flow.hud().bind_mut().rename(&title, badge, KEYS);
    }
}

/// A game's start and end.
impl Stage {
    /// The stress run that the arguments ask for.
    fn stress() -> Option<Stress> {
        let arguments = command_line::arguments();
        let asked = arguments.creeps.is_some() || arguments.bullets.is_some();
        asked.then(|| Stress::new(arguments.creeps.unwrap_or(0), arguments.bullets.unwrap_or(0)))
    }

    /// Reads the mode's file again; what was read before stays if it is wrong.
    fn read_mode(&mut self) {
        let Some(file) = &mut self.file else { return };
        match file.read() {
            // What was wrong with it, if anything, is put right.
            Ok(()) if std::mem::take(&mut self.file_refused) => self.flow.hud().bind_mut().clear_notice(),
            Ok(()) => {}
            Err(error) => {
                self.file_refused = true;
                self.flow.report(&error.to_string());
            }
        }
        trace::record(|| Event::ModeRead { file: file.shown.clone(), hash: file.mode.hash() });
    }

    /// The next game: recorded, a stress run, or one to play.
    fn prepare(&mut self) -> Option<(Sim, Source, Looks)> {
        if let Some(recording) = self.recording.take() {
            let Recording { replay, ruleset, looks, shown } = recording;
            let sim = replay.start(&ruleset);
            trace::record(|| Event::Replaying { file: shown });
            let inputs: Vec<Input> = replay.inputs().collect();
            return Some((sim, Source::Recorded(inputs.into_iter(), Box::new(replay)), looks));
        }
        self.read_mode();
        let file = self.file.as_ref()?;
        let seed = self.flow.take_seed();
        if let Some(stress) = Self::stress() {
            let sim = Sim::stress(&file.mode, stress, seed);
            return Some((sim, Source::Stress(Stopwatch::default()), file.looks.clone()));
        }
        let sim = Sim::new(&file.mode, self.difficulty, seed);
        let live = LiveRecording::new(&sim, (!self.demo).then(|| ReplayFile::new(self.mode)));
        Some((sim, Source::Live(Box::new(live)), file.looks.clone()))
    }

    /// Tells and keeps what the game has come to, once. Gives what the player is to be told of it, which the console has said
    /// already. It touches nothing on the screen, so that it may be called when the scene leaves the tree.
    fn end_game(&mut self) -> Option<String> {
        let game = self.game.as_mut()?;
        let (score, ticks, hash) = (game.sim.score(), game.sim.tick(), game.sim.hash());
        let (creeps, shots) = (game.most.0 as u32, game.most.1 as u32);
        let mut problem = None;
        match std::mem::replace(&mut game.source, Source::Over) {
            // The computer's demo is nobody's to keep.
            Source::Live(_) if self.demo => {}
            Source::Live(mut live) => {
                godot_print!("score: {score}");
                match live.save(&game.sim, Survives::PowerCut) {
                    Some(Ok(file)) => {
                        godot_print!("replay: {file}");
                        trace::record(|| Event::ReplaySaved { file });
                    }
                    Some(Err(error)) => problem = Some(error.to_string()),
                    None => {}
                }
            }
            Source::Recorded(inputs, replay) => {
                godot_print!("score: {score}");
                // Whoever leaves a replay has not seen what it leads to.
                let is_whole = inputs.len() == 0 || game.sim.is_over();
                problem =
                    replay.check(&game.sim).err().filter(|_| is_whole).map(|mismatch| mismatch.to_string());
            }
            Source::Stress(mut stopwatch) => {
                stopwatch.tell(&game.sim);
                return None;
            }
            Source::Over => return None,
        }
        if let Some(problem) = &problem {
            director::refuse(problem);
        }
        trace::record(|| Event::Most { creeps, shots });
        trace::record(|| Event::Ended { score, ticks, hash });
        self.flow.keep_score(shown_score(score), Survives::PowerCut);
        problem
    }

    fn play_tune(&mut self, boss: bool) {
        self.sounds.set_tune(Some(match self.mode {
            _ if boss => Tune::Boss,
            Mode::Horde => Tune::Horde,
            Mode::Arcade | Mode::Classic => Tune::Arcade,
        }));
    }
}

/// A game's ticks and frames.
impl Stage {
    fn tick(&mut self) {
        let began = Instant::now();
        let stands = self.trauma.step();
        let Some(mut game) = self.game.take() else { return };
        let mut end = None;
        self.events.clear();
        if self.flow.screen().in_game() {
            end = self.step(&mut game, began);
        }
        if !stands {
            game.effects.step();
            if self.flow.screen().in_game() {
                game.picture.draw(&game.sim);
                self.gauges.bind_mut().show_sim(&game.sim);
            }
        }
        if let Source::Stress(stopwatch) = &mut game.source
            && self.flow.screen().in_game()
        {
            stopwatch.finish(began);
        }
        let save = is_save_due(&mut game, &self.events, &self.flow);
        self.game = Some(game);
        match end {
            Some(cause) => game_flow::advance(self, cause),
            None if save => self.save_progress(Survives::Kill),
            None => {}
        }
    }

    /// Plays a tick; says what ends the game in it, if anything does.
    fn step(&mut self, game: &mut Game, began: Instant) -> Option<Cause> {
        let input = match &mut game.source {
            Source::Live(_) => Some(self.hands.input(&game.sim)),
            Source::Recorded(inputs, _) => inputs.next(),
            Source::Stress(_) => Some(Input::default()),
            Source::Over => None,
        };
        let Some(input) = input else { return Some(Cause::ReplayEnded) };
        let before = game.sim.score();
        let mut events = std::mem::take(&mut self.events);
        events.clear();
        events.extend_from_slice(game.sim.step(input));
        match &mut game.source {
            Source::Live(live) => {
                live.recorder.note(input, &game.sim);
                live.fired |= events.iter().any(|event| matches!(event, sim::SimEvent::Fired { .. }));
            }
            Source::Stress(stopwatch) => stopwatch.note(began),
            Source::Recorded(..) | Source::Over => {}
        }
        game.note_most();
        for event in &events {
            self.present_event(game, event);
        }
        // A ruleset may kill before its first wave has begun: the game is on by then all the same.
        if game.sim.is_over() || events.iter().any(|event| matches!(event, sim::SimEvent::WaveStarted { .. }))
        {
            game_flow::advance(self, Cause::Ready);
        }
        self.events = events;
        if game.sim.score() != before {
            self.flow.hud().bind_mut().show_score(shown_score(game.sim.score()));
        }
        game.sim.is_over().then_some(Cause::Hit)
    }

    fn show_frame(&mut self, fraction: f32) {
        let Some(game) = &mut self.game else { return };
        game.picture.set_fraction(fraction);
        game.effects.set_fraction(fraction);
        let place = Vector2::new(game.left, 0.0);
        self.field.set_position(place + self.trauma.offset(self.shake, fraction));
        if self.trauma.stands() {
            return;
        }
        let ship = game.sim.ship();
        self.ship.set_position(Vector2::new(ship.prev_x + (ship.x - ship.prev_x) * fraction, ship.y));
        self.ship.set_scale(Vector2::splat(game.mode.ship.size / SHIP_PICTURE));
        let pale = ship.invulnerable % BLINK >= BLINK / 2;
        self.ship.set_modulate(Color::from_rgba(1.0, 1.0, 1.0, if pale { 0.35 } else { 1.0 }));
        if ship.steer == 0 {
            self.ship.play_ex().name("up").done();
        } else {
            self.ship.set_flip_h(ship.steer < 0);
            self.ship.play_ex().name("right").done();
        }
    }
}

fn points(score: u64) -> String {
    format!("{score} {}", if score == 1 { "point" } else { "points" })
}

/// Whether what is being played is to be saved now, after a tick with these events.
fn is_save_due(game: &mut Game, events: &[sim::SimEvent], flow: &GameFlow) -> bool {
    let Source::Live(live) = &mut game.source else { return false };
    let wave = events.iter().any(|event| matches!(event, sim::SimEvent::WaveStarted { .. }));
    let first_best = flow.is_first_best(shown_score(game.sim.score()));
    live.file.is_some() && live.autosave.is_due(game.sim.tick(), wave || first_best)
}

/// The score as the screen and the file of best scores have it.
fn shown_score(score: u64) -> u32 {
    u32::try_from(score).unwrap_or(u32::MAX)
}

#[godot_api]
impl INode2D for Stage {
    fn ready(&mut self) {
        self.gauges.signals().bomb().connect_other(&self.to_gd(), Self::on_bomb);
        self.file = ModeFile::built_in(self.mode);
        self.sounds.muted = self.demo;
        self.dress();
        self.ship.hide();
        self.read_mode();
        let mode = self.mode;
        game_flow::begin(self, mode);
        if self.recording.is_some() || Self::stress().is_some() {
            self.start();
        }
    }

    fn physics_process(&mut self, _delta: f64) {
        self.sounds.step();
        self.pop_ups.step();
        self.tick();
    }

    fn process(&mut self, _delta: f64) {
        let moves = self.flow.screen().in_game() && !self.trauma.stands();
        // Where nothing is to move any more, everything stands where it is.
        let fraction =
            if moves { Engine::singleton().get_physics_interpolation_fraction() as f32 } else { 1.0 };
        self.show_frame(fraction);
    }

    fn unhandled_input(&mut self, event: Gd<InputEvent>) {
        if !game_flow::take_quit(self, &event)
            && self.flow.screen().in_game()
            && let Some(game) = &self.game
        {
            self.hands.touch(event, game.left, game.scale);
        }
    }

    fn exit_tree(&mut self) {
        if self.flow.screen().in_game() {
            // The screen is on its way out of the tree, too: what can't be saved is told on the console alone.
            self.end_game();
        }
    }
}
