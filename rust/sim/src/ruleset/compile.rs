//! From a ruleset's units to the simulation's: names become indexes, seconds ticks, px/s px a tick, degrees turns.
//!
//! Everything is converted here, once a game. What runs in a tick finds its numbers ready.

use creeps_rules::time::TICKS_PER_SECOND;

use crate::math::{max, min};
use crate::rules::{
    BossMoveRules, BossRules, CompiledAttack, CompiledBossAttack, CompiledDeath, CompiledEffect,
    CompiledFormation, CompiledMotion, CompiledProgram, CompiledRules, CompiledUntil, CreepRules, DrawnCreep,
    EntryRules, GroupRules, Lead, LevelRules, MarchRules, PartRules, PhaseRules, PowerUpRules, ShipRules,
    ShootRules, Volley, WaveRules, WeaponRules,
};
use crate::world::layers;

use super::names::index_of;
use super::path;
use super::{
    Attack, BossAttack, BossKind, BossMove, CreepKind, Death, Difficulty, Effect, Formation, Group, Landing,
    Level, Motion, MotionPart, Move, Phase, Power, Program, Redirect, Ruleset, Until, WeaponLevel,
};

/// Ticks a second, as a number.
const RATE: f32 = TICKS_PER_SECOND as f32;

/// A speed in px/s as px a tick, or a rate a second as a rate a tick.
fn per_tick(speed: f32) -> f32 {
    speed / RATE
}

/// Seconds as whole ticks, the nearest; unlike [`creeps_rules::time::ticks`], for which nothing is shorter than a tick, 0 s are none.
fn ticks(seconds: f32) -> u32 {
    (seconds * RATE).round() as u32
}

/// Seconds as ticks and parts of one.
fn exact_ticks(seconds: f32) -> f32 {
    seconds * RATE
}

/// Degrees as turns.
fn turns(degrees: f32) -> f32 {
    degrees / 360.0
}

/// The angle between the outer two of `bullets`, in turns: all around, the gap between the last and the first is as wide as the others.
fn whole_fan(fan: f32, bullets: u32) -> f32 {
    if fan >= 1.0 { (bullets - 1) as f32 / bullets as f32 } else { fan }
}

/// How often something happens that takes `period` s, in turns a tick.
fn frequency(period: f32) -> f32 {
    1.0 / max(ticks(period) as f32, 1.0)
}

/// The named motion that these parts are, if they are one: it flies by the pool's columns alone, or by less work than parts.
fn named_motion(parts: &[PartRules]) -> Option<CompiledMotion> {
    let [part] = parts else { return None };
    let flies_on = part.falls
        && part.circle.is_none()
        && part.speed.to_bits() == 1.0_f32.to_bits()
        && part.until == CompiledUntil::Forever;
    match (part.sway, part.lead) {
        (None, Lead::Nothing) if flies_on => Some(CompiledMotion::Fall),
        (Some((amplitude, frequency)), Lead::Nothing) if flies_on => {
            Some(CompiledMotion::Weave { amplitude, frequency })
        }
        (None, Lead::Steer { turn }) if flies_on => Some(CompiledMotion::Home { turn }),
        _ => None,
    }
}

impl Ruleset {
    /// The numbers that a game of this difficulty runs on.
    pub(crate) fn compile(&self, difficulty: Difficulty) -> CompiledRules {
        let scale = self.difficulty_scale(difficulty).clone();
        let (width, height) = (self.playfield.width, self.playfield.height);
        let (mut motion_parts, mut drawn_creeps) = (vec![], vec![]);
        let program = self.compile_program(&mut drawn_creeps);
        let creeps: Vec<CreepRules> = self
            .creeps
            .iter()
            .map(|kind| {
                let motion = self.compile_motion(&kind.motion, &mut motion_parts);
                self.compile_creep(kind, motion, &scale)
            })
            .collect();
        CompiledRules {
            width,
            height,
            capacity: self.capacity.clone(),
            ship: ShipRules {
                extent: self.ship.size / 2.0,
                shape: self.ship.shape.rounded_box(),
                y: height - self.ship.above_edge,
                speed: per_tick(self.ship.speed),
                muzzle: self.ship.muzzle,
                lives: self.ship.lives + scale.more_lives,
                invulnerable: ticks(self.ship.invulnerable),
                bombs: self.ship.bombs,
                bomb_damage: self.ship.bomb_damage.cast_signed(),
                ram_damage: self.ship.ram_damage.cast_signed(),
                graze: self.ship.graze,
            },
            weapons: self.weapon.iter().map(|level| self.compile_weapon(level)).collect(),
            combo: self.combo.clone(),
            bonuses: self.bonuses.clone(),
            power_up: self.power_ups.shape.rounded_box(),
            power_up_speed: per_tick(self.power_ups.speed),
            power_ups_bottom: height + self.power_ups.size,
            power_ups: self
                .power_ups
                .kinds
                .iter()
                .map(|kind| PowerUpRules {
                    weight: kind.weight,
                    // What lasts does so for a tick at least.
                    lasts: if kind.power.lasts() > 0.0 { ticks(kind.power.lasts()).max(1) } else { 0 },
                    effects: self.compile_power(&kind.power),
                })
                .collect(),
            reach_above: {
                let largest = creeps.iter().map(|kind| max(kind.hit_extent.0, kind.hit_extent.1));
                4.0 * largest.fold(8.0, max) + 64.0
            },
            plain_creeps: creeps.iter().map(|kind| u32::from(kind.is_plain())).collect(),
            recharging_creeps: std::array::from_fn(|kind| {
                creeps.get(kind).is_some_and(|kind| kind.shield > 0 && kind.recharge > 0.0)
            }),
            busy_creeps: std::array::from_fn(|kind| {
                creeps.get(kind).is_some_and(|kind| kind.attacks || kind.steers)
            }),
            creeps,
            recharges: self.creeps.iter().any(|kind| kind.shield.hits > 0 && kind.shield.recharge > 0.0),
            bullets: self.bullets.iter().map(|kind| kind.shape.rounded_box()).collect(),
            bullet_extent: self.bullets.iter().map(|kind| kind.size / 2.0).fold(0.0, max),
            redirects: self
                .bullets
                .iter()
                .map(|kind| {
                    let Redirect { after, speed } = kind.redirect;
                    (after > 0.0).then(|| (ticks(after).max(1), per_tick(speed)))
                })
                .collect(),
            redirected: self.bullets.iter().any(|kind| kind.redirect.after > 0.0),
            paths: self
                .paths
                .iter()
                .flat_map(|path| [false, true].map(|mirror| path::compile(self, path, mirror)))
                .collect(),
            motion_parts,
            drawn_creeps,
            bosses: self.bosses.iter().map(|kind| self.compile_boss(kind, scale.points)).collect(),
            program,
            march: self.creeps.iter().find_map(|kind| match kind.motion {
                Motion::MarchTogether { march_distance, quicken, .. } => {
                    Some(MarchRules { distance: march_distance, quicken })
                }
                _ => None,
            }),
            difficulty_scale: scale,
        }
    }

    /// The index of a kind of creep. A ruleset that was read has every name that it uses; one that was changed in memory may lack
    /// some, and then means its first.
    pub(super) fn creep(&self, name: &str) -> u8 {
        index_of(self.creep_names(), name).unwrap_or_default()
    }

    /// The index of a kind of bullet, in the same way.
    fn bullet(&self, name: &str) -> u8 {
        index_of(self.bullet_names(), name).unwrap_or_default()
    }

    fn compile_weapon(&self, level: &WeaponLevel) -> WeaponRules {
        WeaponRules {
            kills: u64::from(level.kills),
            volley: Volley {
                bullet: self.bullet(&level.bullet),
                cooldown: exact_ticks(level.cooldown),
                bullets: level.bullets,
                fan: turns(level.fan),
                width: level.width,
                speed: per_tick(level.speed),
                damage: level.damage.cast_signed(),
                pierce: level.pierce,
            },
        }
    }

    fn compile_power(&self, power: &Power) -> Vec<CompiledEffect> {
        let one = match *power {
            Power::Rapid { cooldown, .. } => CompiledEffect::Cooldown(cooldown),
            Power::Spread { bullets, fan, .. } => CompiledEffect::Bullets { more: bullets, fan: turns(fan) },
            Power::Pierce { ref bullet, creeps, .. } => {
                CompiledEffect::Pierce { bullet: Some(self.bullet(bullet)), creeps }
            }
            Power::Shield { hits } => CompiledEffect::Shield(hits),
            Power::Bomb { bombs } => CompiledEffect::Bombs(bombs),
            Power::Slow { time_scale, .. } => CompiledEffect::TimeScale(time_scale),
            Power::Life { lives } => CompiledEffect::Lives(lives),
            Power::Effects { ref list, .. } => {
                return list.iter().map(|effect| self.compile_effect(effect)).collect();
            }
        };
        vec![one]
    }

    fn compile_effect(&self, effect: &Effect) -> CompiledEffect {
        match *effect {
            Effect::FireRate(times) => CompiledEffect::Cooldown(1.0 / times),
            Effect::Bullets { more, fan } => CompiledEffect::Bullets { more, fan: turns(fan) },
            Effect::BulletSpeed(times) => CompiledEffect::BulletSpeed(times),
            Effect::Damage(more) => CompiledEffect::Damage(more.cast_signed()),
            Effect::Pierce { creeps, ref bullet } => {
                CompiledEffect::Pierce { bullet: bullet.as_ref().map(|name| self.bullet(name)), creeps }
            }
            Effect::TimeScale(times) => CompiledEffect::TimeScale(times),
            Effect::Shield(hits) => CompiledEffect::Shield(hits),
            Effect::Bombs(bombs) => CompiledEffect::Bombs(bombs),
            Effect::Lives(lives) => CompiledEffect::Lives(lives),
            Effect::Points(points) => CompiledEffect::Points(points as f32),
        }
    }

    fn compile_motion(&self, motion: &Motion, parts: &mut Vec<PartRules>) -> CompiledMotion {
        match *motion {
            Motion::Fall => CompiledMotion::Fall,
            Motion::Weave { amplitude, period } => {
                CompiledMotion::Weave { amplitude, frequency: frequency(period) }
            }
            Motion::Dive { wait_y, wait, dive, loop_radius } => {
                CompiledMotion::Dive { wait_y, wait: ticks(wait) as f32, speed: per_tick(dive), loop_radius }
            }
            Motion::Hover { hover_y, sway, period, stay } => CompiledMotion::Hover {
                hover_y,
                sway,
                frequency: frequency(period),
                stay: ticks(stay) as f32,
            },
            Motion::Home { turn } => CompiledMotion::Home { turn: per_tick(per_tick(turn)) },
            Motion::March { march_distance } => CompiledMotion::March { march_distance },
            Motion::MarchTogether { row_y, .. } => CompiledMotion::MarchTogether { row_y },
            Motion::Parts { ref list, repeat } => {
                let first = parts.len();
                parts.extend(list.iter().map(|part| self.compile_part(part)));
                named_motion(&parts[first..])
                    .inspect(|_| parts.truncate(first))
                    .unwrap_or(CompiledMotion::Parts { first, count: list.len() as u8, repeat: repeat as u8 })
            }
        }
    }

    fn compile_part(&self, part: &MotionPart) -> PartRules {
        let until = match part.until {
            Until::Forever => CompiledUntil::Forever,
            Until::Time(seconds) => CompiledUntil::Time(ticks(seconds) as f32),
            Until::Y(y) => CompiledUntil::Y(y),
            Until::Down(distance) => CompiledUntil::Down(distance),
            Until::Side => CompiledUntil::Side,
            Until::Turns(turns) => CompiledUntil::Turns(turns),
        };
        let mut rules = PartRules {
            speed: part.speed,
            falls: false,
            sway: None,
            circle: None,
            lead: Lead::Nothing,
            until,
        };
        for one in &part.moves {
            match *one {
                Move::Fall => rules.falls = true,
                Move::Slide => rules.lead = Lead::Slide,
                Move::Sway { amplitude, period } => rules.sway = Some((amplitude, frequency(period))),
                Move::Circle { radius } => rules.circle = Some(radius),
                Move::Dive => rules.lead = Lead::Dive,
                Move::Steer { turn } => rules.lead = Lead::Steer { turn: per_tick(per_tick(turn)) },
                Move::Path { ref path, mirror } => {
                    rules.lead = Lead::Path { path: self.path(path, mirror) };
                }
            }
        }
        rules
    }

    /// The index of a path, in the same way. Each is there twice: as it is, and mirrored.
    fn path(&self, name: &str, mirror: bool) -> u8 {
        2 * index_of(self.path_names(), name).unwrap_or_default() + u8::from(mirror)
    }

    fn compile_creep(
        &self,
        kind: &CreepKind,
        motion: CompiledMotion,
        scale: &super::DifficultyScale,
    ) -> CreepRules {
        let shape = kind.shape.rounded_box();
        let attack = match kind.attack {
            Attack::Nothing => CompiledAttack::Nothing,
            Attack::Shoot { ref bullet, every, speed, aimed, bullets, fan, times, gap, turn } => {
                CompiledAttack::Shoot(ShootRules {
                    bullet: self.bullet(bullet),
                    interval: ticks(every) as f32,
                    speed: per_tick(speed),
                    aimed,
                    bullets,
                    fan: whole_fan(turns(fan), bullets),
                    times,
                    gap: exact_ticks(gap),
                    turn: turns(turn),
                })
            }
            Attack::Release { ref creep, count, every } => {
                CompiledAttack::Release { creep: self.creep(creep), count, interval: ticks(every) as f32 }
            }
        };
        let death = match kind.death {
            Death::Nothing => CompiledDeath::Nothing,
            Death::Split { ref creep, count, apart } => {
                CompiledDeath::Split { creep: self.creep(creep), count, vx: per_tick(apart) }
            }
        };
        CreepRules {
            motion,
            attack,
            death,
            shape,
            hit_extent: (shape.extent_x(), shape.extent_y()),
            extent: kind.size / 2.0,
            min_speed: per_tick(kind.speed.min),
            max_speed: per_tick(kind.speed.max),
            health: kind.health as f32,
            points: kind.points as f32 * scale.points,
            layer: if kind.meets.ship { layers::MEETS_SHIP } else { 0 }
                | if kind.meets.bullets { layers::MEETS_PLAYER_BULLETS } else { 0 },
            shield: kind.shield.hits as u8,
            recharge: ticks(kind.shield.recharge) as f32,
            drop: kind.drop * scale.drops,
            lands: kind.landing == Landing::Harm,
            steers: !matches!(motion, CompiledMotion::Fall | CompiledMotion::Weave { .. }),
            attacks: kind.attack != Attack::Nothing,
        }
    }

    fn compile_boss(&self, kind: &BossKind, points: f32) -> BossRules {
        let sway_center = self.playfield.width / 2.0;
        BossRules {
            extent: kind.size / 2.0,
            shape: kind.shape.rounded_box(),
            health: kind.health as f32,
            points: kind.points as f32 * points,
            hit_points: kind.hit_points as f32 * points,
            weak_points: kind.weak_points.clone(),
            speed: per_tick(kind.speed),
            hover_y: kind.hover_y,
            sway_center,
            // It keeps on the playfield.
            sway_amplitude: min(kind.sway, sway_center - kind.size / 2.0),
            period: max(ticks(kind.period) as f32, 1.0),
            drops: kind.drops,
            phases: kind.phases.iter().map(|phase| self.compile_phase(phase, points)).collect(),
        }
    }

    fn compile_phase(&self, phase: &Phase, points: f32) -> PhaseRules {
        let compile = |moves: &[BossMove]| {
            let rules = moves.iter().map(|boss_move| BossMoveRules {
                telegraph: ticks(boss_move.telegraph) as f32,
                attack: self.compile_boss_attack(&boss_move.attack),
                rest: ticks(boss_move.rest) as f32,
            });
            rules.collect()
        };
        PhaseRules {
            below: phase.below,
            sway_speed: phase.sway_speed,
            attacks: compile(&phase.attacks),
            also: compile(&phase.also),
            time: ticks(phase.time) as f32,
            bonus: phase.bonus as f32 * points,
        }
    }

    fn compile_boss_attack(&self, attack: &BossAttack) -> CompiledBossAttack {
        match *attack {
            BossAttack::Volley { ref bullet, bullets, fan, aimed, speed, times, every } => {
                CompiledBossAttack::Volley {
                    bullet: self.bullet(bullet),
                    bullets,
                    fan: turns(fan),
                    aimed,
                    speed: per_tick(speed),
                    times,
                    interval: exact_ticks(every),
                }
            }
            BossAttack::Ring { ref bullet, bullets, turn, speed, times, every } => CompiledBossAttack::Ring {
                bullet: self.bullet(bullet),
                bullets,
                turn: turns(turn),
                speed: per_tick(speed),
                times,
                interval: exact_ticks(every),
            },
            BossAttack::Beam { width, from, to, lasts } => CompiledBossAttack::Beam {
                width,
                from: turns(from),
                to: turns(to),
                lasts: max(ticks(lasts) as f32, 1.0),
            },
            BossAttack::Summon { ref creep, count } => {
                CompiledBossAttack::Summon { creep: self.creep(creep), count }
            }
            BossAttack::Charge { speed } => CompiledBossAttack::Charge { speed: per_tick(speed) },
        }
    }

    fn compile_program(&self, drawn_creeps: &mut Vec<DrawnCreep>) -> CompiledProgram {
        match &self.program {
            Program::Waves { pause, few, per_wave, per_loop, list } => CompiledProgram::Waves {
                pause: ticks(*pause),
                few: *few as usize,
                per_wave: per_wave.clone(),
                per_loop: per_loop.clone(),
                list: list
                    .iter()
                    .map(|wave| WaveRules {
                        boss: wave.boss.as_ref().and_then(|boss| index_of(self.boss_names(), boss)),
                        groups: wave
                            .groups
                            .iter()
                            .map(|group| self.compile_group(group, drawn_creeps))
                            .collect(),
                    })
                    .collect(),
            },
            Program::SpawnStream { levels } => CompiledProgram::SpawnStream {
                levels: levels.iter().map(|level| self.compile_level(level)).collect(),
            },
        }
    }

    fn compile_group(&self, group: &Group, drawn_creeps: &mut Vec<DrawnCreep>) -> GroupRules {
        let first = drawn_creeps.len();
        drawn_creeps.extend(self.drawn_creeps(group));
        let formation = match group.formation {
            Formation::Line { gap } => CompiledFormation::Line { gap },
            Formation::Column { gap } => CompiledFormation::Column { gap },
            Formation::V { gap } => CompiledFormation::V { gap },
            Formation::Snake { gap, amplitude, period } => {
                CompiledFormation::Snake { gap, amplitude, frequency: frequency(period) }
            }
            Formation::Swarm { radius } => CompiledFormation::Swarm { radius },
            Formation::Split { gap, vx } => CompiledFormation::Split { gap, vx: per_tick(vx) },
            Formation::Ring { radius } => CompiledFormation::Ring { radius },
            Formation::Grid { columns, gap } => {
                CompiledFormation::Grid { columns: columns.min(group.count), gap }
            }
            Formation::Rain { over } => CompiledFormation::Rain { over: ticks(over) as f32 },
            Formation::Drawn { .. } => {
                let kinds = drawn_creeps[first..].iter().map(|one| &self.creeps[usize::from(one.creep)]);
                CompiledFormation::Drawn { first, extent: kinds.map(|kind| kind.size / 2.0).fold(0.0, max) }
            }
        };
        GroupRules {
            start_time: ticks(group.start_time),
            creep: self.creep(group.first_creep()),
            count: group.creep_count(),
            x: self.playfield.width * group.x,
            formation,
            prize: group.prize,
            entry: group.entry.as_ref().map(|entry| EntryRules {
                path: self.path(&entry.path, entry.mirror),
                every: ticks(entry.every) as f32,
                y: entry.y,
                hold: ticks(entry.hold) as f32,
            }),
        }
    }

    fn compile_level(&self, level: &Level) -> LevelRules {
        LevelRules {
            duration: ticks(level.lasts),
            from: per_tick(level.from),
            to: per_tick(level.to),
            health: level.health,
            champion: level.champion.as_ref().map(|name| self.creep(name)),
            creeps: level.creeps.iter().map(|share| (self.creep(&share.creep), share.weight)).collect(),
        }
    }
}
