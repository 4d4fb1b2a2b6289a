//! What the autopilot stays clear of: everything that is about to cross the ship's height, as closed lanes.

use crate::math::{cosine, sine};
use crate::rules::CompiledBossAttack;
use crate::shape::RoundedBox;
use crate::sim::Sim;
use crate::view::{BossActivity, BossView};
use crate::world::layers::MEETS_SHIP;

use super::lanes::{Lanes, MOMENTS, TICKS};

/// Closes the lanes that something will cross within the time looked ahead, with `margin` px to spare.
///
/// Everything is thought to fly on as it flies, from now, which is `delay` ticks before the lanes' first moment.
pub fn close_lanes(lanes: &mut Lanes, sim: &Sim, margin: f32, delay: f32) {
    let rules = &*sim.rules;
    let ship = rules.ship.shape;
    let height = sim.ship().y;
    let mut close = |x: f32, y: f32, vx: f32, vy: f32, sum: RoundedBox| {
        let extent = sum.extent_y() + margin;
        let near = height - extent - y;
        // Most are far above and too slow to be here in time.
        if near > 0.0 && vy * (MOMENTS as f32 * TICKS + delay) < near {
            return;
        }
        let (enters, leaves) = if vy.abs() < 0.01 {
            if y.abs() > extent + height || near > 0.0 || y > height + extent {
                return;
            }
            (0.0, MOMENTS as f32 * TICKS)
        } else {
            let (a, b) = (near / vy, (height + extent - y) / vy);
            (a.min(b) - delay, a.max(b) - delay)
        };
        lanes.close(enters.max(0.0), leaves, x + vx * delay, vx, sum.extent_x() + margin);
    };
    let creeps = sim.creeps();
    for (index, (&y, &prev_y)) in creeps.y.iter().zip(creeps.prev_y).enumerate() {
        if y > -40.0 {
            let x = creeps.x[index];
            let kind = &rules.creeps[usize::from(creeps.kind[index])];
            if kind.layer & MEETS_SHIP != 0 {
                close(x, y, x - creeps.prev_x[index], y - prev_y, kind.shape.minkowski_sum(ship));
            }
        }
    }
    let bullets = sim.creep_bullets();
    let time_scale = sim.time_scale();
    for (index, (&x, &y)) in bullets.x.iter().zip(bullets.y).enumerate() {
        let shape = rules.bullets[usize::from(bullets.kind[index])];
        close(
            x,
            y,
            bullets.vx[index] * time_scale,
            bullets.vy[index] * time_scale,
            shape.minkowski_sum(ship),
        );
    }
    if let Some(boss) = sim.boss() {
        let shape = rules.bosses[boss.kind].shape;
        close(boss.x, boss.y, boss.x - boss.prev_x, boss.y - boss.prev_y, shape.minkowski_sum(ship));
        close_beam(lanes, sim, &boss, margin, delay);
    }
}

/// Closes the lanes that the boss's beam crosses, also while it is only announced.
fn close_beam(lanes: &mut Lanes, sim: &Sim, boss: &BossView, margin: f32, delay: f32) {
    let ship = sim.ship();
    let starts = match boss.activity {
        BossActivity::Telegraphs { left, .. } => left as f32,
        BossActivity::Attacks { .. } => 0.0,
        _ => return,
    };
    let Some(attack) = sim.boss_attack() else { return };
    let (CompiledBossAttack::Beam { width, from, to, lasts }, Some(beam)) = (attack, boss.beam) else {
        return;
    };
    // A power-up that slows the creeps slows the boss as well.
    let time_scale = sim.time_scale();
    let (speed, starts) = ((to - from) * time_scale / lasts, starts / time_scale);
    for moment in 0..=MOMENTS {
        let burning = moment as f32 * TICKS + delay - starts;
        let angle = beam.angle + speed * burning;
        // It is over when it has swept all the way.
        let swept = (angle - from) * speed.signum();
        let over = speed != 0.0 && swept > (to - from).abs() + 0.01;
        if burning >= -8.0 && !over && angle.abs() < 0.2 {
            let x = boss.x + (ship.y - boss.y) * sine(angle) / cosine(angle);
            let half = width / 2.0 / cosine(angle) + sim.rules.ship.shape.extent_x();
            lanes.close_at(moment, x, half + margin + 4.0);
        }
    }
}
