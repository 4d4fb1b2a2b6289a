//! What must hold in every tick of every game, whatever is pressed. Tests and `balance` look at games through it.

use std::collections::HashSet;
use std::error::Error;
use std::fmt;

use crate::event::{Event, Weapon};
use crate::ids::Id;
use crate::mode::{Mode, Power};
use crate::sim::Sim;

/// How long a creep may be above the field, in ticks of its own time, which a power-up may slow.
pub const MAX_TICKS_ABOVE: u32 = 60 * 30;

/// Something that must hold does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken(String);

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Broken {}

/// Says what is broken, by `format!`'s arguments, unless a condition holds.
macro_rules! must {
    ($condition:expr, $($what:tt)+) => {
        let holds: bool = $condition;
        if !holds {
            return Err(Broken(format!($($what)+)));
        }
    };
}

/// Watches a game: what was seen of it so far. Show it each tick's events, then the state.
#[derive(Clone, Debug)]
pub struct Watch {
    /// Whether a bullet may hit more than once.
    pierces: bool,
    score: u64,
    downs: u64,
    left: u64,
    hits: u64,
    /// Creeps that are down or left.
    gone: HashSet<Id>,
    over: u32,
}

impl Watch {
    /// A watch for a game of `mode` that begins.
    pub fn new(mode: &Mode) -> Self {
        let mut power_ups = mode.power_ups.kinds.iter().filter(|kind| kind.weight > 0);
        let pierces = mode.weapon.iter().any(|weapon| weapon.pierce > 0)
            || power_ups.any(|kind| matches!(kind.power, Power::Pierce { .. }));
        Self { pierces, score: 0, downs: 0, left: 0, hits: 0, gone: HashSet::new(), over: 0 }
    }

    /// Looks at a tick's events.
    ///
    /// # Errors
    /// When a creep is down that was gone.
    pub fn events(&mut self, events: &[Event]) -> Result<(), Broken> {
        for event in events {
            match *event {
                Event::CreepDown { id, by, .. } => {
                    must!(self.gone.insert(id), "{id:?} is down when it was gone");
                    self.downs += 1;
                    self.hits += u64::from(by == Weapon::Shot);
                }
                Event::CreepLeft { id, .. } => {
                    must!(self.gone.insert(id), "{id:?} left when it was gone");
                    self.left += 1;
                }
                Event::CreepHit { .. } | Event::ShieldHit { .. } | Event::BossHit { .. } => self.hits += 1,
                Event::GameOver { .. } => self.over += 1,
                _ => {}
            }
        }
        Ok(())
    }

    /// Looks at the counts after a tick: cheap enough for every tick.
    ///
    /// # Errors
    /// When something does not add up.
    pub fn counts(&mut self, sim: &Sim) -> Result<(), Broken> {
        let (counts, capacity) = (sim.counts(), &sim.mode().capacity);
        let (creeps, shots) = (capacity.creeps as usize, capacity.shots as usize);
        must!(counts.creeps <= creeps && counts.shots <= shots, "more than there may be: {counts:?}");
        let (creep_shots, power_ups) = (capacity.creep_shots as usize, capacity.power_ups as usize);
        let fit = counts.creep_shots <= creep_shots && counts.power_ups <= power_ups;
        must!(fit, "more than there may be: {counts:?}");
        must!(sim.score() >= self.score, "the score fell from {} to {}", self.score, sim.score());
        self.score = sim.score();
        let accounted = self.downs + self.left + counts.creeps as u64;
        must!(counts.came == accounted, "{} creeps came, {accounted} are known", counts.came);
        must!(counts.hits == self.hits, "{} hits, {} were told", counts.hits, self.hits);
        let flown = counts.hits + counts.shots as u64;
        must!(self.pierces || flown <= counts.fired, "a bullet hit twice: {counts:?}");
        must!(self.over == u32::from(sim.is_over()), "the game is over {} times", self.over);
        must!((sim.ship().lives == 0) == sim.is_over(), "{} lives at the end", sim.ship().lives);
        Ok(())
    }
}

/// How long a creep may be above the field, in ticks, if it is slowed all the time.
fn longest_above(mode: &Mode) -> u32 {
    let paces = mode.power_ups.kinds.iter().map(|kind| match kind.power {
        Power::Slow { pace, .. } => pace,
        _ => 1.0,
    });
    // A tick more, since the first step brings it out of where it is not seen.
    (MAX_TICKS_ABOVE as f32 / paces.fold(1.0, f32::min)).ceil() as u32 + 60
}

/// Looks at every place: everything is where something can be, and has an id of its own.
///
/// # Errors
/// When something is where nothing can be.
pub fn places(sim: &Sim) -> Result<(), Broken> {
    let (mode, field) = (sim.mode(), &sim.mode().field);
    let (width, height) = (field.width, field.height);
    let creeps = sim.creeps();
    let longest_above = longest_above(mode);
    for place in 0..creeps.x.len() {
        let kind = &mode.creeps[usize::from(creeps.kind[place])];
        let (x, y, half) = (creeps.x[place], creeps.y[place], kind.size / 2.0);
        must!(x >= half - 0.01 && x <= width - half + 0.01, "{} at x {x}", kind.name);
        must!(y.is_finite() && y <= height + half, "{} at y {y}", kind.name);
        let age = sim.tick() - creeps.born[place];
        must!(y > -half || age <= longest_above, "{} is above the field for {age} ticks", kind.name);
        let (health, full) = (creeps.health[place], creeps.full[place]);
        must!(health > 0 && health <= full, "{} has {health} of {full} health", kind.name);
        must!(creeps.place(creeps.id(place)) == Some(place), "{} is lost", kind.name);
    }
    let largest = mode.bullets.iter().map(|kind| kind.size / 2.0).fold(1.0, f32::max);
    for shots in [sim.shots(), sim.creep_shots()] {
        for (x, y) in shots.x.iter().zip(shots.y) {
            // The ship's may be a tick's flight outside before they go.
            let inside =
                (-largest..=width + largest).contains(x) && (-largest..=height + largest).contains(y);
            must!(inside, "a bullet at {x}, {y}");
        }
    }
    for y in sim.power_ups().y {
        must!(*y <= height + mode.power_ups.size, "a power-up at y {y}");
    }
    let (x, half) = (sim.ship().x, mode.ship.size / 2.0);
    must!(x >= half && x <= width - half, "the ship at x {x}");
    if let Some(boss) = sim.boss() {
        let whole = boss.health > 0.0 && boss.health <= 1.0 && boss.x.is_finite() && boss.y <= height;
        must!(whole, "{boss:?}");
    }
    Ok(())
}
