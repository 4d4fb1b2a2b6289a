//! The simulation: everything that a game is, and the tick that moves it.

use std::sync::Arc;

use crate::budget::Budget;
use crate::event::SimEvent;
use crate::hash::StateHash;
use crate::input::Input;
use crate::rng::Rng;
use crate::rules::{CompiledRules, Scale};
use crate::ruleset::{Difficulty, Ruleset};
use crate::score::Score;
use crate::scratch::Scratch;
use crate::step::march::March;
use crate::step::program::ProgramState;
use crate::stress::Stress;
use crate::world::{Boss, Bullets, Creeps, MAX_SQUADS, PowerUps, Ship, Squad};

/// Counts up when a change makes the same inputs play another game, or the same state another hash: replays of another version are
/// not comparable.
pub const VERSION: u16 = 3;

/// A game by a ruleset. The same ruleset, difficulty, seed and inputs give the same states, bit for bit, on every platform.
///
/// ```
/// # let text = include_bytes!("../../../godot-project/config/arcade.ron");
/// use std::sync::Arc;
/// use creeps_sim::{Difficulty, Input, Ruleset, Sim};
///
/// let ruleset = Arc::new(Ruleset::read("arcade.ron", text)?);
/// let mut sim = Sim::new(&ruleset, Difficulty::Normal, 7);
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
    /// What the file says: names, pictures, sizes.
    pub(crate) ruleset: Arc<Ruleset>,
    /// What a tick runs on.
    pub(crate) rules: Arc<CompiledRules>,
    pub(crate) difficulty: Difficulty,
    pub(crate) seed: u64,
    pub(crate) scale: Scale,
    pub(crate) rng: Rng,
    pub(crate) tick: u32,
    pub(crate) over: bool,
    /// Nothing harms the ship: an assist.
    pub(crate) invincible: bool,
    pub(crate) ship: Ship,
    pub(crate) creeps: Creeps,
    pub(crate) player_bullets: Bullets,
    /// The creeps' and bosses' bullets.
    pub(crate) creep_bullets: Bullets,
    pub(crate) power_ups: PowerUps,
    /// Formations, by the creeps' `squad` less 1.
    pub(crate) squads: [Squad; MAX_SQUADS],
    pub(crate) boss: Option<Boss>,
    pub(crate) program: ProgramState,
    /// The block of the creeps that march together; none by rulesets without such creeps.
    pub(crate) march: Option<March>,
    pub(crate) score: Score,
    /// How fast creeps' time passes: 1, or less while a power-up slows it.
    pub(crate) time_scale: f32,
    /// What happened in this tick.
    pub(crate) events: Vec<SimEvent>,
    pub(crate) scratch: Scratch,
}

impl Sim {
    /// A new game.
    pub fn new(ruleset: &Arc<Ruleset>, difficulty: Difficulty, seed: u64) -> Self {
        Self::with_program(ruleset, difficulty, seed, None)
    }

    /// The same game, in which nothing harms the ship if `invincible` is true.
    #[must_use]
    pub fn with_invincibility(self, invincible: bool) -> Self {
        Self { invincible, ..self }
    }

    /// The same game, which finds out every `ticks` ticks what may meet: faster or slower, with the same states.
    #[must_use]
    pub fn with_search_interval(mut self, ticks: u32) -> Self {
        self.scratch.broad_phase.set_round(ticks);
        self
    }

    /// A stress run: `stress.creeps` creeps and `stress.bullets` bullets at all times, on a playfield that holds them at the same
    /// density whatever their number. A hit removes both, and others come. Nothing harms the ship.
    pub fn stress(ruleset: &Arc<Ruleset>, stress: Stress, seed: u64) -> Self {
        let ruleset = Arc::new(stress.enlarge(ruleset));
        let mut sim =
            Self::with_program(&ruleset, Difficulty::Normal, seed, Some(ProgramState::Stress(stress)));
        sim.scatter();
        sim
    }

    fn with_program(
        ruleset: &Arc<Ruleset>,
        difficulty: Difficulty,
        seed: u64,
        program: Option<ProgramState>,
    ) -> Self {
        let rules = Arc::new(ruleset.compile(difficulty));
        let capacity = &rules.capacity;
        Self {
            scale: rules.scale(0, 0),
            rng: Rng::new(seed),
            tick: 0,
            over: false,
            invincible: false,
            ship: Ship::new(&rules),
            creeps: Creeps::with_capacity(capacity.creeps as usize),
            player_bullets: Bullets::with_capacity(capacity.player_bullets as usize),
            creep_bullets: Bullets::with_capacity(capacity.creep_bullets as usize),
            power_ups: PowerUps::with_capacity(capacity.power_ups as usize),
            squads: [Squad::default(); MAX_SQUADS],
            boss: None,
            program: program.unwrap_or_else(|| ProgramState::new(&rules.program)),
            march: rules.march.map(|_| March::default()),
            score: Score::default(),
            time_scale: 1.0,
            // In a tick every creep may be hit, die and leave something, and every bullet be taken away.
            events: Vec::with_capacity(3 * capacity.creeps as usize + capacity.creep_bullets as usize + 256),
            scratch: Scratch::new(&rules),
            ruleset: Arc::clone(ruleset),
            rules,
            difficulty,
            seed,
        }
    }

    /// Plays one tick, a sixtieth of a second, and gives what happened in it. A game that is over stands still.
    pub fn step(&mut self, input: Input) -> &[SimEvent] {
        self.events.clear();
        if self.over {
            return &self.events;
        }
        self.tick += 1;
        self.scratch.landed = None;
        self.scratch.budget = Budget::of_tick(&self.rules.capacity);
        self.steer(input);
        self.fire(input);
        self.use_bomb(input);
        self.spawn_creeps();
        self.move_creeps();
        self.creeps_attack();
        self.move_boss();
        self.move_power_ups();
        self.redirect_bullets();
        self.move_bullets();
        self.find_contacts();
        self.resolve_hits();
        self.harm_ship();
        self.graze_ship();
        self.catch_power_ups();
        self.remove_spent();
        self.end_tick();
        &self.events
    }

    /// What happened in the last tick: what [`Sim::step`] gave.
    pub fn events(&self) -> &[SimEvent] {
        &self.events
    }

    /// How much of what a tick may do the last one did: from 0 to 1, at which bullets begin to miss what they meet (`budget.rs`).
    pub fn load(&self) -> f32 {
        self.scratch.budget.used(&self.rules.capacity)
    }

    /// How much memory its pools and lists hold, in bytes. A tick of a usual game takes no more of it.
    pub fn memory(&self) -> usize {
        let bullets = self.player_bullets.memory() + self.creep_bullets.memory();
        let pools = self.creeps.memory() + bullets + self.power_ups.memory();
        pools + self.scratch.memory() + self.events.capacity() * size_of::<SimEvent>()
    }

    /// The hash of all that decides what comes next.
    ///
    /// It names every field, here and in every `fold`, so that a new one can't be forgotten.
    pub fn hash(&self) -> u64 {
        let Self {
            ruleset: _, // a replay has its text
            rules: _,   // made of the ruleset and the difficulty
            difficulty,
            seed: _, // the generator has it
            scale: Scale { speed, health, fire, bullet_speed },
            rng,
            tick,
            over,
            invincible,
            ship,
            creeps,
            player_bullets,
            creep_bullets,
            power_ups,
            squads,
            boss,
            program,
            march,
            score,
            time_scale,
            events: _,  // they follow from the state
            scratch: _, // holds nothing from one tick to the next that could not be found out again
        } = self;
        let mut hash = StateHash::default();
        hash.words([
            *tick,
            u32::from(*over) | u32::from(*invincible) << 1,
            *difficulty as u32,
            u32::from(boss.is_some()),
        ]);
        hash.floats([*time_scale, *speed, *health, *fire, *bullet_speed]);
        rng.fold(&mut hash);
        ship.fold(&mut hash);
        creeps.fold(&mut hash);
        player_bullets.fold(&mut hash);
        creep_bullets.fold(&mut hash);
        power_ups.fold(&mut hash);
        for Squad { left, incomplete } in squads {
            hash.words([*left, u32::from(*incomplete)]);
        }
        if let Some(boss) = boss {
            boss.fold(&mut hash);
        }
        program.fold(&mut hash);
        if let Some(march) = march {
            march.fold(&mut hash);
        }
        score.fold(&mut hash);
        hash.finish()
    }
}
