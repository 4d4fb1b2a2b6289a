//! The input of each tick for the simulation: from keys, a gamepad, fingers, or the autopilot.

use creeps_rules::controls::{Controls, ShipCommand};
use creeps_rules::time::TICKS_PER_SECOND;
use creeps_sim::{Autopilot, Input, Sim, Skill};
use godot::classes::{self, Engine, InputEvent};
use godot::prelude::*;

use crate::system::{input, settings};
use crate::ui::touch;

/// The names of the actions, as the engine has them. To make them anew in every tick would cost more than to ask for the actions.
struct Actions {
    left: StringName,
    right: StringName,
    fire: StringName,
    bomb: StringName,
}

impl Default for Actions {
    fn default() -> Self {
        Self {
            left: input::MOVE_LEFT.into(),
            right: input::MOVE_RIGHT.into(),
            fire: input::FIRE_BULLET.into(),
            bomb: input::BOMB.into(),
        }
    }
}

/// Produces the simulation's input from the player's devices or from the autopilot.
#[derive(Default)]
pub struct InputSource {
    actions: Actions,
    controls: Controls,
    /// Whether the bomb button on the screen was pressed since the last tick.
    bomb_pressed: bool,
    /// Set if the computer plays.
    autopilot: Option<Autopilot>,
}

impl InputSource {
    /// The input source for a new game. It ignores everything that is held from before.
    pub fn new(by_computer: bool) -> Self {
        Self { autopilot: by_computer.then(|| Autopilot::new(Skill::PERSON)), ..Self::default() }
    }

    /// The player pressed the bomb button on the screen.
    pub fn use_bomb(&mut self) {
        self.bomb_pressed = true;
    }

    /// The input for the next tick of `sim`, whose playfield is shown from `left` on, `scale` times as large, in px of the tutorial's.
    pub fn input(&mut self, sim: &Sim, left: f32, scale: f32) -> Input {
        if let Some(autopilot) = &mut self.autopilot {
            return autopilot.play(sim);
        }
        // A press before a pause is not meant for the game after it.
        self.bomb_pressed &= !self.controls.begin_tick(Engine::singleton().get_physics_frames());
        self.controls.fire_mode = settings::get(|settings| settings.fire_mode);
        let keys = classes::Input::singleton();
        // A press that begins and ends between two ticks is not held in either of them, so ask for it as well.
        let held =
            |action: &StringName| keys.is_action_pressed(action) || keys.is_action_just_pressed(action);
        let (axis, x, max_step) = self.steering(sim, left, scale);
        let ShipCommand { steer, fire } = self.controls.command(axis, held(&self.actions.fire), x, max_step);
        Input::new(steer, fire, held(&self.actions.bomb) || std::mem::take(&mut self.bomb_pressed))
    }

    /// Where the ship will be after the next tick if the player's keys and fingers stay as they are, in px. None if the computer plays.
    pub fn next_ship_x(&self, sim: &Sim, left: f32, scale: f32) -> Option<f32> {
        if self.autopilot.is_some() {
            return None;
        }
        let (axis, x, max_step) = self.steering(sim, left, scale);
        Some(sim.ship_x_after(Input::new(self.controls.steer(axis, x, max_step), false, false)))
    }

    /// Handles a touch. `from_window` turns the window's coordinates into px of the tutorial's playfield.
    pub fn touch(&mut self, event: Gd<InputEvent>, from_window: Transform2D) {
        self.controls.begin_tick(Engine::singleton().get_physics_frames());
        touch::pass_on(event, from_window, &mut self.controls.fingers);
    }

    /// The axis of keys and gamepad, the ship's position, and how far it moves in a tick: both in px of the tutorial's playfield.
    fn steering(&self, sim: &Sim, left: f32, scale: f32) -> (f32, f32, f32) {
        let axis = classes::Input::singleton().get_axis(&self.actions.left, &self.actions.right);
        (axis, left + scale * sim.ship().x, scale * sim.ruleset().ship.speed / TICKS_PER_SECOND as f32)
    }
}
