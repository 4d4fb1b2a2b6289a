//! What no single field of a ruleset can get wrong: whether its fields fit together.
//!
//! A ruleset must not be able to violate the invariants that `invariants.rs` checks, so everything has to fit on the playfield and to
//! come onto it.

use creeps_rules::time::TICKS_PER_SECOND;

use crate::invariants::MAX_TICKS_ABOVE;

use super::path;
use super::{BossAttack, BossKind, CreepKind, Difficulty, Formation, Group, Motion, Program, Ruleset, Wave};

/// A field that does not fit the others, and what would.
#[derive(Debug, PartialEq)]
pub(super) struct Conflict {
    /// The field's path, such as `bosses[0].hover_y`.
    pub field_path: String,
    /// What is wrong, and what is allowed.
    pub problem: String,
}

pub(super) fn conflict(field_path: impl Into<String>, problem: impl Into<String>) -> Result<(), Conflict> {
    Err(Conflict { field_path: field_path.into(), problem: problem.into() })
}

/// Refuses `value` px where more than `max` are too many for the reason `why`.
pub(super) fn at_most(
    field_path: impl Into<String>,
    value: f32,
    max: f32,
    why: &str,
) -> Result<(), Conflict> {
    if value <= max {
        Ok(())
    } else {
        conflict(field_path, format!("{value} px is too much: at most {max} px is allowed, {why}"))
    }
}

impl Ruleset {
    /// Whether all fields fit together, and every name is known.
    pub(super) fn check(&self) -> Result<(), Conflict> {
        self.check_names()?;
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
        for (index, path) in self.paths.iter().enumerate() {
            if path.points.len() < 2 {
                return conflict(format!("paths[{index}].points"), "a path has at least 2 points");
            }
            if path.points[0].1 > 0.0 {
                let problem =
                    "a path begins above the playfield: at most 0 is allowed for the first point's y";
                return conflict(format!("paths[{index}].points[0]"), problem);
            }
        }
        self.check_skies()?;
        if let Program::Waves { list, .. } = &self.program {
            for (index, wave) in list.iter().enumerate() {
                self.check_wave(&format!("program.list[{index}]"), wave)?;
            }
        }
        Ok(())
    }

    /// What is drawn fits on the playfield: things keep half of their size from its sides, and need the room for it.
    fn check_size(&self, field_path: String, size: f32) -> Result<(), Conflict> {
        let max = self.playfield.width.min(self.playfield.height);
        at_most(field_path, size, max, "the playfield's shorter side")
    }

    /// The height of the ship's centre, in px from the upper edge.
    fn ship_y(&self) -> f32 {
        self.playfield.height - self.ship.above_edge
    }

    fn check_ship(&self) -> Result<(), Conflict> {
        self.check_size("ship.size".to_owned(), self.ship.size)?;
        let top = self.playfield.height - self.ship.size / 2.0;
        at_most("ship.above_edge", self.ship.above_edge, top, "so that all of the ship is on the playfield")?;
        at_most(
            "ship.muzzle",
            self.ship.muzzle,
            self.ship_y(),
            "the distance from the ship to the playfield's upper edge, so that bullets start on the playfield",
        )
    }

    fn check_weapons(&self) -> Result<(), Conflict> {
        if self.weapon[0].kills != 0 {
            return conflict("weapon[0].kills", "the first weapon needs no creeps shot; 0 is allowed");
        }
        for (index, pair) in self.weapon.windows(2).enumerate() {
            if pair[0].kills >= pair[1].kills {
                let allowed = format!("more than the weapon before it, {}, is allowed", pair[0].kills);
                return conflict(format!("weapon[{}].kills", index + 1), allowed);
            }
        }
        Ok(())
    }

    fn check_creeps(&self) -> Result<(), Conflict> {
        for (index, kind) in self.creeps.iter().enumerate() {
            self.check_size(format!("creeps[{index}].size"), kind.size)?;
            let (name, height) = match kind.motion {
                Motion::Dive { wait_y, .. } => ("wait_y", wait_y),
                Motion::Hover { hover_y, .. } => ("hover_y", hover_y),
                Motion::MarchTogether { row_y, .. } => {
                    let field_path = format!("creeps[{index}].motion.row_y");
                    at_most(field_path, row_y, self.ship_y(), "so that it is above the ship")?;
                    continue;
                }
                Motion::Parts { .. } => {
                    self.check_parts(index, kind)?;
                    continue;
                }
                Motion::Fall | Motion::Weave { .. } | Motion::Home { .. } | Motion::March { .. } => continue,
            };
            let field_path = format!("creeps[{index}].motion.{name}");
            at_most(field_path, height, self.playfield.height, "the playfield's height")?;
        }
        self.check_marches()
    }

    /// Whether all kinds that march together do so by the same numbers.
    fn check_marches(&self) -> Result<(), Conflict> {
        let numbers = |kind: &CreepKind| match kind.motion {
            Motion::MarchTogether { march_distance, quicken, .. } => Some((march_distance, quicken)),
            _ => None,
        };
        let Some(first) = self.creeps.iter().find_map(numbers) else { return Ok(()) };
        for (index, kind) in self.creeps.iter().enumerate() {
            let Some((march_distance, quicken)) = numbers(kind) else { continue };
            for (name, value, first) in
                [("march_distance", march_distance, first.0), ("quicken", quicken, first.1)]
            {
                if value.to_bits() != first.to_bits() {
                    return conflict(
                        format!("creeps[{index}].motion.{name}"),
                        format!("all creeps that march together have the same: {first} is allowed"),
                    );
                }
            }
        }
        Ok(())
    }

    fn check_boss(&self, number: usize, boss: &BossKind) -> Result<(), Conflict> {
        self.check_size(format!("bosses[{number}].size"), boss.size)?;
        let lowest = (self.ship_y() - boss.size / 2.0).max(0.0);
        at_most(
            format!("bosses[{number}].hover_y"),
            boss.hover_y,
            lowest,
            "so that it fights on the playfield, above the ship",
        )?;
        for (index, weak_point) in boss.weak_points.iter().enumerate() {
            let field_path = format!("bosses[{number}].weak_points[{index}].x");
            at_most(field_path, weak_point.x.abs(), boss.size / 2.0, "half of the boss's size")?;
        }
        for (index, phase) in boss.phases.iter().enumerate() {
            let alone =
                |attack: &BossAttack| matches!(attack, BossAttack::Beam { .. } | BossAttack::Charge { .. });
            if let Some(also) = phase.also.iter().position(|boss_move| alone(&boss_move.attack)) {
                return conflict(
                    format!("bosses[{number}].phases[{index}].also[{also}].attack"),
                    "Volley, Ring or Summon is allowed: a boss has one body for beams and charges",
                );
            }
            let before = if index == 0 { f32::INFINITY } else { boss.phases[index - 1].below };
            let fits = if index == 0 { phase.below >= 1.0 } else { phase.below < before };
            if !fits {
                let allowed = if index == 0 { "1".into() } else { format!("less than {before}") };
                return conflict(
                    format!("bosses[{number}].phases[{index}].below"),
                    format!("{allowed} is allowed"),
                );
            }
        }
        Ok(())
    }

    fn check_wave(&self, field_path: &str, wave: &Wave) -> Result<(), Conflict> {
        if wave.boss.is_none() && wave.groups.is_empty() {
            return conflict(field_path, "nothing comes in this wave; it needs groups or a boss");
        }
        for (index, group) in wave.groups.iter().enumerate() {
            let max = MAX_TICKS_ABOVE as f32 / TICKS_PER_SECOND as f32;
            if let Some(entry) = &group.entry {
                let highest = self.ship_y();
                at_most(
                    format!("{field_path}.groups[{index}].entry.y"),
                    entry.y,
                    highest,
                    "so that it is above the ship",
                )?;
            }
            let wait = self.seconds_above(group);
            if wait > max {
                let problem = format!(
                    "its last creep comes onto the playfield up to {wait:.0} s after its first; at most {max} s is allowed: closer \
                     together, fewer, or faster ones"
                );
                return conflict(format!("{field_path}.groups[{index}].formation"), problem);
            }
        }
        Ok(())
    }

    /// How long a group's highest creep flies at the slowest until it is where its lowest began, in s.
    fn seconds_above(&self, group: &Group) -> f32 {
        let first = group.first_creep();
        let Some(kind) = self.creeps.iter().find(|kind| kind.name == first) else { return 0.0 };
        let slowest = Difficulty::ALL.map(|difficulty| self.difficulty_scale(difficulty).speed);
        let slowest = slowest.into_iter().fold(f32::INFINITY, f32::min);
        let speed = kind.speed.min * slowest;
        let last = (group.creep_count() - 1) as f32;
        let rows = |rows: u32, gap: f32| rows as f32 * gap / speed;
        if let Some(entry) = &group.entry {
            // A path may lead above the playfield again: all of it counts.
            let length = path::find(self, &entry.path, entry.mirror).length();
            return entry.every * last + length / speed;
        }
        match group.formation {
            Formation::Line { .. } => 0.0,
            Formation::Column { gap } | Formation::Snake { gap, .. } => rows(group.count - 1, gap),
            Formation::V { gap } => rows((group.count - 1).div_ceil(2), gap),
            Formation::Split { gap, .. } => rows((group.count - 1) / 2, gap),
            Formation::Grid { columns, gap } => rows((group.count - 1) / columns.min(group.count), gap),
            Formation::Swarm { radius } | Formation::Ring { radius } => 2.0 * radius / speed,
            Formation::Rain { over } => over * last / group.count as f32,
            Formation::Drawn { .. } => group.drawn_height() / speed,
        }
    }
}
