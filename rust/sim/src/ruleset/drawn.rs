//! Formations that a picture of letters shows: what it says, and whether it may.

use super::check::{Conflict, at_most, conflict};
use super::program::is_nobody;
use super::{Formation, Group, LegendEntry, Ruleset};
use crate::rules::DrawnCreep;

/// The most creeps in a picture, as in any group.
const MAX_CREEPS: usize = 200;

/// A picture's size: columns and rows.
fn size(group: &Group) -> (usize, usize) {
    let Formation::Drawn { rows, .. } = &group.formation else { return (0, 0) };
    (rows.iter().map(|row| row.0.chars().count()).max().unwrap_or_default(), rows.len())
}

/// The letters of a picture that are creeps, each with its column and its row from the lowest; the lowest row first, from left to right.
fn letters(group: &Group) -> impl Iterator<Item = (char, usize, usize)> {
    let rows = if let Formation::Drawn { rows, .. } = &group.formation { &rows[..] } else { &[] };
    rows.iter().rev().enumerate().flat_map(|(up, row)| {
        let letters = row.0.chars().enumerate().filter(|(_, letter)| !is_nobody(*letter));
        letters.map(move |(column, letter)| (letter, column, up))
    })
}

/// The name of the creep that a letter is.
fn creep_of(legend: &[LegendEntry], letter: char) -> Option<&str> {
    legend.iter().find(|entry| entry.0 == letter).map(|entry| entry.1.as_str())
}

impl Group {
    /// The name of its first creep; the others of a picture fly as fast.
    pub(super) fn first_creep(&self) -> &str {
        let Formation::Drawn { legend, .. } = &self.formation else { return &self.creep };
        letters(self).next().and_then(|(letter, ..)| creep_of(legend, letter)).unwrap_or_default()
    }

    /// How many creeps it has.
    pub(super) fn creep_count(&self) -> u32 {
        if let Formation::Drawn { .. } = self.formation { letters(self).count() as u32 } else { self.count }
    }

    /// From a picture's lowest row to its highest, in px; 0 for another formation.
    pub(super) fn drawn_height(&self) -> f32 {
        let Formation::Drawn { gap, row_gap, .. } = &self.formation else { return 0.0 };
        (size(self).1.max(1) - 1) as f32 * row_gap.unwrap_or(*gap)
    }
}

impl Ruleset {
    /// The creeps of a picture, as a game needs them; none of another formation.
    pub(super) fn drawn_creeps(&self, group: &Group) -> Vec<DrawnCreep> {
        let Formation::Drawn { gap, row_gap, legend, .. } = &group.formation else { return vec![] };
        let middle = (size(group).0.max(1) - 1) as f32 / 2.0;
        letters(group)
            .map(|(letter, column, up)| DrawnCreep {
                creep: self.creep(creep_of(legend, letter).unwrap_or_default()),
                right: (column as f32 - middle) * gap,
                up: up as f32 * row_gap.unwrap_or(*gap),
            })
            .collect()
    }

    /// Whether a group says which creeps come, and how many: by its fields, or by a picture.
    pub(super) fn check_group_creeps(&self, field_path: &str, group: &Group) -> Result<(), Conflict> {
        let Formation::Drawn { gap, rows, legend, .. } = &group.formation else {
            if group.creep.is_empty() || group.count == 0 {
                let problem =
                    "creep or count is missing; only a group whose formation is Drawn may leave them out";
                return conflict(field_path, problem);
            }
            return self.check_creep(format!("{field_path}.creep"), &group.creep);
        };
        for (field, is_there) in [("creep", !group.creep.is_empty()), ("count", group.count > 0)] {
            if is_there {
                let problem = "the picture says which creeps come, and how many; nothing is allowed here";
                return conflict(format!("{field_path}.{field}"), problem);
            }
        }
        let field_path = format!("{field_path}.formation");
        for (index, LegendEntry(letter, creep)) in legend.iter().enumerate() {
            let field_path = format!("{field_path}.legend[{index}]");
            self.check_creep(field_path.clone(), creep)?;
            if is_nobody(*letter) || letter.is_control() {
                return conflict(field_path, format!("{letter:?} is nobody; another letter is allowed"));
            }
            if legend[..index].iter().any(|entry| entry.0 == *letter) {
                return conflict(
                    field_path,
                    format!("{letter:?} is two creeps; a letter of its own is allowed"),
                );
            }
        }
        for (index, row) in rows.iter().enumerate() {
            let unknown =
                row.0.chars().find(|letter| !is_nobody(*letter) && creep_of(legend, *letter).is_none());
            if let Some(letter) = unknown {
                let known: Vec<String> = legend.iter().map(|entry| format!("{:?}", entry.0)).collect();
                let known = known.join(", ");
                let problem =
                    format!("{letter:?} is not in the legend; {known}, a space or a point is allowed");
                return conflict(format!("{field_path}.rows[{index}]"), problem);
            }
        }
        let count = letters(group).count();
        if !(1..=MAX_CREEPS).contains(&count) {
            let problem = format!("the picture has {count} creeps; 1 to {MAX_CREEPS} are allowed");
            return conflict(format!("{field_path}.rows"), problem);
        }
        let width = (size(group).0 - 1) as f32 * gap;
        at_most(
            format!("{field_path}.rows"),
            width,
            self.playfield.width,
            "the playfield's width, from the first column to the last",
        )
    }
}
