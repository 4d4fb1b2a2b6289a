//! Turns held keys and fingers into the ship's command for a tick: where to steer, and whether to fire.

use crate::settings::value::FireMode;
use crate::touch::Fingers;

/// The x position of the ship's center after a tick, in px from the left edge of the field.
///
/// `steer` is -1 (left) to 1 (right). The result is clamped so that the whole ship, which is `2 * half_width` px wide, stays on a
/// field that is `field_width` px wide.
pub fn next_ship_x(x: f32, steer: f32, speed: f32, seconds: f32, half_width: f32, field_width: f32) -> f32 {
    let rightmost = (field_width - half_width).max(half_width);
    (x + steer.clamp(-1.0, 1.0) * speed * seconds).clamp(half_width, rightmost)
}

/// The state of keys, gamepad and fingers together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Controls {
    trigger: Trigger,
    /// Whether key or finger fired in the last tick.
    was_pulled: bool,
    /// Whether the last press of a toggle started to fire.
    is_toggled: bool,
    /// The last tick that was seen; see [`Controls::begin_tick`].
    last_tick: Option<u64>,
    /// The fingers on the field.
    pub fingers: Fingers,
    /// What the fire button does.
    pub fire_mode: FireMode,
}

/// What the ship does in a tick.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShipCommand {
    /// -1 for left to 1 for right.
    pub steer: f32,
    /// Whether it wants to fire. A cooldown may still prevent it.
    pub fire: bool,
}

impl Controls {
    /// Ignores everything that is held until it is pressed again.
    pub fn release_all(&mut self) {
        self.trigger.disarm();
        self.fingers.release_all();
    }

    /// Releases everything if ticks were skipped since the last call, because then the game was paused: a paused game does not see a
    /// finger lift, and the press that ended the pause must not fire. Returns whether ticks were skipped.
    ///
    /// `tick` is the engine's count of physics ticks. Call this before [`Controls::command`] and before handling an input event.
    /// A gap in the ticks is used instead of the engine's notification, because a notification would call an object back while it is
    /// pausing the game.
    pub fn begin_tick(&mut self, tick: u64) -> bool {
        let was_paused = self.last_tick.is_some_and(|last| tick > last + 1);
        if was_paused {
            self.release_all();
        }
        self.last_tick = Some(tick);
        was_paused
    }

    /// How a ship at `x` that can move `max_step` in a tick is steered now: -1 for left to 1 for right. Keys steer before fingers.
    pub fn steer(&self, axis: f32, x: f32, max_step: f32) -> f32 {
        if axis == 0.0 { self.fingers.steer(x, max_step) } else { axis }
    }

    /// The command for a tick, for a ship at `x` that can move `max_step` in it, both in px of the tutorial's playfield.
    ///
    /// `axis` is -1 (left) to 1 (right) and `trigger_held` the fire button, from keys and gamepad.
    pub fn command(&mut self, axis: f32, trigger_held: bool, x: f32, max_step: f32) -> ShipCommand {
        let steer = self.steer(axis, x, max_step);
        // No short circuit: both calls update their own state.
        let (key_fires, finger_fires) = (self.trigger.pull(trigger_held), self.fingers.fire());
        let fire = key_fires || finger_fires;
        // The press that starts or resumes a game is not one, so a toggle survives a pause.
        if fire && !self.was_pulled {
            self.is_toggled = !self.is_toggled;
        }
        self.was_pulled = fire;
        let fire = match self.fire_mode {
            FireMode::Hold => fire,
            FireMode::Toggle => self.is_toggled,
            FireMode::Auto => true,
        };
        ShipCommand { steer, fire }
    }
}

/// The fire button. It fires while it is held, but ignores a press that was meant for something else.
///
/// Space starts a game, resumes it and fires. After a start or a resume it must be released once before it fires.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trigger {
    armed: bool,
}

impl Trigger {
    /// Ignores the trigger until it is released.
    pub fn disarm(&mut self) {
        self.armed = false;
    }

    /// Whether the trigger fires in this tick.
    pub fn pull(&mut self, held: bool) -> bool {
        self.armed |= !held;
        self.armed && held
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_tick_to_the_right_moves_by_speed_times_time() {
        assert!((next_ship_x(240.0, 1.0, 400.0, 1.0 / 60.0, 27.0, 480.0) - 246.666_67).abs() < 1e-3);
    }

    #[test]
    fn a_press_held_over_the_start_does_not_fire() {
        let mut trigger = Trigger::default();
        assert!(!trigger.pull(true));
        assert!(!trigger.pull(true));
        assert!(!trigger.pull(false));
        assert!(trigger.pull(true));
        assert!(trigger.pull(true));
        trigger.disarm();
        assert!(!trigger.pull(true));
    }

    #[test]
    fn keys_steer_before_fingers_and_both_fire() {
        let mut controls = Controls::default();
        controls.fingers.press(0, 400.0, 0.0);
        assert_eq!(controls.command(-1.0, false, 240.0, 7.0), ShipCommand { steer: -1.0, fire: true });
        assert_eq!(controls.command(0.0, false, 240.0, 7.0), ShipCommand { steer: 1.0, fire: true });
        controls.fingers.lift(0);
        assert_eq!(controls.command(0.0, true, 240.0, 7.0), ShipCommand { steer: 0.0, fire: true });
        assert_eq!(controls.command(0.0, false, 240.0, 7.0), ShipCommand { steer: 0.0, fire: false });
    }

    #[test]
    fn a_toggle_fires_from_one_press_to_the_next() {
        let mut controls = Controls { fire_mode: FireMode::Toggle, ..Controls::default() };
        let mut fires = |held: bool| controls.command(0.0, held, 240.0, 7.0).fire;
        let held = [false, true, true, false, false, true, true, false, true];
        assert_eq!(held.map(&mut fires), [false, true, true, true, true, false, false, false, true]);
    }

    #[test]
    fn a_finger_toggles_too_and_a_pause_does_not() {
        let mut controls = Controls { fire_mode: FireMode::Toggle, ..Controls::default() };
        controls.fingers.press(0, 240.0, 0.0);
        assert!(controls.command(0.0, false, 240.0, 7.0).fire);
        controls.release_all();
        assert!(controls.command(0.0, true, 240.0, 7.0).fire, "the held key resumed the game");
        assert!(controls.command(0.0, false, 240.0, 7.0).fire);
        assert!(!controls.command(0.0, true, 240.0, 7.0).fire);
    }

    #[test]
    fn automatic_fire_needs_no_key() {
        let mut controls = Controls { fire_mode: FireMode::Auto, ..Controls::default() };
        assert!(controls.command(0.0, false, 240.0, 7.0).fire);
    }

    #[test]
    fn skipped_ticks_release_everything() {
        let mut controls = Controls::default();
        for tick in 5..7 {
            assert!(!controls.begin_tick(tick));
            controls.command(0.0, false, 240.0, 7.0);
        }
        controls.fingers.press(0, 400.0, 0.0);
        let held = ShipCommand { steer: 1.0, fire: true };
        // Twice in a tick is no gap.
        for tick in [7, 7] {
            assert!(!controls.begin_tick(tick));
            assert_eq!(controls.command(0.0, true, 240.0, 7.0), held);
        }
        assert!(controls.begin_tick(9));
        assert_eq!(controls.command(0.0, true, 240.0, 7.0), ShipCommand { steer: 0.0, fire: false });
    }

    #[test]
    fn released_controls_neither_steer_nor_fire() {
        let mut controls = Controls::default();
        controls.command(0.0, false, 240.0, 7.0);
        controls.fingers.press(0, 400.0, 0.0);
        controls.release_all();
        assert_eq!(controls.command(0.0, true, 240.0, 7.0), ShipCommand { steer: 0.0, fire: false });
    }

    proptest! {
        #[test]
        fn the_ship_stays_on_the_field(
            x in -1e6f32..1e6, steer in -10.0f32..10.0, speed in 10.0f32..2000.0, half in 1.0f32..240.0
        ) {
            let x = next_ship_x(x, steer, speed, 1.0 / 60.0, half, 480.0);
            prop_assert!(x >= half && x <= 480.0 - half);
        }

        #[test]
        fn a_trigger_fires_only_while_held(holds: Vec<bool>) {
            let mut trigger = Trigger::default();
            for held in holds {
                prop_assert!(!trigger.pull(held) || held);
            }
        }
    }
}
