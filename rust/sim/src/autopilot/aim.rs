//! What the autopilot goes for: the creep that wants shooting most, the boss, a power-up to catch.

use crate::sim::Sim;

/// Where to go, and whether a shot from where the ship is would hit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Goal {
    /// In px.
    pub x: f32,
    /// Whether a bullet fired now hits something.
    pub fire: bool,
}

/// A target as seen from the gun: its position, how it moves (px a tick), and how far it extends to either side (px).
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
        // What would leave the playfield turns around at its side.
        let folded = if x < 0.0 { -x } else { x };
        if folded > width { (2.0 * width - folded).max(0.0) } else { folded }
    }
}

/// Looks at the playfield for what to go for, with the ship at `x`.
pub fn goal(sim: &Sim, x: f32) -> Goal {
    let rules = &*sim.rules;
    let ship = sim.ship();
    let volley = rules.weapons[ship.weapon].volley;
    let bullet = rules.bullets[usize::from(volley.bullet)];
    let (bullet_speed, ship_speed) = (volley.speed, rules.ship.speed);
    let muzzle = ship.y - rules.ship.muzzle;
    let width = rules.width;
    // A wide weapon hits from anywhere.
    let spread = volley.width / 2.0 + bullet.extent_x();
    let mut fire = rules.combo.miss <= 0.0;
    let mut best = (f32::MIN, width / 2.0);
    let mut consider = |target: &Target, worth: f32| {
        fire |= (target.met_at(muzzle, bullet_speed, 0.0, width) - x).abs() < target.half + spread - 2.0;
        let away = (target.met_at(muzzle, bullet_speed, 0.0, width) - x).abs();
        let x_when_met = target.met_at(muzzle, bullet_speed, away / ship_speed, width);
        let score = worth - (x_when_met - x).abs();
        if score > best.0 {
            best = (score, x_when_met);
        }
    };
    let creeps = sim.creeps();
    for (index, (&y, &kind)) in creeps.y.iter().zip(creeps.kind).enumerate() {
        if y > 0.0 && y < muzzle - 20.0 {
            let target = Target {
                x: creeps.x[index],
                y,
                vx: creeps.x[index] - creeps.prev_x[index],
                vy: y - creeps.prev_y[index],
                half: rules.creeps[usize::from(kind)].hit_extent.0,
            };
            // The lower, the more it is a danger, and the sooner it is gone.
            consider(&target, 0.6 * y);
        }
    }
    if let Some(boss) = sim.boss() {
        let half = rules.bosses[boss.kind].shape.extent_x();
        let target = Target { x: boss.x, y: boss.y, vx: boss.x - boss.prev_x, vy: 0.0, half };
        consider(&target, 0.3 * rules.height);
    }
    let power_ups = sim.power_ups();
    for (&power_x, &power_y) in power_ups.x.iter().zip(power_ups.y) {
        let ticks = (ship.y - power_y) / rules.power_up_speed;
        let away = (power_x - x).abs();
        // It goes when it has to, not at once.
        if ticks > -10.0 && away < ship_speed * (ticks + 20.0) && away > ship_speed * (ticks - 50.0) {
            let score = rules.height - away;
            if score > best.0 {
                best = (score, power_x);
            }
        }
    }
    Goal { x: best.1, fire }
}
