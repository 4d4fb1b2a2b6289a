//! Stress runs: any number of creeps and bullets, always as many, at always the same density.

use std::sync::Arc;

use crate::math::max;
use crate::ruleset::Ruleset;
use crate::sim::Sim;
use crate::world::Bullet;

/// A stress run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stress {
    /// How many creeps; `Stress::MAX` at most.
    pub creeps: u32,
    /// How many bullets; `Stress::MAX` at most.
    pub bullets: u32,
    /// How much of the playfield there is for each creep, in px².
    pub room: f32,
    /// Whether the playfield grows in width only, as in the benchmark of Godot nodes: creeps then come in above it, and bullets
    /// below. Else it grows as a whole, and they come in anywhere: across a playfield many times as high none would get.
    pub wide: bool,
}

impl Stress {
    /// The most creeps, and the most bullets.
    pub const MAX: u32 = 100_000;
    /// Fifty creeps on Classic's playfield of 480 × 720 px.
    pub const ROOM: f32 = 6912.0;

    /// So many creeps and bullets, with [`Self::ROOM`], on a playfield that grows as a whole.
    pub fn new(creeps: u32, bullets: u32) -> Self {
        Self { creeps: creeps.min(Self::MAX), bullets: bullets.min(Self::MAX), room: Self::ROOM, wide: false }
    }

    /// `ruleset` with a playfield that is large enough: few have more room than [`Stress::room`] each.
    pub(crate) fn enlarge(self, ruleset: &Ruleset) -> Ruleset {
        let mut ruleset = ruleset.clone();
        let area = self.creeps.max(self.bullets).max(1) as f32 * self.room;
        let playfield = &mut ruleset.playfield;
        let own = (playfield.width, playfield.height);
        // Never smaller than the ruleset's own, on which everything has room.
        if !self.wide {
            playfield.height = max((area * own.1 / own.0).sqrt(), own.1);
        }
        playfield.width = max(area / playfield.height, own.0);
        ruleset.creeps.iter_mut().for_each(|kind| kind.drop = 0.0);
        ruleset.capacity.creeps = self.creeps.max(1);
        ruleset.capacity.player_bullets = self.bullets.max(1);
        ruleset
    }
}

impl Sim {
    /// Scatters a stress run's creeps and bullets all over the playfield.
    pub(crate) fn scatter(&mut self) {
        self.top_up(true);
    }

    /// Brings as many creeps and bullets as are missing: `anywhere`, or creeps above the playfield and bullets at its lower edge.
    #[inline(never)] // so that a profile tells it apart
    pub(crate) fn top_up(&mut self, anywhere: bool) {
        let rules = Arc::clone(&self.rules);
        while self.creeps.len() < self.creeps.ids.capacity() {
            let kind = self.rng.weighted(rules.plain_creeps.iter().copied()).unwrap_or_default() as u8;
            let x = self.rng.between(0.0, self.rules.width);
            let above = -self.rules.creeps[usize::from(kind)].extent;
            let y = if anywhere { self.rng.between(above, self.rules.height) } else { above };
            // What a tick has no spawns left for, the next one brings.
            let Some(index) = self.spawn(kind, x, y, 1.0) else { break };
            // One hit kill it.
            self.creeps.health[index] = 1;
            self.creeps.shield[index] = 0;
        }
        let volley = self.rules.weapons[0].volley;
        let (kind, vy, below) = (volley.bullet, -volley.speed, self.rules.height);
        while self.player_bullets.len() < self.player_bullets.ids.capacity() {
            let x = self.rng.between(0.0, self.rules.width);
            let y = if anywhere { self.rng.between(0.0, below) } else { below };
            let bullet = Bullet {
                x,
                y,
                prev_x: x,
                prev_y: y,
                vy,
                born: self.tick,
                damage: 1,
                kind,
                ..Bullet::default()
            };
            self.player_bullets.push(bullet);
        }
    }
}
