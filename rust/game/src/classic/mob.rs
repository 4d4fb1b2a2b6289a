//! A creep (enemy): a physics body that moves straight down.

use std::f32::consts::FRAC_PI_2;

use creeps_rules::spawner::Spawn;
use creeps_rules::trace::TraceEvent;
use creeps_rules::{Creep, FIELD, tuning};
use godot::classes::{AnimatedSprite2D, CollisionShape2D, RigidBody2D};
use godot::prelude::*;

use crate::dev::trace;

/// The distance below the field at which a creep of any size is out of sight, in px.
const OUT_OF_SIGHT: f32 = 120.0;

/// A creep.
///
/// It moves straight down at its own speed. It is on the layers of the ship (1) and of bullets (2), whose masks find it; its own mask is
/// empty.
#[derive(GodotClass)]
#[class(init, base = RigidBody2D)]
pub struct Mob {
    #[init(val = Creep::Fly)]
    creep: Creep,
    base: Base<RigidBody2D>,
}

#[godot_api]
impl Mob {
    /// Starts the creep at `position`. Call it when the creep is in the tree.
    pub fn launch(&mut self, spawn: Spawn, position: Vector2, tuning: &tuning::Mob) {
        self.creep = spawn.creep;
        let mut sprite = self.base().get_node_as::<AnimatedSprite2D>("AnimatedSprite2D");
        let mut shape = self.base().get_node_as::<CollisionShape2D>("CollisionShape2D");
        let mut notifier = self.base().get_node_as::<Node2D>("VisibleOnScreenNotifier2D");
        sprite.play_ex().name(spawn.creep.animation()).done();
        // The physics server resets the scale of a rigid body, so its children are scaled instead.
        sprite.apply_scale(Vector2::splat(tuning.scale));
        shape.apply_scale(Vector2::splat(tuning.scale));
        notifier.apply_scale(Vector2::splat(tuning.scale));
        let mut base = self.base_mut();
        base.set_position(position);
        base.set_rotation(FRAC_PI_2);
        base.set_linear_velocity(Vector2::new(0.0, spawn.speed));
        base.reset_physics_interpolation();
    }

    /// The creep's kind.
    pub fn creep(&self) -> Creep {
        self.creep
    }

    /// Frees the creep if it is below the field.
    ///
    /// The notifier does that too, but emits nothing where nothing is drawn: headless, or in a minimized window.
    pub fn free_below_field(&mut self) {
        if self.base().get_position().y > FIELD.1 + OUT_OF_SIGHT {
            self.leave();
        }
    }

    /// Records the creep's state in the trace.
    pub fn record(&self) {
        trace::record(|| {
            let Vector2 { x, y } = self.base().get_position();
            let speed = self.base().get_linear_velocity();
            let rotation = self.base().get_rotation();
            TraceEvent::CreepMoved { creep: self.creep, x, y, speed: (speed.x, speed.y), rotation }
        });
    }

    /// Frees the creep when it leaves the screen. The scene connects its notifier to it.
    #[func]
    fn leave(&mut self) {
        if !self.base().is_queued_for_deletion() {
            let y = self.base().get_position().y;
            trace::record(|| TraceEvent::CreepLeft { y });
            self.base_mut().queue_free();
        }
    }
}
