//! A bullet: flies straight up and hits one creep.

use creeps_rules::trace::Event;
use creeps_rules::tuning;
use godot::classes::{Area2D, IArea2D};
use godot::prelude::*;

use crate::classic::mob::Mob;
use crate::dev::trace;

/// The side of the square in `bullet.tscn`, in px.
const DRAWN_SIZE: f32 = 20.0;

/// A bullet.
///
/// It flies straight up and is gone when it leaves the field or has hit its one creep. Bullets (layer 2) meet creeps only, never
/// the ship.
#[derive(GodotClass)]
#[class(init, base = Area2D)]
pub struct Bullet {
    /// How fast the bullet flies, in px/s. `Main` sets it from `config/tuning.ron`; what stands here serves a
    /// scene that is run by itself.
    #[export(range = (10.0, 1000.0, 1.0, suffix = "px/s"))]
    #[init(val = 200.0)]
    speed: f32,
    /// Where it is, in px: kept here, since asking the engine costs as much as moving. Nothing is known before the launch.
    #[init(val = f32::MAX)]
    y: f32,
    /// Half its side, in px.
    half_size: f32,
    /// The bullet's own node: a kept handle costs a third of asking for it in every tick.
    #[init(node = ".")]
    this: OnReady<Gd<Area2D>>,
    base: Base<Area2D>,
}

#[godot_api]
impl Bullet {
    /// The bullet hit this creep; the bullet itself is gone.
    #[signal]
    pub fn bullet_hit(mob: Gd<Mob>);

    /// Sends the bullet up from `position`; call it when the bullet is in the tree.
    pub fn launch(&mut self, position: Vector2, tuning: &tuning::Bullet) {
        self.speed = tuning.speed;
        let color = tuning.color;
        self.this.set_modulate(Color::from_rgba8(color.0, color.1, color.2, 255));
        self.y = position.y;
        self.half_size = tuning.size / 2.0;
        self.this.set_scale(Vector2::splat(tuning.size / DRAWN_SIZE));
        self.this.set_position(position);
        self.this.reset_physics_interpolation();
    }

    /// Hits a creep that the bullet touches; wired to `body_entered` in the scene.
    #[func]
    fn on_body_entered(&mut self, body: Gd<Node2D>) {
        // One bullet, one creep, even when two enter in the same tick; and none when the game ended in it.
        if self.this.is_queued_for_deletion() || body.is_queued_for_deletion() {
            return;
        }
        let Ok(mob) = body.try_cast::<Mob>() else { return };
        self.this.queue_free();
        self.signals().bullet_hit().emit(&mob);
    }

    /// Frees the bullet, which has left the screen; wired to its notifier in the scene.
    #[func]
    fn leave(&mut self) {
        if !self.this.is_queued_for_deletion() {
            trace::record(|| Event::BulletGone { y: self.y });
            self.this.queue_free();
        }
    }
}

#[godot_api]
impl IArea2D for Bullet {
    fn physics_process(&mut self, delta: f64) {
        let step = self.speed * delta as f32;
        self.y -= step;
        self.this.translate(Vector2::new(0.0, -step));
        // The notifier is silent where nothing is drawn: headless, or in a minimised window.
        if self.y < -self.half_size {
            self.leave();
        }
    }
}
