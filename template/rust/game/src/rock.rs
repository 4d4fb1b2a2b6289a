//! `rock.tscn`: a rock that falls.

use godot::classes::{Area2D, IArea2D};
use godot::prelude::*;

/// A rock that falls.
#[derive(GodotClass)]
#[class(init, base = Area2D)]
pub struct Rock {
    /// What the rules know of it.
    #[init(val = rules::Rock { points: 10, ..Default::default() })]
    pub rules: rules::Rock,
    base: Base<Area2D>,
}

#[godot_api]
impl IArea2D for Rock {
    fn physics_process(&mut self, delta: f64) {
        let (fall, turn) = (self.rules.speed * delta as f32, self.rules.spin * delta as f32);
        self.base_mut().translate(Vector2::DOWN * fall);
        self.base_mut().rotate(turn);
        if self.base().get_position().y > rules::PLAYFIELD.1 + 60.0 {
            self.base_mut().queue_free();
        }
    }
}

impl Rock {
    /// Puts it above the playfield, as the rules want it.
    pub fn launch(&mut self, rock: rules::Rock) {
        self.base_mut().set_position(Vector2::new(rock.x, -60.0));
        // The scene's rock has a radius of 32 px.
        self.base_mut().set_scale(Vector2::ONE * (rock.radius / 32.0));
        self.rules = rock;
    }
}
