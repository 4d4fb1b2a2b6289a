//! `bullet.tscn`: a bullet of the ship.

use godot::classes::{Area2D, IArea2D};
use godot::prelude::*;

use crate::rock::Rock;

/// A bullet of the ship.
#[derive(GodotClass)]
#[class(init, base = Area2D)]
pub struct Bullet {
    base: Base<Area2D>,
}

#[godot_api]
impl IArea2D for Bullet {
    fn ready(&mut self) {
        self.signals().area_entered().connect_self(Self::on_area_entered);
    }

    fn physics_process(&mut self, delta: f64) {
        let up = Vector2::UP * 700.0 * delta as f32; // px/s
        self.base_mut().translate(up);
        if self.base().get_position().y < -20.0 {
            self.base_mut().queue_free();
        }
    }
}

#[godot_api]
impl Bullet {
    /// It has hit a rock.
    #[signal]
    pub fn rock_hit(rock: Gd<Rock>);

    fn on_area_entered(&mut self, area: Gd<Area2D>) {
        // Of two rocks that touch it hits one.
        if !self.base().is_queued_for_deletion()
            && let Ok(rock) = area.try_cast::<Rock>()
        {
            self.base_mut().queue_free();
            self.signals().rock_hit().emit(&rock);
        }
    }
}
