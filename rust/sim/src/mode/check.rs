//! What no single field of a mode file can get wrong: whether its fields fit together.
//!
//! What `watch` calls broken in a game must not come from a file, so everything has to fit on the field and to come onto it.

use crate::units::{per_tick, ticks};
use crate::watch::MAX_TICKS_ABOVE;

use super::{BossKind, Difficulty, Formation, Group, Mode, Motion, Program, Wave};

/// A field that does not fit the others, and what would.
#[derive(Debug, PartialEq)]
pub(super) struct Misfit {
    /// Its path, such as `bosses[0].at`.
    pub field: String,
    /// What is wrong, and what is allowed.
    pub problem: String,
}

fn misfit(field: impl Into<String>, problem: impl Into<String>) -> Result<(), Misfit> {
    Err(Misfit { field: field.into(), problem: problem.into() })
}

/// Refuses `value` px where more than `max` are too many for the reason `why`.
fn at_most(field: impl Into<String>, value: f32, max: f32, why: &str) -> Result<(), Misfit> {
    if value <= max {
        Ok(())
    } else {
        misfit(field, format!("{value} px is too much: at most {max} px is allowed, {why}"))
    }
}

impl Mode {
    /// Whether all fields fit together.
    pub(super) fn check(&self) -> Result<(), Misfit> {
        self.check_ship()?;
        self.check_weapons()?;
        for (index, kind) in self.bullets.iter().enumerate() {
            self.check_size(format!("bullets[{index}].size"), kind.size)?;
        }
        self.check_size("power_ups.size".to_owned(), self.power_ups.size)?;
        self.check_creeps()?;
        for (index, boss) in self.bosses.iter().enumerate() {
            self.check_boss(index, boss)?;
        }
        if let Program::Waves { list, .. } = &self.program {
            for (index, wave) in list.iter().enumerate() {
                self.check_wave(&format!("program.list[{index}]"), wave)?;
            }
        }
        Ok(())
    }

    /// What is drawn fits on the field: so far, no more, things keep from its sides.
    fn check_size(&self, field: String, size: f32) -> Result<(), Misfit> {
        let max = self.field.width.min(self.field.height);
        at_most(field, size, max, "the field's shorter side")
    }

    /// The height of the ship's centre, in px from the upper edge.
    fn ship_y(&self) -> f32 {
        self.field.height - self.ship.above_edge
    }

    fn check_ship(&self) -> Result<(), Misfit> {
        self.check_size("ship.size".to_owned(), self.ship.size)?;
        let top = self.field.height - self.ship.size / 2.0;
        at_most(
            "ship.above_edge",
            self.ship.above_edge,
            top,
            "for the ship to be on the field, which is so high less half of the ship",
        )?;
        at_most(
            "ship.muzzle",
            self.ship.muzzle,
            self.ship_y(),
            "for bullets to start on the field: so far is the ship from its upper edge",
        )
    }

    fn check_weapons(&self) -> Result<(), Misfit> {
        if self.weapon[0].kills != 0 {
            return misfit("weapon[0].kills", "the first weapon needs no creeps shot; 0 is allowed");
        }
        for (index, pair) in self.weapon.windows(2).enumerate() {
            if pair[0].kills >= pair[1].kills {
                let allowed = format!("more than the weapon before it, {}, is allowed", pair[0].kills);
                return misfit(format!("weapon[{}].kills", index + 1), allowed);
            }
        }
        Ok(())
    }

    fn check_creeps(&self) -> Result<(), Misfit> {
        for (index, kind) in self.creeps.iter().enumerate() {
            self.check_size(format!("creeps[{index}].size"), kind.size)?;
            let (name, height) = match kind.motion {
                Motion::Dive { wait_at, .. } => ("wait_at", wait_at),
                Motion::Hover { at, .. } => ("at", at),
                Motion::Fall | Motion::Weave { .. } | Motion::Home { .. } | Motion::March { .. } => continue,
            };
            let field = format!("creeps[{index}].motion.{name}");
            at_most(field, height, self.field.height, "the field's height")?;
        }
        Ok(())
    }

    fn check_boss(&self, number: usize, boss: &BossKind) -> Result<(), Misfit> {
        self.check_size(format!("bosses[{number}].size"), boss.size)?;
        let lowest = (self.ship_y() - boss.size / 2.0).max(0.0);
        at_most(
            format!("bosses[{number}].at"),
            boss.at,
            lowest,
            "for it to fight on the field, above the ship",
        )?;
        for (index, phase) in boss.phases.iter().enumerate() {
            let before = if index == 0 { f32::INFINITY } else { boss.phases[index - 1].below };
            let fits = if index == 0 { phase.below >= 1.0 } else { phase.below < before };
            if !fits {
                let allowed = if index == 0 { "1".into() } else { format!("less than {before}") };
                return misfit(
                    format!("bosses[{number}].phases[{index}].below"),
                    format!("{allowed} is allowed"),
                );
            }
        }
        Ok(())
    }

    fn check_wave(&self, field: &str, wave: &Wave) -> Result<(), Misfit> {
        if wave.boss.is_none() && wave.groups.is_empty() {
            return misfit(field, "nothing comes in this wave; it needs groups or a boss");
        }
        for (index, group) in wave.groups.iter().enumerate() {
            let (wait, max) = (self.ticks_above(group) / 60.0, MAX_TICKS_ABOVE as f32 / 60.0);
            if wait > max {
                let problem = format!(
                    "its last creep comes onto the field up to {wait:.0} s after its first; at most {max} s is allowed: closer \
                     together, fewer, or faster ones"
                );
                return misfit(format!("{field}.groups[{index}].formation"), problem);
            }
        }
        Ok(())
    }

    /// How long a group's highest creep flies until it is where its lowest began, at the slowest, in ticks.
    fn ticks_above(&self, group: &Group) -> f32 {
        let slowest = Difficulty::ALL.map(|difficulty| self.handicap(difficulty).speed);
        let slowest = slowest.into_iter().fold(f32::INFINITY, f32::min);
        let fall = per_tick(self.creeps[usize::from(group.creep.0)].speed.min) * slowest;
        let last = (group.count - 1) as f32;
        let rows = |rows: u32, gap: f32| rows as f32 * gap / fall;
        match group.formation {
            Formation::Line { .. } => 0.0,
            Formation::Column { gap } | Formation::Snake { gap, .. } => rows(group.count - 1, gap),
            Formation::V { gap } => rows((group.count - 1).div_ceil(2), gap),
            Formation::Split { gap, .. } => rows((group.count - 1) / 2, gap),
            Formation::Grid { columns, gap } => rows((group.count - 1) / columns.min(group.count), gap),
            Formation::Swarm { radius } | Formation::Ring { radius } => 2.0 * radius / fall,
            Formation::Rain { over } => ticks(over) as f32 * last / group.count as f32,
        }
    }
}
