//! Whole games of the autopilot's, and a summary of each: for balance, for pacing and for tests.

use std::sync::Arc;

use crate::autopilot::{Autopilot, Skill};
use crate::event::{Harm, SimEvent};
use crate::input::Input;
use crate::invariants::{self, InvariantChecker, Violation};
use crate::ruleset::{Difficulty, Program, Ruleset};
use crate::sim::Sim;

/// Positions are checked every so many ticks: what is out of place stays so for longer.
const LOOK_EVERY: u32 = 16;
/// Ticks between two samples of what is on the playfield.
pub const SAMPLE: u32 = 60;
/// How many ticks a [`Bucket`] sums up: 5 s.
pub const BUCKET: u32 = 300;
/// With at most so many creeps in sight the playfield counts as nearly empty.
pub const FEW: usize = 2;

/// How a game is played.
#[derive(Clone, Copy, Debug)]
pub struct PlayOptions {
    /// How hard it is.
    pub difficulty: Difficulty,
    /// How well the autopilot plays.
    pub skill: Skill,
    /// What becomes of the autopilot's inputs.
    pub hand: Hand,
    /// A game that lasts longer than so many ticks is ended.
    pub longest: u32,
    /// Whether to check what must hold: see [`invariants`].
    pub check: bool,
}

/// What becomes of the autopilot's inputs before the game gets them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hand {
    /// Nothing: it fires when it would hit.
    #[default]
    Aimed,
    /// The trigger is always held, as most people play.
    Held,
    /// The trigger is always held, and the ship stays where it is.
    Still,
}

impl Hand {
    /// The input that the game gets.
    fn press(self, input: Input) -> Input {
        match self {
            Self::Aimed => input,
            Self::Held => Input { fire: true, ..input },
            Self::Still => Input { steer: 0, fire: true, bomb: false },
        }
    }
}

/// What happened in a game.
#[derive(Clone, Debug, Default)]
pub struct GameSummary {
    /// The wave or level that it ended in, from 1.
    pub wave: u32,
    /// Ticks played.
    pub ticks: u32,
    /// Points.
    pub score: u64,
    /// What took the last life; none when the time was up.
    pub ended_by: Option<Harm>,
    /// Creeps shot.
    pub kills: u64,
    /// Bullets that hit, of those fired.
    pub accuracy: f64,
    /// The tick that the first power-up was caught in.
    pub first_caught: Option<u32>,
    /// Power-ups caught.
    pub caught: u32,
    /// Waves, with their ticks, in the order they were cleared.
    pub cleared: Vec<(u32, u32)>,
    /// Fights with bosses that were won: which, and how long, in ticks.
    pub fights: Vec<(u8, u32)>,
    /// The most creeps at once.
    pub max_creeps: usize,
    /// The most bullets of the ship at once.
    pub max_player_bullets: usize,
    /// The most creeps while there were as many bullets.
    pub max_of_both: usize,
    /// Creeps and bullets on the playfield, every [`SAMPLE`] ticks.
    pub samples: Vec<(u32, u32)>,
    /// How dense it was, and when what came first.
    pub pace: Pace,
}

/// How dense a game was, and when what came first. All times are ticks since the game began.
#[derive(Clone, Debug, Default)]
pub struct Pace {
    /// What was on the playfield and what happened, in each [`BUCKET`] ticks.
    pub buckets: Vec<Bucket>,
    /// When the first creep fired.
    pub first_bullet: Option<u32>,
    /// When the first boss came that is not the last of its five waves' (`BossKind::mid`).
    pub mid_boss: Option<u32>,
    /// When the first boss came that is.
    pub boss: Option<u32>,
    /// When the weapon grew, from its second level on.
    pub weapons: Vec<u32>,
    /// When each wave or level began.
    pub waves: Vec<u32>,
    /// How long after each cleared wave nothing was in sight.
    pub gaps: Vec<u32>,
    /// The longest time in a fight with a boss in which no point was scored.
    pub dry: u32,
}

/// Sums over [`BUCKET`] ticks, or over those that a game lasted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bucket {
    /// Ticks played in it.
    pub ticks: u32,
    /// Creeps in sight, and a boss; a sum over its ticks.
    pub creeps: u64,
    /// Creeps' bullets; a sum over its ticks.
    pub bullets: u64,
    /// Ticks with nothing in sight.
    pub empty: u32,
    /// Ticks with at most [`FEW`] creeps, and no boss, in sight.
    pub few: u32,
    /// Creeps shot.
    pub kills: u32,
    /// Bullets that creeps and bosses fired.
    pub fired: u32,
    /// Power-ups caught.
    pub caught: u32,
    /// The weapon's level, from 1; a sum over its ticks.
    pub weapon: u64,
    /// The multiplier; a sum over its ticks.
    pub multiplier: u64,
    /// Ticks with a multiplier above 1.
    pub multiplied: u32,
    /// Lives lost.
    pub lives_lost: u32,
}

/// Notes the pace of a game, tick by tick.
#[derive(Default)]
struct PaceWriter {
    pace: Pace,
    /// The tick that a wave was cleared in, until something is in sight again.
    cleared: Option<u32>,
    /// The last tick in which a point was scored, or before the fight with a boss.
    scored: u32,
    score: u64,
}

impl PaceWriter {
    fn note(&mut self, sim: &Sim, events: &[SimEvent], mid_bosses: &[bool]) {
        let tick = sim.tick();
        let index = ((tick - 1) / BUCKET) as usize;
        if self.pace.buckets.len() <= index {
            self.pace.buckets.resize(index + 1, Bucket::default());
        }
        let bucket = &mut self.pace.buckets[index];
        let height = sim.ruleset().playfield.height;
        let creeps = sim.creeps().y.iter().filter(|y| (0.0..height).contains(*y)).count();
        let boss = sim.boss().is_some();
        bucket.ticks += 1;
        bucket.creeps += creeps as u64 + u64::from(boss);
        bucket.bullets += sim.counts().creep_bullets as u64;
        bucket.empty += u32::from(creeps == 0 && !boss);
        bucket.few += u32::from(creeps <= FEW && !boss);
        let fired = sim.creep_bullets().born.iter().filter(|born| **born == tick).count() as u32;
        bucket.fired += fired;
        bucket.weapon += sim.ship().weapon as u64 + 1;
        bucket.multiplier += u64::from(sim.multiplier());
        bucket.multiplied += u32::from(sim.multiplier() > 1);
        if fired > 0 {
            self.pace.first_bullet = self.pace.first_bullet.or(Some(tick));
        }
        for event in events {
            match *event {
                SimEvent::CreepKilled { .. } => bucket.kills += 1,
                SimEvent::PowerUpCaught { .. } => bucket.caught += 1,
                SimEvent::ShipHit { .. } => bucket.lives_lost += 1,
                SimEvent::WeaponGrew { .. } => self.pace.weapons.push(tick),
                SimEvent::WaveStarted { .. } => self.pace.waves.push(tick),
                SimEvent::WaveCleared { .. } => self.cleared = Some(tick),
                SimEvent::BossEntered { boss } => {
                    let mid = mid_bosses.get(usize::from(boss)).is_some_and(|mid| *mid);
                    let first = if mid { &mut self.pace.mid_boss } else { &mut self.pace.boss };
                    *first = first.or(Some(tick));
                }
                _ => {}
            }
        }
        if (creeps > 0 || boss)
            && let Some(cleared) = self.cleared.take()
        {
            self.pace.gaps.push(tick - cleared);
        }
        if !boss || sim.score() != self.score {
            (self.scored, self.score) = (tick, sim.score());
        }
        self.pace.dry = self.pace.dry.max(tick - self.scored);
    }
}

/// Which bosses come before the last of five waves.
fn mid_bosses(ruleset: &Ruleset) -> Vec<bool> {
    let mut mid = vec![false; ruleset.bosses.len()];
    if let Program::Waves { list, .. } = &ruleset.program {
        for (index, wave) in list.iter().enumerate() {
            let boss = wave.boss.as_ref();
            let number = boss.and_then(|name| ruleset.bosses.iter().position(|kind| kind.name == *name));
            if let Some(number) = number {
                mid[number] = index % 5 != 4;
            }
        }
    }
    mid
}

/// Plays a game of `ruleset`. The same game each time.
///
/// # Errors
/// When something does not hold that must, and it was asked to look.
pub fn play(ruleset: &Arc<Ruleset>, seed: u64, how: PlayOptions) -> Result<GameSummary, Violation> {
    let mut sim = Sim::new(ruleset, how.difficulty, seed);
    let mut autopilot = Autopilot::new(how.skill);
    let mut checker = how.check.then(|| InvariantChecker::new(ruleset));
    let mut game = GameSummary::default();
    let mut pace = PaceWriter::default();
    let mid_bosses = mid_bosses(ruleset);
    let (mut wave_began, mut fight_began) = (0, 0);
    while !sim.is_over() && sim.tick() < how.longest {
        let tick = sim.tick();
        let input = how.hand.press(autopilot.play(&sim));
        sim.step(input);
        let events = sim.events();
        pace.note(&sim, events, &mid_bosses);
        if let Some(checker) = &mut checker {
            checker.events(events)?;
        }
        for event in events {
            match *event {
                SimEvent::WaveStarted { number } => (game.wave, wave_began) = (number, tick),
                SimEvent::WaveCleared { number } => game.cleared.push((number, tick - wave_began)),
                SimEvent::BossEntered { .. } => fight_began = tick,
                SimEvent::BossKilled { boss, .. } => game.fights.push((boss, tick - fight_began)),
                SimEvent::ShipHit { lives: 0, by } => game.ended_by = Some(by),
                SimEvent::PowerUpCaught { .. } => {
                    game.caught += 1;
                    game.first_caught = game.first_caught.or(Some(tick));
                }
                _ => {}
            }
        }
        let counts = sim.counts();
        game.max_creeps = game.max_creeps.max(counts.creeps);
        game.max_player_bullets = game.max_player_bullets.max(counts.player_bullets);
        game.max_of_both = game.max_of_both.max(counts.creeps.min(counts.player_bullets));
        if tick.is_multiple_of(SAMPLE) {
            game.samples.push((counts.creeps as u32, counts.player_bullets as u32));
        }
        if let Some(checker) = &mut checker {
            checker.counts(&sim)?;
            if tick.is_multiple_of(LOOK_EVERY) {
                invariants::check_positions(&sim)?;
            }
        }
    }
    let counts = sim.counts();
    game.ticks = sim.tick();
    game.score = sim.score();
    game.kills = counts.kills;
    game.accuracy = counts.hits as f64 / counts.fired.max(1) as f64;
    game.pace = pace.pace;
    Ok(game)
}
