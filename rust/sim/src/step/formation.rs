//! Formations: where above the field each creep of a group begins, and how it flies in company.

use crate::math::{cosine, floor, greatest, least, sine};
use crate::mode::{Formation, Group, Motion};
use crate::sim::Sim;
use crate::units::{per_tick, ticks};

/// A creep's place in its group: to the right of the middle and above the lowest, in px.
type Offset = (f32, f32);

impl Sim {
    /// Brings a group's creeps, its lowest just above the field.
    pub(super) fn form_up(&mut self, group: &Group) {
        let kind = group.creep.0;
        let reach = self.tables.creeps[usize::from(kind)].reach;
        let middle = self.tables.width * group.x;
        // They keep together: all fly as fast as the first.
        let mut first_fall = None;
        let drawn = self.dice.unit();
        for index in 0..group.count {
            let (right, up) = self.offset(group, index);
            let x = match group.formation {
                Formation::Rain { .. } => right,
                _ => middle + right,
            };
            let Some(place) = self.spawn(kind, x, -reach - up, 1.0) else { return };
            let creeps = &mut self.creeps;
            let fall = *first_fall.get_or_insert(creeps.fall[place]);
            creeps.fall[place] = fall;
            creeps.speed[place] = fall;
            if creeps.swing[place] > 0.0 {
                // They swing as one.
                creeps.phase[place] = drawn;
                creeps.x[place] = creeps.middle[place] + creeps.swing[place] * sine(drawn);
                creeps.from_x[place] = creeps.x[place];
            }
            // What waits at a height waits in formation, as far as there is room.
            if let Motion::Dive { .. } | Motion::Hover { .. } = self.tables.creeps[usize::from(kind)].motion {
                creeps.station[place] = greatest(creeps.station[place] - up, reach);
            }
            match group.formation {
                Formation::Snake { amplitude, period, .. } => {
                    let swing = least(amplitude, self.tables.width / 2.0 - reach);
                    let room = swing + reach;
                    creeps.middle[place] = crate::math::within(middle, room, self.tables.width - room);
                    creeps.swing[place] = swing;
                    creeps.beat[place] = 1.0 / greatest(ticks(period) as f32, 1.0);
                    // Each passes where the one before it passed: it is later by as long as it has farther to fly.
                    let phase = drawn - up / fall * creeps.beat[place];
                    creeps.phase[place] = phase - floor(phase);
                    creeps.x[place] = creeps.middle[place] + swing * sine(creeps.phase[place]);
                    creeps.from_x[place] = creeps.x[place];
                }
                Formation::Split { drift, .. } => {
                    let drift = per_tick(drift) * self.scale.speed;
                    creeps.drift[place] = if right < 0.0 { drift } else { -drift };
                }
                _ => {}
            }
        }
    }

    /// Where in its group the creep with this index begins. In a rain `right` is from the field's left edge.
    fn offset(&mut self, group: &Group, index: u32) -> Offset {
        let (place, count) = (index as f32, group.count as f32);
        match group.formation {
            Formation::Line { gap } => ((place - (count - 1.0) / 2.0) * gap, 0.0),
            Formation::Column { gap } | Formation::Snake { gap, .. } => (0.0, place * gap),
            Formation::V { gap } => {
                // The point, then one to the left and one to the right of it, and so on.
                let row = index.div_ceil(2) as f32;
                (if index % 2 == 1 { -row * gap } else { row * gap }, row * gap)
            }
            Formation::Swarm { radius } => {
                // The root spreads them evenly over the circle.
                let distance = radius * self.dice.unit().sqrt();
                let angle = self.dice.unit();
                (distance * cosine(angle), radius + distance * sine(angle))
            }
            Formation::Ring { radius } => {
                let angle = place / count;
                (radius * cosine(angle), radius + radius * sine(angle))
            }
            Formation::Split { gap, .. } => {
                let side = if index.is_multiple_of(2) { -1.0 } else { 1.0 };
                (side * self.tables.width, (index / 2) as f32 * gap)
            }
            Formation::Grid { columns, gap } => {
                let columns = columns.min(group.count);
                let (column, row) = ((index % columns) as f32, (index / columns) as f32);
                ((column - (columns - 1) as f32 / 2.0) * gap, row * gap)
            }
            Formation::Rain { over } => {
                let kind = &self.tables.creeps[usize::from(group.creep.0)];
                let way = kind.slowest * self.scale.speed * ticks(over) as f32;
                (self.dice.unit() * self.tables.width, way * place / count)
            }
        }
    }
}
