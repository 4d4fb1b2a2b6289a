//! What the autopilot goes for: the creep that wants shooting most, the boss, a power-up to catch.

use crate::sim::Sim;
use crate::units::per_tick;

/// Where to go, and whether a shot from where the ship is would hit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Goal {
    /// In px.
    pub x: f32,
    /// Whether a bullet fired now hits something.
    pub fire: bool,
}

/// A target as seen from the gun: its place, how it moves (px a tick), and how far it reaches to either side (px).
struct Target {
    x: f32,
    y: f32,
    vx: f32,
    vy: f32,
    half: f32,
}

impl Target {
    /// Where it is when a bullet reaches it that is fired `delay` ticks from now and flies up `speed` px a tick.
    fn met_at(&self, muzzle: f32, speed: f32, delay: f32, width: f32) -> f32 {
        let ticks = delay + (muzzle - self.y - self.vy * delay) / (speed + self.vy).max(0.5);
        let x = self.x + self.vx * ticks;
        // What would leave the field turns around at its side.
        let folded = if x < 0.0 { -x } else { x };
        if folded > width { (2.0 * width - folded).max(0.0) } else { folded }
    }
}

/// Looks at the field for what to go for, with the ship at `x`.
pub fn goal(sim: &Sim, x: f32) -> Goal {
    let mode = sim.mode();
    let ship = sim.ship();
    let weapon = &mode.weapon[ship.weapon];
    let bullet = mode.bullets[usize::from(weapon.bullet.0)].shape.rounded();
    let (bullet_speed, ship_speed) = (per_tick(weapon.speed), per_tick(mode.ship.speed));
    let muzzle = ship.y - mode.ship.muzzle;
    let width = mode.field.width;
    // A wide weapon hits from anywhere.
    let spread = weapon.width / 2.0 + bullet.reach_x();
    let mut fire = mode.combo.miss == 0;
    let mut best = (f32::MIN, width / 2.0);
    let mut consider = |target: &Target, worth: f32| {
        fire |= (target.met_at(muzzle, bullet_speed, 0.0, width) - x).abs() < target.half + spread - 2.0;
        let away = (target.met_at(muzzle, bullet_speed, 0.0, width) - x).abs();
        let place = target.met_at(muzzle, bullet_speed, away / ship_speed, width);
        let score = worth - (place - x).abs();
        if score > best.0 {
            best = (score, place);
        }
    };
    let creeps = sim.creeps();
    for (place, (&y, &kind)) in creeps.y.iter().zip(creeps.kind).enumerate() {
        if y > 0.0 && y < muzzle - 20.0 {
            let target = Target {
                x: creeps.x[place],
                y,
                vx: creeps.x[place] - creeps.from_x[place],
                vy: y - creeps.from_y[place],
                half: mode.creeps[usize::from(kind)].shape.rounded().reach_x(),
            };
            // The lower, the more it is a danger, and the sooner it is gone.
            consider(&target, 0.6 * y);
        }
    }
    if let Some(boss) = sim.boss() {
        let half = mode.bosses[boss.kind].shape.rounded().reach_x();
        let target = Target { x: boss.x, y: boss.y, vx: boss.x - boss.from_x, vy: 0.0, half };
        consider(&target, 0.3 * mode.field.height);
    }
    let power_ups = sim.power_ups();
    for (&power_x, &power_y) in power_ups.x.iter().zip(power_ups.y) {
        let ticks = (ship.y - power_y) / per_tick(mode.power_ups.speed);
        let away = (power_x - x).abs();
        // It goes when it has to, not at once.
        if ticks > -10.0 && away < ship_speed * (ticks + 20.0) && away > ship_speed * (ticks - 50.0) {
            let score = mode.field.height - away;
            if score > best.0 {
                best = (score, power_x);
            }
        }
    }
    Goal { x: best.1, fire }
}
