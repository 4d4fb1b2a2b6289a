//! How the creeps and bullets of a game are drawn: each as a sprite in the buffer that the engine is given. It needs no engine, so it is
//! counted and profiled like the simulation.

use creeps_rules::feel::Hit;
use creeps_rules::sprite_atlas::{self, Facing, SpriteAtlas};
use creeps_rules::sprites::{InstanceWriter, Sprite};

use crate::Sim;
use crate::view::BulletsView;

/// How many ticks a creep or a boss flashes that was hit, and so is knocked back, at most.
const HIT_TICKS: usize = 6;
const BOSS_HIT_TICKS: usize = 4;

/// The share of a bubble's cell that its ring fills.
pub const BUBBLE_RING: f32 = 86.0 / 96.0;

/// The sprite of a kind of thing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KindSprite {
    /// Where it is in the atlas, and how it is animated.
    pub sprite: sprite_atlas::Sprite,
    /// Width and height, in px.
    pub size: f32,
}

impl KindSprite {
    /// A sprite of an atlas in this size. None if the atlas has no sprite of that name.
    pub fn find(atlas: &SpriteAtlas, name: &str, size: f32) -> Option<Self> {
        atlas.find(name).map(|&sprite| Self { sprite, size })
    }

    /// The direction that the picture faces, if it is rotated to its velocity: 1 is down, -1 is up, 0 is not rotated.
    fn facing(&self) -> f32 {
        match self.sprite.facing {
            Facing::Up => -1.0,
            Facing::Down => 1.0,
            Facing::Fixed => 0.0,
        }
    }
}

/// What a hit does to the picture of what lives on.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct HitView {
    /// How far a creep is knocked back that flashes for so many more ticks, in px.
    creep: [f32; HIT_TICKS + 2],
    /// How far the boss is knocked back, in px.
    boss: [f32; HIT_TICKS + 2],
    /// How much both turn white.
    flash: (f32, f32),
}

impl HitView {
    /// `motion` is how much motion the player wants, from 0 to 1.
    pub fn new(hit: &Hit, motion: f32) -> Self {
        let knock_back = |distance: f32, ticks: usize| {
            let mut offsets = [0.0; HIT_TICKS + 2];
            // It comes back ever slower. The last offset is the one before the hit.
            for (left, offset) in offsets.iter_mut().enumerate().take(ticks + 1) {
                let part = left as f32 / ticks as f32;
                *offset = motion * distance * part * part;
            }
            offsets
        };
        Self {
            creep: knock_back(hit.creep_knock_back, HIT_TICKS),
            boss: knock_back(hit.boss_knock_back, BOSS_HIT_TICKS),
            flash: (hit.creep_flash, hit.boss_flash),
        }
    }

    /// How far the boss is knocked back, now and a tick ago, in px, and how white it is, if it flashes for `left` more ticks.
    pub fn boss(&self, left: u32) -> (f32, f32, f32) {
        let (offset, prev_offset) = knocked_back(&self.boss, left);
        (offset, prev_offset, if left > 0 { self.flash.1 } else { 0.0 })
    }
}

/// The offsets, now and a tick ago, of what flashes for `left` more ticks.
fn knocked_back(offsets: &[f32; HIT_TICKS + 2], left: u32) -> (f32, f32) {
    let left = (left as usize).min(HIT_TICKS);
    (offsets[left], offsets[left + 1])
}

/// What the sprites of a layer have in common.
#[derive(Clone, Copy, Debug)]
pub struct Layer<'a> {
    /// The sprites of all kinds, by their indexes in the ruleset. Only those on `sheet` are written.
    pub kinds: &'a [KindSprite],
    /// The index of the sheet in the atlas.
    pub sheet: usize,
    /// The least size, in px of the playfield.
    pub min_size: f32,
}

/// Writes the creeps, and into `bubbles` the bubbles around those with a shield.
#[inline(never)] // so that a profile tells it apart
pub fn write_creeps(
    writer: &mut InstanceWriter<'_>,
    bubbles: &mut InstanceWriter<'_>,
    sim: &Sim,
    layer: &Layer<'_>,
    hit: &HitView,
) {
    let (tick, creeps) = (sim.tick(), sim.creeps());
    let columns = creeps.x.iter().zip(creeps.y).zip(creeps.prev_x.iter().zip(creeps.prev_y));
    let more = creeps.kind.iter().zip(creeps.born).zip(creeps.flash.iter().zip(creeps.shield));
    let more = more.zip(creeps.prize);
    for (((&x, &y), (&prev_x, &prev_y)), (((&kind, &born), (&flash, &shield)), &prize)) in columns.zip(more) {
        let KindSprite { ref sprite, size } = layer.kinds[usize::from(kind)];
        if sprite.sheet != layer.sheet {
            continue;
        }
        let size = size.max(layer.min_size);
        // The spawn tick shifts the phase, so that not all creeps move alike.
        let cell = sprite.cell_at(tick.wrapping_add(born.wrapping_mul(5))) as f32;
        let (mut y, mut prev_y) = (y, prev_y);
        let glow = match prize {
            _ if flash > tick => {
                let (offset, prev_offset) = knocked_back(&hit.creep, flash - tick);
                (y, prev_y) = (y - offset, prev_y - prev_offset);
                hit.flash.0
            }
            // What carries a power-up shimmers.
            true if tick / 8 % 2 == 0 => 0.45,
            _ => 0.0,
        };
        let sprite = Sprite { x, y, prev_offset: (prev_x - x, prev_y - y), size, cell, glow };
        writer.push(sprite);
        if shield > 0 {
            bubbles.push(Sprite { size: size / BUBBLE_RING, cell: 0.0, glow: -0.25, ..sprite });
        }
    }
}

/// Writes the bullets of a pool at a tick.
#[inline(never)]
pub fn write_bullets(
    writer: &mut InstanceWriter<'_>,
    bullets: &BulletsView<'_>,
    layer: &Layer<'_>,
    tick: u32,
) {
    let positions = bullets.x.iter().zip(bullets.y).zip(bullets.prev_x.iter().zip(bullets.prev_y));
    let velocities = bullets.kind.iter().zip(bullets.vx.iter().zip(bullets.vy));
    for (((&x, &y), (&prev_x, &prev_y)), (&kind, (&vx, &vy))) in positions.zip(velocities) {
        let kind = &layer.kinds[usize::from(kind)];
        if kind.sprite.sheet != layer.sheet {
            continue;
        }
        let cell = kind.sprite.cell_at(tick) as f32;
        let size = kind.size.max(layer.min_size);
        let sprite = Sprite { x, y, prev_offset: (prev_x - x, prev_y - y), size, cell, glow: 0.0 };
        let facing = kind.facing();
        if facing == 0.0 || vx == 0.0 {
            writer.push(sprite);
        } else {
            // Not `hypot`, which takes care of numbers that no speed reaches.
            let scale = facing / (vx * vx + vy * vy).sqrt();
            writer.push_rotated(sprite, (vx * scale, vy * scale));
        }
    }
}
