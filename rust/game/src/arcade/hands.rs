//! What a tick's input is: keys, a pad, fingers, or the computer.

use creeps_rules::controls::{Controls, Orders};
use creeps_rules::time::TICKS_PER_SECOND;
use creeps_sim::{Autopilot, Input, Sim, Skill};
use godot::classes::{self, Engine, InputEvent, InputEventScreenDrag, InputEventScreenTouch};
use godot::prelude::*;

use crate::system::input;

/// The player's hands, or the computer's.
#[derive(Default)]
pub struct Hands {
    controls: Controls,
    /// Whether the bomb's button on the screen was pressed since the last tick.
    bomb: bool,
    /// The computer, where it plays.
    pilot: Option<Autopilot>,
}

impl Hands {
    /// A person's hands at the start of a game, or the computer's: whatever is still held means nothing.
    pub fn new(by_computer: bool) -> Self {
        Self { pilot: by_computer.then(|| Autopilot::new(Skill::PERSON)), ..Self::default() }
    }

    /// The bomb's button on the screen was pressed.
    pub fn press_bomb(&mut self) {
        self.bomb = true;
    }

    /// The input for the next tick of `sim`.
    pub fn input(&mut self, sim: &Sim) -> Input {
        if let Some(pilot) = &mut self.pilot {
            return pilot.play(sim);
        }
        // What was pressed before a pause is not meant for the game behind it.
        self.bomb &= !self.controls.begin_tick(Engine::singleton().get_physics_frames());
        let keys = classes::Input::singleton();
        let axis = keys.get_axis(input::MOVE_LEFT, input::MOVE_RIGHT);
        // A tap that began and ended between two ticks is not held in either.
        let held = |action: &str| keys.is_action_pressed(action) || keys.is_action_just_pressed(action);
        let step = sim.ruleset().ship.speed / TICKS_PER_SECOND as f32;
        let Orders { steer, fire } = self.controls.orders(axis, held(input::FIRE_BULLET), sim.ship().x, step);
        Input::new(steer, fire, held(input::BOMB) || std::mem::take(&mut self.bomb))
    }

    /// A finger on the field, whose places are `scale` px of the screen to each of its own, from `left` px on.
    pub fn touch(&mut self, event: Gd<InputEvent>, left: f32, scale: f32) {
        self.controls.begin_tick(Engine::singleton().get_physics_frames());
        let fingers = &mut self.controls.fingers;
        let on_field = |x: f32| (x - left) / scale;
        let event = match event.try_cast::<InputEventScreenDrag>() {
            Ok(drag) => return fingers.drag(drag.get_index(), on_field(drag.get_position().x)),
            Err(event) => event,
        };
        let Ok(touch) = event.try_cast::<InputEventScreenTouch>() else { return };
        if touch.is_pressed() {
            fingers.press(touch.get_index(), on_field(touch.get_position().x));
        } else {
            fingers.lift(touch.get_index());
        }
    }
}
