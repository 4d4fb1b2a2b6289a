//! Particles: flashes, rings, shards and scraps fly, grow and fade. They are seen and change nothing of a game.

use crate::sprite_atlas::Tint;
use crate::sprites::{InstanceWriter, Sprite};

/// The part of its speed that a particle loses per tick.
const DRAG: f32 = 0.06;

/// A particle. Sizes are in px, speeds in px per tick, times in ticks.
#[derive(Clone, Copy, Debug)]
pub struct Particle {
    /// Its center, in px.
    pub x: f32,
    /// Its center, in px.
    pub y: f32,
    /// Its speed to the right.
    pub vx: f32,
    /// Its speed downwards.
    pub vy: f32,
    /// How long it has been there.
    pub age: f32,
    /// How long it is there.
    pub life: f32,
    /// Its size at first.
    pub start_size: f32,
    /// Its size at the end of its life.
    pub end_size: f32,
    /// Its color: a cell of the atlas.
    pub tint: Tint,
    /// How transparent it is at the end of its life, from 0 to 1.
    pub fade: f32,
    /// How much faster it falls per tick, in px per tick.
    pub gravity: f32,
    /// How low it may fall, in px from the field's upper edge.
    pub floor: f32,
}

impl Particle {
    /// A particle that stands still, for `life` ticks.
    pub fn at(x: f32, y: f32, life: u32, (start_size, end_size): (f32, f32), tint: Tint) -> Self {
        Self {
            x,
            y,
            vx: 0.0,
            vy: 0.0,
            age: 0.0,
            life: life as f32,
            start_size,
            end_size,
            tint,
            fade: 1.0,
            gravity: 0.0,
            floor: f32::INFINITY,
        }
    }
}

/// Particles of one kind, up to a number.
#[derive(Clone, Debug)]
pub struct Particles {
    particles: Vec<Particle>,
    capacity: usize,
}

impl Particles {
    /// None yet, and never more than `capacity`.
    pub fn new(capacity: usize) -> Self {
        Self { particles: Vec::with_capacity(capacity), capacity }
    }

    /// Adds a particle, if there is room for it.
    pub fn add(&mut self, particle: Particle) {
        if self.particles.len() < self.capacity {
            self.particles.push(particle);
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.particles.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.particles.is_empty()
    }

    /// Removes all.
    pub fn clear(&mut self) {
        self.particles.clear();
    }

    /// Removes those that have fallen to the ground, and passes each to `landed`.
    pub fn take_landed(&mut self, mut landed: impl FnMut(&Particle)) {
        self.particles.retain(|particle| {
            let has_landed = particle.y >= particle.floor;
            if has_landed {
                landed(particle);
            }
            !has_landed
        });
    }

    /// Advances by a tick at `speed` times the usual speed, and writes them.
    pub fn step(&mut self, speed: f32, writer: &mut InstanceWriter<'_>) {
        self.particles.retain(|particle| particle.age < particle.life);
        for particle in &mut self.particles {
            particle.age += speed;
            let (vx, vy) = (particle.vx * speed, particle.vy * speed);
            particle.x += vx;
            particle.y = (particle.y + vy).min(particle.floor);
            let progress = (particle.age / particle.life).min(1.0);
            let size = particle.start_size
                + (particle.end_size - particle.start_size) * (1.0 - (1.0 - progress) * (1.0 - progress));
            let sprite = Sprite {
                x: particle.x,
                y: particle.y,
                prev_offset: (-vx, -vy),
                size: size.max(0.1),
                cell: particle.tint.index() as f32,
                glow: -progress * particle.fade,
            };
            // Not `hypot`, which takes care of numbers that no speed reaches.
            let length = (particle.vx * particle.vx + particle.vy * particle.vy).sqrt();
            if length > 0.01 {
                writer.push_rotated(sprite, (particle.vx / length, particle.vy / length));
            } else {
                writer.push(sprite);
            }
            let drag = 1.0 - DRAG * speed;
            particle.vx *= drag;
            particle.vy = particle.vy * drag + particle.gravity * speed;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sprites::FLOATS;

    fn step(particles: &mut Particles, speed: f32) -> Vec<[f32; FLOATS]> {
        let (mut buffer, mut count) = ([[0.0; FLOATS]; 4], 0);
        particles.step(speed, &mut InstanceWriter::new(&mut buffer, &mut count));
        buffer[..count].to_vec()
    }

    #[test]
    fn a_particle_grows_fades_and_is_gone_at_the_end_of_its_life() {
        let mut particles = Particles::new(4);
        particles.add(Particle::at(10.0, 20.0, 4, (8.0, 16.0), Tint::Cyan));
        let (mut size, mut glow) = (8.0, 0.0);
        for _ in 0..4 {
            let drawn = step(&mut particles, 1.0);
            assert_eq!((drawn[0][3], drawn[0][7], drawn[0][10]), (10.0, 20.0, Tint::Cyan.index() as f32));
            assert!(drawn[0][0] > size && drawn[0][11] < glow, "{drawn:?}");
            (size, glow) = (drawn[0][0], drawn[0][11]);
        }
        assert!(step(&mut particles, 1.0).is_empty() && particles.is_empty());
    }

    #[test]
    fn slow_motion_moves_a_particle_half_as_far() {
        let far = |speed: f32| {
            let mut particles = Particles::new(4);
            particles.add(Particle { vx: 3.0, ..Particle::at(0.0, 0.0, 9, (8.0, 8.0), Tint::Red) });
            step(&mut particles, speed)[0][3]
        };
        assert!((far(1.0) - 3.0).abs() < 1e-6 && (far(0.5) - 1.5).abs() < 1e-6);
    }

    #[test]
    fn what_falls_stays_on_the_ground_until_it_is_taken() {
        let mut particles = Particles::new(4);
        let scrap = Particle::at(5.0, 90.0, 99, (4.0, 4.0), Tint::Gold);
        particles.add(Particle { gravity: 5.0, floor: 100.0, ..scrap });
        particles.add(scrap);
        (0..9).for_each(|_| drop(step(&mut particles, 1.0)));
        let mut landed = vec![];
        particles.take_landed(|particle| landed.push((particle.x, particle.y)));
        assert_eq!((landed, particles.len()), (vec![(5.0, 100.0)], 1));
    }

    #[test]
    fn there_are_never_too_many() {
        let mut particles = Particles::new(2);
        (0..3).for_each(|_| particles.add(Particle::at(0.0, 0.0, 9, (1.0, 1.0), Tint::Gold)));
        assert_eq!(particles.len(), 2);
    }
}
