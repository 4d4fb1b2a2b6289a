//! How a creep comes into being.

use crate::math::{greatest, least, within};
use crate::mode::{Attack, Motion};
use crate::sim::Sim;
use crate::units::ticks;
use crate::world::Creep;

impl Sim {
    /// Brings a creep of `kind` at `(x, y)`, its health `times` what it would be; gives its place, or none when there are too many.
    ///
    /// It draws its speed and where in its rhythm it begins: two draws, whatever its kind.
    pub(crate) fn spawn(&mut self, kind: u8, x: f32, y: f32, times: f32) -> Option<usize> {
        // As many tries a tick as there is room for creeps: a ruleset can't make a tick longer than that.
        self.budget.spawns = self.budget.spawns.checked_sub(1)?;
        let table = &self.tables.creeps[usize::from(kind)];
        let fall = self.dice.between(table.slowest, table.fastest) * self.scale.speed;
        let rhythm = self.dice.unit();
        let x = within(x, table.reach, self.tables.width - table.reach);
        let health = self.scale.health(table.health, times);
        let mut creep = Creep {
            x,
            y,
            from_x: x,
            from_y: y,
            fall,
            speed: fall,
            reach: table.reach,
            middle: x,
            health,
            full: health,
            flash: 0,
            born: self.tick,
            kind,
            layer: table.layer,
            shield: table.shield,
            ..Creep::default()
        };
        match table.motion {
            Motion::Fall | Motion::Home { .. } => {}
            Motion::Weave { amplitude, period } => {
                // It swings around where it has room to.
                let room = self.tables.width / 2.0 - table.reach;
                let swing = least(amplitude, room);
                creep.middle = within(x, table.reach + swing, self.tables.width - table.reach - swing);
                creep.swing = swing;
                creep.beat = 1.0 / greatest(ticks(period) as f32, 1.0);
                creep.phase = rhythm;
                // It begins where the swing has it.
                creep.x = creep.middle + swing * crate::math::sine(rhythm);
                creep.from_x = creep.x;
            }
            Motion::Dive { wait_at: height, .. } | Motion::Hover { at: height, .. } => creep.station = height,
            // It begins to march when all of it can be seen.
            Motion::March { .. } => creep.station = table.reach,
        }
        // The first attack comes between a third of the usual time and all of it.
        if let Attack::Shoot { every, .. } | Attack::Release { every, .. } = table.attack {
            creep.reload = ticks(every) as f32 * (1.0 + 2.0 * rhythm) / 3.0;
        }
        self.creeps.push(creep)?;
        self.score.came += 1;
        Some(self.creeps.len() - 1)
    }
}
