//! The pace of a game: how dense it is, and when what comes first.

use std::iter::Sum;

use creeps_rules::time::TICKS_PER_SECOND;

use crate::event::SimEvent;
use crate::ruleset::{Program, Ruleset};
use crate::sim::Sim;

/// How many ticks a [`Bucket`] sums up: 5 s.
pub const BUCKET: u32 = 300;
/// With at most so many creeps in sight the playfield counts as nearly empty.
pub const FEW: usize = 2;

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

impl Bucket {
    /// One of its sums for each tick. 0 if there was none.
    pub fn per_tick(&self, sum: u64) -> f64 {
        sum as f64 / f64::from(self.ticks.max(1))
    }

    /// One of its sums for each second. 0 if there was no tick.
    pub fn per_second(&self, sum: u32) -> f64 {
        self.per_tick(sum.into()) * f64::from(TICKS_PER_SECOND)
    }
}

impl<'a> Sum<&'a Bucket> for Bucket {
    fn sum<I: Iterator<Item = &'a Bucket>>(buckets: I) -> Self {
        buckets.fold(Self::default(), |a, b| Self {
            ticks: a.ticks + b.ticks,
            creeps: a.creeps + b.creeps,
            bullets: a.bullets + b.bullets,
            empty: a.empty + b.empty,
            few: a.few + b.few,
            kills: a.kills + b.kills,
            fired: a.fired + b.fired,
            caught: a.caught + b.caught,
            weapon: a.weapon + b.weapon,
            multiplier: a.multiplier + b.multiplier,
            multiplied: a.multiplied + b.multiplied,
            lives_lost: a.lives_lost + b.lives_lost,
        })
    }
}

/// Notes the pace of a game, tick by tick, whoever plays it.
#[derive(Clone, Debug)]
pub struct PaceWriter {
    pace: Pace,
    /// Which bosses of the ruleset come before the last of five waves.
    mid_bosses: Vec<bool>,
    /// The tick that a wave was cleared in, until something is in sight again.
    cleared: Option<u32>,
    /// The last tick in which a point was scored, or before the fight with a boss.
    scored: u32,
    score: u64,
}

impl PaceWriter {
    /// Nothing noted yet, of a game of `ruleset`.
    pub fn new(ruleset: &Ruleset) -> Self {
        Self { pace: Pace::default(), mid_bosses: mid_bosses(ruleset), cleared: None, scored: 0, score: 0 }
    }

    /// What was noted.
    pub fn pace(&self) -> &Pace {
        &self.pace
    }

    /// What was noted, in the end.
    pub fn into_pace(self) -> Pace {
        self.pace
    }

    /// Notes the last tick of the game. Call it once after each tick; it may begin anywhere in a game.
    pub fn note(&mut self, sim: &Sim) {
        let tick = sim.tick();
        if tick == 0 {
            return;
        }
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
        for event in sim.events() {
            match *event {
                SimEvent::CreepKilled { .. } => bucket.kills += 1,
                SimEvent::PowerUpCaught { .. } => bucket.caught += 1,
                SimEvent::ShipHit { .. } => bucket.lives_lost += 1,
                SimEvent::WeaponGrew { .. } => self.pace.weapons.push(tick),
                SimEvent::WaveStarted { .. } => self.pace.waves.push(tick),
                SimEvent::WaveCleared { .. } => self.cleared = Some(tick),
                SimEvent::BossEntered { boss } => {
                    let mid = self.mid_bosses.get(usize::from(boss)).is_some_and(|mid| *mid);
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{Autopilot, Difficulty, Skill};

    #[test]
    fn the_parts_of_a_game_add_up_to_its_whole() {
        let text = include_bytes!("../../../godot-project/config/arcade.ron");
        let ruleset = Arc::new(Ruleset::read("arcade.ron", text).unwrap());
        let mut sim = Sim::new(&ruleset, Difficulty::Normal, 3);
        let mut autopilot = Autopilot::new(Skill::PERSON);
        let mut whole = PaceWriter::new(&ruleset);
        // One writer for the first 700 ticks, another one for the rest: it may begin anywhere.
        let mut parts = [whole.clone(), whole.clone()];
        for tick in 0..2000 {
            let input = autopilot.play(&sim);
            sim.step(input);
            whole.note(&sim);
            parts[usize::from(tick >= 700)].note(&sim);
        }
        let sum = |writer: &PaceWriter| writer.pace().buckets.iter().sum::<Bucket>();
        let [whole, first, rest] = [sum(&whole), sum(&parts[0]), sum(&parts[1])];
        assert_eq!((whole.ticks, first.ticks, rest.ticks), (2000, 700, 1300));
        assert!(first.kills > 0 && rest.kills > 0 && whole.creeps > 0, "{first:?} {rest:?}");
        assert_eq!(whole.kills, first.kills + rest.kills);
        assert_eq!(whole.creeps, first.creeps + rest.creeps);
        assert_eq!(whole.fired, first.fired + rest.fired);
        assert!((whole.per_second(whole.kills) - f64::from(whole.kills) * 60.0 / 2000.0).abs() < 1e-9);
    }
}
