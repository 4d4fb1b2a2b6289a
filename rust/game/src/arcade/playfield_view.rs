//! Draws the playfield on the nodes of `playfield_view.tscn`: in every tick, all entities of the simulation are written into sprite
//! batches, which the shader interpolates.

use creeps_rules::feel::Hit;
use creeps_rules::sprites::{InstanceWriter, Sprite};
use creeps_sim::Sim;
use creeps_sim::ruleset::BossAttack;
use creeps_sim::sprites::{self, BUBBLE_RING, HitView, KindSprite};
use creeps_sim::view::{BossActivity, BossView};
use godot::classes::{MultiMeshInstance2D, ShaderMaterial};
use godot::prelude::*;

use super::sprite_batch::SpriteBatch;
use super::sprites::{RulesetSprites, SheetTexture};

/// The maximum number of shield bubbles.
const MAX_BUBBLES: usize = 128;
/// The maximum number of segments of a beam, and the share of its cell's width that it fills.
const MAX_BEAM_SEGMENTS: usize = 128;
const BEAM_FILL: f32 = 21.0 / 32.0;
/// The maximum number of warning marks, and their size, in px.
const MAX_MARKS: usize = 32;
const MARK_SIZE: f32 = 44.0;

/// The sprite batches of a game.
pub struct PlayfieldView {
    sprites: RulesetSprites,
    field: Vector2,
    /// The least size of a creep or a bullet of the creeps on the screen, in px of the field.
    min_size: f32,
    hit: HitView,
    /// Where the ship is drawn until the next tick; none for the way of the last tick.
    ship_way: Option<(f32, f32)>,
    creeps: Layer,
    boss: Layer,
    power_ups: Layer,
    /// The ship's bullets, and above them those of the creeps.
    bullets: Layer,
    bubbles: SpriteBatch,
    beam: Layer,
    marks: SpriteBatch,
}

impl PlayfieldView {
    /// Creates the batches on the children of `field`, large enough for all that `sim` may have.
    pub fn new(field: &Gd<Node2D>, sim: &Sim, sprites: RulesetSprites) -> Self {
        let ruleset = sim.ruleset();
        let size = Vector2::new(ruleset.playfield.width, ruleset.playfield.height);
        let node = |name: &str| field.get_node_as::<MultiMeshInstance2D>(name);
        let layer = |name: &str, kinds: &[KindSprite], capacity: usize| {
            let sheets = kinds.iter().map(|kind| kind.sprite.sheet);
            Layer::new(&node(name), sheets, &sprites.sheets, capacity, size)
        };
        let capacity = &ruleset.capacity;
        let beam = std::iter::once(sprites.beam.sheet);
        Self {
            creeps: layer("Creeps", &sprites.creeps, capacity.creeps as usize),
            boss: layer("Boss", &sprites.bosses, 1),
            power_ups: layer("PowerUps", &sprites.power_ups, capacity.power_ups as usize),
            bullets: layer(
                "Bullets",
                &sprites.bullets,
                (capacity.player_bullets + capacity.creep_bullets) as usize,
            ),
            bubbles: SpriteBatch::new(&node("Bubbles"), MAX_BUBBLES, size),
            beam: Layer::new(&node("Beam"), beam, &sprites.sheets, MAX_BEAM_SEGMENTS, size),
            marks: SpriteBatch::new(&node("Marks"), MAX_MARKS, size),
            field: size,
            min_size: 0.0,
            hit: HitView::default(),
            ship_way: None,
            sprites,
        }
    }

    /// What the ruleset's kinds look like.
    pub fn sprites(&self) -> &RulesetSprites {
        &self.sprites
    }

    /// Draws creeps and their bullets at least this large, in px of the field. What they hit stays as it is.
    pub fn set_min_size(&mut self, size: f32) {
        self.min_size = size;
    }

    /// Sets what a hit does to the picture. What bullets hit stays where it is. `motion` is from 0 to 1.
    pub fn set_hit(&mut self, hit: &Hit, motion: f32) {
        self.hit = HitView::new(hit, motion);
    }

    /// Sets from where to where the ship is drawn until the next tick, in px; none for the way of the last tick.
    pub fn set_ship_way(&mut self, way: Option<(f32, f32)>) {
        self.ship_way = way;
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
        self.draw_power_ups(sim);
        for batch in self.batches() {
            batch.upload();
        }
    }

    fn batches(&mut self) -> impl Iterator<Item = &mut SpriteBatch> {
        let layers =
            [&mut self.creeps, &mut self.boss, &mut self.power_ups, &mut self.bullets, &mut self.beam];
        layers
            .into_iter()
            .flat_map(|layer| layer.batches.iter_mut().map(|(_, batch)| batch))
            .chain([&mut self.bubbles, &mut self.marks])
    }

    fn draw_creeps(&mut self, sim: &Sim) {
        let tick = sim.tick();
        let mut bubbles = self.bubbles.writer(MAX_BUBBLES);
        for (sheet, batch) in &mut self.creeps.batches {
            let mut writer = batch.writer(sim.counts().creeps);
            let layer =
                sprites::Layer { kinds: &self.sprites.creeps, sheet: *sheet, min_size: self.min_size };
            sprites::write_creeps(&mut writer, &mut bubbles, sim, &layer, &self.hit);
        }
        let ship = sim.ship();
        if let Some(boss) = sim.boss() {
            let prev_offset = (boss.prev_x - boss.x, boss.prev_y - boss.y);
            let rules = &sim.ruleset().bosses[boss.kind];
            for weak_point in &rules.weak_points {
                let (x, y) = (boss.x + weak_point.x, boss.y + 0.22 * rules.size);
                // It pulses: here a hit takes more.
                let size = weak_point.width * (1.0 + 0.12 * ((tick / 6 % 4) as f32 - 1.5).abs());
                bubbles.push(Sprite { x, y, prev_offset, size, cell: 0.0, glow: 0.0 });
            }
        }
        if ship.shield > 0 {
            let size = 1.2 * sim.ruleset().ship.size / BUBBLE_RING;
            // Around the ship as it is drawn.
            let (from, to) = self.ship_way.unwrap_or((ship.prev_x, ship.x));
            let prev_offset = (from - to, 0.0);
            bubbles.push(Sprite { x: to, y: ship.y, prev_offset, size, cell: 0.0, glow: 0.0 });
        }
    }

    fn draw_bullets(&mut self, sim: &Sim) {
        for (sheet, batch) in &mut self.bullets.batches {
            let (own, others) = (sim.player_bullets(), sim.creep_bullets());
            let mut writer = batch.writer(own.x.len() + others.x.len());
            let layer = sprites::Layer { kinds: &self.sprites.bullets, sheet: *sheet, min_size: 0.0 };
            sprites::write_bullets(&mut writer, &own, &layer, sim.tick());
            // The creeps' bullets are drawn last, so that nothing hides them.
            let layer = sprites::Layer { min_size: self.min_size, ..layer };
            sprites::write_bullets(&mut writer, &others, &layer, sim.tick());
        }
    }

    fn draw_power_ups(&mut self, sim: &Sim) {
        let (tick, power_ups) = (sim.tick(), sim.power_ups());
        for (sheet, batch) in &mut self.power_ups.batches {
            let mut writer = batch.writer(power_ups.x.len());
            for index in 0..power_ups.x.len() {
                let KindSprite { sprite, size } = self.sprites.power_ups[usize::from(power_ups.kind[index])];
                if sprite.sheet != *sheet {
                    continue;
                }
                let (x, y) = (power_ups.x[index], power_ups.y[index]);
                let prev_offset = (power_ups.prev_x[index] - x, power_ups.prev_y[index] - y);
                let cell = sprite.cell_at(tick.wrapping_sub(power_ups.born[index])) as f32;
                writer.push(Sprite { x, y, prev_offset, size, cell, glow: 0.0 });
            }
        }
    }

    fn draw_boss(&mut self, sim: &Sim) {
        let boss = sim.boss();
        let tick = sim.tick();
        for (sheet, batch) in &mut self.boss.batches {
            let mut writer = batch.writer(1);
            let Some(boss) = &boss else { continue };
            let KindSprite { sprite, size } = self.sprites.bosses[boss.kind];
            if sprite.sheet != *sheet {
                continue;
            }
            let (offset, prev_offset, glow) = self.hit.boss(boss.flash.saturating_sub(tick));
            let y = boss.y - offset;
            let prev_offset = (boss.prev_x - boss.x, boss.prev_y - prev_offset - y);
            let enraged = boss.phase > 0 && tick / 15 % 4 == 3;
            let cell = match boss.activity {
                BossActivity::Telegraphs { .. }
                | BossActivity::Attacks { attack: BossAttack::Charge { .. } } => sprite.attack_cell,
                _ if enraged => sprite.rage_cell,
                _ => sprite.cell_at(tick),
            };
            writer.push(Sprite { x: boss.x, y, prev_offset, size, cell: cell as f32, glow });
        }
        let mut marks = self.marks.writer(MAX_MARKS);
        for (_, batch) in &mut self.beam.batches {
            let mut beam = batch.writer(MAX_BEAM_SEGMENTS);
            if let Some(boss) = &boss {
                draw_beam(&mut beam, boss, self.sprites.beam.cell_at(tick) as f32, self.field, tick);
            }
        }
        if let Some(boss) = &boss
            && let BossActivity::Telegraphs { attack, progress, .. } = boss.activity
        {
            draw_mark(&mut marks, sim, boss, attack, progress);
        }
    }
}

/// One kind of thing on the playfield: a batch for each sheet that its sprites are from, nearly always one.
struct Layer {
    /// The sheets and their batches. Each batch goes through the simulation's columns once.
    batches: Vec<(usize, SpriteBatch)>,
}

impl Layer {
    /// Batches for sprites of these sheets. The first one is on `node`, the others on children of it.
    fn new(
        node: &Gd<MultiMeshInstance2D>,
        sheets: impl Iterator<Item = usize>,
        textures: &[SheetTexture],
        capacity: usize,
        field: Vector2,
    ) -> Self {
        for mut child in node.get_children().iter_shared() {
            child.queue_free(); // of the game before
        }
        let mut layer = Self { batches: Vec::new() };
        for sheet in sheets {
            if layer.batches.iter().any(|(own, _)| *own == sheet) {
                continue;
            }
            let node = if layer.batches.is_empty() { node.clone() } else { add_copy(node) };
            if let Some(texture) = textures.get(sheet) {
                show_texture(node.clone(), texture);
            }
            layer.batches.push((sheet, SpriteBatch::new(&node, capacity, field)));
        }
        // A ruleset without such things gets an empty batch, because the node may still show those of the game before.
        if layer.batches.is_empty() {
            layer.batches.push((usize::MAX, SpriteBatch::new(node, 0, field)));
        }
        layer
    }
}

/// Adds a node that draws another texture by the same shader.
fn add_copy(node: &Gd<MultiMeshInstance2D>) -> Gd<MultiMeshInstance2D> {
    let mut copy = MultiMeshInstance2D::new_alloc();
    copy.set_texture_filter(node.get_texture_filter());
    if let Some(material) = node.get_material() {
        copy.set_material(&material.duplicate_resource());
    }
    node.clone().add_child(&copy);
    copy
}

fn show_texture(mut node: Gd<MultiMeshInstance2D>, sheet: &SheetTexture) {
    node.set_texture(sheet.texture.as_ref());
    let cells = Vector2::new(sheet.columns as f32, sheet.rows as f32);
    if let Some(Ok(mut material)) = node.get_material().map(Gd::try_cast::<ShaderMaterial>) {
        material.set_shader_parameter("cells", &cells.to_variant());
    }
}

/// Draws a beam as segments from the boss to beyond the field. A beam that is only announced is thin and pale.
fn draw_beam(writer: &mut InstanceWriter<'_>, boss: &BossView<'_>, cell: f32, field: Vector2, tick: u32) {
    let Some(beam) = boss.beam else { return };
    let (right, down) = (beam.angle * std::f32::consts::TAU).sin_cos();
    let width = if beam.burns { beam.width } else { 0.35 * beam.width };
    let size = width / BEAM_FILL;
    let length = size * 28.0 / 32.0;
    let glow = if beam.burns { 0.0 } else { -0.45 - 0.2 * (tick / 4 % 2) as f32 };
    let prev_offset = (boss.prev_x - boss.x, boss.prev_y - boss.y);
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
            (ship.x, ship.y - 0.8 * sim.ruleset().ship.size, (ship.prev_x - ship.x, 0.0))
        }
        _ => {
            let below = 0.55 * sim.ruleset().bosses[boss.kind].size;
            (boss.x, boss.y + below, (boss.prev_x - boss.x, boss.prev_y - boss.y))
        }
    };
    // It blinks faster as the attack approaches.
    let blinks = (progress * progress * 16.0) as u32 % 2 == 1;
    let glow = if blinks { -0.5 } else { 0.0 };
    let size = MARK_SIZE * (1.5 - 0.5 * progress) * sim.ruleset().playfield.width / 480.0;
    writer.push(Sprite { x, y, prev_offset, size, cell: 0.0, glow });
}
