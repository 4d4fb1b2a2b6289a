//! What the autopilot stays clear of: everything that is about to cross the ship's height, as closed lanes.

use crate::math::{cosine, sine};
use crate::mode::BossAttack;
use crate::shape::Rounded;
use crate::sim::Sim;
use crate::units::{ticks, turns};
use crate::view::{Act, BossView};

use super::lanes::{Lanes, MOMENTS, TICKS};

/// Closes the lanes that something will cross within the time looked ahead, with `margin` px to spare.
///
/// Everything is thought to fly on as it flies, from now, which is `delay` ticks before the lanes' first moment.
pub fn close_lanes(lanes: &mut Lanes, sim: &Sim, margin: f32, delay: f32) {
    let mode = sim.mode();
    let ship = mode.ship.shape.rounded();
    let height = sim.ship().y;
    let mut close = |x: f32, y: f32, vx: f32, vy: f32, sum: Rounded| {
        let reach = sum.reach_y() + margin;
        let near = height - reach - y;
        // Most are far above and too slow to be here in time.
        if near > 0.0 && vy * (MOMENTS as f32 * TICKS + delay) < near {
            return;
        }
        let (enters, leaves) = if vy.abs() < 0.01 {
            if y.abs() > reach + height || near > 0.0 || y > height + reach {
                return;
            }
            (0.0, MOMENTS as f32 * TICKS)
        } else {
            let (a, b) = (near / vy, (height + reach - y) / vy);
            (a.min(b) - delay, a.max(b) - delay)
        };
        lanes.close(enters.max(0.0), leaves, x + vx * delay, vx, sum.reach_x() + margin);
    };
    let creeps = sim.creeps();
    for (place, (&y, &from_y)) in creeps.y.iter().zip(creeps.from_y).enumerate() {
        if y > -40.0 {
            let x = creeps.x[place];
            let kind = &mode.creeps[usize::from(creeps.kind[place])];
            if kind.meets.ship {
                close(x, y, x - creeps.from_x[place], y - from_y, kind.shape.rounded().plus(ship));
            }
        }
    }
    let shots = sim.creep_shots();
    let pace = sim.pace();
    for (place, (&x, &y)) in shots.x.iter().zip(shots.y).enumerate() {
        let shape = mode.bullets[usize::from(shots.kind[place])].shape.rounded();
        close(x, y, shots.vx[place] * pace, shots.vy[place] * pace, shape.plus(ship));
    }
    if let Some(boss) = sim.boss() {
        let shape = mode.bosses[boss.kind].shape.rounded();
        close(boss.x, boss.y, boss.x - boss.from_x, boss.y - boss.from_y, shape.plus(ship));
        close_beam(lanes, sim, &boss, margin, delay);
    }
}

/// Closes the lanes that the boss's beam crosses, also while it is only announced.
fn close_beam(lanes: &mut Lanes, sim: &Sim, boss: &BossView, margin: f32, delay: f32) {
    let ship = sim.ship();
    let (attack, starts) = match boss.act {
        Act::Telegraphs { attack, left, .. } => (attack, left as f32),
        Act::Attacks { attack } => (attack, 0.0),
        _ => return,
    };
    let (&BossAttack::Beam { width, from, to, lasts }, Some(beam)) = (attack, boss.beam) else { return };
    // A power-up that slows the creeps slows the boss as well.
    let pace = sim.pace();
    let (speed, starts) = ((turns(to) - turns(from)) * pace / ticks(lasts).max(1) as f32, starts / pace);
    for moment in 0..=MOMENTS {
        let burning = moment as f32 * TICKS + delay - starts;
        let angle = beam.angle + speed * burning;
        // It is over when it has swept all the way.
        let swept = (angle - turns(from)) * speed.signum();
        let over = speed != 0.0 && swept > (turns(to) - turns(from)).abs() + 0.01;
        if burning >= -8.0 && !over && angle.abs() < 0.2 {
            let x = boss.x + (ship.y - boss.y) * sine(angle) / cosine(angle);
            let half = width / 2.0 / cosine(angle) + sim.mode().ship.shape.rounded().reach_x();
            lanes.close_at(moment, x, half + margin + 4.0);
        }
    }
}
