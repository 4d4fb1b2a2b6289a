//! A boss's fight: it flies in, rests, announces an attack, attacks, and goes on to its next phase as its health goes down.

use crate::event::{Event, Harm};
use crate::hash::StateHash;
use crate::math::{cosine, direction, floor, greatest, least, sine};
use crate::mode::{BossAttack, BossKind, BossRef, Move};
use crate::sim::Sim;
use crate::units::{per_tick, ticks, turns};
use crate::view::BeamView;
use crate::world::{Boss, Step};

/// How long a boss flashes from a hit, in ticks.
const FLASH: u32 = 4;
/// How long a boss rests before its first attack, and after a phase ends, in ticks.
const BREATH: f32 = 60.0;

impl Boss {
    /// What it does in its phase.
    pub(super) fn at(&self, kind: &BossKind) -> Move {
        kind.phases[self.phase].attacks[self.attack].clone()
    }

    /// Where its sway has it, in px.
    pub(super) fn swayed(&self, kind: &BossKind, width: f32) -> f32 {
        let middle = width / 2.0;
        middle + least(kind.sway, middle - kind.size / 2.0) * sine(self.sway)
    }

    pub fn fold(&self, hash: &mut StateHash) {
        let Self { kind, x, y, from_x, from_y, shape: _, health, full, born, flash, phase, .. } = self;
        let Self { sway, attack, step, clock, fired, aim, from_aim, .. } = self;
        hash.floats([*x, *y, *from_x, *from_y, *sway, *clock, *aim, *from_aim]);
        hash.words([*born, *flash, *fired, health.cast_unsigned(), full.cast_unsigned()]);
        hash.words([u32::from(*kind), *phase as u32, *attack as u32, *step as u32]);
    }
}

impl Sim {
    /// Lets a boss come in from above.
    pub(crate) fn bring_boss(&mut self, BossRef(kind): BossRef) {
        let spec = &self.mode.bosses[usize::from(kind)];
        let (x, y) = (self.tables.width / 2.0, -spec.size / 2.0);
        let health = self.scale.health(spec.health as f32, 1.0);
        self.boss = Some(Boss {
            kind,
            x,
            y,
            from_x: x,
            from_y: y,
            shape: spec.shape.rounded(),
            health,
            full: health,
            born: self.tick,
            flash: 0,
            phase: 0,
            sway: 0.0,
            attack: 0,
            step: Step::Enter,
            clock: 0.0,
            fired: 0,
            aim: 0.0,
            from_aim: 0.0,
        });
        self.events.push(Event::BossEntered { boss: kind });
    }

    /// The boss's tick.
    pub(crate) fn move_boss(&mut self) {
        let Some(mut boss) = self.boss.take() else { return };
        let mode = std::sync::Arc::clone(&self.mode);
        let kind = &mode.bosses[usize::from(boss.kind)];
        (boss.from_x, boss.from_y, boss.from_aim) = (boss.x, boss.y, boss.aim);
        boss.clock += self.pace;
        match boss.step {
            Step::Enter => {
                boss.y += per_tick(kind.speed) * self.pace;
                if boss.y >= kind.at {
                    boss.y = kind.at;
                    boss.rest(BREATH);
                }
            }
            Step::Rest => {
                self.sway(&mut boss, kind);
                // A harder game has bosses that rest less.
                boss.clock += self.pace * (self.scale.fire - 1.0);
                if boss.clock >= 0.0 {
                    self.announce(&mut boss, kind);
                }
            }
            Step::Telegraph => {
                let Move { telegraph, attack, .. } = boss.at(kind);
                if !stands(attack) {
                    self.sway(&mut boss, kind);
                }
                if boss.clock >= ticks(telegraph) as f32 {
                    self.begin(&mut boss, attack);
                }
            }
            Step::Attack => {
                let Move { attack, rest, .. } = boss.at(kind);
                if !stands(attack) {
                    self.sway(&mut boss, kind);
                }
                if self.go_on(&mut boss, attack) {
                    boss.attack = (boss.attack + 1) % kind.phases[boss.phase].attacks.len();
                    boss.rest(ticks(rest) as f32);
                    if boss.y > kind.at {
                        boss.step = Step::Return;
                    }
                }
            }
            Step::Return => {
                // Its rest begins when it is back.
                boss.clock -= self.pace;
                let goal = (boss.swayed(kind, self.tables.width), kind.at);
                if boss.fly_to(goal, per_tick(kind.speed) * self.pace * 2.0) {
                    boss.step = Step::Rest;
                }
            }
        }
        self.boss = Some(boss);
    }

    fn sway(&self, boss: &mut Boss, kind: &BossKind) {
        let beat = kind.phases[boss.phase].pace * self.pace * self.scale.speed
            / greatest(ticks(kind.period) as f32, 1.0);
        boss.sway += beat;
        boss.sway -= floor(boss.sway);
        boss.x = boss.swayed(kind, self.tables.width);
    }

    fn announce(&mut self, boss: &mut Boss, kind: &BossKind) {
        boss.step = Step::Telegraph;
        boss.clock = 0.0;
        if let BossAttack::Beam { from, .. } = boss.at(kind).attack {
            boss.aim = turns(from);
            boss.from_aim = boss.aim;
        }
        self.events.push(Event::BossTelegraphed { boss: boss.kind });
    }

    /// Takes `damage` from the boss, which may end its phase or itself.
    pub(crate) fn hurt_boss(&mut self, damage: i32) {
        let Some(boss) = &mut self.boss else { return };
        let kind = &self.mode.bosses[usize::from(boss.kind)];
        boss.health -= damage;
        boss.flash = self.tick + FLASH;
        if boss.health > 0 {
            let left = boss.health as f32 / boss.full as f32;
            let next = boss.phase + 1;
            if kind.phases.get(next).is_some_and(|phase| left <= phase.below) {
                boss.phase = next;
                boss.attack = 0;
                if boss.step != Step::Enter {
                    boss.rest(BREATH);
                    if boss.y > kind.at {
                        boss.step = Step::Return;
                    }
                }
                self.events.push(Event::BossPhase { phase: next });
            }
            return;
        }
        let (number, x, y, drops) = (boss.kind, boss.x, boss.y, kind.drops);
        let points = self.score.add(kind.points as f32 * self.tables.handicap.points, &self.mode.combo);
        self.boss = None;
        // Its last bullets shall not turn a victory into a defeat.
        while self.creep_shots.len() > 0 {
            self.creep_shots.swap_remove(self.creep_shots.len() - 1);
        }
        self.events.push(Event::BossDown { boss: number, x, y, points });
        for index in 0..drops {
            let side = (index as f32 + 0.5) / drops as f32 - 0.5;
            self.drop_power_up(x + 120.0 * side, y);
        }
    }

    /// Whether the boss or its beam meets the ship.
    pub(super) fn boss_harm(&self) -> Option<Harm> {
        let (boss, ship) = (self.boss.as_ref()?, &self.ship);
        let start = (boss.from_x - ship.from_x, boss.from_y - ship.y);
        let end = (boss.x - ship.x, boss.y - ship.y);
        if boss.shape.plus(ship.shape).entered(start, end).is_some() {
            return Some(Harm::Boss(boss.kind));
        }
        let BeamView { angle, from_angle, width, burns } = self.boss()?.beam?;
        // Where the beam crosses the ship's height, seen from the ship, a tick ago and now: it hits where that is, or passes, near 0.
        let across =
            |x: f32, angle: f32, ship_x: f32, y: f32| x + (ship.y - y) * sine(angle) / cosine(angle) - ship_x;
        let was = across(boss.from_x, from_angle, ship.from_x, boss.from_y);
        let is = across(boss.x, angle, ship.x, boss.y);
        let half = width / 2.0 / cosine(angle) + ship.shape.reach_x();
        let hits = burns && boss.y < ship.y && least(was, is) < half && greatest(was, is) > -half;
        hits.then_some(Harm::Beam(boss.kind))
    }
}

/// Whether a boss stands still for an attack: so one sees where it will hit.
fn stands(attack: BossAttack) -> bool {
    matches!(attack, BossAttack::Beam { .. } | BossAttack::Charge { .. })
}

impl Boss {
    /// Rests for so many ticks: its clock runs from below zero up to it.
    pub(super) fn rest(&mut self, ticks: f32) {
        self.step = Step::Rest;
        self.clock = -ticks;
    }

    /// Flies `step` px to `goal`; whether it is there.
    pub(super) fn fly_to(&mut self, goal: (f32, f32), step: f32) -> bool {
        let (x, y) = (goal.0 - self.x, goal.1 - self.y);
        if (x * x + y * y).sqrt() <= step {
            (self.x, self.y) = goal;
            return true;
        }
        let (right, down) = direction(x, y);
        self.x += right * step;
        self.y += down * step;
        false
    }
}
