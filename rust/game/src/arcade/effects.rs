//! Flashes, rings and shards: what is left of things for a moment. They lie below all that plays, and there are never many.

use creeps_sim::Sim;
use godot::classes::MultiMeshInstance2D;
use godot::prelude::*;

use super::sheet::{Sheet, Sprite};

/// The colours of the palette in `stage.tscn`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tint {
    Gold,
    Violet,
    Pink,
    Cyan,
    Green,
    Red,
    White,
    Blue,
}

/// How many bursts may begin in a tick.
const BURSTS_A_TICK: u32 = 10;
/// How many flashes, rings and shards there may be.
const MOST: [usize; 3] = [96, 96, 480];
/// The angle between one shard and the next, in radians: the golden one, so that they never line up.
const TURN: f32 = 2.399_963;

/// Something that glows and goes. Sizes in px, speeds in px a tick, times in ticks.
#[derive(Clone, Copy, Debug)]
struct Mote {
    x: f32,
    y: f32,
    vx: f32,
    vy: f32,
    age: u32,
    life: u32,
    from_size: f32,
    to_size: f32,
    tint: Tint,
}

/// All motes of a kind and their sheet.
struct Layer {
    sheet: Sheet,
    motes: Vec<Mote>,
    most: usize,
}

/// The effects on the field.
pub struct Effects {
    flashes: Layer,
    rings: Layer,
    shards: Layer,
    /// Bursts that may still begin in this tick.
    bursts: u32,
    /// Shards so far, which spreads them.
    count: u32,
}

impl Effects {
    /// The effects under the node `field`.
    pub fn new(field: &Gd<Node2D>, sim: &Sim) -> Self {
        let size = Vector2::new(sim.ruleset().playfield.width, sim.ruleset().playfield.height);
        let layer = |name: &str, most: usize| {
            let node = field.get_node_as::<MultiMeshInstance2D>(name);
            Layer { sheet: Sheet::new(&node, most, size), motes: Vec::with_capacity(most), most }
        };
        Self {
            flashes: layer("Flashes", MOST[0]),
            rings: layer("Rings", MOST[1]),
            shards: layer("Shards", MOST[2]),
            bursts: BURSTS_A_TICK,
            count: 0,
        }
    }

    /// Something of that size bursts.
    pub fn burst(&mut self, x: f32, y: f32, size: f32, tint: Tint) {
        if self.bursts == 0 {
            return;
        }
        self.bursts -= 1;
        self.flashes.add(Mote::at(x, y, 10, (1.5 * size, 0.3 * size), Tint::White));
        self.rings.add(Mote::at(x, y, 20, (0.3 * size, 1.9 * size), tint));
        // Fewer where there are many.
        let shards = if self.shards.motes.len() > MOST[2] / 2 { 4 } else { 9 };
        self.throw(x, y, shards, size, tint);
    }

    /// Something was hit and holds.
    pub fn spark(&mut self, x: f32, y: f32, size: f32, tint: Tint) {
        if self.bursts > 0 {
            self.bursts -= 1;
            self.throw(x, y, 3, 0.5 * size, tint);
        }
    }

    /// A wave runs out from a place, whatever else there is.
    pub fn shock(&mut self, x: f32, y: f32, size: f32, tint: Tint) {
        self.flashes.add(Mote::at(x, y, 18, (size, 0.2 * size), Tint::White));
        self.rings.add(Mote::at(x, y, 36, (0.1 * size, 2.4 * size), tint));
        self.rings.add(Mote::at(x, y, 48, (0.1 * size, 1.6 * size), Tint::White));
        self.throw(x, y, 30, size, tint);
    }

    /// A little light, as of a muzzle.
    pub fn flash(&mut self, x: f32, y: f32, size: f32, tint: Tint) {
        self.flashes.add(Mote::at(x, y, 4, (size, 0.4 * size), tint));
    }

    fn throw(&mut self, x: f32, y: f32, shards: u32, size: f32, tint: Tint) {
        for _ in 0..shards {
            self.count = self.count.wrapping_add(1);
            let (right, down) = (TURN * (self.count % 1024) as f32).sin_cos();
            let fast = (0.4 + 0.6 * (self.count * 7 % 11) as f32 / 11.0) * size * 0.09;
            let mut mote = Mote::at(x, y, 18 + self.count * 5 % 12, (0.3 * size.min(60.0), 0.0), tint);
            (mote.vx, mote.vy) = (fast * right, fast * down);
            self.shards.add(mote);
        }
    }

    /// Moves everything on by a tick and draws it.
    pub fn step(&mut self) {
        self.bursts = BURSTS_A_TICK;
        for layer in [&mut self.flashes, &mut self.rings, &mut self.shards] {
            layer.step();
        }
    }

    /// Takes everything off the field.
    pub fn clear(&mut self) {
        for layer in [&mut self.flashes, &mut self.rings, &mut self.shards] {
            layer.motes.clear();
            layer.step();
        }
    }

    /// Says where the frame lies between the last two ticks: 0 to 1.
    pub fn set_fraction(&mut self, fraction: f32) {
        for layer in [&mut self.flashes, &mut self.rings, &mut self.shards] {
            layer.sheet.set_fraction(fraction);
        }
    }
}

impl Mote {
    fn at(x: f32, y: f32, life: u32, (from_size, to_size): (f32, f32), tint: Tint) -> Self {
        Self { x, y, vx: 0.0, vy: 0.0, age: 0, life, from_size, to_size, tint }
    }
}

impl Layer {
    fn add(&mut self, mote: Mote) {
        if self.motes.len() < self.most {
            self.motes.push(mote);
        }
    }

    fn step(&mut self) {
        self.motes.retain(|mote| mote.age < mote.life);
        let mut pen = self.sheet.pen(self.motes.len());
        for mote in &mut self.motes {
            mote.age += 1;
            mote.x += mote.vx;
            mote.y += mote.vy;
            let part = mote.age as f32 / mote.life as f32;
            let size = mote.from_size + (mote.to_size - mote.from_size) * (1.0 - (1.0 - part) * (1.0 - part));
            let sprite = Sprite {
                x: mote.x,
                y: mote.y,
                back: (-mote.vx, -mote.vy),
                size: size.max(0.1),
                cell: mote.tint as u32 as f32,
                glow: -part,
            };
            let speed = mote.vx.hypot(mote.vy);
            if speed > 0.01 {
                pen.put_turned(sprite, (mote.vx / speed, mote.vy / speed));
            } else {
                pen.put(sprite);
            }
            mote.vx *= 0.94;
            mote.vy *= 0.94;
        }
        self.sheet.show();
    }
}
