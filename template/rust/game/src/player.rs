//! `player.tscn`: the ship.

use godot::classes::{Area2D, IArea2D, Input};
use godot::prelude::*;
use rules::Gun;

/// The ship.
#[derive(GodotClass)]
#[class(init, base = Area2D)]
pub struct Player {
    gun: Gun,
    base: Base<Area2D>,
}

#[godot_api]
impl IArea2D for Player {
    fn ready(&mut self) {
        self.signals().area_entered().connect_self(|this, _rock| this.signals().hit().emit());
        self.set_flying(false);
    }

    fn physics_process(&mut self, _delta: f64) {
        let input = Input::singleton();
        let axis = input.get_axis("move_left", "move_right");
        let (mut position, tilt) = (self.base().get_position(), self.base().get_rotation());
        position.x = rules::moved(position.x, axis);
        self.base_mut().set_position(position);
        self.base_mut().set_rotation(tilt + (axis * 0.25 - tilt) * 0.2); // it leans into the turn
        if self.gun.tick(input.is_action_pressed("fire")) {
            self.signals().fire().emit(position + Vector2::UP * 32.0);
        }
    }
}

#[godot_api]
impl Player {
    /// A bullet leaves, from here.
    #[signal]
    pub fn fire(position: Vector2);

    /// A rock has hit the ship.
    #[signal]
    pub fn hit();

    /// Puts the ship into the game, or takes it out.
    pub fn set_flying(&mut self, flies: bool) {
        self.base_mut().set_visible(flies);
        self.base_mut().set_physics_process(flies);
    }
}
