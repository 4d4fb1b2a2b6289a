//! A creep: a physics body that flies straight down.

use std::f32::consts::FRAC_PI_2;

use creeps_rules::spawner::Spawn;
use creeps_rules::trace::Event;
use creeps_rules::{Creep, FIELD, tuning};
use godot::classes::{AnimatedSprite2D, CollisionShape2D, RigidBody2D};
use godot::prelude::*;

use crate::dev::trace;

/// How far below the field a creep surely is out of sight at any size, in px.
const OUT_OF_SIGHT: f32 = 120.0;

/// A creep.
///
/// It flies straight down at its own speed, meets the ship (layer 1) and bullets (layer 2), and nothing meets it by its own mask.
#[derive(GodotClass)]
#[class(init, base = RigidBody2D)]
pub struct Mob {
    #[init(val = Creep::Fly)]
    creep: Creep,
    base: Base<RigidBody2D>,
}

#[godot_api]
impl Mob {
    /// Sends the creep down from `position`; call it when the creep is in the tree.
    pub fn launch(&mut self, spawn: Spawn, position: Vector2, tuning: &tuning::Mob) {
        self.creep = spawn.creep;
        let mut sprite = self.base().get_node_as::<AnimatedSprite2D>("AnimatedSprite2D");
        let mut shape = self.base().get_node_as::<CollisionShape2D>("CollisionShape2D");
        let mut notifier = self.base().get_node_as::<Node2D>("VisibleOnScreenNotifier2D");
        sprite.play_ex().name(spawn.creep.animation()).done();
        // The physics server resets a rigid body's own scale, so its children carry it.
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
    /// The notifier does so too, but it is silent where nothing is drawn: headless, or in a minimised window.
    pub fn free_below_field(&mut self) {
        if self.base().get_position().y > FIELD.1 + OUT_OF_SIGHT {
            self.leave();
        }
    }

    /// Tells the trace where the creep is.
    pub fn record(&self) {
        trace::record(|| {
            let Vector2 { x, y } = self.base().get_position();
            let speed = self.base().get_linear_velocity();
            let rotation = self.base().get_rotation();
            Event::Flew { creep: self.creep, x, y, speed: (speed.x, speed.y), rotation }
        });
    }

    /// Frees the creep, which has left the screen; wired to its notifier in the scene.
    #[func]
    fn leave(&mut self) {
        if !self.base().is_queued_for_deletion() {
            let y = self.base().get_position().y;
            trace::record(|| Event::MobGone { y });
            self.base_mut().queue_free();
        }
    }
}
