//! The invariants: what must hold in every tick of every game, whatever is pressed. Tests and `balance` check games by it.

use std::collections::HashSet;
use std::error::Error;
use std::fmt;

use crate::event::{SimEvent, Weapon};
use crate::ids::Id;
use crate::ruleset::Ruleset;
use crate::sim::Sim;

/// How long a creep may be above the playfield, in ticks of its own time, which a power-up may slow.
pub const MAX_TICKS_ABOVE: u32 = 60 * 30;

/// Something that must hold does not: what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation(String);

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Violation {}

/// Returns a violation, described by `format!`'s arguments, unless a condition holds.
macro_rules! ensure {
    ($condition:expr, $($what:tt)+) => {
        let holds: bool = $condition;
        if !holds {
            return Err(Violation(format!($($what)+)));
        }
    };
}

/// Checks a game: what was seen of it so far. Give it each tick's events, then the state.
#[derive(Clone, Debug)]
pub struct InvariantChecker {
    /// Whether a bullet may hit more than once.
    pierces: bool,
    score: u64,
    kills: u64,
    left: u64,
    hits: u64,
    /// Creeps that were killed or left.
    gone: HashSet<Id>,
    over: u32,
}

impl InvariantChecker {
    /// A checker for a game of `ruleset` that begins.
    pub fn new(ruleset: &Ruleset) -> Self {
        let mut power_ups = ruleset.power_ups.kinds.iter().filter(|kind| kind.weight > 0);
        let pierces = ruleset.weapon.iter().any(|weapon| weapon.pierce > 0)
            || power_ups.any(|kind| kind.power.pierces());
        Self { pierces, score: 0, kills: 0, left: 0, hits: 0, gone: HashSet::new(), over: 0 }
    }

    /// Checks a tick's events.
    ///
    /// # Errors
    /// When a creep is killed that was gone.
    pub fn events(&mut self, events: &[SimEvent]) -> Result<(), Violation> {
        for event in events {
            match *event {
                SimEvent::CreepKilled { id, by, .. } => {
                    ensure!(self.gone.insert(id), "{id:?} was killed when it was gone");
                    self.kills += 1;
                    self.hits += u64::from(by == Weapon::Bullet);
                }
                SimEvent::CreepLeft { id, .. } => {
                    ensure!(self.gone.insert(id), "{id:?} left when it was gone");
                    self.left += 1;
                }
                SimEvent::CreepHit { .. } | SimEvent::ShieldHit { .. } | SimEvent::BossHit { .. } => {
                    self.hits += 1;
                }
                SimEvent::GameOver { .. } => self.over += 1,
                _ => {}
            }
        }
        Ok(())
    }

    /// Checks the counts after a tick: cheap enough for every tick.
    ///
    /// # Errors
    /// When something does not add up.
    pub fn counts(&mut self, sim: &Sim) -> Result<(), Violation> {
        let (counts, capacity) = (sim.counts(), &sim.ruleset().capacity);
        let (creeps, player_bullets) = (capacity.creeps as usize, capacity.player_bullets as usize);
        ensure!(
            counts.creeps <= creeps && counts.player_bullets <= player_bullets,
            "more than there may be: {counts:?}"
        );
        let (creep_bullets, power_ups) = (capacity.creep_bullets as usize, capacity.power_ups as usize);
        let fit = counts.creep_bullets <= creep_bullets && counts.power_ups <= power_ups;
        ensure!(fit, "more than there may be: {counts:?}");
        ensure!(sim.score() >= self.score, "the score fell from {} to {}", self.score, sim.score());
        self.score = sim.score();
        let accounted = self.kills + self.left + counts.creeps as u64;
        ensure!(counts.spawned == accounted, "{} creeps spawned, {accounted} are known", counts.spawned);
        ensure!(counts.hits == self.hits, "{} hits, {} were reported", counts.hits, self.hits);
        let flown = counts.hits + counts.player_bullets as u64;
        ensure!(self.pierces || flown <= counts.fired, "a bullet hit twice: {counts:?}");
        ensure!(self.over == u32::from(sim.is_over()), "the game is over {} times", self.over);
        ensure!((sim.ship().lives == 0) == sim.is_over(), "{} lives at the end", sim.ship().lives);
        Ok(())
    }
}

/// How long a creep may be above the playfield, in ticks, if it is slowed all the time.
fn longest_above(ruleset: &Ruleset) -> u32 {
    let time_scales = ruleset.power_ups.kinds.iter().map(|kind| kind.power.time_scale());
    // A tick more, since the first step brings it out of where it is not seen.
    (MAX_TICKS_ABOVE as f32 / time_scales.fold(1.0, f32::min)).ceil() as u32 + 60
}

/// Checks every position: everything is where something can be, and has an id of its own.
///
/// # Errors
/// When something is where nothing can be.
pub fn check_positions(sim: &Sim) -> Result<(), Violation> {
    let (ruleset, playfield) = (sim.ruleset(), &sim.ruleset().playfield);
    let (width, height) = (playfield.width, playfield.height);
    let creeps = sim.creeps();
    let longest_above = longest_above(ruleset);
    for index in 0..creeps.x.len() {
        let kind = &ruleset.creeps[usize::from(creeps.kind[index])];
        let (x, y, half) = (creeps.x[index], creeps.y[index], kind.size / 2.0);
        ensure!(x >= half - 0.01 && x <= width - half + 0.01, "{} at x {x}", kind.name);
        ensure!(y.is_finite() && y <= height + half, "{} at y {y}", kind.name);
        let age = sim.tick() - creeps.born[index];
        ensure!(y > -half || age <= longest_above, "{} is above the playfield for {age} ticks", kind.name);
        let (health, max_health) = (creeps.health[index], creeps.max_health[index]);
        ensure!(health > 0 && health <= max_health, "{} has {health} of {max_health} health", kind.name);
        ensure!(creeps.index(creeps.id(index)) == Some(index), "{} is lost", kind.name);
    }
    let largest = ruleset.bullets.iter().map(|kind| kind.size / 2.0).fold(1.0, f32::max);
    for bullets in [sim.player_bullets(), sim.creep_bullets()] {
        for (x, y) in bullets.x.iter().zip(bullets.y) {
            // The ship's may be a tick's flight outside before they go.
            let inside =
                (-largest..=width + largest).contains(x) && (-largest..=height + largest).contains(y);
            ensure!(inside, "a bullet at {x}, {y}");
        }
    }
    for y in sim.power_ups().y {
        ensure!(*y <= height + ruleset.power_ups.size, "a power-up at y {y}");
    }
    let (x, half) = (sim.ship().x, ruleset.ship.size / 2.0);
    ensure!(x >= half && x <= width - half, "the ship at x {x}");
    if let Some(boss) = sim.boss() {
        let whole = boss.health > 0.0 && boss.health <= 1.0 && boss.x.is_finite() && boss.y <= height;
        ensure!(whole, "{boss:?}");
    }
    Ok(())
}
