//! How bullets fly, and what becomes of those that leave the field.

use crate::math::{greatest, least};
use crate::sim::Sim;
use crate::view::BulletsView;
use crate::world::Bullets;

impl Bullets {
    /// Moves every bullet by a tick at `pace` times its speed.
    fn fly(&mut self, pace: f32) {
        self.from_x.copy_from_slice(&self.x);
        self.from_y.copy_from_slice(&self.y);
        for (x, vx) in self.x.iter_mut().zip(&self.vx) {
            *x += vx * pace;
        }
        for (y, vy) in self.y.iter_mut().zip(&self.vy) {
            *y += vy * pace;
        }
    }

    /// Notes the bullets that are more than `reach` px outside of a field.
    fn note_outside(&self, width: f32, height: f32, reach: f32, outside: &mut Vec<u32>) {
        for (place, (&x, &y)) in self.x.iter().zip(&self.y).enumerate() {
            let inside = least(least(x, width - x), least(y, height - y));
            if inside < -reach {
                outside.push(place as u32);
            }
        }
    }

    pub fn view(&self) -> BulletsView<'_> {
        BulletsView {
            ids: &self.ids,
            x: &self.x,
            y: &self.y,
            from_x: &self.from_x,
            from_y: &self.from_y,
            vx: &self.vx,
            vy: &self.vy,
            kind: &self.kind,
            born: &self.born,
        }
    }
}

impl Sim {
    /// Moves all bullets. The creeps' that left the field are gone; the ship's are noted, for they may have hit on the way.
    #[inline(never)] // so that a profile tells it apart
    pub(crate) fn move_bullets(&mut self) {
        let (width, height) = (self.tables.width, self.tables.height);
        let reach = greatest(self.tables.bullet_reach, 1.0);
        self.creep_shots.fly(self.pace);
        self.creep_shots.note_outside(width, height, reach, &mut self.spent);
        self.creep_shots.remove_all(&mut self.spent);
        self.shots.fly(1.0);
        self.shots.note_outside(width, height, reach, &mut self.spent);
    }
}
