//! Stress runs: any number of creeps and bullets, always as many, at always the same density.

use crate::math::greatest;
use crate::mode::{Attack, Death, Mode, Motion};
use crate::sim::Sim;
use crate::units::per_tick;
use crate::world::Bullet;

/// A stress run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stress {
    /// How many creeps; `Stress::MOST` at most.
    pub creeps: u32,
    /// How many bullets; `Stress::MOST` at most.
    pub bullets: u32,
    /// How much of the field there is for each creep, in px².
    pub room: f32,
    /// Whether the field grows in width only, as in the benchmark of Godot nodes: creeps then come in above it, and bullets
    /// below. Else it grows as a whole, and they come in anywhere: across a field many times as high none would get.
    pub wide: bool,
}

impl Stress {
    /// The most creeps, and the most bullets.
    pub const MOST: u32 = 100_000;
    /// Fifty creeps on Classic's field of 480 × 720 px.
    pub const ROOM: f32 = 6912.0;

    /// So many creeps and bullets, with [`Self::ROOM`], on a field that grows as a whole.
    pub fn new(creeps: u32, bullets: u32) -> Self {
        Self {
            creeps: creeps.min(Self::MOST),
            bullets: bullets.min(Self::MOST),
            room: Self::ROOM,
            wide: false,
        }
    }

    /// `mode` on a field that is large enough: few have more room than [`Stress::room`] each.
    pub(crate) fn grown(self, mode: &Mode) -> Mode {
        let mut mode = mode.clone();
        let area = self.creeps.max(self.bullets).max(1) as f32 * self.room;
        let own = (mode.field.width, mode.field.height);
        // Never smaller than the mode's own, on which everything of the mode has room.
        if !self.wide {
            mode.field.height = greatest((area * own.1 / own.0).sqrt(), own.1);
        }
        mode.field.width = greatest(area / mode.field.height, own.0);
        mode.creeps.iter_mut().for_each(|kind| kind.drop = 0.0);
        mode.capacity.creeps = self.creeps.max(1);
        mode.capacity.shots = self.bullets.max(1);
        mode
    }
}

impl Sim {
    /// Strews a stress run's creeps and bullets all over the field.
    pub(crate) fn strew(&mut self) {
        self.top_up(true);
    }

    /// Brings as many creeps and bullets as are missing: `anywhere`, or creeps above the field and bullets at its lower edge.
    #[inline(never)] // so that a profile tells it apart
    pub(crate) fn top_up(&mut self, anywhere: bool) {
        while self.creeps.len() < self.creeps.ids.capacity() {
            let kind = self.plain_kind();
            let x = self.dice.between(0.0, self.tables.width);
            let above = -self.tables.creeps[usize::from(kind)].reach;
            let y = if anywhere { self.dice.between(above, self.tables.height) } else { above };
            // What a tick has no spawns left for, the next one brings.
            let Some(place) = self.spawn(kind, x, y, 1.0) else { break };
            // One hit takes it down.
            self.creeps.health[place] = 1;
            self.creeps.shield[place] = 0;
        }
        let weapon = &self.mode.weapon[0];
        let (kind, vy, below) = (weapon.bullet.0, -per_tick(weapon.speed), self.tables.height);
        while self.shots.len() < self.shots.ids.capacity() {
            let x = self.dice.between(0.0, self.tables.width);
            let y = if anywhere { self.dice.between(0.0, below) } else { below };
            let bullet = Bullet {
                x,
                y,
                from_x: x,
                from_y: y,
                vy,
                born: self.tick,
                damage: 1,
                kind,
                ..Bullet::default()
            };
            self.shots.push(bullet);
        }
    }

    /// Draws a kind that flies down and leaves nothing behind; the mode's first where it has none.
    fn plain_kind(&mut self) -> u8 {
        let plain = self.tables.creeps.iter().map(|kind| {
            let flies_down = matches!(kind.motion, Motion::Fall | Motion::Weave { .. });
            u32::from(flies_down && kind.attack == Attack::Nothing && kind.death == Death::Nothing)
        });
        self.dice.weighted(plain).unwrap_or_default() as u8
    }
}
