//! Particle effects: flashes, rings and shards, and the white-out of a bomb. Particles are drawn below all gameplay sprites, and their
//! number is limited.

use creeps_rules::feel::Feel;
use creeps_rules::flash_budget::FlashBudget;
use creeps_rules::particles::{Particle, Particles};
use creeps_rules::sprite_atlas::Tint;
use creeps_rules::time;
use creeps_rules::trace::TraceEvent;
use creeps_sim::Sim;
use godot::classes::{ColorRect, MultiMeshInstance2D, ShaderMaterial};
use godot::prelude::*;

use super::scraps::{Scrap, Scraps};
use super::sprite_batch::SpriteBatch;
use crate::dev::trace;
use crate::system::settings;

/// The maximum number of bursts that start per tick.
const MAX_BURSTS_PER_TICK: u32 = 10;
/// The maximum numbers of flashes, rings and shards.
const MAX_PARTICLES: [usize; 3] = [160, 96, 480];
/// How long a boss blows up, in ticks, and how often something of it explodes.
const WRECK_TICKS: u32 = 90;
const TICKS_BETWEEN_EXPLOSIONS: u32 = 5;
/// How fast particles are meanwhile: slow motion, of the picture only.
const WRECK_SPEED: f32 = 0.5;
/// The angle between two shards, in radians: the golden angle, so that they never line up.
const GOLDEN_ANGLE: f32 = 2.399_963;

/// How much faster a scrap falls per tick, in px per tick.
const GRAVITY: f32 = 0.3;
/// The size of a scrap, as a share of what it is from, and at most, in px.
const SCRAP_SIZE: (f32, f32) = (0.22, 11.0);
/// How long a scrap falls at most, in ticks.
const MAX_FALL: u32 = 600;

/// The size from which on a flash counts as a large one, in px of a playfield that is 480 px wide.
const LARGE_FLASH: f32 = 110.0;
/// The share of the ring's picture that its bright edge spans.
const RING_FILL: f32 = 0.92;
/// The size of a bullet that waits for the shock wave, in px, and of the flash in which it becomes points.
const SWEPT_SIZE: f32 = 15.0;
const SWEPT_FLASH: f32 = 34.0;

/// A shock wave that sweeps the playfield. Distances are in px, its time is in ticks.
#[derive(Clone, Copy, Debug)]
struct Wave {
    x: f32,
    y: f32,
    radius: f32,
    life: f32,
}

/// A bullet that becomes points when the shock wave reaches it.
#[derive(Clone, Copy, Debug)]
struct Swept {
    x: f32,
    y: f32,
    /// Ticks until then.
    left: f32,
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
    particles: Particles,
}

/// The effects on the field.
pub struct Effects {
    flashes: ParticleLayer,
    rings: ParticleLayer,
    shards: ParticleLayer,
    scraps: Scraps,
    white_out: Gd<ColorRect>,
    /// How white the playfield is, and by how much less it is so per tick.
    whiteness: (f32, f32),
    /// The numbers of `feel.ron` that are about effects.
    feel: Feel,
    /// The field's width and height, in px.
    field: Vector2,
    flash_budget: FlashBudget,
    /// The shock wave that began in this tick: it takes the bullets that are cancelled in it.
    wave: Option<Wave>,
    /// The bullets that wait for a shock wave.
    swept: Vec<Swept>,
    /// The number of bursts that may still start in this tick.
    burst_budget: u32,
    /// The boss that blows up.
    wreck: Option<Wreck>,
    /// The number of shards so far. It determines the angle, speed and lifetime of the next one.
    shard_count: u32,
}

/// What is heard of the effects in a tick.
#[derive(Clone, Copy, Debug, Default)]
pub struct Heard {
    /// What a boss's wreck does.
    pub explosion: Option<Explosion>,
    /// Whether a shock wave turns bullets into points.
    pub sweeps: bool,
}

/// What a wreck does in a tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Explosion {
    /// One of a chain.
    Next,
    /// The last and largest.
    Last,
}

/// Gives a layer's material the colors behind those of its palette.
fn set_own_tints(layer: &Gd<MultiMeshInstance2D>, tints: &[Color]) {
    if let Some(material) = layer.get_material()
        && let Ok(mut material) = material.try_cast::<ShaderMaterial>()
    {
        material.set_shader_parameter("own_tints", &PackedColorArray::from(tints).to_variant());
    }
}

impl Effects {
    /// Creates the effects on the children of `field`; `own_tints` are the atlas's.
    pub fn new(field: &Gd<Node2D>, sim: &Sim, feel: &Feel, own_tints: &[Color]) -> Self {
        let size = Vector2::new(sim.ruleset().playfield.width, sim.ruleset().playfield.height);
        let mut white_out = field.get_node_as::<ColorRect>("WhiteOut");
        // A little larger than the playfield, which may shake.
        let margin = Vector2::splat(0.1 * size.x);
        white_out.set_position(-margin);
        white_out.set_size(size + 2.0 * margin);
        white_out.hide();
        let layer = |name: &str, capacity: usize| {
            let node = field.get_node_as::<MultiMeshInstance2D>(name);
            set_own_tints(&node, own_tints);
            ParticleLayer {
                batch: SpriteBatch::new(&node, capacity, size),
                particles: Particles::new(capacity),
            }
        };
        Self {
            flashes: layer("Flashes", MAX_PARTICLES[0]),
            rings: layer("Rings", MAX_PARTICLES[1]),
            shards: layer("Shards", MAX_PARTICLES[2]),
            scraps: Scraps::new(field, size, time::ticks(feel.scraps.time)),
            white_out,
            whiteness: (0.0, 0.0),
            feel: feel.clone(),
            field: size,
            flash_budget: FlashBudget::default(),
            wave: None,
            // All bullets of the creeps at once.
            swept: Vec::with_capacity(sim.ruleset().capacity.creep_bullets as usize),
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
        if self.may_flash(1.5 * size) {
            self.flashes.particles.add(Particle::at(x, y, 10, (1.5 * size, 0.3 * size), Tint::White));
        }
        self.rings.particles.add(Particle::at(x, y, 20, (0.3 * size, 1.9 * size), tint));
        // Fewer shards for each burst when there are many.
        let shards = if self.shards.particles.len() > MAX_PARTICLES[2] / 2 { 4 } else { 9 };
        self.scatter_shards(x, y, shards, size, tint);
        self.drop_scraps(x, y, shards, size, tint);
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
        if self.may_flash(size) {
            self.flashes.particles.add(Particle::at(x, y, 18, (size, 0.2 * size), Tint::White));
            self.rings.particles.add(Particle::at(x, y, 36, (0.1 * size, 2.4 * size), tint));
            self.rings.particles.add(Particle::at(x, y, 48, (0.1 * size, 1.6 * size), Tint::White));
        }
        self.scatter_shards(x, y, 30, size, tint);
        self.drop_scraps(x, y, 30, size, tint);
    }

    /// A bomb: the playfield turns white, and a shock wave sweeps it. The bullets that are cancelled in this tick become points as it
    /// reaches them.
    pub fn bomb(&mut self, x: f32, y: f32) {
        let strength = self.feel.bomb.white_out * settings::get(|settings| settings.flashes.strength());
        // The last flash of a second stays free: small things flash as well, and they add up.
        if strength > 0.0 && self.flash_budget.take() {
            trace::record(|| TraceEvent::WhitedOut { share: strength });
            self.whiteness = (strength, strength / time::ticks(self.feel.bomb.white_out_time) as f32);
            self.show_white_out();
        }
        self.sweep(x, y, Tint::Gold);
        self.scatter_shards(x, y, 60, 0.6 * self.field.x, Tint::Gold);
    }

    /// A shock wave that sweeps the whole playfield.
    fn sweep(&mut self, x: f32, y: f32, tint: Tint) {
        let Vector2 { x: width, y: height } = self.field;
        let radius = 1.05 * x.max(width - x).hypot(y.max(height - y));
        let life = time::ticks(self.feel.bomb.wave_time);
        // It passes over everything, so it is a large flash itself.
        if self.flash_budget.take() {
            self.rings.particles.add(Particle::at(x, y, life, (0.0, 2.0 * radius / RING_FILL), tint));
        }
        self.wave = Some(Wave { x, y, radius, life: life as f32 });
    }

    /// A bullet dissolves: when the shock wave of this tick reaches it, or else at once.
    pub fn cancel_bullet(&mut self, x: f32, y: f32) {
        let left = self.wave.map_or(0.0, |wave| wave.arrival(x, y));
        if left > 0.0 {
            let size = (SWEPT_SIZE, SWEPT_SIZE);
            self.flashes
                .particles
                .add(Particle { fade: 0.0, ..Particle::at(x, y, left.ceil() as u32, size, Tint::Gold) });
        }
        self.swept.push(Swept { x, y, left });
    }

    /// A boss's death: a chain of explosions in slow motion, and a shock wave at its end.
    pub fn wreck(&mut self, x: f32, y: f32, size: f32) {
        self.shock_wave(x, y, 0.6 * size, Tint::White);
        self.sweep(x, y, Tint::Red);
        self.wreck = Some(Wreck { x, y, size, age: 0 });
    }

    /// A small flash, such as a muzzle flash.
    pub fn flash(&mut self, x: f32, y: f32, size: f32, tint: Tint) {
        self.flashes.particles.add(Particle::at(x, y, 4, (size, 0.4 * size), tint));
    }

    /// Whether something of this size may flash: something large only if there were few large flashes of late.
    fn may_flash(&mut self, size: f32) -> bool {
        let is_large = size * 480.0 >= LARGE_FLASH * self.field.x;
        !is_large || self.flash_budget.take()
    }

    /// Lets scraps of something of this size fall that broke into so many shards, unless the player wants less motion.
    fn drop_scraps(&mut self, x: f32, y: f32, shards: u32, size: f32, tint: Tint) {
        let count = (shards as f32 * self.feel.scraps.share).round() as u32;
        let is_crowded = self.shards.particles.len() > MAX_PARTICLES[2] / 2;
        if count == 0 || is_crowded || self.feel.scraps.time == 0.0 || settings::get(|s| s.reduced_motion) {
            return;
        }
        for _ in 0..count {
            self.shard_count = self.shard_count.wrapping_add(1);
            let (right, down) = (GOLDEN_ANGLE * (self.shard_count % 1024) as f32).sin_cos();
            let size = (SCRAP_SIZE.0 * size).min(SCRAP_SIZE.1) * (0.6 + 0.1 * (self.shard_count % 5) as f32);
            let mut particle = Particle::at(x, y, MAX_FALL, (size, size), tint);
            (particle.vx, particle.vy) = (1.6 * right, 1.6 * down - 0.8);
            (particle.fade, particle.gravity, particle.floor) = (0.0, GRAVITY, self.scraps.ground());
            self.shards.particles.add(particle);
        }
    }

    fn scatter_shards(&mut self, x: f32, y: f32, shards: u32, size: f32, tint: Tint) {
        for _ in 0..shards {
            self.shard_count = self.shard_count.wrapping_add(1);
            let (right, down) = (GOLDEN_ANGLE * (self.shard_count % 1024) as f32).sin_cos();
            let speed = (0.4 + 0.6 * (self.shard_count * 7 % 11) as f32 / 11.0) * size * 0.09;
            let mut particle =
                Particle::at(x, y, 18 + self.shard_count * 5 % 12, (0.3 * size.min(60.0), 0.0), tint);
            (particle.vx, particle.vy) = (speed * right, speed * down);
            self.shards.particles.add(particle);
        }
    }

    /// Advances all particles by a tick and draws them. Returns what is heard of them.
    pub fn step(&mut self) -> Heard {
        self.burst_budget = MAX_BURSTS_PER_TICK;
        self.flash_budget.step();
        self.wave = None;
        let speed = if self.wreck.is_some() { WRECK_SPEED } else { 1.0 };
        let heard = Heard { explosion: self.blow_up(), sweeps: self.sweep_bullets(speed) };
        self.fade_white_out(speed);
        if self.scraps.step() {
            let scraps = &mut self.scraps;
            self.shards.particles.take_landed(|particle| {
                let Particle { x, start_size, tint, .. } = *particle;
                scraps.add(Scrap { x, size: start_size, tint, age: 0 });
            });
            self.scraps.draw();
        }
        for layer in [&mut self.flashes, &mut self.rings, &mut self.shards] {
            layer.step(speed);
        }
        heard
    }

    /// Turns the bullets into points that the shock wave reaches in this tick; returns whether there are any.
    fn sweep_bullets(&mut self, speed: f32) -> bool {
        let before = self.swept.len();
        let (flashes, shards) = (&mut self.flashes.particles, &mut self.shards.particles);
        self.swept.retain_mut(|bullet| {
            bullet.left -= speed;
            if bullet.left > 0.0 {
                return true;
            }
            let Swept { x, y, .. } = *bullet;
            flashes.add(Particle::at(x, y, 8, (SWEPT_FLASH, 0.3 * SWEPT_FLASH), Tint::Gold));
            // A point rises from where the bullet was.
            let mut point = Particle::at(x, y, 26, (10.0, 4.0), Tint::Gold);
            point.vy = -3.2;
            shards.add(point);
            false
        });
        self.swept.len() < before
    }

    fn fade_white_out(&mut self, speed: f32) {
        let (whiteness, per_tick) = &mut self.whiteness;
        if *whiteness > 0.0 {
            *whiteness = (*whiteness - *per_tick * speed).max(0.0);
            self.show_white_out();
        }
    }

    fn show_white_out(&mut self) {
        let whiteness = self.whiteness.0;
        self.white_out.set_visible(whiteness > 0.0);
        self.white_out.set_color(Color::from_rgba(1.0, 1.0, 1.0, whiteness));
    }

    /// The wreck's tick.
    fn blow_up(&mut self) -> Option<Explosion> {
        let mut wreck = self.wreck.take()?;
        wreck.age += 1;
        let Wreck { x, y, size, age } = wreck;
        if age == WRECK_TICKS {
            self.shock_wave(x, y, 1.5 * size, Tint::Gold);
            self.scatter_shards(x, y, 60, 2.0 * size, Tint::Gold);
            return Some(Explosion::Last);
        }
        let explodes = age % TICKS_BETWEEN_EXPLOSIONS == 0;
        if explodes {
            let nth = (age / TICKS_BETWEEN_EXPLOSIONS) as f32;
            let (right, down) = (GOLDEN_ANGLE * nth).sin_cos();
            let distance = size * (0.15 + 0.25 * (nth * 0.37).fract());
            let tint = if age % (2 * TICKS_BETWEEN_EXPLOSIONS) == 0 { Tint::Red } else { Tint::Gold };
            self.burst(x + distance * right, y + 0.7 * distance * down, size * (0.3 + 0.02 * nth), tint);
        }
        self.wreck = Some(wreck);
        explodes.then_some(Explosion::Next)
    }

    /// Removes all particles.
    pub fn clear(&mut self) {
        self.wreck = None;
        self.wave = None;
        self.swept.clear();
        self.whiteness = (0.0, 0.0);
        self.show_white_out();
        self.scraps.clear();
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

impl Wave {
    /// After how many ticks it reaches a position. Its ring grows like every particle: fast at first.
    fn arrival(&self, x: f32, y: f32) -> f32 {
        let distance = (x - self.x).hypot(y - self.y) / self.radius;
        self.life * (1.0 - (1.0 - distance).max(0.0).sqrt())
    }
}

impl ParticleLayer {
    /// Advances by a tick at `speed` times the usual speed, and draws.
    fn step(&mut self, speed: f32) {
        let mut writer = self.batch.writer(self.particles.len());
        self.particles.step(speed, &mut writer);
        self.batch.upload();
    }
}
