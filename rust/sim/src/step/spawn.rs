//! How a creep (enemy) spawns.

use crate::math::{clamp, max, min, sine};
use crate::rules::{CompiledAttack, CompiledMotion, ShootRules};
use crate::sim::Sim;
use crate::world::Creep;

impl Sim {
    /// Brings a creep of `kind` at `(x, y)`, its health multiplied by `health`; gives its index, or none when there are too many.
    ///
    /// It draws its speed and where in its rhythm it begins: two draws, whatever its kind.
    pub(crate) fn spawn(&mut self, kind: u8, x: f32, y: f32, health: f32) -> Option<usize> {
        // As many tries a tick as there is room for creeps: a ruleset can't make a tick longer than that.
        self.scratch.budget.spawns = self.scratch.budget.spawns.checked_sub(1)?;
        let rules = &self.rules.creeps[usize::from(kind)];
        let width = self.rules.width;
        let vy = self.rng.between(rules.min_speed, rules.max_speed) * self.scale.speed;
        let rhythm = self.rng.unit();
        let x = clamp(x, rules.extent, width - rules.extent);
        let health = self.scale.health(rules.health, health);
        let mut creep = Creep {
            x,
            y,
            prev_x: x,
            prev_y: y,
            vy,
            speed: vy,
            extent: rules.extent,
            sway_center: x,
            health,
            max_health: health,
            flash: 0,
            born: self.tick,
            kind,
            layer: rules.layer,
            shield: rules.shield,
            ..Creep::default()
        };
        match rules.motion {
            CompiledMotion::Fall | CompiledMotion::Home { .. } | CompiledMotion::Parts { .. } => {}
            CompiledMotion::Weave { amplitude, frequency } => {
                // It sways around where it has room to.
                let amplitude = min(amplitude, width / 2.0 - rules.extent);
                creep.sway_center = clamp(x, rules.extent + amplitude, width - rules.extent - amplitude);
                creep.sway_amplitude = amplitude;
                creep.sway_frequency = frequency;
                creep.phase = rhythm;
                // It begins where the sway has it.
                creep.x = creep.sway_center + amplitude * sine(rhythm);
                creep.prev_x = creep.x;
            }
            CompiledMotion::Dive { wait_y, .. } => creep.hold_y = wait_y,
            CompiledMotion::Hover { hover_y, .. } => creep.hold_y = hover_y,
            CompiledMotion::MarchTogether { row_y } => creep.hold_y = max(row_y, rules.extent),
            // It begins to march when all of it can be seen.
            CompiledMotion::March { .. } => creep.hold_y = rules.extent,
        }
        // The first attack comes between a third of the usual time and all of it.
        if let CompiledAttack::Shoot(ShootRules { interval, .. }) | CompiledAttack::Release { interval, .. } =
            rules.attack
        {
            creep.reload = interval * (1.0 + 2.0 * rhythm) / 3.0;
        }
        self.creeps.push(creep)?;
        self.score.spawned += 1;
        Some(self.creeps.len() - 1)
    }
}
