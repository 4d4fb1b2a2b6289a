//! Scraps: what is left of creeps. They lie on the ground line for a while.

use std::collections::VecDeque;

use creeps_rules::sprite_atlas::Tint;
use creeps_rules::sprites::Sprite;
use godot::classes::MultiMeshInstance2D;
use godot::prelude::*;

use super::sprite_batch::SpriteBatch;

/// The maximum number of scraps. The oldest makes room for the next.
const MAX_SCRAPS: usize = 160;
/// How often they are looked after, in ticks. They lie still, so that not every tick must draw them.
const PERIOD: u32 = 4;
/// How far the ground line is above the field's lower edge, in px of a playfield that is 720 px high, and how uneven it is.
const GROUND: f32 = 7.0;
const UNEVEN: f32 = 5.0;
/// How transparent a scrap is: nobody takes it for a bullet. It gets no brighter as it fades.
const GLOW: f32 = -0.45;
/// The part of their time after which they fade.
const FADE_FROM: f32 = 0.8;

/// A scrap on the ground.
#[derive(Clone, Copy, Debug)]
pub struct Scrap {
    /// Its position along the ground line, in px.
    pub x: f32,
    /// Its size, in px.
    pub size: f32,
    /// Its color.
    pub tint: Tint,
    /// How long it has been lying, in ticks.
    pub age: u32,
}

/// The scraps on the ground line.
pub struct Scraps {
    batch: SpriteBatch,
    lying: VecDeque<Scrap>,
    /// How long they lie, in ticks.
    life: u32,
    /// The ground line, in px from the field's upper edge.
    ground: f32,
    tick: u32,
}

impl Scraps {
    /// Scraps on a child of `field`, which is `size` px large, that lie for `life` ticks.
    pub fn new(field: &Gd<Node2D>, size: Vector2, life: u32) -> Self {
        let node = field.get_node_as::<MultiMeshInstance2D>("Scraps");
        Self {
            batch: SpriteBatch::new(&node, MAX_SCRAPS, size),
            lying: VecDeque::with_capacity(MAX_SCRAPS),
            life,
            ground: size.y * (1.0 - GROUND / 720.0),
            tick: 0,
        }
    }

    /// The ground line, in px from the field's upper edge.
    pub fn ground(&self) -> f32 {
        self.ground
    }

    /// Adds a scrap.
    pub fn add(&mut self, scrap: Scrap) {
        if self.lying.len() == MAX_SCRAPS {
            self.lying.pop_front();
        }
        self.lying.push_back(scrap);
    }

    /// Advances by a tick; returns whether scraps may land and must be drawn in it.
    pub fn step(&mut self) -> bool {
        self.tick = self.tick.wrapping_add(1);
        self.tick.is_multiple_of(PERIOD)
    }

    /// Removes those that have lain long enough, and draws the others.
    pub fn draw(&mut self) {
        let life = self.life;
        self.lying.retain_mut(|scrap| {
            scrap.age += PERIOD;
            scrap.age < life
        });
        let mut writer = self.batch.writer(self.lying.len());
        for scrap in &self.lying {
            // Where it lies decides how: scraps that pile up differ.
            let (right, down) = (scrap.x * 7.31).sin_cos();
            let y = self.ground + UNEVEN * (0.5 + 0.5 * (scrap.x * 3.7).sin()) - 0.5 * UNEVEN;
            let fade = (scrap.age as f32 / life as f32 - FADE_FROM).max(0.0) / (1.0 - FADE_FROM);
            let sprite = Sprite {
                x: scrap.x,
                y,
                prev_offset: (0.0, 0.0),
                size: scrap.size,
                cell: scrap.tint.index() as f32,
                glow: GLOW + (-1.0 - GLOW) * fade,
            };
            writer.push_rotated(sprite, (right, down));
        }
        self.batch.upload();
    }

    /// Removes all scraps.
    pub fn clear(&mut self) {
        self.lying.clear();
        self.draw();
    }
}
