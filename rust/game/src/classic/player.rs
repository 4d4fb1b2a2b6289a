//! The ship: moves left and right, asks to fire, and reports when a creep hits it.

use creeps_rules::controls::{Controls, ShipCommand, next_ship_x};
use creeps_rules::ship_prediction::ShipPrediction;
use creeps_rules::trace::TraceEvent;
use creeps_rules::{FIELD, tuning};
use godot::classes::{
    AnimatedSprite2D, Area2D, CapsuleShape2D, CollisionShape2D, Engine, IArea2D, Input, InputEvent,
};
use godot::prelude::*;

use crate::dev::trace;
use crate::system::{input, settings};
use crate::ui::touch;

/// The player's ship.
///
/// Hidden until `Main` starts a game. It moves left and right on the field, by keys or to a finger. It emits `fire` in every tick in
/// which the trigger is held or a finger is down, and `hit` when a creep hits it.
#[derive(GodotClass)]
#[class(init, base = Area2D)]
pub struct Player {
    /// The ship's speed, in px/s. `Main` sets it from `config/tuning.ron`; this value is for a scene that is run by itself.
    #[export(range = (10.0, 2000.0, 1.0, suffix = "px/s"))]
    #[init(val = 400.0)]
    speed: f32,
    controls: Controls,
    prediction: ShipPrediction,
    /// Whether creeps fly through it: an assist.
    is_invincible: bool,
    #[init(node = "AnimatedSprite2D")]
    sprite: OnReady<Gd<AnimatedSprite2D>>,
    #[init(node = "CollisionShape2D")]
    shape: OnReady<Gd<CollisionShape2D>>,
    base: Base<Area2D>,
}

#[godot_api]
impl Player {
    /// The trigger is held. The receiver decides whether a bullet is fired.
    #[signal]
    pub fn fire();

    /// A creep hit the ship, which hides itself.
    #[signal]
    pub fn hit();

    /// Shows the ship at its start position.
    pub fn start(&mut self, position: Vector2) {
        self.controls = Controls::default();
        self.prediction.stop(position.x);
        self.is_invincible = settings::get(|settings| settings.invincible);
        let mut base = self.base_mut();
        base.set_position(position);
        base.show();
        base.set_process(true);
        base.set_physics_process(true);
        drop(base);
        // Deferred as in `stop`, so that the last call of both wins.
        self.shape.set_deferred("disabled", &false.to_variant());
    }

    /// Hides the ship and disables its collision shape.
    pub fn stop(&mut self) {
        let mut base = self.base_mut();
        base.hide();
        base.set_process(false);
        base.set_physics_process(false);
        drop(base);
        // Deferred, because a shape can't be disabled during a physics step.
        self.shape.set_deferred("disabled", &true.to_variant());
    }

    /// Applies the tuning.
    pub fn tune(&mut self, tuning: &tuning::Player) {
        self.speed = tuning.speed;
        self.base_mut().set_scale(Vector2::splat(tuning.scale));
    }

    fn on_body_entered(&mut self, creep: Gd<Node2D>) {
        // Physics may still report a creep that was shot in this tick.
        if !self.base().is_visible() || creep.is_queued_for_deletion() || self.is_invincible {
            return;
        }
        let Vector2 { x, y } = creep.get_position();
        trace::record(|| TraceEvent::ShipHit { x, y });
        self.stop();
        self.signals().hit().emit();
    }

    /// The position after a tick of `seconds`, in px.
    fn next_x(&self, x: f32, steer: f32, seconds: f32) -> f32 {
        next_ship_x(x, steer, self.speed, seconds, self.half_width(), FIELD.0)
    }

    fn half_width(&self) -> f32 {
        let radius = self.shape.get_shape().and_then(|shape| shape.try_cast::<CapsuleShape2D>().ok());
        radius.map_or(0.0, |capsule| capsule.get_radius()) * self.base().get_scale().x
    }

    fn animate(&mut self, steer: f32) {
        if steer == 0.0 {
            self.sprite.play_ex().name("up").done();
        } else {
            self.sprite.set_flip_h(steer < 0.0);
            self.sprite.play_ex().name("right").done();
        }
    }
}

#[godot_api]
impl IArea2D for Player {
    fn ready(&mut self) {
        self.signals().body_entered().connect_self(Self::on_body_entered);
        self.stop();
    }

    fn physics_process(&mut self, delta: f64) {
        self.controls.begin_tick(Engine::singleton().get_physics_frames());
        self.controls.fire_mode = settings::get(|settings| settings.fire_mode);
        let keys = Input::singleton();
        let axis = steering_axis();
        // A press that begins and ends between two ticks is not held in either of them, so ask for it as well.
        let trigger_held =
            keys.is_action_pressed(input::FIRE_BULLET) || keys.is_action_just_pressed(input::FIRE_BULLET);
        let mut position = self.base().get_position();
        let ShipCommand { steer, fire } =
            self.controls.command(axis, trigger_held, position.x, self.speed * delta as f32);
        self.animate(steer);
        let x = self.next_x(position.x, steer, delta as f32);
        let moved = (x - position.x).abs() > f32::EPSILON;
        if moved {
            position.x = x;
            self.base_mut().set_position(position);
            trace::record(|| TraceEvent::ShipMoved { x });
        }
        if fire {
            self.signals().fire().emit();
        }
    }

    // The scene has no interpolation, which would show each key press a tick late: the picture flies ahead of the ship instead.
    fn process(&mut self, delta: f64) {
        let (engine, Vector2 { x, .. }) = (Engine::singleton(), self.base().get_position());
        let seconds = 1.0 / engine.get_physics_ticks_per_second() as f32;
        let steer = self.controls.steer(steering_axis(), x, self.speed * seconds);
        let (next_x, alpha) =
            (self.next_x(x, steer, seconds), engine.get_physics_interpolation_fraction() as f32);
        let drawn_x = self.prediction.draw(x, next_x, alpha, delta as f32);
        let scale = self.base().get_scale().x;
        self.sprite.set_position(Vector2::new((drawn_x - x) / scale, 0.0));
    }

    // Touches that no button handled.
    fn unhandled_input(&mut self, event: Gd<InputEvent>) {
        self.controls.begin_tick(Engine::singleton().get_physics_frames());
        let from_window = self.base().get_canvas_transform().affine_inverse();
        touch::pass_on(event, from_window, &mut self.controls.fingers);
    }
}

/// The keys and the gamepad: -1 for left to 1 for right.
fn steering_axis() -> f32 {
    Input::singleton().get_axis(input::MOVE_LEFT, input::MOVE_RIGHT)
}
