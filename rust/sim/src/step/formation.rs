//! Formations: where above the playfield each creep of a group begins, and how it flies in company.

use crate::math::{clamp, cosine, floor, max, min, sine};
use crate::rules::{CompiledFormation, CompiledMotion, EntryRules, GroupRules};
use crate::sim::Sim;
use crate::world::{Squad, entry};

use super::creeps::fly_in_speed;

/// A creep's position in its group: to the right of the centre and above the lowest, in px.
type Offset = (f32, f32);

impl Sim {
    /// Brings a group's creeps, its lowest just above the playfield.
    pub(super) fn spawn_formation(&mut self, group: &GroupRules) {
        let width = self.rules.width;
        // They keep together: all fly as fast as the first.
        let mut first_vy = None;
        let drawn = self.rng.unit();
        let squad = self.free_squad(group.count);
        for nth in 0..group.count {
            let (right, up) = self.formation_offset(group, nth);
            let creep = match group.formation {
                CompiledFormation::Drawn { first, .. } => self.rules.drawn_creeps[first + nth as usize].creep,
                _ => group.creep,
            };
            let kind = self.rules.creeps[usize::from(creep)];
            let extent = kind.extent;
            // The centres of a row are at one height.
            let above =
                if let CompiledFormation::Drawn { extent, .. } = group.formation { extent } else { extent };
            let x = match group.formation {
                CompiledFormation::Rain { .. } => right,
                _ => group.x + right,
            };
            let Some(index) = self.spawn(creep, x, -above - up, 1.0) else { return };
            let creeps = &mut self.creeps;
            creeps.prize[index] = group.prize && nth == 0;
            if let Some(squad) = squad {
                creeps.squad[index] = squad as u8 + 1;
                self.squads[squad].left += 1;
            }
            let vy = *first_vy.get_or_insert(creeps.vy[index]);
            creeps.vy[index] = vy;
            creeps.speed[index] = vy;
            if matches!(kind.motion, CompiledMotion::Parts { .. }) {
                // Its heights are the formation's.
                creeps.hold_y[index] = up;
            }
            if let Some(entry) = group.entry {
                self.begin_entry(index, nth, (x, up), entry);
                continue;
            }
            if creeps.sway_amplitude[index] > 0.0 {
                // They sway as one.
                creeps.phase[index] = drawn;
                creeps.x[index] = creeps.sway_center[index] + creeps.sway_amplitude[index] * sine(drawn);
                creeps.prev_x[index] = creeps.x[index];
            }
            // What waits at a height waits in formation, as far as there is room.
            if let CompiledMotion::Dive { .. }
            | CompiledMotion::Hover { .. }
            | CompiledMotion::MarchTogether { .. } = kind.motion
            {
                creeps.hold_y[index] = max(creeps.hold_y[index] - up, extent);
            }
            match group.formation {
                CompiledFormation::Snake { amplitude, frequency, .. } => {
                    let amplitude = min(amplitude, width / 2.0 - extent);
                    let room = amplitude + extent;
                    creeps.sway_center[index] = clamp(group.x, room, width - room);
                    creeps.sway_amplitude[index] = amplitude;
                    creeps.sway_frequency[index] = frequency;
                    // Each passes where the one before it passed: it is later by as long as it has farther to fly.
                    let phase = drawn - up / vy * frequency;
                    creeps.phase[index] = phase - floor(phase);
                    creeps.x[index] = creeps.sway_center[index] + amplitude * sine(creeps.phase[index]);
                    creeps.prev_x[index] = creeps.x[index];
                }
                CompiledFormation::Split { vx, .. } => {
                    let vx = vx * self.scale.speed;
                    creeps.vx[index] = if right < 0.0 { vx } else { -vx };
                }
                _ => {}
            }
        }
    }

    /// A squad that nobody is in, for a formation of three creeps or more.
    fn free_squad(&mut self, count: u32) -> Option<usize> {
        if count < 3 {
            return None;
        }
        let free = self.squads.iter().position(|squad| squad.left == 0)?;
        self.squads[free] = Squad::default();
        Some(free)
    }

    /// Lets a creep fly in on a path, as the nth of its group, to its place: at `x`, and `up` px above the lowest.
    fn begin_entry(&mut self, index: usize, nth: u32, (x, up): Offset, rules: EntryRules) {
        let (width, ship_y) = (self.rules.width, self.rules.ship.y);
        let creeps = &mut self.creeps;
        let extent = creeps.extent[index];
        creeps.entry[index] = entry::ON_PATH;
        creeps.path[index] = rules.path;
        // As far behind the first as it flies in the time between them.
        creeps.way[index] = -(nth as f32 * rules.every * fly_in_speed(creeps.speed[index]));
        creeps.place_x[index] = clamp(x, extent, width - extent);
        creeps.place_y[index] = clamp(rules.y - up, extent, max(ship_y - 2.0 * extent, extent));
        creeps.clock[index] = rules.hold;
        creeps.vy[index] = 0.0;
        creeps.sway_amplitude[index] = 0.0;
        let start = self.rules.paths[usize::from(rules.path)].position(0.0);
        // All of it is out of sight until its turn comes.
        let (x, y) = (clamp(start.0, extent, width - extent), min(start.1, -extent));
        (creeps.x[index], creeps.prev_x[index], creeps.sway_center[index]) = (x, x, x);
        (creeps.y[index], creeps.prev_y[index]) = (y, y);
    }

    /// Where in its group the nth creep begins. In a rain `right` is from the playfield's left edge.
    fn formation_offset(&mut self, group: &GroupRules, nth: u32) -> Offset {
        let (number, count) = (nth as f32, group.count as f32);
        match group.formation {
            CompiledFormation::Line { gap } => ((number - (count - 1.0) / 2.0) * gap, 0.0),
            CompiledFormation::Column { gap } | CompiledFormation::Snake { gap, .. } => (0.0, number * gap),
            CompiledFormation::V { gap } => {
                // The point, then one to the left and one to the right of it, and so on.
                let row = nth.div_ceil(2) as f32;
                (if nth % 2 == 1 { -row * gap } else { row * gap }, row * gap)
            }
            CompiledFormation::Swarm { radius } => {
                // The root spreads them evenly over the circle.
                let distance = radius * self.rng.unit().sqrt();
                let angle = self.rng.unit();
                (distance * cosine(angle), radius + distance * sine(angle))
            }
            CompiledFormation::Ring { radius } => {
                let angle = number / count;
                (radius * cosine(angle), radius + radius * sine(angle))
            }
            CompiledFormation::Split { gap, .. } => {
                let side = if nth.is_multiple_of(2) { -1.0 } else { 1.0 };
                (side * self.rules.width, (nth / 2) as f32 * gap)
            }
            CompiledFormation::Grid { columns, gap } => {
                let (column, row) = ((nth % columns) as f32, (nth / columns) as f32);
                ((column - (columns - 1) as f32 / 2.0) * gap, row * gap)
            }
            CompiledFormation::Rain { over } => {
                let kind = &self.rules.creeps[usize::from(group.creep)];
                let way = kind.min_speed * self.scale.speed * over;
                (self.rng.unit() * self.rules.width, way * number / count)
            }
            CompiledFormation::Drawn { first, .. } => {
                let drawn = self.rules.drawn_creeps[first + nth as usize];
                (drawn.right, drawn.up)
            }
        }
    }
}
