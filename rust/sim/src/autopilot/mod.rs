//! The autopilot: plays a game by what is to be seen of it, and a little way ahead. For attract mode, tests and balance.

mod aim;
mod lanes;
mod threats;

use crate::input::Input;
use crate::math::clamp;
use crate::rng::Rng;
use crate::sim::Sim;

use lanes::{Lanes, MOMENTS, TICKS};

/// How well the autopilot plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Skill {
    /// How many ticks pass between two decisions; 1 and up.
    pub every: u32,
    /// Whether it does what it decided only at the next decision.
    pub late: bool,
    /// How often it overlooks all that comes at it when it decides, out of 1000 times.
    pub lapses: u32,
}

impl Skill {
    /// Decides each tick, acts at once and overlooks nothing: no person can.
    pub const MACHINE: Self = Self { every: 1, late: false, lapses: 0 };
    /// Decides six times a second, acts a sixth of a second later, and looks elsewhere now and then, as a player does who knows the game.
    pub const PERSON: Self = Self { every: 8, late: true, lapses: 30 };
}

/// Room that it leaves between the ship and what flies by, in px; if that can't be had, less.
const MARGINS: [f32; 3] = [14.0, 6.0, 1.0];
/// With less than this many moments to live it uses a bomb.
const LAST_MOMENTS: usize = 10;

/// Plays a game. It remembers what it decided last, and needs nothing else.
#[derive(Clone, Debug)]
pub struct Autopilot {
    skill: Skill,
    /// What it does.
    doing: Input,
    /// What it decided, and does at the next decision.
    decided: Input,
    /// Ticks until it decides.
    rest: u32,
}

impl Autopilot {
    /// An autopilot that plays so well.
    pub fn new(skill: Skill) -> Self {
        Self { skill, doing: Input::default(), decided: Input::default(), rest: 0 }
    }

    /// What to do in the next tick of `sim`.
    pub fn play(&mut self, sim: &Sim) -> Input {
        if self.rest > 0 {
            self.rest -= 1;
            return self.doing;
        }
        self.rest = self.skill.every.max(1) - 1;
        // Chance that belongs to the game: the same game is played the same way again.
        let lapse = Rng::new(sim.seed() ^ u64::from(sim.tick())).below(1000) < self.skill.lapses;
        if self.skill.late {
            self.doing = self.decided;
            self.decided = decide(sim, self.doing, self.skill.every, self.skill.every, lapse);
        } else {
            self.doing = decide(sim, self.doing, 0, self.skill.every, lapse);
        }
        self.doing
    }
}

/// Decides what to do `delay` ticks from now and for `ticks` ticks, while the ship does `doing` until then.
fn decide(sim: &Sim, doing: Input, delay: u32, ticks: u32, lapse: bool) -> Input {
    let rules = &*sim.rules;
    let ship = sim.ship();
    let speed = rules.ship.speed;
    let edge = rules.ship.extent;
    let delay = delay as f32;
    let steer = f32::from(doing.steps()) / f32::from(Input::FULL);
    let x = clamp(ship.x + steer * speed * delay, edge, rules.width - edge);
    let goal = aim::goal(sim, x);
    let ahead = (ticks as f32 / TICKS).ceil();
    let mut way = None;
    for margin in MARGINS {
        let mut lanes = Lanes::new(rules.width, speed);
        if !lapse {
            threats::close_lanes(&mut lanes, sim, margin, delay);
        }
        let found = lanes.way(x, goal.x, edge, ahead as usize);
        way = way.filter(|way: &lanes::Way| way.clear >= found.clear).or(Some(found));
        if found.clear == MOMENTS {
            break;
        }
    }
    let Some(way) = way else { return Input::default() };
    let cornered = way.clear < LAST_MOMENTS && ship.invulnerable == 0 && ship.shield == 0;
    let gap = way.next - x;
    // Less than a lane is no reason to move.
    let steer = if gap.abs() < rules.width / 200.0 { 0.0 } else { gap / (speed * TICKS * ahead) };
    Input::new(steer, goal.fire, cornered && ship.bombs > 0 && !doing.bomb)
}
