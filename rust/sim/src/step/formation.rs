//! Formations: where above the playfield each creep of a group begins, and how it flies in company.

use crate::math::{clamp, cosine, floor, max, min, sine};
use crate::rules::{CompiledFormation, CompiledMotion, GroupRules};
use crate::sim::Sim;

/// A creep's position in its group: to the right of the centre and above the lowest, in px.
type Offset = (f32, f32);

impl Sim {
    /// Brings a group's creeps, its lowest just above the playfield.
    pub(super) fn spawn_formation(&mut self, group: &GroupRules) {
        let kind = self.rules.creeps[usize::from(group.creep)];
        let extent = kind.extent;
        let width = self.rules.width;
        // They keep together: all fly as fast as the first.
        let mut first_vy = None;
        let drawn = self.rng.unit();
        for nth in 0..group.count {
            let (right, up) = self.formation_offset(group, nth);
            let x = match group.formation {
                CompiledFormation::Rain { .. } => right,
                _ => group.x + right,
            };
            let Some(index) = self.spawn(group.creep, x, -extent - up, 1.0) else { return };
            let creeps = &mut self.creeps;
            let vy = *first_vy.get_or_insert(creeps.vy[index]);
            creeps.vy[index] = vy;
            creeps.speed[index] = vy;
            if creeps.sway_amplitude[index] > 0.0 {
                // They sway as one.
                creeps.phase[index] = drawn;
                creeps.x[index] = creeps.sway_center[index] + creeps.sway_amplitude[index] * sine(drawn);
                creeps.prev_x[index] = creeps.x[index];
            }
            // What waits at a height waits in formation, as far as there is room.
            if let CompiledMotion::Dive { .. } | CompiledMotion::Hover { .. } = kind.motion {
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
        }
    }
}
