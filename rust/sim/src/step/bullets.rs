//! How bullets fly, and what becomes of those that leave the playfield.

use std::ops::Range;

use wide::f32x8;

use crate::event::SimEvent;
use crate::math::{direction, max, min};
use crate::pieces::{LANES, whole_pieces};
use crate::scratch::Scratch;
use crate::sim::Sim;
use crate::view::BulletsView;
use crate::world::Bullets;

impl Bullets {
    /// Moves every bullet by a tick at `time_scale` times its speed.
    fn fly(&mut self, time_scale: f32) {
        let along = |positions: &mut [f32], before: &mut [f32], speeds: &[f32]| {
            for ((position, before), speed) in positions.iter_mut().zip(before).zip(speeds) {
                *before = *position;
                *position += speed * time_scale;
            }
        };
        along(&mut self.x, &mut self.prev_x, &self.vx);
        along(&mut self.y, &mut self.prev_y, &self.vy);
    }

    /// Notes the bullets that are more than `extent` px outside of a playfield.
    fn note_outside(&self, width: f32, height: f32, extent: f32, outside: &mut Vec<u32>) {
        let [width8, height8, nearest8] = [width, height, -extent].map(f32x8::splat);
        let is_outside = |index: usize| {
            let (x, y) = (self.x[index], self.y[index]);
            min(min(x, width - x), min(y, height - y)) < -extent
        };
        let count = self.len() / LANES;
        let (x, y) = (whole_pieces(&self.x, count), whole_pieces(&self.y, count));
        let mut note = |indexes: Range<usize>| {
            outside.extend(indexes.filter(|&index| is_outside(index)).map(|index| index as u32));
        };
        for piece in 0..count {
            let (x, y) = (f32x8::new(x[piece]), f32x8::new(y[piece]));
            let inside = x.fast_min(width8 - x).fast_min(y.fast_min(height8 - y));
            // Most of the time none is, which a few instructions tell of all.
            if inside.simd_lt(nearest8).any() {
                note(piece * LANES..(piece + 1) * LANES);
            }
        }
        note(count * LANES..self.len());
    }

    pub fn view(&self) -> BulletsView<'_> {
        BulletsView {
            ids: &self.ids,
            x: &self.x,
            y: &self.y,
            prev_x: &self.prev_x,
            prev_y: &self.prev_y,
            vx: &self.vx,
            vy: &self.vy,
            kind: &self.kind,
            born: &self.born,
        }
    }
}

impl Sim {
    /// Moves all bullets. The creeps' that left the playfield are gone; the ship's are noted, for they may have hit on the way.
    #[inline(never)] // so that a profile tells it apart
    pub(crate) fn move_bullets(&mut self) {
        let (width, height) = (self.rules.width, self.rules.height);
        let extent = max(self.rules.bullet_extent, 1.0);
        let Scratch { creep_bullets_to_remove, player_bullets_to_remove, .. } = &mut self.scratch;
        self.creep_bullets.fly(self.time_scale);
        self.creep_bullets.note_outside(width, height, extent, creep_bullets_to_remove);
        self.creep_bullets.remove_all(creep_bullets_to_remove);
        self.player_bullets.fly(1.0);
        self.player_bullets.note_outside(width, height, extent, player_bullets_to_remove);
    }

    /// Turns the creeps' bullets to the ship whose time has come for it.
    pub(crate) fn redirect_bullets(&mut self) {
        if !self.rules.redirected {
            return;
        }
        let bullets = &mut self.creep_bullets;
        for index in 0..bullets.len() {
            if let Some((after, speed)) = self.rules.redirects[usize::from(bullets.kind[index])]
                && self.tick - bullets.born[index] == after
            {
                let (right, down) = direction(self.ship.x - bullets.x[index], self.ship.y - bullets.y[index]);
                let speed = speed * self.scale.bullet_speed;
                (bullets.vx[index], bullets.vy[index]) = (right * speed, down * speed);
            }
        }
    }

    /// Takes away all bullets of the creeps and the boss, for points; from the last in the pool on.
    pub(crate) fn cancel_creep_bullets(&mut self) {
        while let Some(last) = self.creep_bullets.len().checked_sub(1) {
            let bullets = &self.creep_bullets;
            let (kind, x, y) = (bullets.kind[last], bullets.x[last], bullets.y[last]);
            self.creep_bullets.swap_remove(last);
            let points = self.score.add(self.rules.bonuses.cancelled_bullet as f32, &self.rules.combo);
            self.events.push(SimEvent::BulletCancelled { kind, x, y, points });
        }
    }
}
