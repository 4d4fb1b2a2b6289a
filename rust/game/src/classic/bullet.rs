//! The ship's bullet: moves straight up and hits one creep.

use creeps_rules::trace::TraceEvent;
use creeps_rules::tuning;
use godot::classes::{Area2D, IArea2D};
use godot::prelude::*;

use crate::classic::mob::Mob;
use crate::dev::trace;

/// Width and height of the square in `bullet.tscn`, in px.
const DRAWN_SIZE: f32 = 20.0;

/// A bullet.
///
/// It moves straight up and is freed when it leaves the field or hits a creep. Bullets (layer 2) collide only with creeps, never with
/// the ship.
#[derive(GodotClass)]
#[class(init, base = Area2D)]
pub struct Bullet {
    /// The bullet's speed, in px/s. Change it in `config/tuning.ron` (`bullet.speed`), from where `Main` sets it. Here it can't be
    /// changed: the inspector shows the tutorial's value, which a scene has that is run by itself.
    #[export(range = (10.0, 1000.0, 1.0, suffix = "px/s"))]
    #[var(usage_flags = [EDITOR, READ_ONLY])]
    #[init(val = 200.0)]
    speed: f32,
    /// Its position, in px. Kept here, because an engine call to read it costs as much as one to move it.
    #[init(val = f32::MAX)]
    y: f32,
    /// Half of its height, in px.
    half_size: f32,
    /// The bullet's own node. A stored handle costs a third of `base()` in every tick.
    #[init(node = ".")]
    this: OnReady<Gd<Area2D>>,
    base: Base<Area2D>,
}

#[godot_api]
impl Bullet {
    /// The bullet hit this creep and frees itself.
    #[signal]
    pub fn bullet_hit(mob: Gd<Mob>);

    /// Starts the bullet at `position`. Call it when the bullet is in the tree.
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

    /// Hits the creep that entered the bullet. The scene connects `body_entered` to it.
    #[func]
    fn on_body_entered(&mut self, body: Gd<Node2D>) {
        // A bullet hits one creep, even if two enter in the same tick, and none if the game ended in this tick.
        if self.this.is_queued_for_deletion() || body.is_queued_for_deletion() {
            return;
        }
        let Ok(mob) = body.try_cast::<Mob>() else { return };
        self.this.queue_free();
        self.signals().bullet_hit().emit(&mob);
    }

    /// Frees the bullet when it leaves the screen. The scene connects its notifier to it.
    #[func]
    fn leave(&mut self) {
        if !self.this.is_queued_for_deletion() {
            trace::record(|| TraceEvent::BulletLeft { y: self.y });
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
        // The notifier emits nothing where nothing is drawn: headless, or in a minimized window.
        if self.y < -self.half_size {
            self.leave();
        }
    }
}
