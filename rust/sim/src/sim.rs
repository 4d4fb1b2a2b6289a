//! The simulation: everything that a game is, and the tick that moves it.

use std::sync::Arc;

use crate::budget::Budget;
use crate::dice::Dice;
use crate::event::Event;
use crate::grid::Grid;
use crate::hash::StateHash;
use crate::input::Input;
use crate::mode::{Difficulty, Mode};
use crate::score::Score;
use crate::step::contacts::{Contact, Hitter};
use crate::step::program::Program;
use crate::stress::Stress;
use crate::tables::{Scale, Tables};
use crate::world::{Boss, Bullets, Creeps, PowerUps, Ship};

/// Counts up when a change makes the same inputs play another game: replays of another version are not comparable.
pub const VERSION: u16 = 1;

/// A game of a mode. The same mode, difficulty, seed and inputs give the same states, bit for bit, on every platform.
///
/// ```
/// # let text = include_bytes!("../../../godot-project/config/arcade.ron");
/// use std::sync::Arc;
/// use creeps_sim::{Difficulty, Input, Mode, Sim};
///
/// let mode = Arc::new(Mode::read("arcade.ron", text)?);
/// let mut sim = Sim::new(&mode, Difficulty::Normal, 7);
/// for _ in 0..600 {
///     for event in sim.step(Input { steer: Input::FULL, fire: true, bomb: false }) {
///         println!("{event:?}");
///     }
/// }
/// assert_eq!(sim.tick(), 600);
/// # Ok::<(), creeps_sim::FileError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Sim {
    pub(crate) mode: Arc<Mode>,
    pub(crate) difficulty: Difficulty,
    pub(crate) seed: u64,
    pub(crate) tables: Tables,
    pub(crate) scale: Scale,
    pub(crate) dice: Dice,
    pub(crate) tick: u32,
    pub(crate) over: bool,
    pub(crate) ship: Ship,
    pub(crate) creeps: Creeps,
    /// The ship's bullets.
    pub(crate) shots: Bullets,
    /// The creeps' and bosses' bullets.
    pub(crate) creep_shots: Bullets,
    pub(crate) power_ups: PowerUps,
    pub(crate) boss: Option<Boss>,
    pub(crate) program: Program,
    pub(crate) score: Score,
    /// How fast creeps' time passes: 1, or less while a power-up slows it.
    pub(crate) pace: f32,
    pub(crate) events: Vec<Event>,
    // What follows holds nothing from one tick to the next; kept to allocate it once.
    pub(crate) grid: Grid,
    /// What this tick may still do.
    pub(crate) budget: Budget,
    /// The ship's bullets that hit something in this tick, in the order of their ids.
    pub(crate) hitters: Vec<Hitter>,
    /// What one bullet hits.
    pub(crate) contacts: Vec<Contact>,
    /// Creeps that leave or are down at the end of the tick.
    pub(crate) gone: Vec<u32>,
    /// Bullets of the ship that leave or are spent; on the way there also other things that leave.
    pub(crate) spent: Vec<u32>,
    /// Creeps that attack in this tick.
    pub(crate) attackers: Vec<u32>,
}

impl Sim {
    /// A new game.
    pub fn new(mode: &Arc<Mode>, difficulty: Difficulty, seed: u64) -> Self {
        Self::with_program(mode, difficulty, seed, Program::new(mode))
    }

    /// A stress run: `stress.creeps` creeps and `stress.bullets` bullets at all times, on a field that holds them at the same
    /// density whatever their number. A hit removes both, and others come. Nothing harms the ship.
    pub fn stress(mode: &Arc<Mode>, stress: Stress, seed: u64) -> Self {
        let mode = Arc::new(stress.grown(mode));
        let mut sim = Self::with_program(&mode, Difficulty::Normal, seed, Program::Stress(stress));
        sim.strew();
        sim
    }

    fn with_program(mode: &Arc<Mode>, difficulty: Difficulty, seed: u64, program: Program) -> Self {
        let tables = Tables::new(mode, mode.handicap(difficulty));
        let [creeps, shots, creep_shots, power_ups] = [
            mode.capacity.creeps as usize,
            mode.capacity.shots as usize,
            mode.capacity.creep_shots as usize,
            mode.capacity.power_ups as usize,
        ];
        Self {
            scale: program.scale(mode, &tables),
            dice: Dice::new(seed),
            tick: 0,
            over: false,
            ship: Ship::new(mode, &tables),
            creeps: Creeps::with_capacity(creeps),
            shots: Bullets::with_capacity(shots),
            creep_shots: Bullets::with_capacity(creep_shots),
            power_ups: PowerUps::with_capacity(power_ups),
            boss: None,
            program,
            score: Score::default(),
            pace: 1.0,
            // In a tick every creep may be hit, go down and leave something.
            events: Vec::with_capacity(3 * creeps + 256),
            grid: Grid::new(&tables, creeps),
            budget: Budget::of_tick(&mode.capacity),
            hitters: Vec::with_capacity(shots),
            // Every creep, and the boss.
            contacts: Vec::with_capacity(creeps + 1),
            gone: Vec::with_capacity(2 * creeps),
            spent: Vec::with_capacity((2 * shots).max(creep_shots).max(power_ups)),
            attackers: Vec::with_capacity(creeps),
            mode: Arc::clone(mode),
            difficulty,
            seed,
            tables,
        }
    }

    /// Plays one tick, a sixtieth of a second, and tells what happened in it. A game that is over stands still.
    pub fn step(&mut self, input: Input) -> &[Event] {
        self.events.clear();
        if self.over {
            return &self.events;
        }
        self.tick += 1;
        self.budget = Budget::of_tick(&self.mode.capacity);
        self.steer(input);
        self.fire(input);
        self.let_off_bomb(input);
        self.bring_creeps();
        self.move_creeps();
        self.let_creeps_attack();
        self.move_boss();
        self.move_power_ups();
        self.move_bullets();
        self.find_contacts();
        self.settle_hits();
        self.harm_ship();
        self.catch_power_ups();
        self.clear_away();
        self.end_tick();
        &self.events
    }

    /// How much of what a tick may do the last one did: from 0 to 1, at which bullets begin to miss what they meet (`budget.rs`).
    pub fn load(&self) -> f32 {
        self.budget.used(&self.mode.capacity)
    }

    /// How much memory its pools and lists hold, in bytes. A tick of a usual game takes no more of it.
    pub fn memory(&self) -> usize {
        let lists = [&self.gone, &self.spent, &self.attackers];
        let lists: usize = lists.map(|list| list.capacity() * size_of::<u32>()).iter().sum();
        let pools = self.creeps.memory() + self.shots.memory() + self.creep_shots.memory();
        let events = self.events.capacity() * size_of::<Event>();
        let hits =
            self.hitters.capacity() * size_of::<Hitter>() + self.contacts.capacity() * size_of::<Contact>();
        pools + self.power_ups.memory() + lists + events + hits
    }

    /// The hash of all that decides what comes next.
    pub fn hash(&self) -> u64 {
        let mut hash = StateHash::default();
        hash.word(self.tick);
        hash.word(u32::from(self.over));
        hash.float(self.pace);
        self.dice.fold(&mut hash);
        self.ship.fold(&mut hash);
        self.creeps.fold(&mut hash);
        self.shots.fold(&mut hash);
        self.creep_shots.fold(&mut hash);
        self.power_ups.fold(&mut hash);
        if let Some(boss) = &self.boss {
            boss.fold(&mut hash);
        }
        self.program.fold(&mut hash);
        self.score.fold(&mut hash);
        hash.finish()
    }
}
