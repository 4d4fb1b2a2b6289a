//! Draws the playfield: in every tick, all entities of the simulation are written into sprite batches.

use creeps_sim::Sim;
use creeps_sim::mode::BossAttack;
use creeps_sim::view::{Act, BossView, BulletsView};
use godot::classes::MultiMeshInstance2D;
use godot::prelude::*;

use super::sprite_atlas::{AtlasSprite, BEAM_CELL, SpriteAtlas};
use super::sprite_batch::{InstanceWriter, Sprite, SpriteBatch};

/// The maximum number of shield bubbles.
const MAX_BUBBLES: usize = 128;
/// The share of a bubble's cell that its ring fills.
const BUBBLE_RING: f32 = 86.0 / 96.0;
/// The maximum number of segments of a beam, and the share of its cell's width that it fills.
const MAX_BEAM_SEGMENTS: usize = 128;
const BEAM_FILL: f32 = 21.0 / 32.0;
/// The maximum number of warning marks, and their size, in px.
const MAX_MARKS: usize = 32;
const MARK_SIZE: f32 = 44.0;

/// The sprite batches of a game.
pub struct PlayfieldView {
    atlas: SpriteAtlas,
    field: Vector2,
    creeps: SpriteBatch,
    boss: SpriteBatch,
    power_ups: SpriteBatch,
    /// The ship's bullets, and above them those of the creeps.
    bullets: SpriteBatch,
    bubbles: SpriteBatch,
    beam: SpriteBatch,
    marks: SpriteBatch,
}

impl PlayfieldView {
    /// Creates the batches on the children of `field`, large enough for all that `sim` may have.
    pub fn new(field: &Gd<Node2D>, sim: &Sim, atlas: SpriteAtlas) -> Self {
        let ruleset = sim.mode();
        let size = Vector2::new(ruleset.field.width, ruleset.field.height);
        let batch = |name: &str, capacity: usize| {
            SpriteBatch::new(&field.get_node_as::<MultiMeshInstance2D>(name), capacity, size)
        };
        let capacity = &ruleset.capacity;
        Self {
            creeps: batch("Creeps", capacity.creeps as usize),
            boss: batch("Boss", 1),
            power_ups: batch("PowerUps", capacity.power_ups as usize),
            bullets: batch("Bullets", (capacity.shots + capacity.creep_shots) as usize),
            bubbles: batch("Bubbles", MAX_BUBBLES),
            beam: batch("Beam", MAX_BEAM_SEGMENTS),
            marks: batch("Marks", MAX_MARKS),
            field: size,
            atlas,
        }
    }

    /// Sets the frame's position between the last two ticks (0 to 1), for interpolation.
    pub fn set_alpha(&mut self, alpha: f32) {
        for batch in self.batches() {
            batch.set_alpha(alpha);
        }
    }

    /// Removes all sprites.
    pub fn clear(&mut self) {
        for batch in self.batches() {
            batch.writer(0);
            batch.upload();
        }
    }

    /// Draws the state after the last tick.
    pub fn draw(&mut self, sim: &Sim) {
        self.draw_creeps(sim);
        self.draw_boss(sim);
        self.draw_bullets(sim);
        let (tick, power_ups) = (sim.tick(), sim.power_ups());
        let mut writer = self.power_ups.writer(power_ups.x.len());
        for index in 0..power_ups.x.len() {
            let look = self.atlas.power_ups[usize::from(power_ups.kind[index])];
            let (x, y) = (power_ups.x[index], power_ups.y[index]);
            let prev_offset = (power_ups.from_x[index] - x, power_ups.from_y[index] - y);
            let cell = look.cell + (tick.wrapping_sub(power_ups.born[index]) / 12 % 2) as f32;
            writer.push(Sprite { x, y, prev_offset, size: look.size, cell, glow: 0.0 });
        }
        for batch in self.batches() {
            batch.upload();
        }
    }

    fn batches(&mut self) -> [&mut SpriteBatch; 7] {
        [
            &mut self.creeps,
            &mut self.boss,
            &mut self.power_ups,
            &mut self.bullets,
            &mut self.bubbles,
            &mut self.beam,
            &mut self.marks,
        ]
    }

    fn draw_creeps(&mut self, sim: &Sim) {
        let (tick, creeps, atlas) = (sim.tick(), sim.creeps(), &self.atlas.creeps[..]);
        let mut writer = self.creeps.writer(creeps.x.len());
        let mut bubbles = self.bubbles.writer(MAX_BUBBLES);
        let columns = creeps.x.iter().zip(creeps.y).zip(creeps.from_x.iter().zip(creeps.from_y));
        let more = creeps.kind.iter().zip(creeps.born).zip(creeps.flash.iter().zip(creeps.shield));
        for (((&x, &y), (&from_x, &from_y)), ((&kind, &born), (&flash, &shield))) in columns.zip(more) {
            let AtlasSprite { cell, size, .. } = atlas[usize::from(kind)];
            // Ten frames per second. The spawn tick shifts the phase, so that not all creeps move alike.
            let frame = (tick + born * 5) / 6 % 4;
            let glow = if flash > tick { 0.7 } else { 0.0 };
            let sprite =
                Sprite { x, y, prev_offset: (from_x - x, from_y - y), size, cell: cell + frame as f32, glow };
            writer.push(sprite);
            if shield > 0 {
                bubbles.push(Sprite { size: size / BUBBLE_RING, cell: 0.0, glow: -0.25, ..sprite });
            }
        }
        let ship = sim.ship();
        if ship.shield > 0 {
            let size = 1.2 * sim.mode().ship.size / BUBBLE_RING;
            let prev_offset = (ship.from_x - ship.x, 0.0);
            bubbles.push(Sprite { x: ship.x, y: ship.y, prev_offset, size, cell: 0.0, glow: 0.0 });
        }
    }

    fn draw_bullets(&mut self, sim: &Sim) {
        let mut writer = self.bullets.writer(sim.shots().x.len() + sim.creep_shots().x.len());
        // The creeps' bullets are drawn last, so that nothing hides them.
        for bullets in [sim.shots(), sim.creep_shots()] {
            draw_bullet_pool(&mut writer, &bullets, &self.atlas.bullets, sim.tick());
        }
    }

    fn draw_boss(&mut self, sim: &Sim) {
        let mut writer = self.boss.writer(1);
        let mut beam = self.beam.writer(MAX_BEAM_SEGMENTS);
        let mut marks = self.marks.writer(MAX_MARKS);
        let Some(boss) = sim.boss() else { return };
        let tick = sim.tick();
        let look = self.atlas.bosses[boss.kind];
        let prev_offset = (boss.from_x - boss.x, boss.from_y - boss.y);
        let enraged = boss.phase > 0 && tick / 15 % 4 == 3;
        let column = match boss.act {
            Act::Telegraphs { .. } | Act::Attacks { attack: BossAttack::Charge { .. } } => 2,
            _ if enraged => 3,
            _ => tick / 30 % 2,
        };
        let glow = if boss.flash > tick { 0.5 } else { 0.0 };
        let cell = look.cell + column as f32;
        writer.push(Sprite { x: boss.x, y: boss.y, prev_offset, size: look.size, cell, glow });
        draw_beam(&mut beam, &boss, self.field, tick);
        if let Act::Telegraphs { attack, progress, .. } = boss.act {
            draw_mark(&mut marks, sim, &boss, attack, progress);
        }
    }
}

fn draw_bullet_pool(
    writer: &mut InstanceWriter<'_>,
    bullets: &BulletsView<'_>,
    atlas: &[AtlasSprite],
    tick: u32,
) {
    let pulse = (tick / 4 % 2) as f32;
    let positions = bullets.x.iter().zip(bullets.y).zip(bullets.from_x.iter().zip(bullets.from_y));
    let velocities = bullets.kind.iter().zip(bullets.vx.iter().zip(bullets.vy));
    for (((&x, &y), (&from_x, &from_y)), (&kind, (&vx, &vy))) in positions.zip(velocities) {
        let AtlasSprite { cell, size, facing } = atlas[usize::from(kind)];
        let sprite =
            Sprite { x, y, prev_offset: (from_x - x, from_y - y), size, cell: cell + pulse, glow: 0.0 };
        if facing == 0.0 || vx == 0.0 {
            writer.push(sprite);
        } else {
            let scale = facing / vx.hypot(vy);
            writer.push_rotated(sprite, (vx * scale, vy * scale));
        }
    }
}

/// Draws a beam as segments from the boss to beyond the field. A beam that is only announced is thin and pale.
fn draw_beam(writer: &mut InstanceWriter<'_>, boss: &BossView<'_>, field: Vector2, tick: u32) {
    let Some(beam) = boss.beam else { return };
    let (right, down) = (beam.angle * std::f32::consts::TAU).sin_cos();
    let width = if beam.burns { beam.width } else { 0.35 * beam.width };
    let size = width / BEAM_FILL;
    let length = size * 28.0 / 32.0;
    let glow = if beam.burns { 0.0 } else { -0.45 - 0.2 * (tick / 4 % 2) as f32 };
    let cell = BEAM_CELL + (tick / 3 % 2) as f32;
    let prev_offset = (boss.from_x - boss.x, boss.from_y - boss.y);
    let mut distance = length;
    while boss.y + distance * down < field.y + length {
        let (x, y) = (boss.x + distance * right, boss.y + distance * down);
        writer.push_rotated(Sprite { x, y, prev_offset, size, cell, glow }, (right, down));
        distance += length;
    }
}

/// Marks the target of an announced attack.
fn draw_mark(
    writer: &mut InstanceWriter<'_>,
    sim: &Sim,
    boss: &BossView<'_>,
    attack: &BossAttack,
    progress: f32,
) {
    let ship = sim.ship();
    let (x, y, prev_offset) = match attack {
        BossAttack::Charge { .. } | BossAttack::Volley { aimed: true, .. } => {
            (ship.x, ship.y - 0.8 * sim.mode().ship.size, (ship.from_x - ship.x, 0.0))
        }
        _ => {
            let below = 0.55 * sim.mode().bosses[boss.kind].size;
            (boss.x, boss.y + below, (boss.from_x - boss.x, boss.from_y - boss.y))
        }
    };
    // It blinks faster as the attack approaches.
    let blinks = (progress * progress * 16.0) as u32 % 2 == 1;
    let glow = if blinks { -0.5 } else { 0.0 };
    let size = MARK_SIZE * (1.5 - 0.5 * progress) * sim.mode().field.width / 480.0;
    writer.push(Sprite { x, y, prev_offset, size, cell: 0.0, glow });
}
