//! A boss's fight: it flies in, rests, announces an attack, attacks, and goes on to its next phase as its health goes down.

use std::sync::Arc;

use crate::event::{Bonus, Harm, SimEvent};
use crate::hash::StateHash;
use crate::math::{cosine, direction, floor, max, min, sine, turned};
use crate::rules::{BossMoveRules, BossRules, CompiledBossAttack};
use crate::sim::Sim;
use crate::view::BeamView;
use crate::world::{Boss, BossState, SideAttack};

use super::attack::Fan;

/// How long a boss flashes from a hit, in ticks.
const FLASH: u32 = 4;
/// How long a boss rests before its first attack, and after a phase ends, in ticks.
const REST_TICKS: f32 = 60.0;

impl Boss {
    /// Its attack in its phase.
    pub(crate) fn current_move(&self, kind: &BossRules) -> BossMoveRules {
        kind.phases[self.phase].attacks[self.attack]
    }

    /// Rests for so many ticks: its clock runs from below zero up to it.
    fn rest(&mut self, ticks: f32) {
        self.state = BossState::Rest;
        self.clock = -ticks;
    }

    /// Flies up to `distance` px towards `goal`; whether it is there.
    fn fly_to(&mut self, goal: (f32, f32), distance: f32) -> bool {
        let (x, y) = (goal.0 - self.x, goal.1 - self.y);
        if (x * x + y * y).sqrt() <= distance {
            (self.x, self.y) = goal;
            return true;
        }
        let (right, down) = direction(x, y);
        self.x += right * distance;
        self.y += down * distance;
        false
    }

    /// Whether an attack that fires `times` times fires (again) now; counts it.
    fn fires(&mut self, times: u32, interval: f32) -> bool {
        let fires = self.fired < times && self.clock >= self.fired as f32 * interval;
        self.fired += u32::from(fires);
        fires
    }

    pub fn fold(&self, hash: &mut StateHash) {
        let Self {
            kind,
            x,
            y,
            prev_x,
            prev_y,
            shape: _, // the kind's
            health,
            max_health,
            born,
            flash,
            phase,
            sway,
            attack,
            state,
            clock,
            fired,
            aim,
            prev_aim,
            also: SideAttack { index, clock: also_clock, fired: also_fired },
            phase_clock,
        } = self;
        hash.floats([*x, *y, *prev_x, *prev_y, *sway, *clock, *aim, *prev_aim]);
        hash.words([*born, *flash, *fired, health.cast_unsigned(), max_health.cast_unsigned()]);
        hash.words([u32::from(*kind), *phase as u32, *attack as u32, *state as u32]);
        hash.floats([*also_clock, *phase_clock]);
        hash.words([*index as u32, *also_fired]);
    }
}

impl BossRules {
    /// Where a sway of so many turns has the boss, in px.
    fn sway_x(&self, sway: f32) -> f32 {
        self.sway_center + self.sway_amplitude * sine(sway)
    }
}

impl CompiledBossAttack {
    /// Whether a boss stands still for it, so that one sees where it will hit.
    fn stands_still(self) -> bool {
        matches!(self, Self::Beam { .. } | Self::Charge { .. })
    }
}

/// The fight.
impl Sim {
    /// Lets a boss come in from above.
    pub(crate) fn spawn_boss(&mut self, kind: u8) {
        let Some(boss) = self.rules.bosses.get(usize::from(kind)) else { return };
        let (x, y) = (boss.sway_center, -boss.extent);
        let health = self.scale.health(boss.health, 1.0);
        self.boss = Some(Boss {
            kind,
            x,
            y,
            prev_x: x,
            prev_y: y,
            shape: boss.shape,
            health,
            max_health: health,
            born: self.tick,
            flash: 0,
            phase: 0,
            sway: 0.0,
            attack: 0,
            state: BossState::Enter,
            clock: 0.0,
            fired: 0,
            aim: 0.0,
            prev_aim: 0.0,
            also: SideAttack::default(),
            phase_clock: 0.0,
        });
        self.events.push(SimEvent::BossEntered { boss: kind });
    }

    /// The boss's tick.
    pub(crate) fn move_boss(&mut self) {
        let Some(mut boss) = self.boss.take() else { return };
        let rules = Arc::clone(&self.rules);
        let kind = &rules.bosses[usize::from(boss.kind)];
        (boss.prev_x, boss.prev_y, boss.prev_aim) = (boss.x, boss.y, boss.aim);
        boss.clock += self.time_scale;
        match boss.state {
            BossState::Enter => {
                boss.y += kind.speed * self.time_scale;
                if boss.y >= kind.hover_y {
                    boss.y = kind.hover_y;
                    boss.rest(REST_TICKS);
                }
            }
            BossState::Rest => {
                self.sway_boss(&mut boss, kind);
                // A harder game has bosses that rest less.
                boss.clock += self.time_scale * (self.scale.fire - 1.0);
                if boss.clock >= 0.0 {
                    self.announce_attack(&mut boss, kind);
                }
            }
            BossState::Telegraph => {
                let BossMoveRules { telegraph, attack, .. } = boss.current_move(kind);
                if !attack.stands_still() {
                    self.sway_boss(&mut boss, kind);
                }
                if boss.clock >= telegraph {
                    self.begin_attack(&mut boss, attack);
                }
            }
            BossState::Attack => {
                let BossMoveRules { attack, rest, .. } = boss.current_move(kind);
                if !attack.stands_still() {
                    self.sway_boss(&mut boss, kind);
                }
                if self.continue_attack(&mut boss, attack) {
                    boss.attack = (boss.attack + 1) % kind.phases[boss.phase].attacks.len();
                    boss.rest(rest);
                    if boss.y > kind.hover_y {
                        boss.state = BossState::Return;
                    }
                }
            }
            BossState::Return => {
                // Its rest begins when it is back.
                boss.clock -= self.time_scale;
                let goal = (kind.sway_x(boss.sway), kind.hover_y);
                if boss.fly_to(goal, kind.speed * self.time_scale * 2.0) {
                    boss.state = BossState::Rest;
                }
            }
        }
        if boss.state != BossState::Enter {
            boss.phase_clock += self.time_scale;
            self.attack_aside(&mut boss, kind);
        }
        self.boss = Some(boss);
    }

    /// What a boss does beside its attack, if it does anything: it waits for the announcement's time, fires, and rests.
    fn attack_aside(&mut self, boss: &mut Boss, kind: &BossRules) {
        let also = &kind.phases[boss.phase].also;
        let Some(BossMoveRules { telegraph, attack, rest }) = also.get(boss.also.index).copied() else {
            return;
        };
        // A harder game has bosses that wait less.
        boss.also.clock += self.time_scale * if boss.also.clock < 0.0 { self.scale.fire } else { 1.0 };
        let clock = boss.also.clock - telegraph;
        if clock < 0.0 {
            return;
        }
        let is_done = if let CompiledBossAttack::Summon { creep, count } = attack {
            self.summon(boss, creep, count);
            true
        } else {
            let (clock_before, fired_before) = (boss.clock, boss.fired);
            (boss.clock, boss.fired) = (clock, boss.also.fired);
            let is_done = self.continue_attack(boss, attack);
            boss.also.fired = boss.fired;
            (boss.clock, boss.fired) = (clock_before, fired_before);
            is_done
        };
        if is_done {
            boss.also = SideAttack { index: (boss.also.index + 1) % also.len(), clock: -rest, fired: 0 };
        }
    }

    /// Lets creeps out on both sides.
    fn summon(&mut self, boss: &Boss, creep: u8, count: u32) {
        for index in 0..count {
            let side = (index as f32 + 0.5) / count as f32 - 0.5;
            self.spawn(creep, boss.x + self.rules.width * 0.8 * side, boss.y, 1.0);
        }
        self.events.push(SimEvent::BossAttacked { boss: boss.kind, x: boss.x, y: boss.y });
    }

    /// What a hit takes that would take `damage`, at `x`, and whether it hits a weak point.
    pub(super) fn damage_at(&self, damage: i32, x: f32) -> (i32, bool) {
        let Some(boss) = &self.boss else { return (damage, false) };
        let weak_points = &self.rules.bosses[usize::from(boss.kind)].weak_points;
        let hit = weak_points.iter().find(|weak| (x - boss.x - weak.x).abs() <= weak.width / 2.0);
        hit.map_or((damage, false), |weak| (damage.saturating_mul(weak.times.cast_signed()), true))
    }

    /// Points for each health that a hit takes from the boss.
    pub(super) fn boss_hit_points(&self) -> f32 {
        self.boss.as_ref().map_or(0.0, |boss| self.rules.bosses[usize::from(boss.kind)].hit_points)
    }

    fn sway_boss(&self, boss: &mut Boss, kind: &BossRules) {
        boss.sway += kind.phases[boss.phase].sway_speed * self.time_scale * self.scale.speed / kind.period;
        boss.sway -= floor(boss.sway);
        boss.x = kind.sway_x(boss.sway);
    }

    /// Takes `damage` from the boss, which may end its phase or itself.
    pub(crate) fn hurt_boss(&mut self, damage: i32) {
        let Some(boss) = &mut self.boss else { return };
        let kind = &self.rules.bosses[usize::from(boss.kind)];
        boss.health = boss.health.saturating_sub(damage);
        boss.flash = self.tick + FLASH;
        let phase = &kind.phases[boss.phase];
        let in_time = if boss.phase_clock <= phase.time { phase.bonus } else { 0.0 };
        let (boss_x, boss_y) = (boss.x, boss.y);
        if boss.health > 0 {
            let left = boss.health as f32 / boss.max_health as f32;
            let next = boss.phase + 1;
            if kind.phases.get(next).is_some_and(|phase| left <= phase.below) {
                boss.phase = next;
                boss.attack = 0;
                boss.also = SideAttack { index: 0, clock: -REST_TICKS, fired: 0 };
                boss.phase_clock = 0.0;
                if boss.state != BossState::Enter {
                    boss.rest(REST_TICKS);
                    if boss.y > kind.hover_y {
                        boss.state = BossState::Return;
                    }
                }
                self.events.push(SimEvent::BossPhase { phase: next });
                self.give_bonus(Bonus::Phase, in_time, boss_x, boss_y);
            }
            return;
        }
        let (boss, x, y, drops) = (boss.kind, boss.x, boss.y, kind.drops);
        let points = self.score.add(kind.points, &self.rules.combo);
        self.boss = None;
        self.events.push(SimEvent::BossKilled { boss, x, y, points });
        self.give_bonus(Bonus::Phase, in_time, x, y);
        // Its last bullets must not turn a victory into a defeat.
        self.cancel_creep_bullets();
        for index in 0..drops {
            let side = (index as f32 + 0.5) / drops as f32 - 0.5;
            self.drop_power_up(x + 120.0 * side, y);
        }
    }
}

/// Its attacks: how each begins, and what it does until it is done.
impl Sim {
    fn announce_attack(&mut self, boss: &mut Boss, kind: &BossRules) {
        boss.state = BossState::Telegraph;
        boss.clock = 0.0;
        if let CompiledBossAttack::Beam { from, .. } = boss.current_move(kind).attack {
            boss.aim = from;
            boss.prev_aim = boss.aim;
        }
        self.events.push(SimEvent::BossTelegraphed { boss: boss.kind });
    }

    /// The announcement is over: the attack begins.
    fn begin_attack(&mut self, boss: &mut Boss, attack: CompiledBossAttack) {
        boss.state = BossState::Attack;
        boss.clock = 0.0;
        boss.fired = 0;
        match attack {
            CompiledBossAttack::Volley { .. } | CompiledBossAttack::Ring { .. } => return,
            CompiledBossAttack::Beam { .. } => {}
            // It charges at where the ship is now.
            CompiledBossAttack::Charge { .. } => boss.aim = self.ship.x,
            CompiledBossAttack::Summon { creep, count } => {
                self.summon(boss, creep, count);
                return;
            }
        }
        self.events.push(SimEvent::BossAttacked { boss: boss.kind, x: boss.x, y: boss.y });
    }

    /// A tick of an attack; whether it is done.
    fn continue_attack(&mut self, boss: &mut Boss, attack: CompiledBossAttack) -> bool {
        let (x, y) = (boss.x, boss.y);
        match attack {
            CompiledBossAttack::Volley { bullet, bullets, fan, aimed, speed, times, interval } => {
                while boss.fires(times, interval) {
                    let toward = self.aim(x, y, aimed);
                    let speed = speed * self.scale.bullet_speed;
                    self.fire_fan(Fan { x, y, toward, bullets, arc: fan, speed, kind: bullet });
                    self.events.push(SimEvent::BossAttacked { boss: boss.kind, x, y });
                }
                boss.fired >= times
            }
            CompiledBossAttack::Ring { bullet, bullets, turn, speed, times, interval } => {
                while boss.fires(times, interval) {
                    let toward = turned((0.0, 1.0), turn * boss.fired as f32);
                    let speed = speed * self.scale.bullet_speed;
                    // The gap between the last and the first is as wide as the others.
                    let arc = (bullets - 1) as f32 / bullets as f32;
                    self.fire_fan(Fan { x, y, toward, bullets, arc, speed, kind: bullet });
                    self.events.push(SimEvent::BossAttacked { boss: boss.kind, x, y });
                }
                boss.fired >= times
            }
            CompiledBossAttack::Beam { from, to, lasts, .. } => {
                let part = min(boss.clock / lasts, 1.0);
                boss.aim = from + (to - from) * part;
                part >= 1.0
            }
            CompiledBossAttack::Summon { .. } => true,
            CompiledBossAttack::Charge { speed } => {
                let goal = (boss.aim, self.ship.y);
                boss.fly_to(goal, speed * self.time_scale * self.scale.speed)
            }
        }
    }

    /// Whether the boss or its beam meets the ship.
    pub(super) fn boss_harm(&self) -> Option<Harm> {
        let (boss, ship) = (self.boss.as_ref()?, &self.ship);
        let start = (boss.prev_x - ship.prev_x, boss.prev_y - ship.y);
        let end = (boss.x - ship.x, boss.y - ship.y);
        if boss.shape.minkowski_sum(ship.shape).time_of_impact(start, end).is_some() {
            return Some(Harm::Boss(boss.kind));
        }
        let BeamView { angle, prev_angle, width, burns } = self.boss()?.beam?;
        // Where the beam crosses the ship's height, seen from the ship, a tick ago and now: it hits where that is, or passes, near 0.
        let across =
            |x: f32, angle: f32, ship_x: f32, y: f32| x + (ship.y - y) * sine(angle) / cosine(angle) - ship_x;
        let before = across(boss.prev_x, prev_angle, ship.prev_x, boss.prev_y);
        let now = across(boss.x, angle, ship.x, boss.y);
        let half = width / 2.0 / cosine(angle) + ship.shape.extent_x();
        let hits = burns && boss.y < ship.y && min(before, now) < half && max(before, now) > -half;
        hits.then_some(Harm::Beam(boss.kind))
    }
}
