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
/// How long a boss blows up, in ticks, and how often something of it explodes.
const WRECK_TICKS: u32 = 90;
const TICKS_BETWEEN_EXPLOSIONS: u32 = 5;
/// How fast particles are meanwhile: slow motion, of the picture only.
const WRECK_SPEED: f32 = 0.5;
/// The angle between two shards, in radians: the golden angle, so that they never line up.
const GOLDEN_ANGLE: f32 = 2.399_963;

/// The part of its speed that a particle loses per tick.
const DRAG: f32 = 0.06;

/// A particle. Sizes are in px, speeds in px per tick, times in ticks.
#[derive(Clone, Copy, Debug)]
struct Particle {
    x: f32,
    y: f32,
    vx: f32,
    vy: f32,
    age: f32,
    life: f32,
    start_size: f32,
    end_size: f32,
    tint: Tint,
}

/// A boss that blows up. Sizes are in px, its age is in ticks.
#[derive(Clone, Copy, Debug)]
struct Wreck {
    x: f32,
    y: f32,
    size: f32,
    age: u32,
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
    /// The boss that blows up.
    wreck: Option<Wreck>,
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
            wreck: None,
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

    /// A boss's death: a chain of explosions in slow motion, and a shock wave at its end.
    pub fn wreck(&mut self, x: f32, y: f32, size: f32) {
        self.shock_wave(x, y, 0.6 * size, Tint::White);
        self.wreck = Some(Wreck { x, y, size, age: 0 });
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
        let is_slow = self.blow_up();
        for layer in [&mut self.flashes, &mut self.rings, &mut self.shards] {
            layer.step(if is_slow { WRECK_SPEED } else { 1.0 });
        }
    }

    /// The wreck's tick; whether there is one.
    fn blow_up(&mut self) -> bool {
        let Some(mut wreck) = self.wreck.take() else { return false };
        wreck.age += 1;
        let Wreck { x, y, size, age } = wreck;
        if age == WRECK_TICKS {
            self.shock_wave(x, y, 1.5 * size, Tint::Gold);
            self.scatter_shards(x, y, 60, 2.0 * size, Tint::Gold);
            return true;
        }
        if age % TICKS_BETWEEN_EXPLOSIONS == 0 {
            let nth = (age / TICKS_BETWEEN_EXPLOSIONS) as f32;
            let (right, down) = (GOLDEN_ANGLE * nth).sin_cos();
            let distance = size * (0.15 + 0.25 * (nth * 0.37).fract());
            let tint = if age % (2 * TICKS_BETWEEN_EXPLOSIONS) == 0 { Tint::Red } else { Tint::Gold };
            self.burst(x + distance * right, y + 0.7 * distance * down, size * (0.3 + 0.02 * nth), tint);
        }
        self.wreck = Some(wreck);
        true
    }

    /// Removes all particles.
    pub fn clear(&mut self) {
        self.wreck = None;
        for layer in [&mut self.flashes, &mut self.rings, &mut self.shards] {
            layer.particles.clear();
            layer.step(1.0);
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
        Self { x, y, vx: 0.0, vy: 0.0, age: 0.0, life: life as f32, start_size, end_size, tint }
    }
}

impl ParticleLayer {
    fn add(&mut self, particle: Particle) {
        if self.particles.len() < self.capacity {
            self.particles.push(particle);
        }
    }

    /// Advances by a tick at `speed` times the usual speed, and draws.
    fn step(&mut self, speed: f32) {
        self.particles.retain(|particle| particle.age < particle.life);
        let mut writer = self.batch.writer(self.particles.len());
        for particle in &mut self.particles {
            particle.age += speed;
            let (vx, vy) = (particle.vx * speed, particle.vy * speed);
            particle.x += vx;
            particle.y += vy;
            let progress = (particle.age / particle.life).min(1.0);
            let size = particle.start_size
                + (particle.end_size - particle.start_size) * (1.0 - (1.0 - progress) * (1.0 - progress));
            let sprite = Sprite {
                x: particle.x,
                y: particle.y,
                prev_offset: (-vx, -vy),
                size: size.max(0.1),
                cell: particle.tint as u32 as f32,
                glow: -progress,
            };
            let length = particle.vx.hypot(particle.vy);
            if length > 0.01 {
                writer.push_rotated(sprite, (particle.vx / length, particle.vy / length));
            } else {
                writer.push(sprite);
            }
            let drag = 1.0 - DRAG * speed;
            particle.vx *= drag;
            particle.vy *= drag;
        }
        self.batch.upload();
    }
}
