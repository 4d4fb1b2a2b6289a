//! A frame between two ticks: the playfield, as far as it shakes, and the ship.

use godot::classes::AnimatedSprite2D;
use godot::prelude::*;

use super::ArcadeScene;
use crate::arcade::game::ArcadeGame;
use crate::system::settings;

/// Width and height of the ship's texture, in px.
pub const SHIP_TEXTURE_SIZE: f32 = 256.0;
/// The blinking period of the ship while it is invulnerable, in ticks.
const BLINK_PERIOD: u32 = 8;

impl ArcadeScene {
    /// Where the ship will be after the next tick if the player's keys and fingers stay as they are, in px. None if nobody plays.
    pub(super) fn next_ship_x(&self, game: &ArcadeGame) -> Option<f32> {
        let is_live = game.is_live();
        is_live.then(|| self.input_source.next_ship_x(&game.sim, game.left, game.scale)).flatten()
    }

    /// Shows the game between two ticks; `moving` is the frame's position between them (0 to 1), none when nothing moves. `seconds` is
    /// the time since the last frame.
    pub(super) fn show_frame(&mut self, moving: Option<f32>, seconds: f32) {
        // Taken out, as in a tick.
        let Some(mut game) = self.game.take() else { return };
        // When nothing moves, everything is drawn at its current position.
        let alpha = moving.unwrap_or(1.0);
        game.view.set_alpha(alpha);
        game.effects.set_alpha(alpha);
        let motion = settings::get(creeps_rules::Settings::shake_factor);
        let position = Vector2::new(game.left, 0.0) + self.camera_shake.offset(motion, alpha);
        // The engine tells every child that it was moved, even to where it was.
        if self.field_position.replace(position) != Some(position) {
            self.field.set_position(position);
        }
        if !self.camera_shake.is_frozen() {
            self.show_ship(&game, moving, seconds, motion);
        }
        self.game = Some(game);
    }

    /// Shows the ship between two ticks; `motion` is how much of its recoil the player wants.
    fn show_ship(&mut self, game: &ArcadeGame, moving: Option<f32>, seconds: f32, motion: f32) {
        let alpha = moving.unwrap_or(1.0);
        let next_x = self.next_ship_x(game);
        let ship = game.sim.ship();
        let size = game.ruleset.ship.size;
        let (back, length) = self.recoil.of(&self.feel.shot, size, motion, alpha);
        let x = match (next_x, moving) {
            (Some(next_x), Some(alpha)) => self.ship_prediction.draw(ship.x, next_x, alpha, seconds),
            (Some(_), None) => self.ship_prediction.stop(ship.x),
            (None, _) => ship.prev_x + (ship.x - ship.prev_x) * alpha,
        };
        let shown = ShownShip {
            position: Vector2::new(x, ship.y + back),
            scale: Vector2::new(1.0, length) * (size / SHIP_TEXTURE_SIZE),
            is_faded: ship.invulnerable % BLINK_PERIOD >= BLINK_PERIOD / 2,
            steer: ship.steer.signum(),
        };
        shown.apply(self.shown_ship.replace(shown), &mut self.ship);
    }
}

/// How the ship is shown.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct ShownShip {
    position: Vector2,
    scale: Vector2,
    is_faded: bool,
    /// -1 to the left, 1 to the right.
    steer: i8,
}

impl ShownShip {
    /// Shows what is not as it was `before`: most calls change its position, or nothing.
    fn apply(self, before: Option<Self>, ship: &mut Gd<AnimatedSprite2D>) {
        if before.map(|before| before.position) != Some(self.position) {
            ship.set_position(self.position);
        }
        if before.map(|before| before.scale) != Some(self.scale) {
            ship.set_scale(self.scale);
        }
        if before.map(|before| before.is_faded) != Some(self.is_faded) {
            ship.set_modulate(Color::from_rgba(1.0, 1.0, 1.0, if self.is_faded { 0.35 } else { 1.0 }));
        }
        if before.map(|before| before.steer) != Some(self.steer) {
            if self.steer == 0 {
                ship.play_ex().name("up").done();
            } else {
                ship.set_flip_h(self.steer < 0);
                ship.play_ex().name("right").done();
            }
        }
    }
}
