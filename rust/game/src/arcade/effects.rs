//! Particle effects: flashes, rings and shards. They are drawn below all gameplay sprites, and their number is limited.

use creeps_rules::sprite_atlas::Tint;
use creeps_sim::Sim;
use godot::classes::MultiMeshInstance2D;
use godot::prelude::*;

use super::sprite_batch::{Sprite, SpriteBatch};

/// The maximum number of bursts that start per tick.
const MAX_BURSTS_PER_TICK: u32 = 10;
/// The maximum numbers of flashes, rings and shards.
const MAX_PARTICLES: [usize; 3] = [96, 96, 480];
/// The angle between two shards, in radians: the golden angle, so that they never line up.
const GOLDEN_ANGLE: f32 = 2.399_963;

/// A particle. Sizes are in px, speeds in px per tick, times in ticks.
#[derive(Clone, Copy, Debug)]
struct Particle {
    x: f32,
    y: f32,
    vx: f32,
    vy: f32,
    age: u32,
    life: u32,
    start_size: f32,
    end_size: f32,
    tint: Tint,
}

/// All particles of a kind and their sprite batch.
struct ParticleLayer {
    batch: SpriteBatch,
    particles: Vec<Particle>,
    capacity: usize,
}

/// The effects on the field.
pub struct Effects {
    flashes: ParticleLayer,
    rings: ParticleLayer,
    shards: ParticleLayer,
    /// The number of bursts that may still start in this tick.
    burst_budget: u32,
    /// The number of shards so far. It determines the angle, speed and lifetime of the next one.
    shard_count: u32,
}

impl Effects {
    /// Creates the effects on the children of `field`.
    pub fn new(field: &Gd<Node2D>, sim: &Sim) -> Self {
        let size = Vector2::new(sim.ruleset().playfield.width, sim.ruleset().playfield.height);
        let layer = |name: &str, capacity: usize| {
            let node = field.get_node_as::<MultiMeshInstance2D>(name);
            ParticleLayer {
                batch: SpriteBatch::new(&node, capacity, size),
                particles: Vec::with_capacity(capacity),
                capacity,
            }
        };
        Self {
            flashes: layer("Flashes", MAX_PARTICLES[0]),
            rings: layer("Rings", MAX_PARTICLES[1]),
            shards: layer("Shards", MAX_PARTICLES[2]),
            burst_budget: MAX_BURSTS_PER_TICK,
            shard_count: 0,
        }
    }

    /// An explosion of something of this size.
    pub fn burst(&mut self, x: f32, y: f32, size: f32, tint: Tint) {
        if self.burst_budget == 0 {
            return;
        }
        self.burst_budget -= 1;
        self.flashes.add(Particle::at(x, y, 10, (1.5 * size, 0.3 * size), Tint::White));
        self.rings.add(Particle::at(x, y, 20, (0.3 * size, 1.9 * size), tint));
        // Fewer shards for each burst when there are many.
        let shards = if self.shards.particles.len() > MAX_PARTICLES[2] / 2 { 4 } else { 9 };
        self.scatter_shards(x, y, shards, size, tint);
    }

    /// Sparks of something that was hit but not destroyed.
    pub fn spark(&mut self, x: f32, y: f32, size: f32, tint: Tint) {
        if self.burst_budget > 0 {
            self.burst_budget -= 1;
            self.scatter_shards(x, y, 3, 0.5 * size, tint);
        }
    }

    /// A shock wave. It does not count against the burst budget, because it is rare and important.
    pub fn shock_wave(&mut self, x: f32, y: f32, size: f32, tint: Tint) {
        self.flashes.add(Particle::at(x, y, 18, (size, 0.2 * size), Tint::White));
        self.rings.add(Particle::at(x, y, 36, (0.1 * size, 2.4 * size), tint));
        self.rings.add(Particle::at(x, y, 48, (0.1 * size, 1.6 * size), Tint::White));
        self.scatter_shards(x, y, 30, size, tint);
    }

    /// A small flash, such as a muzzle flash.
    pub fn flash(&mut self, x: f32, y: f32, size: f32, tint: Tint) {
        self.flashes.add(Particle::at(x, y, 4, (size, 0.4 * size), tint));
    }

    fn scatter_shards(&mut self, x: f32, y: f32, shards: u32, size: f32, tint: Tint) {
        for _ in 0..shards {
            self.shard_count = self.shard_count.wrapping_add(1);
            let (right, down) = (GOLDEN_ANGLE * (self.shard_count % 1024) as f32).sin_cos();
            let speed = (0.4 + 0.6 * (self.shard_count * 7 % 11) as f32 / 11.0) * size * 0.09;
            let mut particle =
                Particle::at(x, y, 18 + self.shard_count * 5 % 12, (0.3 * size.min(60.0), 0.0), tint);
            (particle.vx, particle.vy) = (speed * right, speed * down);
            self.shards.add(particle);
        }
    }

    /// Advances all particles by a tick and draws them.
    pub fn step(&mut self) {
        self.burst_budget = MAX_BURSTS_PER_TICK;
        for layer in [&mut self.flashes, &mut self.rings, &mut self.shards] {
            layer.step();
        }
    }

    /// Removes all particles.
    pub fn clear(&mut self) {
        for layer in [&mut self.flashes, &mut self.rings, &mut self.shards] {
            layer.particles.clear();
            layer.step();
        }
    }

    /// Sets the frame's position between the last two ticks (0 to 1), for interpolation.
    pub fn set_alpha(&mut self, alpha: f32) {
        for layer in [&mut self.flashes, &mut self.rings, &mut self.shards] {
            layer.batch.set_alpha(alpha);
        }
    }
}

impl Particle {
    fn at(x: f32, y: f32, life: u32, (start_size, end_size): (f32, f32), tint: Tint) -> Self {
        Self { x, y, vx: 0.0, vy: 0.0, age: 0, life, start_size, end_size, tint }
    }
}

impl ParticleLayer {
    fn add(&mut self, particle: Particle) {
        if self.particles.len() < self.capacity {
            self.particles.push(particle);
        }
    }

    fn step(&mut self) {
        self.particles.retain(|particle| particle.age < particle.life);
        let mut writer = self.batch.writer(self.particles.len());
        for particle in &mut self.particles {
            particle.age += 1;
            particle.x += particle.vx;
            particle.y += particle.vy;
            let progress = particle.age as f32 / particle.life as f32;
            let size = particle.start_size
                + (particle.end_size - particle.start_size) * (1.0 - (1.0 - progress) * (1.0 - progress));
            let sprite = Sprite {
                x: particle.x,
                y: particle.y,
                prev_offset: (-particle.vx, -particle.vy),
                size: size.max(0.1),
                cell: particle.tint as u32 as f32,
                glow: -progress,
            };
            let speed = particle.vx.hypot(particle.vy);
            if speed > 0.01 {
                writer.push_rotated(sprite, (particle.vx / speed, particle.vy / speed));
            } else {
                writer.push(sprite);
            }
            particle.vx *= 0.94;
            particle.vy *= 0.94;
        }
        self.batch.upload();
    }
}
